import type { Block, Fact, Screen } from '../../command.js';
import type { OrderLine } from '../../core/order.js';
import type { Plan } from '../../core/plan.js';
import { findOffer, type Programme } from '../../core/programme.js';
import type { Context } from '../../context.js';
import type { Payment } from '../../journeys/purchase.js';

/** The order as it would be placed: lines, tax, total, dates. The same for the review, the dry run and the renewal's first page. */
export function orderScreen(context: Context, programme: Programme, plan: Plan, payment: Payment | undefined): Screen {
  const { words, speech } = context;
  const said = words.screens.review;
  const offer = findOffer(programme, plan.offer);
  const years = words.screens.offers.years(offer?.termYears ?? 1);
  const lines = plan.lines.map((line): Fact => [
    lineInWords(context, line) ?? said.line(speech.offer(line.what), years),
    speech.money(line.amount),
  ]);
  const total = payment ? said.total(words.screens.card(cardOf(payment))) : said.totalAlone;
  const blocks: Block[] = [
    {
      kind: 'amounts',
      rows: [
        ...lines,
        [said.tax, plan.tax ? speech.money(plan.tax) : said.taxNotComputed],
        [total, speech.money(plan.total)],
      ],
    },
  ];
  if (plan.lines.some((line) => !line.priceVerified)) blocks.push({ kind: 'text', text: said.notVerified });
  if (plan.kind === 'renewal')
    blocks.push({ kind: 'text', text: said.termRuns(speech.day(plan.term.start), speech.day(plan.term.end)) });
  const automatic = programme.policy.automaticRenewal !== null;
  const anniversary = speech.day(plan.term.end);
  blocks.push({ kind: 'text', text: automatic ? said.anniversary(anniversary) : said.anniversaryByHand(anniversary) });
  return blocks;
}

/** What a line of an upgrade takes off (P7); undefined for a line that is paid. */
export function lineInWords({ words, speech }: Context, { what, discount }: OrderLine): string | undefined {
  return discount === undefined ? undefined : words.competencies.upgradeFrom(speech.offer(what), discount / 100);
}

export function cardOf(payment: Payment): { readonly brand: string; readonly last4: string } {
  return payment.kind === 'on-file' ? payment.method : payment.card;
}
