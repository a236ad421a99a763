import type { Command, Given, Outcome } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { isLicence, type Holding } from '../../core/benefit.js';
import { HIDDEN_KEY, keySeed, sandboxKey } from '../../sandbox/product-key.js';
import { refuse } from '../../core/refusal.js';
import { Stop } from '../../errors.js';
import { membership, type Membership } from '../../cli/visit.js';
import { act, commandOf } from '../../acts/benefits.js';
import { LICENCE, holdingNamed, OFFER_FLAG } from '../../named/membership.js';

/** Get keys (D20): hidden unless it is asked for; every look at one is on record, and the first ends the refund. */
export const benefitsKeys: Command = {
  path: 'benefits keys',
  deed: { act: 'assign-benefits', onlyWith: 'reveal', scope: 'manage', writes: 'history' },
  result: ['benefit', 'offer', 'subscriptionId', 'termNumber', 'key', 'sandbox', 'firstViewedAt', 'firstViewedBy'],
  arguments: [LICENCE],
  flags: [{ name: 'reveal', kind: 'switch' }, OFFER_FLAG],
  examples: ['benefits keys windows-10-enterprise', 'benefits keys windows-10-enterprise --reveal --yes --json'],
  run: async (context, given) => {
    const member = await membership(context);
    const { rehearses } = await member.ledger.read((ledger) => ledger.gateway());
    // Real keys are the vendor's to give.
    if (!rehearses) throw new Stop(refuse('SANDBOX_ONLY', { action: 'benefits keys' }));
    const held = holdingNamed(member, given);
    if (!isLicence(held.benefit)) throw new Stop(refuse('NOT_A_LICENCE', { benefit: held.benefit.id }));
    return given.flags['reveal'] ? reveal(context, given, member, held) : hidden(context, held);
  },
};

function hidden({ words, speech }: Context, held: Holding): Outcome {
  const said = words.benefits;
  const { keyViewed } = held;
  const text = keyViewed ? said.keyViewed(speech.instant(keyViewed.at), keyViewed.by) : said.keyHidden;
  return {
    value: shownKey(held, null),
    screen: [
      { kind: 'verbatim', text: HIDDEN_KEY },
      { kind: 'hint', text },
    ],
  };
}

async function reveal(context: Context, given: Given, member: Membership, held: Holding): Promise<Outcome> {
  const wish = { act: 'key-viewed', user: null } as const;
  const { holding, afterword } = await act(context, member, held, wish, commandOf('keys', given, '--reveal'));
  const installation = await member.ledger.read((ledger) => ledger.installation());
  const { subscription, term, benefit } = holding;
  // What a dry run shows is not on record.
  const key = context.settings.dryRun
    ? null
    : sandboxKey(context.ids.digest(keySeed(installation, subscription.id, term.number, benefit.id)));
  return {
    value: shownKey(holding, key),
    screen: [
      { kind: 'verbatim', text: key ?? HIDDEN_KEY },
      { kind: 'hint', text: context.words.benefits.sandboxKey },
    ],
    ...afterword,
  };
}

function shownKey({ benefit, offer, subscription, term, keyViewed }: Holding, key: string | null) {
  return {
    benefit: benefit.id,
    offer: offer.id,
    subscriptionId: subscription.id,
    termNumber: term.number,
    key,
    sandbox: true,
    firstViewedAt: keyViewed?.at ?? null,
    firstViewedBy: keyViewed?.by ?? null,
  };
}
