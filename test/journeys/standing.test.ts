import type { Claim, Sent } from '../../src/core/claim.js';
import { addDays, noonOf, type Instant } from '../../src/core/day.js';
import { abandon } from '../../src/journeys/abandon.js';
import { newHold, runsHere, standing, stillHolds } from '../../src/journeys/claims.js';
import type { Desk } from '../../src/journeys/desk.js';
import { ageOf } from '../../src/journeys/recover.js';
import { addUser } from '../../src/journeys/users.js';
import { factsOf } from '../support/invariants/facts.js';
import { inWorld, OFFER, shippedProgramme, type World } from '../support/world.js';

const AT = '2026-03-01T12:00:00.000Z' as Instant;
const after = (milliseconds: number) => new Date(Date.parse(AT) + milliseconds).toISOString() as Instant;
const TEN_MINUTES = 600_000;
const CLAIM: Claim = { by: 'other', at: AT, until: after(TEN_MINUTES) };
const SENT: Sent = { id: 'att_1', state: 'sending', sentAt: AT, sender: 'other', claim: CLAIM };
const UNCLAIMED: Sent = { id: 'att_1', state: 'sending', sentAt: AT, sender: 'other' };

const desk = (changes: Partial<Desk> = {}): Desk =>
  ({ process: 'me', at: AT, isGone: () => false, isRunning: () => false, ...changes }) as Desk;
const running = desk({ isRunning: (by) => by === 'other' });
const word = (by: string) => ({ by, at: AT });

