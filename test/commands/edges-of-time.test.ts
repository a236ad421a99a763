import { COMMANDS } from '../support/commands.js';
import { everyWorld, prepared, type Worlds } from '../support/every-command.js';
import { Workplace } from '../support/in-process.js';

/** Before the first day, on the last ones, and after them. */
const EDGES = ['1969-06-01', '9998-12-31', '9999-12-31', '+010000-01-01T00:00:00Z'];

let worlds: Worlds;
beforeAll(async () => {
  worlds = await everyWorld();
});

const PATHS = COMMANDS.map(({ path }) => path);

test.each(PATHS)('D2 G15 at the edges of the calendar it is done or refused in words: partner %s', async (path) => {
  const { world: original, line } = await prepared(worlds, path);
  for (const now of EDGES) {
    const world = original.copy();
    const ran = await world.run(`${line} --yes --json`, { now });
    expect([now, ran.code === 1 ? ran.stderr : 'told']).toEqual([now, 'told']);
    expect(ran.stdout + ran.stderr).not.toMatch(/[+-]\d{5,6}-\d\d-\d\d|NaN|Invalid/);
  }
});

test.each(EDGES)('D2 a date of %s on the command line is used or refused in words', async (day) => {
  for (const line of [
    `clock set ${day}`,
    `renewals due --as-of ${day}`,
    `renewals run --yes --as-of ${day} --dry-run`,
    `competency attain devops silver --evidence certified-people=2 --until ${day}`,
  ]) {
    const ran = await worlds.owner.copy().run(`${line} --json`);
    expect([line, [0, 2, 5].includes(ran.code), ran.stderr]).toEqual([line, true, ran.stderr]);
  }
  const funds = await worlds.awaiting.copy().run(`orders confirm-transfer 2026-000001 --received ${day} --json`);
  expect([2, 3, 5]).toContain(funds.code);
});

test('D17 a sandbox clock that is frozen before 1970 is a toy that works', async () => {
  const world = await new Workplace().after('clock set 1969-06-01');
  expect(await world.json('clock show')).toEqual({ today: '1969-06-01', frozen: true });
  const join = 'join --company Contoso --country FR --email a@contoso.example --mpn-id 1234567 --accept-terms --json';
  expect([0, 5]).toContain((await world.run(join)).code);
});
