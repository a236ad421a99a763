import type { Runnable } from '../../src/cli/command.js';
import { COMMANDS } from '../support/commands.js';
import { everyWorld, LINES, prepared, type Worlds } from '../support/every-command.js';
import { BUY, member, subscriber } from '../support/in-process.js';

const WRITING: readonly Runnable[] = COMMANDS.filter(({ deed }) => deed.writes !== null);

let worlds: Worlds;
beforeAll(async () => {
  worlds = await everyWorld();
});

test('what writes says which keys its result may have', () => {
  expect(WRITING.filter(({ result = [] }) => result.length === 0).map(({ path }) => path)).toEqual([]);
});

// It ends when somebody ends it.
test.each(
  WRITING.filter(({ path }) => path !== 'payments listen').map(({ path, result = [] }) => [path, result] as const),
)('partner %s has no other key in its result', async (path, known) => {
  const { world, line } = await prepared(worlds, path);
  const accepting = / subscribe| renew| upgrade|^join/.test(line) ? ' --accept-terms' : '';
  const ran = await world.copy().run(`${line} --json --yes${line.includes('--accept-terms') ? '' : accepting}`);
  if (LINES[path]?.exit !== undefined) return;
  expect({ code: ran.code, stderr: ran.stderr }).toMatchObject({ code: path === 'reminders send' ? 8 : 0 });
  const found = [ran.json()].flat().flatMap((one: object) => Object.keys(one));
  expect(found.filter((key) => !known.some((name) => name === key || name.startsWith(`${key}.`)))).toEqual([]);
  expect(found).not.toEqual([]);
});

describe('R11 what no result of an act has is refused before it is done', () => {
  const DUE = { now: '2027-11-22' };

  test.each([
    ['--fields result', { given: 'result' }],
    ['--fields charged,chargd', { given: 'chargd', nearest: 'charged' }],
    ['--fields items.reslt', { given: 'items.reslt', nearest: 'items.result' }],
    ['-o csv --fields result', { given: 'result' }],
    ['--query result', { of: '--query', given: 'result' }],
    ['--query sum(chargd)', { of: '--query', given: 'chargd', nearest: 'charged' }],
    ['--query {done:chargd,not:declind}', { of: '--query', given: 'chargd' }],
  ])('renewals run %s', async (cut, problem) => {
    const world = await subscriber();
    const before = world.files();
    const ran = await world.run(`renewals run --yes --json ${cut}`.replace('--json -o csv', '-o csv'), DUE);
    expect([ran.code, ran.stdout]).toEqual([2, '']);
    expect(ran.error()).toMatchObject({ code: 'UNKNOWN_CHOICE', of: '--fields', ...problem });
    expect(world.files()).toEqual(before);
  });

  test.each([
    ['--fields items.result', { items: [{ result: 'charged' }] }],
    ['--fields items.amount.currency,missed', { items: [{ amount: { currency: 'USD' } }], missed: [] }],
    ['--fields reminders', { reminders: null }],
    ['--query items[?result==`"charged"`].offer', ['action-pack']],
    ['--query chargd||charged', 1],
    ['--query keys(@)[0]', 'asOf'],
    ['--query length(items)', 1],
  ])('renewals run %s is answered', async (cut, answer) => {
    const ran = await (await subscriber()).run(`renewals run --yes --json ${cut}`, DUE);
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect([ran.json()]).toMatchObject([answer]);
  });

  test('a dry run has keys of its own', async () => {
    const world = await subscriber();
    expect((await world.run('renewals run --dry-run --json --fields charge', DUE)).json()).toEqual({ charge: 1 });
  });

  test('a purchase', async () => {
    const world = await (await member()).after('payment-methods add --token pm_card_visa');
    const before = world.files();
    const ran = await world.run(`${BUY} --json --fields order,subscripton`);
    expect(ran.error()).toMatchObject({ code: 'UNKNOWN_CHOICE', nearest: 'subscription', exit: 2 });
    expect(world.files()).toEqual(before);
  });
});
