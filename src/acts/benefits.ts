import { under } from '../core/view.js';
import type { Given, Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import type { Holding } from '../core/benefit.js';
import { endsRefund, mayAct, type BenefitWish } from '../core/benefit-act.js';
import { orStop, Stop, stop } from '../errors.js';
import { actOnBenefit } from '../journeys/benefits.js';
import { placeFlags } from '../wizards/flags.js';
import { askConsent, consent, sameByScript } from '../cli/asking.js';
import { deskOf, type Membership } from '../cli/visit.js';
import { flagged } from '../language/command-line.js';

/** What was done, and whether somebody was asked for it. */
export interface Acted {
  readonly holding: Holding;
  readonly changed: boolean;
  readonly afterword: Pick<Outcome, 'afterword'>;
}

/**
 * Records one act. The first one that ends the right to a refund is asked for, in a terminal by a question and in a
 * script by `--yes` (D20, P8). @throws Stop where a rule stands against it
 */
export async function act(
  context: Context,
  member: Membership,
  held: Holding,
  wish: BenefitWish,
  command: readonly string[],
): Promise<Acted> {
  const { ledger, at, book } = member;
  const { programme } = under(member, held.subscription);
  const answer = mayAct(held, wish);
  if ('refusal' in answer) throw new Stop(answer.refusal);
  const asks = answer.changes && usesUp(wish) && endsRefund(member, held);
  const asked = asks && (await consent(context, command, () => ask(context, held, wish)));
  const target = { accountId: book.account.id, subscriptionId: held.subscription.id, benefit: held.benefit.id };
  const desk = deskOf(context, ledger, at, book.account);
  const done = orStop(await actOnBenefit(desk, programme, target, wish));
  if ('openRefund' in done) throw stop('REFUND_UNKNOWN', { order: done.openRefund });
  return { ...done, afterword: asked ? { afterword: sameByScript(context, [...command, '--yes']) } : {} };
}

function usesUp({ act: kind }: BenefitWish): boolean {
  return kind === 'activated' || kind === 'key-viewed';
}

async function ask(context: Context, held: Holding, wish: BenefitWish): Promise<void> {
  const { words, speech } = context;
  const said = words.benefits.consent;
  const name = speech.text(held.benefit.name);
  context.terminal.page([{ kind: 'warning', text: said.warning(speech.offer(held.offer.id)) }]);
  await askConsent(context, {
    message: wish.act === 'activated' ? said.activate(name) : said.reveal(name),
    no: said.no,
    yes: said.yes,
  });
}

/** The command line up to what a person has to agree to. */
export function commandOf(verb: string, given: Given, ...more: readonly string[]): readonly string[] {
  const offer = given.flags['offer'];
  const flags = typeof offer === 'string' ? flagged('--offer', offer) : [];
  return ['partner', 'benefits', verb, given.arguments['benefit'] ?? '', ...placeFlags(given.flags), ...flags, ...more];
}
