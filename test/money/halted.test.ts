import { existsSync } from 'node:fs';
import { ELSEWHERE, haltedAt } from '../support/halted.js';
import { PROGRAM, runPartner } from '../support/run.js';
import {
  BUSY,
  DECLINED,
  defects,
  homeAfter,
  JOIN_AND_SUBSCRIBE,
  JOINING,
  OK,
  SUBSCRIBE,
  sums,
  facts,
  UNKNOWN,
} from './partner.js';

/** The gateway does again what a key has asked for before. */
const FORGETFUL = { PARTNER_SANDBOX_FAULT: 'ignore-keys' };
const CARD = ['payment-methods', 'add', '--token', 'pm_card_visa'];
const RESOLVE = ['support', 'resolve', '1', '--outcome', 'approved', '--yes', '--json'];
const A_DAY_LATER = ['clock', 'advance', '1d'];

/** What runs meanwhile, in the environment of its machine, each with the code that it ends with. */
type Meanwhile = readonly (readonly [args: readonly string[], code: number])[];

async function halted(
  home: string,
  args: readonly string[],
  step: string,
  machine: NodeJS.ProcessEnv,
  lines: Meanwhile,
) {
  const first = await haltedAt(PROGRAM, step, { home, args, env: FORGETFUL });
  for (const [line, code] of lines) {
    const ran = await runPartner(line, { home, env: { ...FORGETFUL, ...machine } });
    expect([line, ran.code]).toEqual([line, code]);
  }
  return first?.goOn();
}

(existsSync('/proc/self/stat') ? describe : describe.skip)(
  'G1 G10 a process halted right before its first byte, at a gateway that ignores its keys',
  () => {
    const member = () => homeAfter(['join', ...JOINING, '--accept-terms'], CARD);

    test('has paid nothing of its own where another machine has recovered meanwhile', async () => {
      // A day that is told by the clock of the day would be 12 hours or 36, by the hour at which the test runs.
      const home = await homeAfter(['clock', 'set', '2030-03-01'], ['join', ...JOINING, '--accept-terms'], CARD);
      const lines: Meanwhile = [
        [A_DAY_LATER, OK],
        [['recover', '--json'], OK],
      ];
      const ended = await halted(home, SUBSCRIBE, 'gateway:before-charge', ELSEWHERE, lines);
      // After a day the other one found no charge, and ended the order.
      expect(ended?.code).toBe(DECLINED);
      expect(sums(home)).toMatchObject({ charges: 0, paid: 0, open: 0, terms: 0 });
      expect(await defects(home)).toEqual([]);
    }, 60_000);

    test('pays where another one of its machine has come meanwhile, which pays nothing, however late', async () => {
      const home = await member();
      const lines: Meanwhile = [
        [A_DAY_LATER, OK],
        [['recover', '--json'], UNKNOWN],
        [SUBSCRIBE, UNKNOWN],
      ];
      const ended = await halted(home, SUBSCRIBE, 'gateway:before-charge', {}, lines);
      expect(ended?.code).toBe(OK);
      expect(sums(home)).toMatchObject({ charges: 1, paid: 1, open: 0, terms: 1 });
      expect(await defects(home)).toEqual([]);
    }, 60_000);

    test('has given back nothing of its own where another machine has recovered meanwhile', async () => {
      const home = await homeAfter(JOIN_AND_SUBSCRIBE, ['actionpack', 'cancel']);
      const lines: Meanwhile = [
        [A_DAY_LATER, OK],
        [['recover', '--json'], OK],
      ];
      const ended = await halted(home, RESOLVE, 'gateway:before-refund', ELSEWHERE, lines);
      expect(ended?.code).toBe(OK);
      expect(facts(home).returns).toHaveLength(1);
      expect(await defects(home)).toEqual([]);
    }, 60_000);

    test('gives back while whoever else wants to hears that this is under way, and nothing of a payment', async () => {
      const home = await homeAfter(JOIN_AND_SUBSCRIBE, ['actionpack', 'cancel']);
      const first = await haltedAt(PROGRAM, 'gateway:before-refund', { home, args: RESOLVE, env: FORGETFUL });
      const { code, stderr } = await runPartner(RESOLVE.slice(0, -1), { home });
      // Whatever it was told: what is halted ends.
      expect((await first?.goOn())?.code).toBe(OK);
      expect([code, stderr]).toEqual([BUSY, expect.stringContaining('is giving this back right now')]);
      expect(stderr.replaceAll(/\s+/g, ' ')).toContain('Nothing was given back here');
      expect(facts(home).returns).toHaveLength(1);
    }, 60_000);
  },
);
