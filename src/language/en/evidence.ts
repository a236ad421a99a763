import { english as plural } from '../plural.js';
import type { FileFault } from '../../errors.js';
import type { ProblemTexts } from '../said.js';

/** Files that show what was stated. */
export const evidence = {
  question: 'A file that shows it, such as the invoice (Enter to leave out):',
  more: 'Another file (Enter where there is none):',
  unreadable: 'It is missing, not permitted, or no file.',
  faults: {
    'too-large': 'It has more than 20 MB.',
    changing: 'Somebody writes to it meanwhile.',
    empty: 'It is empty.',
    name: 'Its name is too long, or holds signs that nobody sees.',
  },
  refused: (location: string) => `${location} can't be kept as evidence.`,
  file: 'File',
  size: 'Bytes',
  kept: 'Kept',
  states: { kept: 'yes', missing: 'no: it is gone', changed: 'no: it is another file now' },
  none: 'No files were given as evidence.',
  beside: (count: number, folder: string) =>
    plural(
      count,
      `1 file of evidence lies with it in ${folder}.`,
      `${count} files of evidence lie with it in ${folder}.`,
    ),
  nothingBeside: 'No evidence belongs to it.',
  notBeside: (count: number) =>
    plural(
      count,
      '1 file of evidence is gone or was changed, and is not in the copy.',
      `${count} files of evidence are gone or were changed, and are not in the copy.`,
    ),
  exported: (count: number, file: string) =>
    count === 0
      ? `What proves it was written to ${file}. No file was given as evidence.`
      : plural(
          count,
          `1 file and what proves it were written to ${file}.`,
          `${count} files and what proves them were written to ${file}.`,
        ),
  head: 'End of the chain',
  wholeHistory: (company: string) =>
    `The archive holds everything that was ever written of ${company}, since the chain is proven as a whole.`,
  sound: (files: number, entries: number) =>
    `Nothing was altered: ${plural(files, '1 file', `${files} files`)}, ${plural(entries, '1 entry', `${entries} entries`)} and their chain are as they were. It is that of the ledger if its end is in audit list there.`,
  broken: (count: number) => plural(count, 'Something was altered.', `${count} things were altered.`),
  places: { entry: (number: string) => `entry ${number}`, seal: (number: string) => `seal ${number}` },
  proofFaults: {
    missing: 'The file is not in the archive.',
    changed: 'The file is not the one that was recorded.',
    unlisted: 'Nothing names it.',
    hash: 'It is not what its hash is of.',
    link: 'It does not continue the entry before it.',
    beginning: 'The chain does not begin with its ledger.',
    rules: 'No ledger would have taken it.',
    facts: 'The entries do not tell it so.',
    seal: 'It is not what its hash is of, or names another end of the chain.',
  },
  lost: (file: string) => `${file} was recorded, and is not kept as it was.`,
  putBack: (file: string) => `${file} was not kept as it was, and is put back.`,
  bringAgain: (sha256: string) =>
    `Its hash is ${sha256}: who still has it brings it again with --evidence, which puts it right.`,
  notOpened: (location: string) => `${location} is not opened.`,
  archive: {
    'no-zip': 'It is no zip archive.',
    damaged: 'It is damaged, cut off, or packed in a way that is not read here.',
    encrypted: 'It is encrypted.',
    'too-large': 'It, or what is in it, is too large.',
    'too-many': 'It holds too many files.',
    names: 'It holds names that lead out of it, folders, or one name twice.',
    link: 'It holds a link.',
    'no-proof': 'It is none that evidence export has made.',
    newer: 'A newer version of partner has made it.',
  },
};

/** Why, and what to do about it. */
export const fileFaults: Readonly<Record<FileFault, string>> = {
  missing: 'It is not there. Look for it, and name it as it is written there.',
  denied: 'You may not read it. Let whoever owns it give you the right to, or make a copy that is yours.',
  folder: 'It is a folder. Name a file in it.',
  'no-file':
    'It is a pipe or a device, and what comes from one may never end. Save it in a file first, and name that file.',
  'no-text': 'It is no text in UTF-8 or UTF-16. Save it again as UTF-8; Excel calls that CSV UTF-8.',
  'too-large': 'It has more than 64 MB, or does not end. Split it into smaller files.',
  changing: 'Somebody writes to it meanwhile, or it has no size of its own. Make a copy of it, and name that.',
  failed: 'The machine refuses to open it; --debug shows what it says.',
};

export const evidenceTroubles: Pick<
  ProblemTexts,
  'FILE_UNREADABLE' | 'EVIDENCE_REFUSED' | 'EVIDENCE_LOST' | 'ARCHIVE_REFUSED'
> = {
  FILE_UNREADABLE: ({ location, why }) => ({ what: `${location} can't be read.`, why: fileFaults[why] }),
  EVIDENCE_REFUSED: ({ location, why }) => ({ what: evidence.refused(location), why: evidence.faults[why] }),
  EVIDENCE_LOST: ({ file, sha256 }) => ({ what: evidence.lost(file), why: evidence.bringAgain(sha256) }),
  ARCHIVE_REFUSED: ({ location, why }) => ({ what: evidence.notOpened(location), why: evidence.archive[why] }),
};
