import type { Command } from '../../cli/command.js';
import { dayGiven } from '../../cli/day-given.js';
import { ALL_ACCOUNTS, forEverybody, ledgerOf } from '../../cli/run-scope.js';
import type { Flag } from '../../cli/spec.js';
import { pastMembership } from '../../cli/visit.js';
import { dayOf, type Day } from '../../core/day.js';
import { decimal } from '../../core/money.js';
import type { Posting } from '../../core/posting.js';
import { stop } from '../../errors.js';
import type { Listing } from '../../io/listing.js';
import { postings } from '../../journeys/postings.js';
import { textOf } from '../../wizards/flags.js';

const FROM: Flag = { name: 'from', kind: 'text', value: 'DATE' };
const UNTIL: Flag = { name: 'to', about: 'exportTo', kind: 'text', value: 'DATE' };
/** Before the first day of any ledger. */
const BEGINNING = '0001-01-01' as Day;

/** For whoever keeps the seller's books: one line a posting, balanced for each document, in columns that stay. */
export const ordersExport: Command = {
  path: 'orders export',
  deed: { act: 'see-orders', scope: 'read', writes: null },
  flags: [FROM, UNTIL, ALL_ACCOUNTS],
  examples: ['orders export --all-accounts --json', 'orders export --from 2026-11-01 --to 2026-11-30 -o csv'],
  fields: [
    'date',
    'document',
    'kind',
    'orderId',
    'mpnId',
    'company',
    'country',
    'posting',
    'debit.amount',
    'credit.amount',
    'debit.currency',
    'taxCategory',
    'taxRate',
  ],
  run: async (context, given) => {
    const { flags } = given;
    const accountId = forEverybody(given) ? undefined : (await pastMembership(context)).book.account.id;
    const dayOfFlag = (flag: Flag): Day | undefined => {
      const text = textOf(flags, flag);
      return text === undefined ? undefined : dayGiven(`--${flag.name}`, text);
    };
    const from = dayOfFlag(FROM) ?? BEGINNING;
    const last = dayOfFlag(UNTIL);
    const to = last ?? dayOf(await context.clock.now());
    if (from > to)
      throw last === undefined
        ? stop('VALUE_INVALID', { of: '--from', given: from, wanted: 'past-day' })
        : stop('VALUE_INVALID', { of: '--to', given: to, wanted: 'day-from-on' });
    const said = context.words.screens.postings;
    const columns = [said.date, said.document, said.kind, said.posting, said.debit, said.credit, said.currency];
    const listing: Listing<Posting> = {
      rows: context.files.sorted(postings(await ledgerOf(context), accountId, { from, to }), ({ date }) => date),
      screen: (page) => [
        {
          kind: 'table',
          columns: columns.map((title, index) => ({
            title,
            align: index === 4 || index === 5 ? 'right' : 'left',
          })),
          rows: page.map(({ date, document, kind, posting, debit, credit }) => [
            context.speech.day(date),
            document,
            said.kinds[kind],
            said.postings[posting],
            debit.amount === 0 ? '' : decimal(debit),
            credit.amount === 0 ? '' : decimal(credit),
            debit.currency,
          ]),
        },
      ],
      none: [{ kind: 'text', text: said.none }],
    };
    return { value: null, screen: [], listing };
  },
};
