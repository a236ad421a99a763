import { isMember, type Account } from '../core/account.js';
import type { Attention } from '../core/attention.js';
import type { Book } from '../core/book.js';
import { dayOf, type Day, type Instant } from '../core/day.js';
import type { Offer, Programme } from '../core/programme.js';
import { newestStatement, type RecordedOrder, type StatedFacts } from '../core/recorded-order.js';
import { oddities } from '../core/oddity.js';
import { adopting, againstAdopting, NOTHING_SAID, type Adoption, type Said } from '../core/recording.js';
import type { Refusal } from '../core/refusal.js';
import type { TermSpan } from '../core/subscription.js';
import { sameEmail } from '../core/user.js';
import { viewAt } from '../core/view.js';
import type { FileToKeep, Reader, Writer } from '../store/store.js';
import { inItsTurn, type Desk } from './desk.js';
import { putBack } from './kept-evidence.js';

/** Who owns it: by its MPN ID. What else is known of a company is for one that is not here yet, and joins with it. */
export interface Owner {
  readonly mpnId: string;
  readonly company: string | null;
  readonly country: string | null;
  readonly email: string | null;
}

/** One thing that is owned elsewhere, to be brought in. */
export interface Owned extends Adoption {
  readonly programme: Programme;
  readonly owner: Owner;
  /** What is in the files of its evidence. */
  readonly files?: readonly FileToKeep[];
}

