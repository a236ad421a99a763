import { subscriber, Workplace } from '../support/in-process.js';
import { isOnServer } from '../support/ledgers.js';

let owner: Workplace;
beforeAll(async () => {
  owner = await subscriber();
});

const ESCAPE = '\u001B[';

describe('F8 a pipe gets days and amounts in no language', () => {
  test.each([
    ['status', /^paid to\t2027-11-22 {2}\(365 days left\)$/m],
    ['status', /charges 475\.00 USD to Visa ending 4242 on 2027-11-22$/m],
    ['status --lang fr', /475\.00 USD[^\n]*2027-11-22/],
    ['orders list', /\t475\.00 USD\tpaid\t2026-11-22\t2026-000001$/m],
    ['orders list --lang fr', /\t475\.00 USD\t[^\t]+\t2026-11-22\t2026-000001$/m],
    ['offers list --lang fr', /\t1670\.00 USD\*\t/],
    ['audit list', /^\d+\t2026-11-22T\d\d:\d\dZ\t/m],
  ])('partner %s', async (line, expected) => {
    const { stdout } = await owner.run(line);
    expect(stdout).toMatch(expected);
    expect(stdout).not.toMatch(/\d (Nov|nov\.|Aug|août) \d{4}|US\$|\$US/);
  });

  test('and a terminal has them as people write them', async () => {
    const terminal = { stdout: true, columns: 120 };
    expect((await owner.run('status', { terminal })).stdout).toMatch(/22 Nov 2027.*365 days/);
  });
});

test('F8 --color always and FORCE_COLOR colour a pipe, and nothing else does', async () => {
  const coloured = async (line: string, env = {}) => (await owner.run(line, { env })).stdout.includes(ESCAPE);
  expect(await coloured('offers list')).toBe(false);
  expect(await coloured('offers list --color always')).toBe(true);
  expect(await coloured('offers list', { FORCE_COLOR: '1' })).toBe(true);
  expect(await coloured('offers list', { CLICOLOR_FORCE: '1' })).toBe(true);
  expect(await coloured('offers list --json --color always')).toBe(false);
});

test('F8 the history of benefits has its own columns in every form', async () => {
  const world = await owner.copy().after('benefits activate office-365-e3 --yes');
  const [head, row] = (await world.run('benefits list --history -o csv')).stdout.split('\r\n');
  expect(head).toMatch(/^at,on,by,act,benefit,offer,user,/);
  expect(row).toMatch(/,activated,office-365-e3,action-pack,/);
  expect((await world.run('benefits list --history -o tsv')).stdout).toMatch(
    /\tactivated\toffice-365-e3\taction-pack\t/,
  );
  expect((await owner.run('benefits list --history -o csv')).stdout).toBe(`${head}\r\n`);
  expect((await world.run('benefits list --history --fields act -o tsv')).stdout).toBe('activated\n');
});

test('F8 a row of CSV is flat: what is a list is left to JSON, and said so', async () => {
  const { stdout, stderr } = await owner.run('status -o csv');
  expect(stdout.split('\r\n')).toHaveLength(3);
  expect(stdout).not.toMatch(/[{}]/);
  expect(stderr).toBe('Lists are left out of these rows: subscriptions, warnings. --json has them.\n');
  expect((await owner.run('orders list -o csv')).stderr).toBe('');
});

test('F8 what is to be tried can be pasted: no sign that a shell would act upon', async () => {
  const { message, missing, try: lines } = (await owner.run('support new --json')).error();
  expect(missing).toContain('--problem billing|membership|other');
  expect(message).toContain('billing|membership|other');
  expect(lines).toEqual(['partner support new --problem PROBLEM --text TEXT']);
});

test('F8 a file that is there already is answered with a name that is free', async () => {
  const world = owner.copy();
  await world.after('reminders calendar --ics dates.ics');
  const tried = async (line: string) => (await world.run(`${line} --json`)).error().try;
  expect(await tried('reminders calendar --ics dates.ics')).toEqual([
    'partner reminders calendar --ics dates-2.ics --json',
  ]);
  await world.after('reminders calendar --ics dates-2.ics');
  expect(await tried('reminders calendar --ics=dates.ics')).toEqual([
    'partner reminders calendar --ics=dates-3.ics --json',
  ]);
  if (!isOnServer()) expect(await tried('db backup dates.ics')).toEqual(['partner db backup dates-3.ics --json']);
});

test('J1 F8 PARTNER_NO_INPUT and the setting input ask nothing in a terminal', async () => {
  const terminal = { stdin: true, stdout: true, stderr: true };
  const world = new Workplace({ terminal });
  expect((await world.run('join --json', { env: { PARTNER_NO_INPUT: '1' } })).error().code).toBe('ANSWERS_MISSING');
  await world.after('config set input never');
  expect((await world.run('join --json')).error().code).toBe('ANSWERS_MISSING');
});

test('F8 ACCESSIBLE holds for a screen', async () => {
  const terminal = { stdout: true, columns: 60 };
  const { stdout } = await owner.run('status', { terminal, env: { ACCESSIBLE: '1', NO_COLOR: '1', LC_ALL: 'C' } });
  expect(stdout).toContain('\npaid to: 22 Nov 2027  (365 days left)\n');
  expect(stdout).toContain('\n24 Aug 2027: opens\n');
  expect(stdout).toMatch(/^[\0-\x7F]*$/);
});
