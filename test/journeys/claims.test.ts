import type { AskedGateway } from '../../src/journeys/desk.js';
import { addDays, type Instant } from '../../src/core/day.js';
import { claimAttempt } from '../../src/journeys/attempt.js';
import { buy } from '../../src/journeys/purchase.js';
import type { RunItem } from '../../src/journeys/renewals-run.js';
import { broken } from '../support/invariants.js';
import { factsOf } from '../support/invariants/facts.js';
import { inWorld, type World } from '../support/world.js';
import { run, subscribed } from './job.js';
import { askToCancel, bought, cutAt, defects, recoverAll, resolve, returns } from './support.js';

const ELSEWHERE = 'elsewhere#7#7';
/** Longer than a claim is believed. */
const LONG_MS = 11 * 60_000;

function facts(world: World) {
  return factsOf(world.ledgerFile, world.booksFile);
}

function charges(world: World): number {
  return facts(world).charges.length;
}

/** Another process, with none of what a test puts in the way of the first. */
function anotherPlain(world: World): World {
  const other = world.another();
  other.through = (desk) => desk;
  return other;
}

async function withCard(world: World): Promise<void> {
  await world.join();
  await world.addCard();
  world.fault = 'ignore-keys';
}

/** A process of another machine dies at a step. */
async function diesElsewhere(world: World, step: string, act: () => Promise<unknown>): Promise<void> {
  world.through = (desk) => ({ ...desk, process: ELSEWHERE });
  await cutAt(world, step, act);
  world.through = (desk) => desk;
}

/** The gateway of one that is held up right before it sends. */
function heldBefore(gateway: AskedGateway, held: () => Promise<unknown>): AskedGateway {
  return {
    ...gateway,
    charge: (request) => held().then(() => gateway.charge(request)),
    refund: (request) => held().then(() => gateway.refund(request)),
  };
}

/** Buys as a process of another machine, which is held up between its look and its charge. */
function buysElsewhere(world: World, held: () => Promise<unknown>) {
  return world.act(async (desk) => {
    const gateway = heldBefore(desk.gateway, held);
    return buy({ ...desk, gateway, process: ELSEWHERE }, await world.cart(desk));
  });
}

