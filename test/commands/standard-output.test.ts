import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { everyWorld, LINES, prepared, type Worlds } from '../support/every-command.js';
import { Workplace } from '../support/in-process.js';
import { isOfThisEngine } from '../support/ledgers.js';

const WRITERS = Object.entries(LINES).flatMap(([name, { writes = [] }]) =>
  ['file-written', 'ledger-copied'].some((what) => writes.includes(what)) ? [name] : [],
);

let worlds: Worlds;
beforeAll(async () => {
  worlds = await everyWorld();
});

test('every command that writes a file is among them', () => {
  expect(WRITERS).toEqual(expect.arrayContaining(['orders receipt', 'evidence export', 'db backup', 'db copy']));
});

describe('a file that is called as standard output is by other programs is refused in words, and not written', () => {
  test.each(WRITERS.filter(isOfThisEngine))('partner %s', async (name) => {
    const { world, line } = await prepared(worlds, name);
    const own = world.copy();
    const said = line.replace(/(?<= )(?:[\w-]+\.(?:pdf|zip|ics|html|db)|tables)/, '-');
    for (const more of ['', ' --dry-run']) {
      const refused = (await own.run(`${said} --yes --json${more}`)).error();
      expect(refused).toMatchObject({ code: 'VALUE_INVALID', exit: 2 });
      expect(refused['message']).toContain('./-');
      expect(existsSync(join(own.home, '-'))).toBe(false);
    }
    expect((await own.run(`${said.replace(/(?<= )-(?= |$)/, './-')} --yes`)).code).toBe(0);
    expect(existsSync(join(own.home, '-'))).toBe(true);
  });

  test('nor a ledger, wherever its place is said', async () => {
    const world = new Workplace();
    const JOINS = 'join --company C --country FR --email a@b.example --mpn-id 1234567 --accept-terms --json';
    for (const line of [`${JOINS} --database -`, 'status --json --database -', 'config set database - --json'])
      expect((await world.run(line)).error()).toMatchObject({ code: 'DATABASE_UNSUPPORTED', exit: 2 });
    expect((await world.run(JOINS, { env: { PARTNER_DATABASE: '-' } })).error().code).toBe('DATABASE_UNSUPPORTED');
    expect(world.files().size).toBe(0);
  });
});
