import { standing } from '../../src/core/subscription.js';
import { requestStatus } from '../../src/core/support-request.js';
import { REFUND_FAILPOINTS } from '../../src/journeys/desk.js';
import { FAULTS, type Fault } from '../../src/sandbox/gateway/faults.js';
import { SANDBOX_REFUND_STEPS } from '../../src/sandbox/gateway/sandbox.js';
import { buy } from '../../src/journeys/purchase.js';
import { confirmTransfer } from '../../src/journeys/transfers.js';
import { othersGiveBack } from '../support/other-hands.js';
import { committingNothing } from '../support/writing-with.js';
import { GOOD, inWorld, PowerCut, type World } from '../support/world.js';
import { recoverRefunds } from '../../src/journeys/give-back.js';
import { differences, run } from './job.js';
import { byTurns, Turns } from './turns.js';
import { useBenefit, askToCancel, bought, defects, facts, recoverAll, resolve, returns } from './support.js';

const PENDING = 'pm_card_pendingRefund';
const FAILS = 'pm_card_refundFail';

async function cancelledSince(world: World): Promise<string | undefined> {
  const state = standing(await world.subscription(), world.programme.policy, world.today);
  return state.kind === 'cancelled' ? state.since : undefined;
}

async function statusNow(world: World): Promise<string | undefined> {
  const request = (await world.book()).requests.at(-1);
  return request && requestStatus(request);
}

/** Given back once, ended today, and nothing that the two sets of books would disagree on. */
async function expectGivenBack(world: World, rules: Parameters<typeof defects>[1] = {}): Promise<void> {
  expect({
    returns: returns(world),
    refunds: facts(world).refunds.filter((refund) => refund['state'] === 'refunded').length,
    since: await cancelledSince(world),
    status: await statusNow(world),
    defects: await defects(world, rules),
    differences: await differences(world),
  }).toEqual({ returns: 1, refunds: 1, since: world.today, status: 'approved', defects: [], differences: [] });
}

describe('D10 P8 within the days of a refund', () => {
  test.each([0, 1, 30])(
    'D10 P8 %d days after the purchase the money comes back and the subscription ends at once',
    (days) =>
      inWorld({}, async (world) => {
        await bought(world);
        await askToCancel(world);
        world.advance(days);
        expect(await resolve(world)).toMatchObject({ kind: 'done', changed: true });
        await expectGivenBack(world);
      }),
  );

  test('P8 31 days after, it runs to its anniversary date without a renewal', () =>
    inWorld({}, async (world) => {
      await bought(world);
      await askToCancel(world);
      world.advance(31);
      expect(await resolve(world, { refund: 'required' })).toMatchObject({
        kind: 'refused',
        refusal: { code: 'REFUND_WINDOW_CLOSED', why: 'too-late', until: '2026-03-31' },
      });
      expect(await resolve(world)).toMatchObject({ kind: 'done' });
      const { end } = (await world.subscription()).terms[0] ?? {};
      expect([returns(world), await cancelledSince(world), end]).toEqual([0, undefined, '2027-03-01']);
      world.advance(334);
      expect([world.today, await cancelledSince(world)]).toEqual(['2027-03-01', undefined]);
      expect(await run(world)).toEqual([]);
      world.advance(1);
      expect(await cancelledSince(world)).toBe('2027-03-02');
      expect(await run(world)).toEqual([]);
      expect(await defects(world)).toEqual([]);
    }));

  test.each([
    { act: 'activated', why: 'benefit-activated' },
    { act: 'key-viewed', why: 'key-viewed' },
  ] as const)('D20 P8 no refund once $why', ({ act, why }) =>
    inWorld({}, async (world) => {
      await bought(world);
      await askToCancel(world);
      await useBenefit(world, act);
      expect(await resolve(world, { refund: 'required' })).toMatchObject({ refusal: { why } });
      expect(await resolve(world)).toMatchObject({ kind: 'done' });
      expect(returns(world)).toBe(0);
    }),
  );

  test('D10 a renewal that is given back leaves the term before, which runs out', () =>
    inWorld({}, async (world) => {
      await bought(world);
      world.advance(300);
      await world.renew();
      await askToCancel(world);
      expect(await resolve(world)).toMatchObject({ kind: 'done' });
      expect([returns(world), (await world.subscription()).cancelled?.from]).toEqual([1, '2027-03-02']);
      expect(await cancelledSince(world)).toBeUndefined();
      expect(await differences(world)).toEqual([]);
      world.advance(70);
      expect(await cancelledSince(world)).toBe('2027-03-02');
      expect(await defects(world)).toEqual([]);
    }));

  test('D8 R6 after the end it can be bought again, as a new enrolment', () =>
    inWorld({}, async (world) => {
      await bought(world);
      await askToCancel(world);
      await resolve(world);
      expect(await world.buy({ token: GOOD })).toMatchObject({ kind: 'paid', order: { enrolment: 1 } });
      expect(await defects(world)).toEqual([]);
      expect(await differences(world)).toEqual([]);
    }));
});

