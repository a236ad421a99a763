import { COMMANDS } from '../support/commands.js';
import { addDays, type Day } from '../../src/core/day.js';
import { everyWorld, prepared, type Worlds } from '../support/every-command.js';
import { isOnServer } from '../support/ledgers.js';
import { CARD, JOIN, subscriber, TODAY, type Workplace } from '../support/in-process.js';

/** The clock of the process is a year and a week ahead; what is written bears the right time. */
const AHEAD = { now: '2027-11-29', fileTime: TODAY };
const YEAR = { now: '2038-01-19' };

let worlds: Worlds;
beforeAll(async () => {
  worlds = await everyWorld();
});

/** A line of the command, and a copy of its world, whose clock is two days ahead of the files it writes. */
async function ahead(path: string) {
  const consent = ` --yes${/ subscribe| renew| upgrade/.test(path) ? ' --accept-terms' : ''}`;
  const { world, line } =
    path === 'join' || path === 'subscriptions subscribe'
      ? { world: worlds.owner, line: path === 'join' ? JOIN.replace('1234567', '7654321') : `${path} action-pack` }
      : await prepared(worlds, path);
  const copy = world.copy();
  const { today } = await copy.json('clock show');
  const last = (await copy.json('audit list --last 1'))[0].at.slice(0, 10) as Day;
  const now = addDays(today > last ? today : last, 2);
  return { world: copy, line: `${line}${consent}`, options: { now, fileTime: addDays(now, -2) }, now };
}

const moving = COMMANDS.filter(({ deed }) => deed.writes === 'money').map(({ path }) => path);
const writing = COMMANDS.filter(({ deed }) => deed.writes === 'history').map(({ path }) => path);

test.each(moving)('G15 with a clock two days ahead no money moves: partner %s', async (path) => {
  const { world, line, options, now } = await ahead(path);
  const before = world.files();
  for (const more of ['', ' --dry-run', ' --trust-clock']) {
    const refused = (await world.run(`${line}${more} --json`, options)).error();
    expect(refused).toMatchObject({ code: 'CLOCK_AHEAD', exit: 5, rule: 'G15', today: now, movesMoney: true });
  }
  expect(world.files()).toEqual(before);
});

test.each(writing)('G15 and nothing else is written unasked: partner %s', async (path) => {
  const { world, line, options, now } = await ahead(path);
  const before = world.files();
  const refused = (await world.run(`${line} --json`, options)).error();
  expect(refused).toMatchObject({ code: 'CLOCK_AHEAD', exit: 5, today: now, movesMoney: false });
  expect(world.files()).toEqual(before);
  expect((await world.run(`${line} --trust-clock --json`, options)).stderr).not.toContain('CLOCK_AHEAD');
});

test.each([
  ['a day ahead is within what clocks may differ', '2026-11-23T12:00:00Z', TODAY],
  ['a ledger that rested for eleven months is an ordinary one', '2027-10-20', '2027-10-20'],
  ['nothing else tells the time within a day of ours', '2027-10-20', '2027-10-19T12:00:00Z'],
])('G15 %s', async (_, now, fileTime) => {
  const world = await subscriber();
  expect(await world.run('users add b@contoso.example', { now, fileTime })).toMatchObject({ code: 0 });
  expect(await world.run('renewals run --yes', { now, fileTime })).toMatchObject({ code: 0 });
});

test('G15 a second more than a day is too much', async () => {
  const world = await subscriber();
  const options = { now: '2026-11-23T12:00:01Z', fileTime: TODAY };
  expect((await world.run('renewals run --yes --json', options)).error()).toMatchObject({ code: 'CLOCK_AHEAD' });
});

test('G15 a run under a clock a year ahead charges nothing early, and charges once when the day has come', async () => {
  const world = await subscriber();
  expect((await world.run('renewals run --yes --json', AHEAD)).error()).toMatchObject({ code: 'CLOCK_AHEAD', exit: 5 });
  expect(await world.json('renewals run --yes')).toMatchObject({ charged: 0 });
  expect(await world.json('renewals run --yes', { now: '2027-11-22' })).toMatchObject({ charged: 1 });
});

