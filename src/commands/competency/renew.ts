import type { Command } from '../../cli/command.js';
import { refuse } from '../../core/refusal.js';
import { Stop } from '../../errors.js';
import { offerNamed } from '../../named/offer.js';
import { buyOffer, RENEW_FLAGS } from '../../acts/purchase/buy.js';
import { competencyIn } from '../../named/competency.js';

export const competencyRenew: Command = {
  path: 'competency renew',
  deed: { act: 'renew', scope: 'buy', writes: 'money' },
  flags: RENEW_FLAGS,
  examples: ['competency renew --check', 'competency renew --accept-terms --yes'],
  run: (context, given) =>
    buyOffer(context, given, (seen) => {
      const { book } = seen;
      if (!book) throw new Stop(refuse('NOT_A_MEMBER', {}));
      const offer = offerNamed(seen.programme, competencyIn({ ...seen, book }).offer);
      return { kind: 'renewal', offer, command: ['partner', 'competency', 'renew'] };
    }),
};
