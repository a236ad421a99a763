import { joined } from './entries/account.js';
import { type Concerned, exactly, type Shape } from './entries/rule.js';
import type { Book } from './book.js';
import { RULES, type Entry } from './entry.js';

/**
 * The book after one more entry of its account. Folding the whole audit chain from `undefined` gives what the ledger's
 * tables must hold (G24).
 * @throws RangeError where the entry is not sound or does not fit: nothing has that id, an id is used twice, or something
 * would leave its final state (I5)
 */
export function applied(book: Book | undefined, entry: Entry): Book {
  const rule = ruleOf(entry);
  rule.sound?.(entry);
  if (book) return rule.apply(book, entry);
  if (entry.kind !== 'account-joined') throw new RangeError(`${entry.kind} comes before anyone has joined`);
  return joined(entry.account);
}

/** The entry with what its kind holds and nothing else (D19). @throws RangeError on one that no ledger could ever take */
export function exactEntry(entry: Entry): Entry {
  const { fields, sound } = ruleOf(entry);
  sound?.(entry);
  return { ...exactly(entry, fields), kind: entry.kind } as Entry;
}

/** Whose entry it is: an account, or something of one. */
export function concernedBy(entry: Entry): Concerned {
  return ruleOf(entry).concerns(entry);
}

interface AnyRule {
  readonly fields: Shape<Entry>;
  readonly concerns: (entry: Entry) => Concerned;
  readonly sound?: (entry: Entry) => unknown;
  readonly apply: (book: Book, entry: Entry) => Book;
}

/** A kind's own rule takes entries of that kind: the table's type says so, and the compiler cannot follow it here. */
function ruleOf({ kind }: Entry): AnyRule {
  return RULES[kind] as unknown as AnyRule;
}