describe('G1 sending again is claimed in the ledger first, even at a gateway that ignores its keys', () => {
  test('what one recovers is in progress for the next, whoever began it', () =>
    inWorld({}, async (world) => {
      await withCard(world);
      await cutAt(world, 'purchase:placed', () => world.buy());
      const other = anotherPlain(world);
      world.through = (desk) => ({
        ...desk,
        gateway: heldBefore(desk.gateway, async () => {
          expect(await other.recover()).toMatchObject([{ kind: 'in-progress' }]);
        }),
      });
      expect(await world.recover()).toMatchObject([{ kind: 'paid' }]);
      expect(charges(world)).toBe(1);
      expect(broken(facts(world))).toEqual([]);
    }));

  test('the same for a refund', () =>
    inWorld({}, async (world) => {
      await bought(world);
      world.fault = 'ignore-keys';
      await askToCancel(world);
      await cutAt(world, 'refund:placed', () => resolve(world));
      const other = anotherPlain(world);
      world.through = (desk) => ({
        ...desk,
        gateway: heldBefore(desk.gateway, async () => {
          expect(await recoverAll(other)).toMatchObject([{ kind: 'in-progress' }]);
        }),
      });
      expect(await recoverAll(world)).toMatchObject([{ kind: 'refunded' }]);
      expect(returns(world)).toBe(1);
      expect(await defects(world)).toEqual([]);
    }));

  test('who claims is written down: who, since when and until when; an unknown answer lets go', () =>
    inWorld({}, async (world) => {
      await withCard(world);
      world.fault = 'cut-before';
      expect(await world.buy()).toMatchObject({ kind: 'unknown' });
      world.advanceHours(1);
      expect(await world.recover()).toMatchObject([{ kind: 'unknown' }]);
      const { ledger } = await world.desk();
      const kinds = await ledger.read(async (reader) => (await reader.entries({ limit: 3 })).map(({ entry }) => entry));
      expect(kinds).toMatchObject([
        { kind: 'attempt-unknown' },
        {
          kind: 'attempt-claimed',
          claim: { by: expect.stringMatching(/^world#/), at: world.at, until: '2026-03-01T13:10:00.000Z' },
        },
        { kind: 'attempt-unknown' },
      ]);
      world.fault = 'ignore-keys';
      expect(await world.another().recover()).toMatchObject([{ kind: 'paid' }]);
      expect(charges(world)).toBe(1);
      expect(await defects(world)).toEqual([]);
    }));

  test('a late answer that nothing was charged does not count once another has claimed the payment', () =>
    inWorld({}, async (world) => {
      await withCard(world);
      const other = world.another();
      const charge: AskedGateway['charge'] = async () => {
        world.advanceHours(1);
        const [order] = (await other.book()).orders;
        if (order) await other.act((desk) => claimAttempt(desk, order));
        return { kind: 'declined', declineCode: 'generic_decline' };
      };
      const late = await world.act(async (desk) =>
        buy({ ...desk, process: ELSEWHERE, gateway: { ...desk.gateway, charge } }, await world.cart(desk)),
      );
      expect(late).toMatchObject({ kind: 'unknown', order: { state: 'placed' } });
      expect(await other.recover()).toMatchObject([{ kind: 'paid' }]);
      expect(charges(world)).toBe(1);
    }));
});

describe('G1, G15 two machines, of which one is held between its look and its charge', () => {
  test('the other, whose clock is a day ahead, believes its claim and leaves the payment to it', () =>
    inWorld({}, async (world) => {
      await withCard(world);
      world.gatewayAt = world.at;
      const ahead = world.another();
      ahead.at = `${addDays(world.today, 1)}T13:00:00.000Z` as Instant;
      const paid = await buysElsewhere(world, async () => {
        expect(await ahead.recover()).toMatchObject([{ kind: 'in-progress' }]);
        expect(await ahead.buy()).toMatchObject({ kind: 'in-progress' });
      });
      expect(paid).toMatchObject({ kind: 'paid' });
      expect(charges(world)).toBe(1);
      expect(broken(facts(world))).toEqual([]);
    }));

  test('once its time is over another takes over, and who wakes up then does not charge', () =>
    inWorld({}, async (world) => {
      await withCard(world);
      const other = world.another();
      const woken = await buysElsewhere(world, async () => {
        world.advanceHours(1);
        world.slept += LONG_MS;
        expect(await other.recover()).toMatchObject([{ kind: 'paid' }]);
      });
      expect(woken).toMatchObject({ kind: 'paid' });
      expect(charges(world)).toBe(1);
      expect(broken(facts(world))).toEqual([]);
    }));

  test('the same where the other wrote it off and bought anew', () =>
    inWorld({}, async (world) => {
      await withCard(world);
      const other = world.another();
      const woken = await buysElsewhere(world, async () => {
        world.advanceHours(25);
        expect(await other.recover()).toMatchObject([{ kind: 'failed', declineCode: 'absent_at_gateway' }]);
        expect(await other.buy()).toMatchObject({ kind: 'paid' });
      });
      expect(woken).toMatchObject({ kind: 'declined', declineCode: 'absent_at_gateway' });
      expect(charges(world)).toBe(1);
      expect(broken(facts(world))).toEqual([]);
    }));

  test('who wakes up while the other is at it leaves it to the other', () =>
    inWorld({}, async (world) => {
      await withCard(world);
      const other = world.another();
      let wake: () => void = () => undefined;
      let first: Promise<unknown> = Promise.resolve();
      await new Promise<void>((reached) => {
        first = buysElsewhere(world, () => {
          reached();
          return new Promise<void>((go) => (wake = go));
        });
      });
      world.advanceHours(1);
      other.through = (desk) => ({
        ...desk,
        gateway: heldBefore(desk.gateway, async () => {
          wake();
          await first;
        }),
      });
      expect(await other.recover()).toMatchObject([{ kind: 'paid' }]);
      expect(await first).toMatchObject({ kind: 'in-progress' });
      expect(charges(world)).toBe(1);
    }));

  test('the same for a run, which tells whose charge it has left to the other', () =>
    inWorld({}, async (world) => {
      await subscribed(world);
      const other = world.another();
      let wake: () => void = () => undefined;
      let first: Promise<readonly RunItem[]> = Promise.resolve([]);
      await new Promise<void>((reached) => {
        const held = () => {
          reached();
          return new Promise<void>((go) => (wake = go));
        };
        first = run(world, {}, (desk) => ({ ...desk, gateway: heldBefore(desk.gateway, held), process: ELSEWHERE }));
      });
      other.at = world.at;
      other.advanceHours(1);
      world.at = other.at;
      other.through = (desk) => ({
        ...desk,
        gateway: heldBefore(desk.gateway, async () => {
          wake();
          await first;
        }),
      });
      expect(await other.recover()).toMatchObject([{ kind: 'paid' }]);
      expect(await first).toMatchObject([
        { result: { kind: 'skipped', due: { kind: 'open', chargeOn: '2027-03-01', order: { term: { number: 1 } } } } },
      ]);
      expect(charges(world)).toBe(2);
    }));

  test('who slept for long claims and looks again, and goes on where nobody came', () =>
    inWorld({}, async (world) => {
      await withCard(world);
      let looks = 0;
      world.onStep = (name) => void (looks += name === 'purchase:looked' ? 1 : 0);
      let held = 0;
      const woken = await buysElsewhere(world, async () => {
        held += 1;
        if (held === 1) world.slept += LONG_MS;
      });
      expect(woken).toMatchObject({ kind: 'paid' });
      expect([looks, charges(world)]).toEqual([2, 1]);
      expect(facts(world).attempts).toHaveLength(1);
      expect(await defects(world)).toEqual([]);
    }));

  test('the same for a refund', () =>
    inWorld({}, async (world) => {
      await bought(world);
      world.fault = 'ignore-keys';
      await askToCancel(world);
      const other = anotherPlain(world);
      world.through = (desk) => ({
        ...desk,
        process: ELSEWHERE,
        gateway: heldBefore(desk.gateway, async () => {
          expect(await recoverAll(other)).toMatchObject([{ kind: 'in-progress' }]);
          world.advanceHours(1);
          expect(await recoverAll(other)).toMatchObject([{ kind: 'refunded' }]);
        }),
      });
      expect(await resolve(world)).toMatchObject({ kind: 'done' });
      expect(returns(world)).toBe(1);
      expect(await defects(world)).toEqual([]);
    }));
});

describe('G3 what cannot be known from here stays unknown', () => {
  const blind = (world: World) => {
    world.through = (desk) => ({ ...desk, gateway: { ...desk.gateway, now: async () => undefined } });
  };

  test('a payment of another machine, where the gateway tells no time', () =>
    inWorld({}, async (world) => {
      await withCard(world);
      await diesElsewhere(world, 'purchase:looked', () => world.buy());
      blind(world);
      world.advance(30);
      expect(await world.recover()).toMatchObject([{ kind: 'unknown' }]);
      expect(await world.buy()).toMatchObject({ kind: 'unknown' });
      expect(charges(world)).toBe(0);
    }));

  test('but what it has charged is found', () =>
    inWorld({}, async (world) => {
      await withCard(world);
      await diesElsewhere(world, 'purchase:charged', () => world.buy());
      blind(world);
      world.advance(30);
      expect(await world.recover()).toMatchObject([{ kind: 'paid' }]);
      expect(charges(world)).toBe(1);
      expect(broken(facts(world))).toEqual([]);
    }));

  test('a refund of another machine likewise', () =>
    inWorld({}, async (world) => {
      await bought(world);
      await askToCancel(world);
      await diesElsewhere(world, 'refund:looked', () => resolve(world));
      blind(world);
      world.advance(30);
      expect(await recoverAll(world)).toMatchObject([{ kind: 'refund-unknown' }]);
      const besides: unknown[] = [];
      const onRecovered = (found: readonly unknown[]) => void besides.push(...found);
      expect(await resolve(world, { onRecovered })).toMatchObject({ kind: 'refund-unknown' });
      expect([besides, returns(world)]).toEqual([[], 0]);
    }));

  test('a process of this machine that was halted is not overtaken, however long it stands still', () =>
    inWorld({}, async (world) => {
      await withCard(world);
      const other = world.another();
      await world.act(async (desk) => {
        const gateway = heldBefore(desk.gateway, async () => {
          world.advanceHours(20);
          expect(await other.recover()).toMatchObject([{ kind: 'unknown' }]);
        });
        expect(await buy({ ...desk, gateway }, await world.cart(desk))).toMatchObject({ kind: 'paid' });
      });
      expect(charges(world)).toBe(1);
    }));
});
