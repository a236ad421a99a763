import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { ofFiles } from '../support/ledgers.js';
import { CARD, JOIN, member, Workplace, type Answer } from '../support/in-process.js';
import { shellWords } from '../support/words.js';

const TODAYS = JOIN.replace('--country FR', '--country US').replace(
  '--accept-terms',
  '--programme maicpp-2026 --accept-terms',
);
const INVENTED = join(packageRoot(), 'test', 'catalog', 'invented');
const ID = 'harbour-2026';
const BUY = '--accept-terms --token pm_card_visa --yes';

let todays: Workplace;
beforeAll(async () => {
  todays = await new Workplace().after(TODAYS, CARD);
});

/** The invented programme's file in a world, as a test has changed it. */
function invented(change: (draft: Answer) => void = () => undefined): { world: Workplace; file: string } {
  const world = new Workplace();
  cpSync(INVENTED, join(world.home, 'vendor'), { recursive: true });
  const file = join(world.home, 'vendor', `${ID}.json`);
  const draft = JSON.parse(readFileSync(file, 'utf8'));
  change(draft);
  writeFileSync(file, JSON.stringify(draft));
  return { world, file };
}

async function harbour(): Promise<Workplace> {
  const { world, file } = invented();
  const who = '--country JP --email admin@harbour.example --mpn-id 7654321 --accept-terms';
  return world.after(`catalog import ${file}`, `join --company Harbourside --programme ${ID} ${who}`);
}

const groups = (help: string) => [...help.matchAll(/^ {2}([a-z]\S*) {2,}/gm)].map(([, name]) => name);

test('R6 the commands of a programme are those that its file names, with the verbs of any offer', async () => {
  const world = await todays.copy().after(`launch subscribe ${BUY}`);
  expect(await world.json('launch show')).toMatchObject({ offer: 'launch', state: 'active' });
  expect(await world.json('launch show')).toEqual(await world.json('subscriptions show launch'));
  expect(await world.json('launch benefits')).not.toEqual([]);
  expect((await world.run('launch autorenew off --json')).error()).toMatchObject({ code: 'AUTORENEW_NOT_OFFERED' });
  expect((await world.run(`launch renew ${BUY} --json`)).error()).toMatchObject({
    code: 'WINDOW_NOT_OPEN',
    try: ['partner launch show'],
  });
  expect(await world.json('launch cancel --text Sold')).toMatchObject({ request: { offer: 'launch' } });
  expect((await world.run('success-core show --json')).error()).toMatchObject({
    code: 'NOT_SUBSCRIBED',
    try: ['partner success-core subscribe'],
  });
});

test.each([
  ['actionpack show', ['launch', 'success-core', 'success-expanded', 'competency']],
  [`actionpack subscribe ${BUY}`, ['launch', 'success-core', 'success-expanded', 'competency']],
  ['competency upgrade --check', ['launch', 'success-core', 'success-expanded', 'competency']],
])('R6 partner %s under a programme without it: refused with those that it has', async (line, commands) => {
  const before = todays.files();
  const refused = (await todays.run(`${line} --json`)).error();
  expect(refused).toMatchObject({ code: 'COMMAND_NOT_OFFERED', exit: 3, programme: 'maicpp-2026', commands });
  for (const word of refused.try) expect((await todays.run(shellWords(word).slice(1))).code).toBe(0);
  expect(todays.files()).toEqual(before);
});

test('R6 and the other way round, as in the programme of whoever has not joined yet', async () => {
  for (const world of [await member(), new Workplace()]) {
    expect((await world.run('launch subscribe --json')).error()).toMatchObject({
      code: 'COMMAND_NOT_OFFERED',
      programme: 'mpn-2018',
      commands: ['actionpack', 'competency'],
    });
  }
});

ofFiles.test('R6 help and the list of commands hold those of the programme in use, and no other', async () => {
  const own = ['launch', 'success-core', 'success-expanded', 'competency'];
  expect(groups((await todays.run('--help')).stdout)).toEqual(expect.arrayContaining(own));
  expect(groups((await todays.run('--help')).stdout)).not.toContain('actionpack');
  const { database } = todays;
  expect(groups((await new Workplace().run(`--help --database ${database}`)).stdout)).toContain('launch');
  const fresh = groups((await new Workplace().run('--help')).stdout);
  expect(fresh).toEqual(expect.arrayContaining(['actionpack', 'competency']));
  expect(fresh).not.toContain('launch');
  const listed: readonly Answer[] = await todays.json('commands');
  const named = listed.map(({ command }) => command);
  expect(named).toEqual(expect.arrayContaining(['partner launch renew', 'partner competency attain']));
  expect(named.filter((command) => /actionpack|competency upgrade/.test(command))).toEqual([]);
});

test('R6 help waits for no server: where the ledger lies on one it tells of every programme, of an imported one too', async () => {
  const world = await harbour();
  const nowhere = { env: { PARTNER_DATABASE: 'postgres://me@127.0.0.1:1/partner' } };
  const help = groups((await world.run('--help', nowhere)).stdout);
  expect(help).toEqual(expect.arrayContaining(['actionpack', 'launch', 'competency', 'pilot']));
});

