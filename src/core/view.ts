import type { Book } from './book.js';
import { dayOf, type Day, type Instant } from './day.js';
import type { Programme } from './programme.js';
import type { Subscription } from './subscription.js';

/** The rules that hold for an account: those of the programme that it is in, and of each other one that it bought in. */
export interface Programmes {
  readonly programme: Programme;
  /** What was bought stays in the programme in which it was (D34); left out where that is the account's own. */
  readonly others?: readonly Programme[];
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
 * The same under the rules of the programme in which a subscription was bought: its window, its prices, its benefits (D34).
 * Where it is about none, those of the account's own.
 */
export function under<Seen extends Programmes>(view: Seen, held: Pick<Subscription, 'programme'> | undefined): Seen {
  const { programme, others = [] } = view;
  const own = others.find(({ id }) => id === held?.programme);
  if (!own || own.id === programme.id) return view;
  return { ...view, programme: own, others: [programme, ...others.filter((other) => other !== own)] };
}

/** D34: it was bought in a programme that its account is no longer in, where it runs out and is not renewed. */
export function isLeftBehind({ book }: Pick<View, 'book'>, { programme }: Pick<Subscription, 'programme'>): boolean {
  return programme !== book.account.programme;
}