describe('G1, G15 who may send what was begun', () => {
  test.each<[string, Desk, Sent, Instant | undefined, string]>([
    ['of another machine, within its limit', desk(), SENT, after(TEN_MINUTES - 1), 'live'],
    ['at its limit', desk(), SENT, after(TEN_MINUTES), 'free'],
    ['where the gateway tells no time, within it by our clock', desk(), SENT, undefined, 'live'],
    ['and past it', desk({ at: after(TEN_MINUTES) }), SENT, undefined, 'held'],
    ['of a process that runs here, past it', running, SENT, after(TEN_MINUTES), 'held'],
    ['of one that is known to be gone', desk({ isGone: (by) => by === 'other' }), SENT, AT, 'free'],
    ['of this process', desk({ process: 'other' }), SENT, AT, 'free'],
    ['with an answer that nobody knows', desk(), { ...SENT, state: 'unknown' }, AT, 'free'],
    ['abandoned by one', desk(), { ...SENT, abandoned: [word('ann')] }, AT, 'live'],
    ['abandoned by two', desk(), { ...SENT, abandoned: [word('ann'), word('ben')] }, AT, 'free'],
    ['sent before claims were written down', desk(), UNCLAIMED, after(TEN_MINUTES - 1), 'live'],
    ['and ten minutes later', desk(), UNCLAIMED, after(TEN_MINUTES), 'free'],
  ])('%s', (_, from, sent, now, stands) => expect(standing(from, sent, now)).toBe(stands));

  test('what another process of this machine sends runs here', () => {
    expect(runsHere(running, SENT)).toBe(true);
    expect(runsHere(running, { ...SENT, state: 'unknown' })).toBe(false);
    expect(runsHere(desk(), SENT)).toBe(false);
    expect(runsHere(desk({ process: 'other', isRunning: () => true }), SENT)).toBe(false);
  });

  test('a claim is by the gateway’s clock, and its holder believes half of it', async () => {
    let elapsed = 0;
    const gateway = (now: Instant | undefined) => ({ now: async () => now }) as Desk['gateway'];
    const from = { process: 'me', at: AT, stopwatch: () => () => elapsed };
    const later = after(5_000);
    const hold = await newHold({ ...from, gateway: gateway(later) });
    expect(hold.claim).toEqual({ by: 'me', at: later, until: after(5_000 + TEN_MINUTES) });
    expect((await newHold({ ...from, gateway: gateway(undefined) })).claim).toEqual({ ...CLAIM, by: 'me' });
    const mine = { ...SENT, sender: 'me', claim: hold.claim };
    const holds = (milliseconds: number, sent: Sent | undefined = mine) => {
      elapsed = milliseconds;
      return stillHolds(hold, sent);
    };
    expect([holds(0), holds(TEN_MINUTES / 2 - 1), holds(TEN_MINUTES / 2)]).toEqual([true, true, false]);
    expect([holds(0, SENT), holds(0, { ...mine, state: 'unknown' }), stillHolds(hold, undefined)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('G3 how long ago something was sent is told in hours', () => {
    expect(ageOf(SENT, after(90 * 60_000))).toBe(1.5);
    expect(ageOf({ ...SENT, sentAt: noonOf(addDays('2026-03-01' as never, 9)), claim: CLAIM }, after(3_600_000))).toBe(
      1,
    );
    expect(ageOf({ ...UNCLAIMED, sentAt: noonOf(addDays('2026-03-01' as never, 9)) }, AT)).toBe(0);
  });
});

describe('G3 what two have abandoned, while the gateway cannot be asked', () => {
  async function colleague(world: World, accountId: string): Promise<string> {
    const other = 'second@contoso.example';
    await world.act((at) =>
      addUser(at, { accountId, actor: { email: at.by, roles: ['global-admin'] } }, other, ['global-admin']),
    );
    return other;
  }
  const charges = (world: World) => factsOf(world.ledgerFile, world.booksFile).charges.length;

  test.each([
    [168 - 0.1, 'unknown'],
    [168, 'failed'],
  ])('%d hours later it is %s', (hours, stands) =>
    inWorld({}, async (world) => {
      await world.join();
      await world.addCard();
      world.fault = 'cut-before';
      expect(await world.buy()).toMatchObject({ kind: 'unknown' });
      const { account, orders } = await world.book();
      const [order] = orders;
      if (!order) throw new Error('nothing was ordered');
      const other = await colleague(world, account.id);
      world.fault = 'find-fails';
      await world.act((at) => abandon(at, order));
      await world.act((at) => abandon({ ...at, by: other }, order));
      world.advanceHours(hours);
      expect(await world.recover()).toMatchObject([{ kind: stands }]);
      expect(charges(world)).toBe(0);
    }),
  );

  test('it is told of the order that was meant, where others are open beside it', async () => {
    const shipped = await shippedProgramme();
    const twice = shipped.offers.flatMap((offer) => (offer.id === OFFER ? [offer, { ...offer, id: 'another' }] : []));
    await inWorld({ programme: { ...shipped, offers: twice } }, async (world) => {
      await world.join();
      await world.addCard();
      world.fault = 'cut-before';
      for (const offer of [OFFER, 'another']) expect(await world.buy({ offer })).toMatchObject({ kind: 'unknown' });
      world.fault = undefined;
      const { account, orders } = await world.book();
      const [first, second] = orders;
      if (!first || !second) throw new Error('two were ordered');
      const other = await colleague(world, account.id);
      expect(await world.act((at) => abandon(at, second))).toMatchObject({ kind: 'said', result: { kind: 'unknown' } });
      const both = await world.act((at) => abandon({ ...at, by: other }, second));
      expect(both).toMatchObject({ kind: 'looked', result: { kind: 'failed', order: { id: second.id } } });
    });
  });

  test('G15 under a clock that is behind, nothing is sent again', () =>
    inWorld({}, async (world) => {
      await world.join();
      await world.addCard();
      world.fault = 'cut-before';
      await world.buy();
      world.fault = undefined;
      world.advance(-1);
      expect(await world.recover()).toMatchObject([{ kind: 'unknown', reason: 'no_answer' }]);
      expect(charges(world)).toBe(0);
      world.advance(1);
      expect(await world.recover()).toMatchObject([{ kind: 'paid' }]);
      expect(charges(world)).toBe(1);
    }));
});
