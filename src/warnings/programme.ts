import type { Context } from '../cli/context.js';
import type { Voice } from '../language/voice.js';
import type { Account } from '../core/account.js';
import { sh } from '../language/command-line.js';
import type { Visit } from '../cli/visit.js';
import type { Warning } from './warnings.js';

/** What is charged follows from a file: where it is not the one whose import the account's history tells, that is said (P10). */
export async function programmeFault(
  context: Context,
  { ledger, programme }: Visit,
  account: Account,
): Promise<(voice: Voice) => readonly Warning[]> {
  const { id } = programme;
  const inUse = (await context.catalog()).sha256Of(id);
  const told = inUse && (await ledger?.read((reader) => reader.programmeImported(account.id, id)));
  if (!told || told === inUse) return () => [];
  return ({ words }) => [
    {
      code: 'PROGRAMME_DIFFERS',
      message: words.catalog.differs(id),
      try: sh`partner catalog show ${id}`,
    },
  ];
}
