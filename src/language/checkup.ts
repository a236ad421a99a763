import type { Found } from '../core/checkup.js';
import { sh } from './command-line.js';
import { FORGET_ACCOUNT } from './names.js';
import type { Teller } from './said.js';
import type { Voice } from './words.js';

/** What was found when somebody looked whether all is well, as a sentence. */
export function foundInWords({ words, speech }: Voice, found: Found): string {
  const text = words.checkup.texts[found.code] as (facts: Found, teller: Teller) => string;
  return text(found, speech);
}

const explaining = (problem: string) => sh`partner help errors ${problem}`;

const STATUS = 'partner renewals schedule status';
const INSTALL = 'partner renewals schedule install';
const CHANNELS = 'partner help environment';

/** The command that mends it, or that looks closer; undefined where there is nothing to mend. */
export function mending(found: Found): string | undefined {
  switch (found.code) {
    case 'NO_LEDGER':
      return 'partner join';
    case 'LEDGER_NOT_USABLE':
      // What is damaged is put back from a copy.
      return /^LEDGER_(CORRUPT|FOREIGN)$/.test(found.problem) ? 'partner help db restore' : explaining(found.problem);
    case 'ACCOUNT_NOT_THERE':
      return found.origin === 'configuration' ? FORGET_ACCOUNT : 'partner account list';
    case 'LEDGER_NOT_CHECKED':
    case 'BOOKS_UNKNOWN':
    case 'JOB_FAILS':
      return explaining(found.problem);
    case 'LEDGER_DEFECTS':
      return 'partner db check';
    case 'OLDER_FORMAT':
      return 'partner db migrate';
    case 'MOVED':
      return found.to === 'here' ? 'partner help db restore' : 'partner db path';
    case 'PUT_BACK':
    case 'BOOKS_DIFFER':
      return 'partner reconcile';
    case 'SCHEMA_NOT_COMPARED':
    case 'SERVER_STANDBY':
      return explaining('SERVER_READ_ONLY');
    case 'SERVER_CLOCK':
    case 'CLOCK_FROZEN':
    case 'CLOCK_AHEAD':
      return 'partner clock show';
    case 'CLOCK_BEHIND_LEDGER':
      return 'partner db redate';
    case 'NO_SCHEDULER':
      return 'partner help renewals-in-ci';
    case 'NO_JOB':
    case 'JOB_OUTDATED':
      return INSTALL;
    case 'JOB_NOT_LOOKED_AT':
    case 'JOB_NEVER_RAN':
    case 'JOB_SILENT':
      return STATUS;
    case 'NO_CHANNEL':
    case 'CHANNEL_FAILS':
    case 'CHANNEL_NOT_USABLE':
      return CHANNELS;
    case 'FILE_OPEN':
      return 'partner status';
    case 'SETTINGS_UNKNOWN':
      return 'partner config list';
    case 'DISK_NEARLY_FULL':
      return 'partner db path --all';
    default:
      return undefined;
  }
}