export type Adopted =
  /** `joined`: its company came with it. */
  | {
      readonly kind: 'adopted';
      readonly order: RecordedOrder;
      readonly account: Account;
      readonly joined: boolean;
      readonly warnings: readonly Attention[];
    }
  /** `putBack`: the files of its evidence that were not kept as they were, by name. */
  | {
      readonly kind: 'unchanged';
      readonly order: RecordedOrder;
      readonly account: Account;
      readonly putBack: readonly string[];
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** The company is here with another of these. */
  | { readonly kind: 'other-company'; readonly of: Differing; readonly account: Account }
  /** The company is not here, and this is not known of it. */
  | { readonly kind: 'company-unknown'; readonly missing: readonly (keyof Owner)[] };

/** In which a company may be another one than it is here. */
type Differing = 'company' | 'country' | 'email' | 'programme';

/** Of which nothing came. */
export type NotAdopted = Exclude<Adopted, { readonly kind: 'adopted' | 'unchanged' }>;

/** What may stay though something else of the same file cannot be brought in. */
export type Keeping = 'all-or-nothing' | 'the-good-ones';

/**
 * D22 to D25, D29, D32, D33: brings in what is owned elsewhere, in one transaction, in the order in which it is given. A
 * company that is not here yet joins with the first thing of it; nobody accepted any terms here, and none are written.
 * @returns what each comes to; where one is refused and nothing else may stay, nothing was written
 */
export async function adopt(desk: Desk, all: readonly Owned[], keeping: Keeping): Promise<readonly Adopted[]> {
  let results: Adopted[] = [];
  try {
    await desk.ledger.write(async (ledger) => {
      results = [];
      for (const owned of all) results.push(await adoptOne(desk, ledger, owned));
      if (keeping === 'all-or-nothing' && results.some(isRefused)) throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  return results;
}

function isRefused({ kind }: Adopted): boolean {
  return kind !== 'adopted' && kind !== 'unchanged';
}

/** Rolls everything back, and is met where it was thrown. */
class TakenBack extends Error {}

async function adoptOne(asked: Desk, ledger: Writer, owned: Owned): Promise<Adopted> {
  const known = await ledger.account(owned.owner.mpnId);
  const turn = known ? await inItsTurn(ledger, asked, known.id) : { desk: asked };
  if (turn.refusal) return { kind: 'refused', refusal: turn.refusal };
  const { desk } = turn;
  const joining = known && isMember(known) ? undefined : applicant(desk, owned, known);
  if (joining && 'kind' in joining) return joining;
  const account = joining ?? known;
  if (!account) throw new RangeError(`${owned.owner.mpnId} neither is here nor joins`);
  // Where nobody is named, it is the contact of the company who says so.
  const acting = { ...desk, by: desk.by || account.email };
  const other = otherThan(account, owned);
  if (other) return { kind: 'other-company', of: other, account };
  if (joining) await ledger.append({ kind: 'account-joined', account }, desk.at, acting.by);
  const book = await bookOf(ledger, account.id);
  const view = viewAt(owned.programme, book, desk.at);
  const comes = adopting(view, owned);
  if (comes.kind === 'refused') return comes;
  if (comes.kind === 'unchanged')
    return { ...comes, account, putBack: await putBack(ledger, comes.order, owned.files) };
  const order = await write(acting, ledger, { owned, account, book, ...comes });
  return { kind: 'adopted', order, account, joined: joining !== undefined, warnings: oddities(view, order) };
}

/** What is known of something that is to be brought in before all of it was said. */
export interface SaidSoFar {
  readonly owner: Owner | undefined;
  readonly programme: Programme | undefined;
  readonly offer: Offer | undefined;
  readonly anniversary: Day | undefined;
  readonly said: Partial<Said>;
}

/** What stands against it whatever else will be said; undefined while nothing is known to. */
export async function standsAgainst(
  ledger: Reader,
  at: Instant,
  { owner, programme, offer, anniversary, said }: SaidSoFar,
): Promise<NotAdopted | undefined> {
  const account = owner && (await ledger.account(owner.mpnId));
  if (!owner || !account || !isMember(account)) return undefined;
  const of = otherThan(account, { owner, programme: programme ?? { id: account.programme } });
  if (of) return { kind: 'other-company', of, account };
  const book = programme && offer && (await ledger.book(account.id));
  if (!book) return undefined;
  const wish = { offer, anniversary, said: { ...NOTHING_SAID, ...said } };
  const refusal = againstAdopting(viewAt(programme, book, at), wish);
  return refusal && { kind: 'refused', refusal };
}

function applicant(desk: Desk, { owner, programme }: Owned, left: Account | undefined): Account | Adopted {
  const { mpnId, company, country, email } = owner;
  if (company === null || country === null || email === null) {
    const missing = (['company', 'country', 'email'] as const).filter((name) => owner[name] === null);
    return { kind: 'company-unknown', missing };
  }
  const id = left?.id ?? desk.nextId('acc');
  return { id, mpnId, company, country, email, programme: programme.id, joinedOn: dayOf(desk.at), leftOn: null };
}

/** To bring something in for a company as another one than it is would be to bring it in for somebody else. */
function otherThan(
  account: Account,
  { owner, programme }: { readonly owner: Owner; readonly programme: Pick<Programme, 'id'> },
): Differing | undefined {
  const { company, country, email } = owner;
  if (company !== null && company !== account.company) return 'company';
  if (country !== null && country !== account.country) return 'country';
  if (email !== null && !sameEmail(email, account.email)) return 'email';
  return account.programme === programme.id ? undefined : 'programme';
}

interface Writing {
  readonly owned: Owned;
  readonly account: Account;
  readonly book: Book;
  readonly term: TermSpan;
  readonly facts: StatedFacts;
}

async function write(
  desk: Desk,
  ledger: Writer,
  { owned, account, book, term, facts }: Writing,
): Promise<RecordedOrder> {
  const { offer, programme, activated } = owned;
  const of = {
    accountId: account.id,
    kind: 'purchase',
    programme: programme.id,
    offer: offer.id,
    subscriptionId: desk.nextId('sub'),
    enrolment: book.subscriptions.filter((held) => held.offer === offer.id).length,
  } as const;
  const order = await recordOrder(desk, ledger, of, { term, facts }, owned.files);
  const { at } = newestStatement(order);
  for (const benefit of new Set(activated)) {
    const record = { subscriptionId: order.subscriptionId, term: 0, benefit, act: 'activated', user: null } as const;
    const id = desk.nextId('ben');
    await ledger.append(
      { kind: 'benefit-recorded', record: { id, ...record, at, by: desk.by, stated: true } },
      at,
      desk.by,
    );
  }
  return order;
}

/** What was bought or renewed elsewhere, as it was stated first (D22, D24). */
export async function recordOrder(
  desk: Desk,
  ledger: Writer,
  of: Omit<RecordedOrder, 'id' | 'statements'>,
  { term, facts }: { readonly term: TermSpan; readonly facts: StatedFacts },
  files: readonly FileToKeep[] = [],
): Promise<RecordedOrder> {
  for (const file of files) await ledger.keep(file);
  const { at, by } = desk;
  const statement = { ...facts, number: 0, term, reason: null, at, by };
  const order = { id: desk.nextId('ord'), ...of, statements: [statement] };
  await ledger.append({ kind: 'order-recorded', order }, at, by);
  return order;
}

/** What the offer does not give. */
export function unknownBenefits({ offer, activated }: Adoption): readonly string[] {
  return activated.filter((benefit) => !offer.benefits.some(({ id }) => id === benefit));
}

/** @throws Error where it is not there: who calls has just written it */
export async function bookOf(ledger: Pick<Writer, 'book'>, id: string): Promise<Book> {
  const book = await ledger.book(id);
  if (!book) throw new Error(`account ${id} was written and the ledger does not show it`);
  return book;
}

/** @throws Error where it is not there: who calls has just written it */
export function heldBy(book: Book, { subscriptionId }: RecordedOrder): Book['subscriptions'][number] {
  const held = book.subscriptions.find(({ id }) => id === subscriptionId);
  if (!held) throw new Error(`subscription ${subscriptionId} was written and the ledger does not show it`);
  return held;
}
