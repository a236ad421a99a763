import type { Book } from './book.js';
import { dayOf, type Day, type Instant } from './day.js';
import type { Programme } from './programme.js';

/** What every rule looks at: a book, under the rules of a programme, on a day. */
export interface View<Seen extends Book | undefined = Book> {
  readonly programme: Programme;
  readonly book: Seen;
  readonly today: Day;
}

/** Of somebody who may not have joined yet: then there is no book. */
export type AnyView = View<Book | undefined>;

/** A book as it is seen at a moment. */
export function viewAt(programme: Programme, book: Book, at: Instant): View {
  return { programme, book, today: dayOf(at) };
}
