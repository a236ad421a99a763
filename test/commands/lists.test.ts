import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import type { Flag } from '../../src/cli/spec.js';
import { COMMANDS } from '../support/commands.js';
import { everyWorld, LINES, type Worlds } from '../support/every-command.js';
import { BUY, member, type Answer } from '../support/in-process.js';

/** Every command that is a list and can be cut, with the world in which it has something to show. */
const LISTS = COMMANDS.filter(({ flags = [] }) => flags.some(({ about }) => about === 'listLimit'));

let worlds: Worlds;
beforeAll(async () => {
  worlds = await everyWorld();
});

const flagOf = ({ flags = [] }: { readonly flags?: readonly Flag[] | undefined }, name: string) =>
  flags.find((flag) => flag.name === name);

test('README says of each list by what it can be cut', () => {
  const readme = readFileSync(join(packageRoot(), 'README.md'), 'utf8');
  const rows = Array.from(readme.matchAll(/^\| (`[^|]+`) +\| (`--limit`[^|]*?) *\|$/gm), ([, lists = '', takes = '']) =>
    lists.split(', ').map((list) => `${list.replaceAll('`', '').replace(/ --.*/, '')}: ${takes.replaceAll('`', '')}`),
  );
  const takenBy = (command: (typeof LISTS)[number]) =>
    ['limit', 'state', 'since'].flatMap((name) => (flagOf(command, name) ? `--${name}` : [])).join(', ');
  expect(rows.flat().sort()).toEqual(LISTS.map((command) => `${command.path}: ${takenBy(command)}`).sort());
});

test('every list of what grows takes --limit', () => {
  expect(LISTS.map(({ path }) => path).sort()).toEqual(
    [
      'account list',
      'actionpack benefits',
      'audit list',
      'benefits list',
      'events list',
      'evidence list',
      'orders list',
      'reminders list',
      'renewals due',
      'status',
      'subscriptions list',
      'support list',
      'tokens list',
      'users list',
    ].sort(),
  );
});

describe.each(LISTS.map((command) => [command.path, command] as const))('partner %s', (path, command) => {
  const line = path === 'status' ? 'status --all-accounts' : path;
  const world = () => worlds[LINES[path]?.in ?? 'owner'].copy();

  test('--limit 1 shows one at most, as data and as a table', async () => {
    const own = world();
    const all = await own.json<readonly object[]>(line);
    const one = await own.json<readonly object[]>(`${line} --limit 1`);
    expect(one).toHaveLength(Math.min(1, all.length));
    if (one.length > 0) expect(all).toContainEqual(one[0]);
    const drawn = await own.run(`${line} --limit 1`, { terminal: { stdout: true, columns: 120 } });
    expect(drawn.code).toBe(0);
    expect(/There are more|Older records/.test(drawn.stdout)).toBe(all.length > 1);
  });

  test('--limit is a number', async () => {
    expect((await world().run(`${line} --limit none --json`)).error()).toMatchObject({
      code: 'VALUE_INVALID',
      exit: 2,
    });
  });

  const states = flagOf(command, 'state')?.choices ?? [];
  if (states.length > 0) {
    test('--state shows what is in it alone, and the states together show all', async () => {
      const own = world();
      const all = await own.json<readonly object[]>(line);
      const shown = await Promise.all(
        states.map((state) =>
          own.json<readonly Answer[]>(`${line} --state ${state}`).then((rows) => [state, rows] as const),
        ),
      );
      const stateOf = (row: Answer) => row.state ?? row.status ?? row.result;
      for (const [state, rows] of shown)
        for (const row of rows) if (stateOf(row) !== undefined) expect(stateOf(row)).toBe(state);
      expect(shown.flatMap(([, rows]) => rows)).toHaveLength(all.length);
      expect(await own.json(`${line} --state ${states.join(',')}`)).toEqual(all);
    });

    test('a state that is none is answered with the nearest', async () => {
      const [state = ''] = states;
      const refused = (await world().run(`${line} --state ${state},${state}x --json`)).error();
      expect(refused).toMatchObject({ code: 'UNKNOWN_CHOICE', exit: 2, nearest: state });
    });
  }

  if (flagOf(command, 'since') && flagOf(command, 'since')?.idleWithout === undefined) {
    test('--since a day on which nothing has happened yet shows nothing, and says that this is why', async () => {
      const own = world();
      const drawn = await own.run(`${line} --since 2199-01-01`);
      expect([drawn.code, drawn.stdout]).toEqual([
        0,
        expect.stringMatching(/^Nothing here is as it was asked for\.\n/),
      ]);
      expect(await own.json(`${line} --since 0001-01-01`)).toEqual(await own.json(line));
    });
  }
});

test('of too many orders the newest stay, in their order', async () => {
  const own = await (await member()).after(`${BUY} --token pm_card_visa`);
  await own.after('clock advance 330d', 'actionpack renew --accept-terms --yes');
  const [, renewal] = await own.json<readonly { readonly id: string }[]>('orders list');
  expect(await own.json('orders list --limit 1')).toEqual([renewal]);
  expect(await own.json('orders list --since 2027-01-01')).toEqual([renewal]);
  expect(await own.json('orders list --state paid --limit 1')).toEqual([renewal]);
  expect(await own.json('orders list --state failed')).toEqual([]);
});

test('what a list cannot be asked together is refused', async () => {
  const own = worlds.owner.copy();
  for (const line of ['events list --last 5 --limit 5', 'audit list --last 5 --limit 5'])
    expect((await own.run(`${line} --json`)).error()).toMatchObject({ code: 'FLAGS_CONFLICT' });
  for (const line of [
    'benefits list --history --state waiting',
    'benefits list --since 2026-01-01',
    'status --limit 3',
  ])
    expect((await own.run(`${line} --json`)).error()).toMatchObject({ code: 'FLAG_UNUSED' });
});

test('the history of benefits is cut by days', async () => {
  const own = worlds.activated.copy();
  const all = await own.json<readonly object[]>('benefits list --history');
  expect(all.length).toBeGreaterThan(2);
  expect(await own.json('benefits list --history --limit 1')).toEqual(all.slice(-1));
  expect(await own.json('benefits list --history --since 2026-11-22')).toEqual(all);
  expect(await own.json('benefits list --history --since 2026-11-23')).toEqual([]);
});
