import { subscriber, type Workplace } from '../support/in-process.js';
import { openLedgerOf } from '../support/ledgers.js';

const ACTIVATE = 'benefits activate office-365-e3 --yes';
const ADMIN = 'admin@contoso.example';

let owner: Workplace;
beforeAll(async () => {
  owner = await subscriber();
});

async function defects(world: Workplace): Promise<readonly unknown[]> {
  const store = await openLedgerOf(world.home);
  const found = await store.check();
  await store.close();
  return found;
}

test('R21 R3 after a purchase everything bought waits to be activated, and the network benefits are there', async () => {
  const list = await owner.json('benefits list');
  expect(list.filter(({ state }: { state: string }) => state === 'waiting')).toHaveLength(7);
  expect(list.filter(({ offer }: { offer: string }) => offer === 'network')).toMatchObject([
    { state: 'included', subscriptionId: null },
    { state: 'included' },
    { state: 'included' },
  ]);
  expect((await owner.run('status')).stdout).toContain('0 of 7 activated');
  const later = await owner.copy().after(ACTIVATE);
  expect((await later.run('status')).stdout).toContain('1 of 7 activated');
  expect((await later.json('actionpack show')).benefits).toEqual({ granted: 7, activated: 1 });
});

test('R21 D21 activated, assigned, released: counted, each with who and when, and twice changes nothing', async () => {
  const world = await owner.copy().after('users add eve@contoso.example');
  expect(await world.json(ACTIVATE)).toMatchObject({ changed: true, state: 'activated', activatedBy: ADMIN });
  expect(await world.json(ACTIVATE)).toMatchObject({ changed: false });
  expect(await world.json('benefits assign office-365-e3 EVE@contoso.example')).toMatchObject({
    changed: true,
    granted: 10,
    assigned: 1,
    available: 9,
    assignments: [{ user: 'eve@contoso.example', assignedBy: ADMIN }],
  });
  expect(await world.json('benefits assign office-365-e3 eve@contoso.example')).toMatchObject({ changed: false });
  const twice = await world.run('benefits assign office-365-e3 eve@contoso.example');
  expect(twice.stdout).toContain('is assigned to eve@contoso.example already. Nothing changed.');
  expect(await world.json('benefits release office-365-e3 eve@contoso.example')).toMatchObject({ assigned: 0 });
  expect(await world.json('benefits release office-365-e3 eve@contoso.example')).toMatchObject({ changed: false });
  const history = await world.json('benefits list --history');
  expect(history.map(({ act }: { act: string }) => act)).toEqual(['activated', 'assigned', 'released']);
  expect(await defects(world)).toEqual([]);
});

test('D21 P4 the history says of a licence that it ran out with its term, and of one that goes on that it did not', async () => {
  const world = await owner.copy().after(ACTIVATE, `benefits assign office-365-e3 ${ADMIN}`);
  const acts = async (now: string, here = world) =>
    (await here.json('benefits list --history', { now }))
      .map(({ act }: { act: string }) => act)
      .filter((act: string) => act !== 'activated');
  expect(await acts('2027-12-22')).toEqual(['assigned']);
  expect(await world.json('benefits list --history', { now: '2027-12-23' })).toMatchObject([
    { act: 'activated' },
    { act: 'assigned', user: ADMIN },
    { act: 'ran-out', user: ADMIN, benefit: 'office-365-e3', on: '2027-12-22', id: null, at: null, by: null },
  ]);
  const { stdout } = await world.run('benefits list --history', { now: '2027-12-23' });
  expect(stdout).toMatch(/2027-12-22\t–\tran out/);
  const renew = 'actionpack renew --accept-terms --yes';
  const kept = await world.copy({ now: '2027-11-01' }).after(`${renew} --keep-holders`);
  expect(await acts('2027-12-23', kept)).toEqual(['assigned']);
  const lost = await world.copy({ now: '2027-11-01' }).after(renew);
  expect(await acts('2027-12-22', lost)).toEqual(['assigned']);
  expect(await acts('2027-12-23', lost)).toEqual(['assigned', 'ran-out']);
  const again = await world.copy({ now: '2027-12-01' }).after(renew);
  await again.after(ACTIVATE, `benefits assign office-365-e3 ${ADMIN}`);
  expect(await acts('2027-12-23', again)).toEqual(['assigned', 'assigned']);
});

