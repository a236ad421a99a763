import type { BooksFault } from '../../errors.js';
import type { ProblemTexts } from '../said.js';

export type GatewayTrouble = 'GATEWAY_BOOKS' | 'PAYMENT_UNKNOWN' | 'GATEWAY_UNREACHABLE';

const faults: Readonly<Record<BooksFault, string>> = {
  'not-ours': 'The file is damaged or belongs to another program. It was not touched, and no payment was sent.',
  'no-locks':
    'Their folder knows no file locks, as network folders often do not. No payment was sent; keep ledger and books in a folder on a local disk.',
  unwritable:
    'There is no space, no permission, or the place is read-only. What was not confirmed was not written, and no payment was sent.',
  missing:
    'The ledger has used them, and they are not there. What was charged stands in them alone, so no payment was sent. Put them back; a copy of a ledger needs a copy of its books beside it.',
  others:
    "They are another ledger's, or a copy from before this one's newest card. No payment was sent. Put the ledger and the books that belong together side by side, or give a new ledger another place with --database.",
  unsafe:
    'They belong to another user of this machine, or everybody may write in their folder (chmod o-w), so that what was charged could be exchanged. They were not opened, and no payment was sent.',
};

const NO_BOOKS = "The sandbox gateway's books are missing, are another ledger's, or failed while they were used.";

/** What is known all the same; else the gateway gave no answer that can be believed. */
const known: Readonly<Record<string, string>> = {
  books_missing: NO_BOOKS,
  books_others: NO_BOOKS,
  books_unreadable: NO_BOOKS,
  charge_unwritten: 'The gateway says that it was charged, and the ledger failed while that was written down.',
  answer_unwritten: 'The ledger failed while the payment was under way.',
  order_unwritten: 'The ledger failed while it was written. Nothing is charged yet; if it stands, recover pays it.',
};

export const gatewayTroubles: Pick<ProblemTexts, GatewayTrouble> = {
  PAYMENT_UNKNOWN: ({ order, reason }) => ({
    what: 'It is not known yet whether the payment was made. Do not pay again.',
    why: `${order === null ? '' : `Order ${order}: `}${known[reason] ?? 'The gateway gave no answer that can be believed.'} Nothing else is bought for this term until it is settled.`,
    try: ['partner recover'],
  }),
  GATEWAY_BOOKS: ({ location, reason }) => ({
    what: `The sandbox gateway's books at ${location} can't be used.`,
    why: faults[reason],
    try: ['partner db path'],
  }),
  GATEWAY_UNREACHABLE: () => ({
    what: "The gateway can't be asked just now.",
    why: 'It gave no answer that can be believed. Nothing was changed; trying again is safe.',
  }),
};