describe('G3 an answer to a refund that is lost', () => {
  const LOST = FAULTS.filter((fault) => fault !== 'ignore-keys');

  test.each(LOST)('%s: unknown, nothing ends and nothing is bought, and recover settles it once', (fault: Fault) =>
    inWorld({}, async (world) => {
      await bought(world);
      await askToCancel(world);
      world.fault = fault;
      expect((await resolve(world)).kind).toBe('refund-unknown');
      expect([await cancelledSince(world), await statusNow(world)]).toEqual([undefined, 'open']);
      expect(await defects(world)).toEqual([]);

      world.fault = 'find-fails';
      world.advance(300);
      expect((await world.renew()).kind).toBe('unknown');
      world.advance(65);
      expect((await run(world)).map(({ result }) => result.kind)).toEqual(['skipped']);
      expect(facts(world).orders).toHaveLength(1);

      world.fault = undefined;
      expect(await recoverAll(world)).toMatchObject([
        { kind: 'refunded', refund: { sentBy: 'admin@contoso.example' } },
      ]);
      expect(await recoverAll(world)).toEqual([]);
      await expectGivenBack(world);
    }),
  );

  test('G3 a purchase settles it first, and tells what it came to', () =>
    inWorld({}, async (world) => {
      await bought(world);
      await askToCancel(world);
      world.fault = 'cut';
      await resolve(world);
      world.fault = undefined;
      const told: unknown[] = [];
      await world.act(async (desk) => buy(desk, await world.cart(desk), (results) => told.push(...results)));
      expect(told).toMatchObject([{ kind: 'refunded', refund: { sentBy: 'admin@contoso.example' } }]);
      expect(returns(world)).toBe(1);
    }));

  test('a gateway that ignores keys gives back once, since it is looked at first', () =>
    inWorld({}, async (world) => {
      await bought(world);
      await askToCancel(world);
      world.fault = 'cut';
      // What stops the request is its answer, and not told as something older besides.
      const told: unknown[] = [];
      const again = await resolve(world, { onRecovered: (recovered) => told.push(...recovered) });
      expect([again.kind, told]).toEqual(['refund-unknown', []]);
      world.fault = 'ignore-keys';
      expect(await recoverAll(world)).toMatchObject([{ kind: 'refunded' }]);
      await expectGivenBack(world);
    }));

  test('P8 a refund that the bank keeps pending is unknown, and found later', () =>
    inWorld({}, async (world) => {
      await bought(world, PENDING);
      await askToCancel(world);
      expect(await resolve(world)).toMatchObject({ kind: 'refund-unknown' });
      world.advance(2);
      // The second resolving settles the first: it does not send another.
      expect(await resolve(world)).toMatchObject({ kind: 'done', changed: false });
      await expectGivenBack(world);
    }));

  test('D6 a refund that is refused changes nothing but the record, and can be tried again under the next key', () =>
    inWorld({}, async (world) => {
      await bought(world, FAILS);
      await askToCancel(world);
      for (const ordinal of [1, 2])
        expect(await resolve(world)).toMatchObject({
          kind: 'refund-refused',
          refund: { ordinal, reason: 'expired_or_canceled_card' },
        });
      expect([returns(world), await cancelledSince(world), await statusNow(world)]).toEqual([0, undefined, 'open']);
      expect(await recoverAll(world)).toEqual([]);
      expect(await defects(world)).toEqual([]);
      expect(await differences(world)).toEqual([]);
    }));
});

