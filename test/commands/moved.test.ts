import { existsSync, readFileSync } from 'node:fs';
import { everyWorld, LINES, prepared, type Worlds } from '../support/every-command.js';
import { subscriber, type Workplace } from '../support/in-process.js';

/** What a command writes beside the ledger, or does with it as a whole. */
const BESIDE =
  /^(file-written|job-(installed|removed)|setting-(kept|forgotten)|ledger-(copied|moved|restored|seeded)|completion-installed)$/;

/** Where nobody has joined, there is no ledger to move. */
const WRITING = Object.entries(LINES).flatMap(([name, { in: place, writes }]) =>
  place !== 'nobody' && (writes === 'entries' || writes?.some((one) => !BESIDE.test(one))) ? [name] : [],
);

let worlds: Worlds;
beforeAll(async () => {
  worlds = await everyWorld();
}, 300_000);

const leave = (world: Workplace) => world.after(`db copy ${world.database} team.db --yes`);

test.each(WRITING)('G1 where the ledger was, %s is refused and says where it is', async (name) => {
  const { world, line } = await prepared(worlds, name);
  const left = await leave(world.copy());
  const files = [left.ledgerFile, left.booksFile].filter((file) => existsSync(file));
  const bytes = () => files.map((file) => readFileSync(file, 'hex'));
  const before = bytes();
  const meant = line.includes('--yes') ? line : `${line} --yes`;
  for (const rest of ['--json', '--json --dry-run']) {
    const { code, stderr } = await left.run(`${meant} ${rest}`);
    expect([code, JSON.parse(stderr).error]).toMatchObject([5, { code: 'LEDGER_MOVED', location: left.database }]);
  }
  expect(bytes()).toEqual(before);
});

describe('where the ledger was', () => {
  let left: Workplace;
  beforeAll(async () => {
    left = await leave((await subscriber()).copy());
  });

  test('G22 nothing is compared with the gateway, and what is charged now is compared where it is', async () => {
    const refused = (await left.run('reconcile --json')).error();
    expect(refused.code).toBe('LEDGER_MOVED');
    const there = refused.try.map((command) => command.replace(/^partner /, ''));
    expect(there).toEqual([`config set database ${left.home}/team.db`, `status --database ${left.home}/team.db`]);
    // What is proposed is done, and the next command is well.
    const moved = left.copy();
    for (const command of there) expect((await moved.run(command.replace(left.home, moved.home))).code).toBe(0);
  });

  test('doctor says that it was moved, that this is no fault, and where one is told where to', async () => {
    const { healthy, checks } = await left.json('doctor');
    expect(healthy).toBe(true);
    const [found, ...others] = checks.filter(({ verdict }: { verdict: string }) => verdict === 'warning');
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code: 'MOVED', facts: { to: 'file' }, try: 'partner db path' });
    expect(await left.json('db path')).toMatchObject({ movedTo: `${left.home}/team.db` });
    const { stdout } = await left.run('db path', { terminal: { stdout: true, stderr: true, columns: 300 } });
    expect(stdout).toContain(`To name it where it is now: partner config set database ${left.home}/team.db`);
  });
});