test('R6 help of a ledger that cannot be used is help all the same', async () => {
  const world = new Workplace();
  const file = join(world.home, 'letter.txt');
  writeFileSync(file, 'Dear partner');
  const { code, stdout, stderr } = await world.run(`--help --database ${file}`);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(groups(stdout)).toEqual(expect.arrayContaining(['actionpack', 'launch']));
});

test('R6 every example of every command of a programme runs under it', async () => {
  const shown = 'competency attain data-and-ai solutions-partner --evidence';
  const counts = 'net-customer-adds=30,skilling=40,usage-growth=20,deployments=10';
  const earned = await todays.copy().after(`${shown} ${counts}`);
  const owner = await earned
    .copy()
    .after(
      ...['launch', 'success-core', 'success-expanded', 'competency'].map(
        (name) => `${name} subscribe ${name === 'competency' ? 'solutions-partner ' : ''}--accept-terms --yes`,
      ),
    );
  const listed: readonly Answer[] = await earned.json('commands');
  const named = listed.filter(({ command }) => /^partner (launch|success-\w+|competency) /.test(command));
  expect(named).toHaveLength(3 * 6 + 7);
  for (const { command, examples } of named) {
    for (const example of examples) {
      const place = /subscribe$/.test(command) ? earned : owner;
      const world = place.copy(/renew$/.test(command) ? { now: '2027-11-22' } : {});
      expect({ example, ...(await world.run(shellWords(example).slice(1))) }).toMatchObject({ code: 0, stderr: '' });
    }
  }
});

test('R6 an imported programme brings its own command, in both languages', async () => {
  const world = await harbour();
  const { subscription } = await world.json(`pilot subscribe ${BUY}`);
  expect(subscription).toMatchObject({ offer: 'pilot', state: 'active' });
  expect((await world.run('pilot show')).stdout).toContain('Pilot licence');
  expect(groups((await world.run('--help')).stdout)).toContain('pilot');
  expect((await world.run('pilot renew --help')).stdout).toContain('Renew Pilot licence.');
  expect((await world.run('pilot --help --lang fr')).stdout.replaceAll('\u00a0', ' ')).toContain('« Licence Pilot »');
  expect((await world.run('pilott show --json')).error()).toMatchObject({
    code: 'UNKNOWN_COMMAND',
    nearest: expect.stringContaining('pilot'),
  });
  expect((await world.run('competency list --json')).error()).toMatchObject({
    code: 'COMMAND_NOT_OFFERED',
    commands: ['pilot'],
  });
});

test('R6 a programme that names no command is bought from by its offers', async () => {
  const { world, file } = invented((draft) => delete draft.offers[0].command);
  const who = '--country JP --email admin@harbour.example --mpn-id 7654321 --accept-terms';
  await world.after(`catalog import ${file}`, `join --company Harbourside --programme ${ID} ${who}`);
  const refused = (await world.run('actionpack show --json')).error();
  expect(refused).toMatchObject({ code: 'COMMAND_NOT_OFFERED', commands: [], try: ['partner offers list --all'] });
});

test.each([
  ['orders', 'orders is a command of partner itself'],
  ['help', 'help is a command of partner itself'],
  ['competency', 'competency stands for something else in mpn-2018'],
])('R6 a programme cannot call an offer %s', async (command, reason) => {
  const { world, file } = invented((draft) => (draft.offers[0].command = command));
  for (const verb of ['validate', 'import']) {
    expect((await world.run(`catalog ${verb} ${file} --json`)).error()).toMatchObject({
      code: 'CATALOG_INVALID',
      path: '/offers/0/command',
      reason,
    });
  }
});

test('R5 what is earned answers to competency where its programme names nothing', async () => {
  const world = new Workplace();
  const data = join(packageRoot(), 'data');
  cpSync(join(data, 'terms'), join(world.home, 'terms'), { recursive: true });
  const text = readFileSync(join(data, 'programmes', 'mpn-2018.json'), 'utf8');
  const draft = JSON.parse(text.replace('"mpn-2018"', '"older-2018"'));
  for (const offer of draft.offers) delete offer.command;
  const file = join(world.home, 'older-2018.json');
  writeFileSync(file, JSON.stringify(draft));
  await world.after(`catalog import ${file}`, JOIN.replace('--accept-terms', '--programme older-2018 --accept-terms'));
  expect(await world.json('competency list')).not.toEqual([]);
  expect((await world.run('actionpack show --json')).error()).toMatchObject({ commands: ['competency'] });
});

test('D18 roles and scopes are those of the verbs, whatever a programme calls its command', async () => {
  const world = await todays.copy().after('users add clerk@contoso.example');
  const refused = await world.run(`launch subscribe ${BUY} --user clerk@contoso.example --json`);
  expect(refused.error()).toMatchObject({ code: 'ROLE_REQUIRED', exit: 4, act: 'buy' });
  expect(await world.json('who-can launch renew')).toMatchObject({ action: 'renew' });
});
