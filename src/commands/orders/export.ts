import type { Command } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { dayGiven } from '../../cli/day-given.js';
import { ALL_ACCOUNTS, forEverybody, ledgerOf } from '../../cli/run-scope.js';
import type { Flag } from '../../cli/spec.js';
import { pastMembership } from '../../cli/visit.js';
import { dayOf, type Day } from '../../core/day.js';
import { decimal } from '../../core/money.js';
import type { Posting } from '../../core/posting.js';
import { stop } from '../../errors.js';
import type { Screen } from '../../io/blocks.js';
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
    let isElsewhere = false;
    const found = postings(await ledgerOf(context), accountId, { from, to }, ({ recorded }) => {
      isElsewhere ||= recorded.length > 0;
    });
    const listing: Listing<Posting> = {
      rows: context.files.sorted(found, ({ date }) => date),
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
      // Known once all books were gone through.
      get none() {
        return isElsewhere ? paidElsewhere(context, accountId) : [{ kind: 'text', text: said.none } as const];
      },
    };
    return { value: null, screen: [], listing };
  },
};

/** D31: what the vendor was paid is in the vendor's books; it is no posting of ours, and seen in other lists. */
function paidElsewhere({ words, speech }: Context, accountId: string | undefined): Screen {
  const look = speech.here(accountId === undefined ? 'partner report --all-accounts' : 'partner orders list');
  return [
    { kind: 'text', text: words.screens.postings.noneHere },
    { kind: 'text', text: `${words.general.try} ${look}` },
  ];
}
