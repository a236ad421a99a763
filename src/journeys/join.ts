import { type Acceptance, type Account, isMember } from '../core/account.js';
import { dayOf } from '../core/day.js';
import { termsOn, type Programme } from '../core/programme.js';
import { refuse, type Refusal } from '../core/refusal.js';
import type { Reader, Writer } from '../store/store.js';
import { clockBehind, type Desk } from './desk.js';

/** What a company says of itself to become a member (J0). The agreement was accepted by giving this. */
export interface Application {
  readonly company: string;
  readonly country: string;
  readonly email: string;
  readonly mpnId: string;
  readonly programme: Programme;
}

/** Ground level: free, without an end, and needs no renewal (J0, R2). Joining again after leaving keeps the account. */
export async function join(desk: Desk, application: Application): Promise<{ account: Account } | { refusal: Refusal }> {
  return desk.ledger.write(async (ledger) => {
    const known = await ledger.account(application.mpnId);
    // Who was never here has no history yet that could be written backwards.
    const refusal = known && (await clockBehind(ledger, desk.at, known.id));
    if (refusal) return { refusal };
    const member = memberRefusal(known);
    if (member) return { refusal: member };
    const account = { ...applicant(desk, application), id: known?.id ?? desk.nextId('acc') };
    await enrol(desk, ledger, application, account);
    return { account: await accountNow(ledger, account.id) };
  });
}

/** The account as it will be; nothing is written. */
export function applicant(desk: Pick<Desk, 'at' | 'nextId'>, application: Application): Account {
  const { programme, ...company } = application;
  return { id: desk.nextId('acc'), ...company, programme: programme.id, joinedOn: dayOf(desk.at), leftOn: null };
}

/** Writes the account and its acceptance of the network agreement (D14), within the caller's transaction. */
export async function enrol(desk: Desk, ledger: Writer, application: Application, account: Account): Promise<void> {
  const { programme } = application;
  const terms = termsOn(programme, programme.network.terms, dayOf(desk.at));
  const acceptance: Acceptance = {
    id: desk.nextId('acp'),
    accountId: account.id,
    terms: terms.id,
    version: terms.version,
    sha256: terms.sha256,
    by: account.email,
    at: desk.at,
    orderId: null,
  };
  await ledger.append({ kind: 'account-joined', account }, desk.at, account.email);
  await ledger.append({ kind: 'terms-accepted', acceptance }, desk.at, account.email);
}

/** The account as the ledger has it: what is reported is read back. @throws Error where it is not there */
export async function accountNow(ledger: Reader, id: string): Promise<Account> {
  const account = await ledger.account(id);
  if (!account) throw new Error(`account ${id} was written and the ledger does not show it`);
  return account;
}

/** What stands against joining whatever else will be said: that the company of that MPN ID is a member (R2). */
export async function againstJoining(ledger: Pick<Reader, 'account'>, mpnId: string): Promise<Refusal | undefined> {
  return memberRefusal(await ledger.account(mpnId));
}

function memberRefusal(known: Account | undefined): Refusal | undefined {
  if (!known || !isMember(known)) return undefined;
  const { mpnId, company, joinedOn: since } = known;
  return refuse('ALREADY_MEMBER', { mpnId, company, since });
}