test('F6 G1 a key that the gateway knows from another refund gives nothing back, and the next try takes another key', () =>
  inWorld({}, async (world) => {
    await bought(world);
    await askToCancel(world);
    world.through = (desk) => ({
      ...desk,
      gateway: { ...desk.gateway, refund: async () => ({ kind: 'unknown', reason: 'key_reused' }) },
    });
    expect(await resolve(world)).toMatchObject({
      kind: 'refund-refused',
      refund: { ordinal: 1, state: 'refused', reason: 'key_reused' },
    });
    world.through = (desk) => desk;
    expect([returns(world), await recoverAll(world)]).toEqual([0, []]);
    expect(await resolve(world)).toMatchObject({ kind: 'done' });
    await expectGivenBack(world);
  }));

test('G3 a refund that could not be written down was not sent, and is told as what the ledger lacks', () =>
  inWorld({}, async (world) => {
    await bought(world);
    await askToCancel(world);
    world.through = (desk) => ({ ...desk, ledger: committingNothing(desk.ledger) });
    await expect(resolve(world)).rejects.toMatchObject({ code: 'LEDGER_UNWRITABLE' });
    world.through = (desk) => desk;
    expect([returns(world), await recoverAll(world)]).toEqual([0, []]);
    expect(await resolve(world)).toMatchObject({ kind: 'done' });
    await expectGivenBack(world);
  }));

describe('G22 other hands give back at the gateway while ours is not answered', () => {
  const unanswered = async (world: World) => {
    await bought(world);
    await askToCancel(world);
    world.fault = 'cut-before';
    expect(await resolve(world)).toMatchObject({ kind: 'refund-unknown' });
    world.fault = undefined;
    await world.end();
  };

  test('a part of it: ours was not made and never will be, so that the request can be answered otherwise', () =>
    inWorld({}, async (world) => {
      await unanswered(world);
      othersGiveBack(world.booksFile, 10000);
      expect(await recoverAll(world)).toMatchObject([
        { kind: 'refund-refused', refund: { state: 'refused', reason: 'refunded_in_part' } },
      ]);
      expect(await resolve(world)).toMatchObject({ kind: 'refused', refusal: { code: 'REFUNDED_IN_PART' } });
      expect(await resolve(world, { outcome: 'rejected' })).toMatchObject({ kind: 'done' });
    }));

  test('all of it in two parts: that is taken over, and nothing is sent', () =>
    inWorld({}, async (world) => {
      await unanswered(world);
      othersGiveBack(world.booksFile, 10000);
      othersGiveBack(world.booksFile, 37500);
      expect(await recoverAll(world)).toMatchObject([{ kind: 'refunded' }]);
      expect([returns(world), await statusNow(world), await differences(world)]).toEqual([2, 'approved', []]);
    }));
});

test('P9 of what was paid by bank transfer the gateway is not asked what it gave back', () =>
  inWorld({}, async (world) => {
    await world.join();
    const bought = await world.buy({ transfer: true });
    if (bought.kind !== 'pending') throw new Error(bought.kind);
    const funds = { receivedOn: world.today, amount: undefined };
    await world.act((desk) => confirmTransfer(desk, bought.order, funds));
    await askToCancel(world);
    const asked: string[] = [];
    world.through = (desk) => {
      const { gateway } = desk;
      return { ...desk, gateway: { ...gateway, refunds: (id) => (asked.push(id), gateway.refunds(id)) } };
    };
    expect([await resolve(world), asked]).toMatchObject([{ kind: 'done' }, []]);
  }));

describe('F6 a ledger put back', () => {
  test('to before the refund: resolving again adopts the one that was made', () =>
    inWorld({}, async (world) => {
      await bought(world);
      await askToCancel(world);
      const kept = await world.keepLedger();
      await resolve(world);
      await world.putBack(kept);
      expect((await differences(world)).map(({ code }) => code)).toEqual(['REFUND_NOT_IN_LEDGER']);
      expect(await resolve(world)).toMatchObject({ kind: 'done', changed: true });
      await expectGivenBack(world, { restored: true });
    }));
});

