import type { BooksFault } from '../../core/gateway.js';

/** What is wrong with the books of the sandbox's gateway. */
export const booksFaults: Readonly<Record<BooksFault, string>> = {
  'not-ours': 'The file is damaged or belongs to another program. It was not touched, and no payment was sent.',
  'no-locks':
    'Their folder knows no file locks, as network folders often do not. No payment was sent; keep ledger and books in a folder on a local disk.',
  unwritable:
    'There is no space, no permission, or the place is read-only. What was not confirmed was not written, and no payment was sent.',
  unreachable:
    'The server that keeps them did not answer, or the connection was cut. What was not confirmed was not written.',
  missing:
    'The ledger has used them, and they are not there. What was charged stands in them alone, so no payment was sent. Put them back; a copy of a ledger needs a copy of its books beside it.',
  others:
    "They are another ledger's, or a copy from before this one's newest card. No payment was sent. Put the ledger and the books that belong together side by side, or give a new ledger another place with --database.",
  moved:
    'They went with the ledger, which was moved: what was charged stands in their copy beside it. No payment was sent. Use the ledger where it is now; db copy brings it to any place that is free.',
  unfinished:
    'They were filled with made-up accounts, and that was broken off before the ledger held the same. No payment was sent. Fill both again, or begin in another place (--database).',
  unsafe:
    'They belong to another user of this machine, or everybody may write in their folder (chmod o-w), so that what was charged could be exchanged. They were not opened, and no payment was sent.',
};