test('J5 a licence audit gets one row a benefit, with who holds it since when', async () => {
  const world = await owner.copy().after(ACTIVATE, `benefits assign office-365-e3 ${ADMIN}`);
  const { stdout } = await world.run('benefits list --output csv');
  const [header = '', ...rows] = stdout.trimEnd().split('\r\n');
  expect(header).toContain('granted,assigned,activatedAt,assignments.user,assignments.assignedAt');
  const at = '2026-11-22T12:00:00.000Z';
  expect(rows.find((row) => row.startsWith('office-365-e3'))).toBe(
    `office-365-e3,action-pack,activated,2026-11-22,2027-11-22,2027-12-22,10,1,${at},${ADMIN},${at}`,
  );
});

test('D20 P8 the first use is asked for; after it there is no refund, and nothing is asked again', async () => {
  const world = owner.copy();
  const refused = await world.run('benefits keys windows-10-enterprise --reveal --json');
  expect(refused.error()).toMatchObject({ code: 'ANSWERS_MISSING', missing: ['--yes'] });
  expect(await world.json('benefits keys windows-10-enterprise')).toMatchObject({ key: null, firstViewedAt: null });
  const shown = await world.json('benefits keys windows-10-enterprise --reveal --yes');
  expect(shown.key).toMatch(/^SANDBOX(-\w{5}){4}$/);
  expect((await world.json('benefits keys windows-10-enterprise --reveal')).key).toBe(shown.key);
  expect((await world.json('benefits keys office-365-e3 --reveal')).key).not.toBe(shown.key);
  await world.after('actionpack cancel');
  const [order] = await world.json('orders list');
  expect((await world.run(`orders refund ${order.id} --yes --json`)).error()).toMatchObject({
    code: 'REFUND_WINDOW_CLOSED',
    why: 'key-viewed',
  });
  expect(await world.json('support resolve 1 --outcome approved --yes')).toMatchObject({
    refund: null,
    subscription: { state: 'active', cancelled: { from: '2027-11-23' } },
  });
});

test('D20 P8 once a benefit is activated the cancellation runs out instead; unused, it is refunded and all is lost', async () => {
  const used = await owner.copy().after(ACTIVATE, 'actionpack cancel');
  expect(await used.json('support resolve 1 --outcome approved --yes')).toMatchObject({ refund: null });
  expect((await used.json('actionpack benefits')).length).toBe(10);
  const unused = await owner.copy().after('actionpack cancel', 'support resolve 1 --outcome approved --yes');
  expect((await unused.json('benefits list')).length).toBe(3);
  expect((await unused.run(`${ACTIVATE} --json`)).error()).toMatchObject({ code: 'BENEFIT_NOT_GRANTED', rule: 'P4' });
});

test('D21 P4 renewed, the new term brings its own from its first day; not renewed, they are lost after the window', async () => {
  const activated = await owner.copy().after(ACTIVATE);
  const ahead = await activated.copy({ now: '2027-10-01' }).after('actionpack renew --accept-terms --yes');
  expect((await ahead.json('actionpack show')).benefits).toEqual({ granted: 7, activated: 1 });
  // The anniversary date is the last day of the term before (D3).
  const next = ahead.copy({ now: '2027-11-23' });
  expect((await next.json('actionpack show')).benefits).toEqual({ granted: 7, activated: 0 });
  expect(await next.json(ACTIVATE)).toMatchObject({ changed: true, termNumber: 1, granted: 10 });
  const off = await activated.copy().after('actionpack autorenew off');
  expect((await off.copy({ now: '2027-12-22' }).json('actionpack benefits')).length).toBe(10);
  expect((await off.copy({ now: '2027-12-23' }).json('actionpack benefits')).length).toBe(3);
});

test('P4 the monthly credit: what is not used by its last day lapses', async () => {
  const credits = await owner.copy({ now: '2027-02-21' }).json('benefits credits');
  expect(credits.map(({ state }: { state: string }) => state)).toEqual([
    'lapsed',
    'lapsed',
    'current',
    ...Array.from({ length: 9 }, () => 'coming'),
  ]);
  expect(credits[2]).toMatchObject({
    from: '2027-01-22',
    to: '2027-02-21',
    amount: { amount: 10000, currency: 'USD' },
  });
});

