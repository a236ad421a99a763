import { resumable, sameByScript } from '../cli/asking.js';
import type { Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { deskOf, type Membership } from '../cli/visit.js';
import { findOffer, type Programme } from '../core/programme.js';
import { oddly } from '../core/oddity.js';
import {
  againstRecording,
  isNextAnniversaryKnown,
  NOTHING_SAID,
  recording,
  type RenewalSaid,
} from '../core/recording.js';
import type { Fact } from '../io/blocks.js';
import { anniversaryDate, lastTerm, nextTerm, type Subscription } from '../core/subscription.js';
import type { Day } from '../core/day.js';
import { orStop, Stop } from '../errors.js';
import { recordRenewal } from '../journeys/record-order.js';
import { RENEWAL_STEPS, type RenewalAnswers } from '../wizards/at-vendor.js';
import { contentsOf, saidOf, type StatedInvoice } from '../wizards/stated.js';
import { asFlags, askInTurn, heeded, stepsPart, type Asker, type Pages } from '../wizards/step.js';
import { statedWorld } from './evidence.js';
import { renewalOutcome } from './recorded.js';
import { invoiceFacts, REVIEW_PAGES, reviewOf } from './stated-review.js';

/** A renewal that was paid elsewhere, and what was said of it before anybody is asked. */
export interface PaidRenewal {
  /** Under the rules of the programme that it was bought in. */
  readonly member: Membership;
  readonly held: Subscription;
  /** The command that records it, up to what is asked. */
  readonly line: readonly string[];
  readonly said: { readonly renewal?: RenewalAnswers['renewal']; readonly invoice: StatedInvoice };
  readonly keepsHolders: boolean;
}

/** Asks what the vendor's confirmation says, a page each, and records it (D24). Who leaves half way has written nothing. */
export async function recordByAsking(
  context: Context,
  { member, held, line, said, keepsHolders }: PaidRenewal,
  asker: Asker,
  pages: Pages,
): Promise<Outcome> {
  const { programme, today, ledger, book } = member;
  const expected = expectedEnd(programme, held, today);
  const renewsByItself = programme.policy.automaticRenewal !== null;
  const world = { ...statedWorld(context, today), paidTo: anniversaryDate(held), expected, renewsByItself };
  const answers: Partial<RenewalAnswers> = said.renewal === undefined ? {} : { renewal: said.renewal };
  const all = () => ({ ...answers, invoice: { ...said.invoice, ...answers.invoice } });
  const lineSoFar = () => [...line, ...asFlags(RENEWAL_STEPS, all(), world)];
  const stated = ({ end, renewal = null, invoice = {} }: Partial<RenewalAnswers>): RenewalSaid => ({
    end: end ?? null,
    said: { ...NOTHING_SAID, ...saidOf({ ...said.invoice, ...invoice }), renewal },
    keepsHolders,
  });
  const heed = (soFar: Partial<RenewalAnswers>) => {
    const against = againstRecording(member, held, stated(soFar), soFar.invoice !== undefined);
    return against ? Promise.reject(new Stop(against)) : Promise.resolve();
  };
  const reviewed = () => {
    const comes = recording(member, held, stated(answers));
    const odd = comes.kind === 'writes' ? oddly(member, { ...comes, kind: 'renewal', offer: held.offer }) : [];
    return {
      facts: factsOf(context, held, all() as RenewalAnswers),
      odd,
      state: context.words.elsewhere.review.record,
    };
  };
  const steps = heeded(RENEWAL_STEPS, heed);
  const isAsked = ({ name }: { readonly name: keyof RenewalAnswers }) =>
    name !== 'renewal' || said.renewal === undefined;
  await resumable(lineSoFar, async () => {
    await heed(answers);
    await askInTurn([
      stepsPart(steps, answers, { world: () => world, asker, pages, closing: () => REVIEW_PAGES }),
      reviewOf(context, { steps, isAsked, answers, world, reviewed }, asker, pages),
    ]);
  });
  const at = await context.clock.now();
  const { invoice } = all() as RenewalAnswers;
  const desk = deskOf(context, ledger, at, book.account);
  const done = orStop(await recordRenewal(desk, programme, held, stated(answers), contentsOf(invoice)));
  return { ...renewalOutcome(context, { ...member, at }, done), afterword: sameByScript(context, lineSoFar()) };
}

function factsOf(
  context: Context,
  { offer }: Subscription,
  { end, renewal, invoice }: RenewalAnswers,
): readonly Fact[] {
  const { words, speech } = context;
  const said = words.elsewhere;
  return [
    [said.offer.title, speech.offer(offer)],
    [said.anniversary.title, speech.day(end)],
    ...(renewal === null ? [] : [[said.renewal.title, said.renewal.told[renewal]] as const]),
    ...invoiceFacts(context, invoice),
  ];
}

/** P3, where it is known to hold and does not count from a payment that nobody has stated yet (D28). */
function expectedEnd(programme: Programme, held: Subscription, today: Day): Day | undefined {
  const { policy } = programme;
  const years = findOffer(programme, held.offer)?.termYears;
  const isKnown = policy.anniversaryAfterRenewal === 'keep' && isNextAnniversaryKnown(programme);
  return isKnown && years !== undefined ? nextTerm(lastTerm(held), policy, years, today).end : undefined;
}
