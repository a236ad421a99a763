import type { Book } from './book.js';
import { dayOf, type Day, type Instant } from './day.js';
import type { Policy, Programme } from './programme.js';
import { afterDeclines } from './dunning.js';
import type { Subscription } from './subscription.js';

/** The rules that hold for an account: those of the programme that it is in, and of each other one that it bought in. */
export interface Programmes {
  readonly programme: Programme;
  /** What was bought stays in the programme in which it was (D34); left out where that is the account's own. */
  readonly others?: readonly Programme[];
  /** The programme whole, where its policy is seen as it holds for one subscription that was declined (P12). */
  readonly whole?: Programme | undefined;
}

/** What every rule looks at: a book, under the rules of a programme, on a day. */
export interface View<Seen extends Book | undefined = Book> extends Programmes {
  readonly book: Seen;
  readonly today: Day;
  /** The vendor is paid elsewhere: what it asks there is its own to say, and no price is missing here (D24, D27). */
  readonly paidElsewhere?: true;
}

/** Of somebody who may not have joined yet: then there is no book. */
export type AnyView = View<Book | undefined>;

/** A book as it is seen at a moment. @param rules a programme alone, where nothing is asked about anything of another one */
export function viewAt(rules: Programmes | Programme, book: Book, at: Instant): View {
  const { programme, others } = 'programme' in rules ? rules : { programme: rules };
  return { programme, ...(others ? { others } : {}), book, today: dayOf(at) };
}

/**
 * The same under the rules of the programme in which a subscription was bought: its window, its prices, its benefits (D34);
 * and, where its charge was declined, as those are shortened by what the programme does about that (P12). Where it is
 * about none, those of the account's own.
 */
export function under<Seen extends Programmes & Partial<Pick<AnyView, 'book' | 'today'>>>(
  view: Seen,
  held: Pick<Subscription, 'programme'> | Subscription | undefined,
): Seen {
  const { whole, others = [] } = view;
  const programme = whole ?? view.programme;
  const other = others.find(({ id }) => id === held?.programme);
  const rules = other && other.id !== programme.id ? other : programme;
  const policy = held && 'terms' in held ? policyFor(view, held, rules) : rules.policy;
  if (rules === view.programme && policy === rules.policy) return view;
  const rest = rules === programme ? others : [programme, ...others.filter((one) => one !== rules)];
  const shortened = policy !== rules.policy;
  return {
    ...view,
    programme: shortened ? { ...rules, policy } : rules,
    ...(rest.length > 0 || view.others ? { others: rest } : {}),
    whole: shortened ? rules : undefined,
  };
}

function policyFor(
  { book, today }: Partial<Pick<AnyView, 'book' | 'today'>>,
  held: Subscription,
  { policy }: Programme,
): Policy {
  return book && today ? afterDeclines(policy, book.orders, held, today) : policy;
}

/** D34: it was bought in a programme that its account is no longer in, where it runs out and is not renewed. */
export function isLeftBehind({ book }: Pick<View, 'book'>, { programme }: Pick<Subscription, 'programme'>): boolean {
  return programme !== book.account.programme;
}