test('G15 a frozen clock of a sandbox ledger is believed: it is the only one', async () => {
  const world = await (await subscriber()).after('clock set 2027-11-22');
  expect(await world.json('renewals run --yes', { fileTime: TODAY })).toMatchObject({ charged: 1 });
});

test('G15 status tells that the clock is ahead, and everything can be looked at', async () => {
  const world = await subscriber();
  const { warnings } = await world.json('status', AHEAD);
  expect(warnings[0]).toMatchObject({ code: 'CLOCK_AHEAD', try: 'partner clock show' });
  const said = (await world.run('status', AHEAD)).stdout.replaceAll(/\s+/g, ' ');
  expect(said).toContain('2027-11-29');
  expect(said).toContain(
    isOnServer() ? 'the server of the ledger says 2026-11-22' : 'files are written here on 2026-11-22',
  );
  for (const line of ['orders list', 'renewals due', 'actionpack autorenew'])
    expect((await world.run(line, AHEAD)).stderr).not.toContain('CLOCK_AHEAD');
  const checked = await world.run('actionpack renew --check --json', AHEAD);
  expect(checked.error()).toMatchObject({ code: 'CLOCK_AHEAD', exit: 5 });
  expect((await world.json('status')).warnings.map(({ code }: { code: string }) => code)).not.toContain('CLOCK_AHEAD');
});

describe('G15 the way back from what a clock ahead has dated', () => {
  async function misdated(): Promise<Workplace> {
    const world = await subscriber();
    await world.json('users add ahead@contoso.example', YEAR);
    await world.json('users grant ahead@contoso.example billing-admin', YEAR);
    return world;
  }

  test('a Global admin says that the clock was wrong: today holds again, and the chain with it', async () => {
    const world = await misdated();
    expect((await world.run(`${CARD} --json`)).error()).toMatchObject({
      code: 'CLOCK_BEHIND_LEDGER',
      lastEvent: YEAR.now,
      try: ['partner clock show', 'partner db redate'],
    });
    const { warnings } = await world.json('status');
    expect(warnings[0]).toMatchObject({ code: 'CLOCK_BEHIND_LEDGER', try: 'partner db redate' });
    const [newest, before] = await world.json('audit list');
    expect(await world.json('db redate --yes')).toEqual({
      today: TODAY,
      since: before.sequence,
      until: newest.sequence,
      latest: newest.at,
      changed: true,
    });
    await world.after(CARD, 'users remove ahead@contoso.example');
    expect((await world.json('status')).warnings[0]?.code).not.toBe('CLOCK_BEHIND_LEDGER');
    expect(await world.json('db check')).toMatchObject({ sound: true, defects: [] });
    const kinds = (await world.json('audit list')).map(({ kind }: { kind: string }) => kind);
    expect(kinds.slice(0, 5)).toEqual([
      'user-removed',
      'payment-method-added',
      'clock-corrected',
      'user-granted',
      'user-added',
    ]);
    expect(await world.json('renewals run --yes', { now: '2027-11-22' })).toMatchObject({ charged: 1 });
  });

  test('nothing is dated after today: done already, and nothing is written', async () => {
    const world = await subscriber();
    const before = world.files();
    expect(await world.json('db redate --yes')).toMatchObject({ today: TODAY, changed: false, since: null });
    expect(world.files()).toEqual(before);
  });

  test('a script has to agree, and nobody but a Global admin may', async () => {
    const world = await misdated();
    expect((await world.run('db redate --json')).error()).toMatchObject({
      code: 'ANSWERS_MISSING',
      try: ['partner db redate --yes'],
    });
    const asAnother = await world.run('db redate --yes --user ahead@contoso.example --json');
    expect(asAnother.error()).toMatchObject({ code: 'ROLE_REQUIRED', needed: ['global-admin'] });
  });

  test('however many entries it dated, the first of them is found', async () => {
    const world = await subscriber();
    for (let count = 0; count < 60; count += 1) {
      await world.json(`users add u${count}@contoso.example`, YEAR);
      await world.json(`users grant u${count}@contoso.example billing-admin`, YEAR);
    }
    const { since, until } = await world.json('db redate --yes');
    expect(until - since + 1).toBe(120);
  });
});
