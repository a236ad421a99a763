import type { Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import type { Book } from '../core/book.js';
import { dayOf } from '../core/day.js';
import { shownRecord } from './benefits.js';

/** Who did what with the benefits of every term, those that are over too: for a licence audit. */
export function history({ words, speech }: Context, book: Book): Outcome {
  const said = words.benefits;
  const value = book.benefits.map((record) => shownRecord(book, record));
  if (value.length === 0) return { value, screen: [{ kind: 'text', text: said.noHistory }] };
  const columns = [said.when, said.by, said.what, said.id, said.offer, said.user].map((title) => ({ title }));
  const rows = value.map(({ at, by, act, benefit, offer, user }) => [
    speech.day(dayOf(at)),
    by,
    said.acts[act],
    benefit,
    offer ?? '',
    user ?? '',
  ]);
  return { value, screen: [{ kind: 'table', columns, rows }] };
}
