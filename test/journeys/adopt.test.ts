import { addDays, anniversary } from '../../src/core/day.js';
import { money } from '../../src/core/money.js';
import { NOTHING_SAID } from '../../src/core/recording.js';
import { adopt, standsAgainst, type SaidSoFar } from '../../src/journeys/adopt.js';
import { inWorld, OFFER, type World } from '../support/world.js';
import { bought } from './support.js';

const owner = (world: World) => ({ mpnId: world.application.mpnId, company: null, country: null, email: null });

/** What stands against bringing the pack in, to run out in a year, after this much was said. */
async function against(world: World, so: Partial<SaidSoFar> = {}) {
  const all = {
    owner: owner(world),
    programme: world.programme,
    offer: world.offer,
    anniversary: anniversary(world.today, 1),
    said: {},
  };
  const found = await world.act(({ ledger, at }) =>
    ledger.read((reader) => standsAgainst(reader, at, { ...all, ...so })),
  );
  return found?.kind === 'refused' ? found.refusal : found;
}

const broughtIn = (world: World) => {
  const said = { ...NOTHING_SAID, renewal: 'on', invoice: 'E1', paidOn: world.today } as const;
  const what = { offer: world.offer, anniversary: anniversary(world.today, 1), said, activated: [] };
  return world.act((desk) =>
    adopt(desk, [{ programme: world.programme, owner: owner(world), ...what }], 'all-or-nothing'),
  );
};

describe('D25 what stands against bringing something in, as far as it was said', () => {
  test('nothing, of a company that is not here, and while nobody said what it is', () =>
    inWorld({}, async (world) => {
      expect(await against(world)).toBeUndefined();
      await world.join();
      expect(await against(world)).toBeUndefined();
      for (const unsaid of ['owner', 'programme', 'offer', 'anniversary'])
        expect(await against(world, { [unsaid]: undefined })).toBeUndefined();
    }));

  test('another company under the same ID, or another programme', () =>
    inWorld({}, async (world) => {
      await world.join();
      for (const other of [{ company: 'Fabrikam' }, { country: 'DE' }, { email: 'other@contoso.example' }]) {
        const [of] = Object.keys(other);
        expect(await against(world, { owner: { ...owner(world), ...other } })).toMatchObject({
          kind: 'other-company',
          of,
        });
      }
      const programme = { ...world.programme, id: 'another' };
      expect(await against(world, { programme })).toMatchObject({ of: 'programme' });
      expect(await against(world, { owner: { ...owner(world), company: 'Contoso' } })).toBeUndefined();
    }));

  test('nothing while it may be what is here, and a conflict once something stands otherwise', () =>
    inWorld({}, async (world) => {
      await world.join();
      expect(await broughtIn(world)).toMatchObject([{ kind: 'adopted', joined: false }]);
      expect(await against(world)).toBeUndefined();
      expect(await against(world, { said: { renewal: 'on', invoice: 'E1' } })).toBeUndefined();
      expect(await against(world, { said: { renewal: 'off' } })).toMatchObject({
        code: 'RECORD_CONFLICT',
        said: { renewal: 'off' },
      });
      expect(await against(world, { said: { amount: money(1, 'USD') } })).toMatchObject({ code: 'RECORD_CONFLICT' });
      const later = addDays(anniversary(world.today, 1), 1);
      expect(await against(world, { anniversary: later })).toMatchObject({ said: { end: later } });
    }));

  test('what was bought here, and what may yet be', () =>
    inWorld({}, async (world) => {
      await bought(world);
      expect(await against(world)).toMatchObject({ code: 'ALREADY_SUBSCRIBED', offer: OFFER });
    }).then(() =>
      inWorld({}, async (world) => {
        await world.join();
        await world.addCard();
        world.fault = 'cut-before';
        await world.buy();
        expect(await against(world)).toMatchObject({ code: 'RECORD_CONFLICT', open: true });
      }),
    ));
});
