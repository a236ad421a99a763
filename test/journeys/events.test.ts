import type { Instant } from '../../src/core/day.js';
import { outboxOf, tellAgain, tellEvents } from '../../src/journeys/events.js';
import type { LedgerEvent } from '../../src/core/event.js';
import type { Sent } from '../../src/notify/notifier.js';
import { inWorld, type World } from '../support/world.js';
import { bought } from './support.js';

const SENT: Sent = { kind: 'sent' };
const REFUSED: Sent = { kind: 'not-sent', reason: 'refused', status: 400 };
const AWAY: Sent = { kind: 'not-sent', reason: 'unreachable', status: null };
const UNKNOWN: Sent = { kind: 'unknown' };
const BEGAN = Date.parse('2026-03-01T12:00:00Z');

/** What an endpoint was sent, which answers each time what comes next. */
class Listener {
  readonly id = 'endpoint';
  readonly heard: number[] = [];
  readonly hurry = new AbortController();
  now = BEGAN;
  /** It began before anything was written. */
  after = 0;
  /** Whoever waits goes while this one is sent. */
  leavesAt = Infinity;

  constructor(private readonly world: World) {}

  async tell(answers: readonly Sent[], atOnce?: boolean) {
    const send = (event: LedgerEvent) => this.answer(event, answers);
    const { id: accountId } = (await this.world.book()).account;
    const now = () => new Date(this.now).toISOString() as Instant;
    const waits = atOnce === undefined ? {} : { atOnce };
    const about = { endpoint: { id: this.id, send }, accountId, after: this.after };
    const telling = { ...about, now, hurry: this.hurry.signal, ...waits };
    const before = this.heard.length;
    const { sent, waiting, wayClosed } = await this.world.act((desk) => tellEvents(desk, telling));
    return { sent, waiting, wayClosed, heard: this.heard.slice(before) };
  }

  async again(event: LedgerEvent, answer: Sent) {
    const { id: accountId } = (await this.world.book()).account;
    const endpoint = { id: this.id, send: async () => answer };
    return this.world.act((desk) => tellAgain(desk, { endpoint, accountId }, [event]));
  }

  async outbox() {
    const { id } = (await this.world.book()).account;
    const { ledger } = await this.world.desk();
    return ledger.read((reader) => outboxOf(reader, id, this.id, this.after));
  }

  private async answer({ number }: LedgerEvent, answers: readonly Sent[]): Promise<Sent> {
    this.heard.push(number);
    if (this.heard.length === this.leavesAt) this.hurry.abort();
    return answers[Math.min(this.heard.length, answers.length) - 1] ?? SENT;
  }
}

const telling = (work: (listener: Listener, world: World, numbers: readonly number[]) => Promise<void>) =>
  inWorld({}, async (world) => {
    await bought(world);
    const listener = new Listener(world);
    const { events } = await listener.outbox();
    await work(
      listener,
      world,
      events.map(({ number }) => number),
    );
  });

test.each<[string, readonly Sent[], object]>([
  ['all are taken', [SENT], { sent: 2, waiting: 0, wayClosed: false }],
  ['the second is not taken', [SENT, REFUSED], { sent: 1, waiting: 1, wayClosed: false }],
  ['none is taken', [REFUSED], { sent: 0, waiting: 2, wayClosed: false }],
  ['nobody is there', [AWAY], { sent: 0, waiting: 2, wayClosed: true }],
  ['no answer', [UNKNOWN], { sent: 0, waiting: 2, wayClosed: true }],
])('each event is told in its turn, and none before the one that is not taken: %s', (_, answers, told) =>
  telling(async (listener, _world, numbers) => {
    const { heard, ...rest } = await listener.tell(answers);
    expect(rest).toEqual(told);
    expect(heard).toEqual(numbers.slice(0, answers.length === 1 && answers[0] !== SENT ? 1 : 2));
  }),
);

test('what is not taken is tried again once its pause is over, or at once where somebody asks', () =>
  telling(async (listener, _world, [first = 0, second = 0]) => {
    await listener.tell([REFUSED]);
    listener.now += 4_999;
    expect(await listener.tell([SENT])).toEqual({ sent: 0, waiting: 2, wayClosed: false, heard: [] });
    expect((await listener.tell([REFUSED], true)).heard).toEqual([first]);
    listener.now += 299_999;
    expect((await listener.tell([SENT])).heard).toEqual([]);
    listener.now += 1;
    expect(await listener.tell([SENT])).toMatchObject({ sent: 2, waiting: 0, heard: [first, second] });
    expect((await listener.outbox()).told).toMatchObject({ through: second, tries: 0, nextAt: null, reason: null });
    expect(await listener.tell([SENT])).toEqual({ sent: 0, waiting: 0, wayClosed: false, heard: [] });
  }));

test('whoever goes while one is sent hears no more, and what was told is known', () =>
  telling(async (listener, world, [first = 0, second = 0]) => {
    listener.leavesAt = 1;
    expect(await listener.tell([SENT])).toMatchObject({ sent: 1, waiting: 1, heard: [first] });
    const before = await world.act(({ ledger }) => ledger.read((reader) => reader.lastEntryAt()));
    world.advanceHours(1);
    // Nothing is told, so nothing is written.
    expect(await listener.tell([SENT])).toMatchObject({ sent: 0, waiting: 1, heard: [] });
    expect(await world.act(({ ledger }) => ledger.read((reader) => reader.lastEntryAt()))).toBe(before);
    expect((await new Listener(world).tell([SENT])).heard).toEqual([second]);
  }));

test('the tenth try in vain is the last: it is given up, the next is told, and it is told again alone', () =>
  telling(async (listener, _world, [first = 0, second = 0]) => {
    for (let tries = 1; tries < 10; tries += 1) {
      await listener.tell([tries === 1 ? UNKNOWN : REFUSED], true);
      const reason = tries === 1 ? 'unknown' : 'refused';
      expect((await listener.outbox()).told).toMatchObject({ through: 0, tries, reason, givenUp: [] });
    }
    const last = await listener.tell([...Array.from({ length: 10 }, () => REFUSED), SENT], true);
    expect(last).toMatchObject({ sent: 1, waiting: 0, heard: [first, second] });
    const { told, events } = await listener.outbox();
    expect(told).toMatchObject({ through: second, tries: 0, nextAt: null, reason: null, givenUp: [first] });
    const [lost, heard] = events as readonly [LedgerEvent, LedgerEvent];
    for (const [event, answer, givenUp] of [
      [lost, REFUSED, [first]],
      [heard, SENT, [first]],
      [lost, SENT, []],
    ] as const) {
      expect(await listener.again(event, answer)).toBe(answer === SENT ? 1 : 0);
      expect((await listener.outbox()).told.givenUp).toEqual(givenUp);
    }
  }));