describe('G2 a refund cut off at any step is made once, and ends what it is for', () => {
  /** Every step that resolving passes, counted in a world of its own. */
  async function stepsOf(): Promise<readonly string[]> {
    let steps: readonly string[] = [];
    await inWorld({ seed: 7 }, async (world) => {
      await bought(world);
      await askToCancel(world);
      const from = world.steps.length;
      await resolve(world);
      steps = world.steps.slice(from);
    });
    return steps;
  }

  test('no named step is left out', async () => {
    const steps = await stepsOf();
    expect([...REFUND_FAILPOINTS, ...SANDBOX_REFUND_STEPS].filter((name) => !steps.includes(name))).toEqual([]);
  });

  // Every step has one of the two ways, in turns.
  test('settled by recover, or by resolving again', async () => {
    const steps = await stepsOf();
    for (const [index, step] of steps.entries()) {
      await inWorld({ seed: 7 }, async (world) => {
        await bought(world);
        await askToCancel(world);
        world.cutAt = index + 1;
        await expect(resolve(world).then(() => step)).rejects.toBeInstanceOf(PowerCut);
        expect({ step, defects: await defects(world) }).toEqual({ step, defects: [] });
        if (index % 2 === 0) await recoverAll(world);
        const again = await resolve(world);
        expect({ step, kind: again.kind }).toEqual({ step, kind: 'done' });
        await expectGivenBack(world);
      });
    }
  }, 60_000);

  test('G10 another process that resolves meanwhile waits and sends nothing', () =>
    inWorld({}, async (world) => {
      await bought(world);
      await askToCancel(world);
      const other = world.another();
      const seen: string[] = [];
      let meanwhile: Promise<void> | undefined;
      world.onStep = (name) => {
        if (name !== 'refund:placed') return;
        world.onStep = () => undefined;
        meanwhile = resolve(other).then(({ kind }) => void seen.push(kind));
      };
      expect(await resolve(world)).toMatchObject({ kind: 'done' });
      await meanwhile;
      expect([['in-progress'], ['done']]).toContainEqual(seen);
      await expectGivenBack(world);
    }));
});

test.each(['approved', 'rejected'] as const)(
  'G10 who looked before another approved, and then says %s, changes nothing and breaks nothing',
  (outcome) =>
    inWorld({}, async (world) => {
      await bought(world);
      await askToCancel(world);
      const other = world.another();
      // The first steps of the one are to look, and the last to decide; the other sends its refund in between.
      const turns = new Turns((step) => (step < 3 ? 0 : step < 9 ? 1 : 0));
      for (const [who, process] of [world, other].entries()) {
        await process.desk();
        process.through = (desk) => byTurns(turns, who, desk);
      }
      const [late, first] = await Promise.all([
        turns.until(0, () => resolve(world, { outcome })),
        turns.until(1, () => resolve(other)),
      ]);
      world.through = (desk) => desk;
      expect([late.kind, first.kind]).toEqual(['in-progress', 'done']);
      await expectGivenBack(world);
    }),
);

test('G22 money that the ledger believes given back and the gateway keeps is told', () =>
  inWorld({}, async (world) => {
    await bought(world);
    await askToCancel(world);
    await resolve(world);
    await world.end();
    const { default: Database } = await import('better-sqlite3');
    const books = new Database(world.booksFile);
    books.exec('DELETE FROM refunds');
    books.close();
    expect((await differences(world)).map(({ code }) => code)).toEqual(['REFUND_NOT_AT_GATEWAY']);
  }));

test('D10, G1 a company settles its own refunds, and leaves those of another one to it', () =>
  inWorld({}, async (world) => {
    await bought(world);
    await askToCancel(world);
    world.fault = 'cut-before';
    await resolve(world);
    world.fault = undefined;
    const { account } = await world.book();
    expect(await recoverRefunds(await world.desk(), 'acc_another')).toEqual([]);
    expect(returns(world)).toBe(0);
    expect(await recoverRefunds(await world.desk(), account.id)).toHaveLength(1);
    expect(returns(world)).toBe(1);
  }));