test('D18 only a Global admin activates, assigns and views keys; anybody looks', async () => {
  const world = await owner.copy().after('users add buyer@contoso.example --roles mpn-partner-admin');
  for (const line of ['benefits activate azure-credit --yes', 'benefits keys office-365-e3 --reveal --yes'])
    expect((await world.run(`${line} --user buyer@contoso.example --json`)).error()).toMatchObject({
      code: 'ROLE_REQUIRED',
      act: 'assign-benefits',
    });
  for (const line of ['benefits list', 'benefits credits', 'benefits keys office-365-e3'])
    expect((await world.run(`${line} --user buyer@contoso.example`)).code).toBe(0);
});

test('J5 what is no benefit, and what comes with the membership, is said to be that', async () => {
  expect((await owner.run('benefits activate office-365-e4 --yes --json')).error()).toMatchObject({
    code: 'NOT_FOUND',
    nearest: 'office-365-e3',
  });
  expect((await owner.run('benefits activate network-training --json')).error()).toMatchObject({
    code: 'BENEFIT_NOT_GRANTED',
    offers: [],
  });
});

test('D21 what was released is told from what nobody held, in both languages', async () => {
  const world = await owner.copy().after(ACTIVATE, `benefits assign office-365-e3 ${ADMIN}`);
  const release = `benefits release office-365-e3 ${ADMIN}`;
  const french = await world.copy().run(`${release} --lang fr`);
  expect(french.stdout).toBe(`La licence Office 365 E3 que détenait ${ADMIN} est de nouveau libre.\n`);
  expect((await world.run(release)).stdout).toBe(`The licence of Office 365 E3 that ${ADMIN} held is free again.\n`);
  expect((await world.run(release)).stdout).toBe(`${ADMIN} holds no licence of Office 365 E3. Nothing changed.\n`);
});

test('J6 J5 who is removed holds no licence any more, and that is on record', async () => {
  const world = await owner
    .copy()
    .after('users add eve@contoso.example', ACTIVATE, 'benefits assign office-365-e3 eve@contoso.example');
  await world.after('users remove eve@contoso.example');
  const [held] = await world.json(['benefits', 'list', '--query', "[?benefit=='office-365-e3']"]);
  expect(held).toMatchObject({ assigned: 0, assignments: [] });
  expect((await world.json('benefits list --history')).at(-1)).toMatchObject({
    act: 'released',
    user: 'eve@contoso.example',
    by: ADMIN,
  });
  expect(await defects(world)).toEqual([]);
});

test('J5 French says the same in its own words', async () => {
  const { stdout } = await owner.run('benefits list --lang fr', { terminal: { stdout: true, columns: 100 } });
  for (const said of ['pas encore', '7 avantages restent à activer', '0 sur 10']) expect(stdout).toContain(said);
  const refused = await owner.run(`benefits assign office-365-e3 ${ADMIN} --lang fr`);
  expect(refused.stderr).toContain("office-365-e3 n'est pas encore activé.");
});

test('D10 R12 the checklist says of what is renewed ahead to when it is, and of what is cancelled that it is', async () => {
  const screen = { terminal: { stdout: true, columns: 120 } };
  const renewed = await (
    await subscriber()
  )
    .copy()
    .after('clock set 2027-11-01', 'actionpack renew --accept-terms --yes');
  expect((await renewed.run('benefits list', screen)).stdout).toMatch(/: renewed to \d+ \S+ 2028/);
  expect((await renewed.run('benefits list --lang fr', screen)).stdout).not.toContain('sauf renouvellement');
  const cancelled = await (
    await subscriber()
  )
    .copy()
    .after('benefits activate office-365-e3 --yes', 'actionpack cancel', 'support resolve 1 --outcome approved --yes');
  expect((await cancelled.run('benefits list', screen)).stdout).toMatch(/: cancelled, to \d+ \S+ 2027/);
});

test('R21 whoever assigns a licence to a stranger is told how they become a user', async () => {
  const stranger = 'benefits assign office-365-e3 new@contoso.example';
  expect((await owner.run(`${stranger} --json`)).error().try).toEqual([
    'partner users list',
    'partner users add new@contoso.example',
  ]);
});
