import type { Context } from '../cli/context.js';
import type { Account } from '../core/account.js';
import type { AttentionOf } from '../core/attention.js';
import { everyMember } from '../journeys/accounts.js';
import type { Reader, Store } from '../store/store.js';

/** To look at each account's history takes a while: what is wrong is wrong for the first. */
const MOST_LOOKED_AT = 1000;

/**
 * What is charged follows from a file: programmes in use that are not the file whose import the history of their accounts
 * tells (P10).
 * @param only the one account that is looked at; each that is under such a programme where none is named
 */
export async function changedProgrammes(
  context: Context,
  ledger: Store | undefined,
  only?: Account,
): Promise<readonly AttentionOf<'PROGRAMME_DIFFERS'>[]> {
  const catalog = await context.catalog();
  const inUse = new Map(catalog.ids.flatMap((id) => [[id, catalog.sha256Of(id)] as const]));
  const imported = [...inUse].filter(([, sha256]) => sha256 !== undefined);
  if (!ledger || imported.length === 0) return [];
  return ledger.read(async (reader) => {
    const changed: AttentionOf<'PROGRAMME_DIFFERS'>[] = [];
    for (const [id, sha256] of imported) {
      const under = only ? [only].filter(({ programme }) => programme === id) : await someUnder(reader, id);
      if (await someTellAnother(reader, under, id, sha256)) changed.push({ code: 'PROGRAMME_DIFFERS', programme: id });
    }
    return changed;
  });
}

async function someUnder(reader: Reader, programme: string): Promise<readonly Account[]> {
  const found: Account[] = [];
  for await (const account of everyMember(reader)) {
    if (account.programme === programme) found.push(account);
    if (found.length === MOST_LOOKED_AT) break;
  }
  return found;
}

async function someTellAnother(
  reader: Reader,
  accounts: readonly Account[],
  id: string,
  inUse: string | undefined,
): Promise<boolean> {
  for (const account of accounts) {
    const told = await reader.programmeImported(account.id, id);
    if (told !== undefined && told !== inUse) return true;
  }
  return false;
}
