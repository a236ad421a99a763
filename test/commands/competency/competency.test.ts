import { CARD, member, type Answer, type Workplace } from '../../support/in-process.js';

const GOLD = 'competency attain data-platform gold --evidence certified-people=4,customer-references=5';
const BUY_SILVER = 'competency subscribe silver --accept-terms --yes';

let members: Workplace;
beforeAll(async () => {
  members = await (await member()).copy().after(CARD);
});

test('P11 what is missing is said for each metric, and recorded all the same', async () => {
  const world = members.copy();
  const said = await world.json('competency attain data-platform silver --evidence certified-people=1');
  expect(said).toMatchObject({
    attained: false,
    missing: [
      { metric: 'certified-people', have: 1, need: 2 },
      { metric: 'customer-references', have: 0, need: 3 },
    ],
  });
  const shown = await world.json('competency show data-platform');
  expect(shown.evidence).toMatchObject([{ level: 'silver', counts: { 'certified-people': 1 }, until: null }]);
  expect(shown.evidence[0].by).toContain('@');
  const refused = await world.run('competency subscribe silver --accept-terms --yes --lang en');
  expect(refused.code).toBe(5);
  expect(refused.stderr).toContain('Data Platform');
  expect(refused.stderr).toContain('Customer references: 0 of 3');
});

test('R5 R3 earned, then bought; one fee covers every area attained (P6)', async () => {
  const world = await members.copy().after(GOLD);
  const bought = await world.json('competency subscribe gold --accept-terms --yes');
  expect(bought.order).toMatchObject({ kind: 'purchase', offer: 'gold-competency', total: { amount: 473000 } });
  const second = 'competency attain devops silver --evidence certified-people=2,customer-references=3';
  await world.after(second.replace('silver', 'gold').replace('=2', '=4').replace('=3', '=5'));
  const areas: Answer[] = await world.json('competency list');
  const covered = areas.filter(({ coveredBy }) => coveredBy === 'gold-competency').map(({ area }) => area);
  expect(covered).toEqual(['data-platform', 'devops']);
  const again = await world.run('competency subscribe silver --accept-terms --yes --json');
  expect(again.error()).toMatchObject({ code: 'OFFER_INCLUDED', rule: 'P7' });
  const listed = async (line: string) => (await world.json(line)).map(({ id }: Answer) => id);
  expect(await listed('offers list')).not.toContain('silver-competency');
  expect(await listed('offers list --all')).toContain('silver-competency');
});

test('P7 R9 who upgrades is told before Buy what becomes of the lower one', async () => {
  const world = await members.copy().after(GOLD, BUY_SILVER);
  const { stdout } = await world.run('competency upgrade --accept-terms --dry-run');
  expect(stdout).toContain('It takes the place of Silver competency, which ends with this purchase');
});

test('P11 the list marks the thresholds that are not verified, and them alone', async () => {
  const marked = async (world: Workplace) => {
    const { stdout } = await world.run('competency list', {
      env: { NO_COLOR: '1' },
      terminal: { stdout: true, columns: 200 },
    });
    return stdout.match(/^.*\*.*$/gm)?.map((line) => line.trim()) ?? [];
  };
  expect(await marked(members)).toEqual([]);
  const begun = await members.copy().after('competency attain devops silver --evidence certified-people=1');
  expect(await marked(begun)).toEqual([
    expect.stringMatching(/^DevOps .*People certified: 1 of 2.*\*$/),
    '* thresholds not verified.',
  ]);
});

test('P6 P7 an area attained below the level that is owned is covered by it, and nothing is offered that would be refused', async () => {
  const world = await members.copy().after(GOLD, 'competency subscribe gold --accept-terms --yes');
  const second = 'competency attain devops silver --evidence certified-people=2,customer-references=3';
  const { stdout, stderr } = await world.run(second, { terminal: { stdout: true, stderr: true } });
  expect(stdout).toContain('Covered by Gold competency');
  expect(stdout + stderr).not.toContain('not bought yet');
  const devops = (await world.json('competency list')).find(({ area }: Answer) => area === 'devops');
  expect(devops).toMatchObject({ attained: 'silver', coveredBy: 'gold-competency' });
});

test('P7 who attains the level above is told what to buy, not that all is covered', async () => {
  const silver = GOLD.replace('gold', 'silver').replace('=4', '=2').replace('=5', '=3');
  const world = await members.copy().after(silver, BUY_SILVER);
  const { stdout } = await world.run(GOLD, { terminal: { stdout: true } });
  expect(stdout).toContain('partner competency upgrade');
  expect(stdout).not.toContain('Covered by');
});

test('R18 a competency is cancelled by its own command, through support', async () => {
  const world = await members.copy().after(GOLD, BUY_SILVER);
  const { request } = await world.json('competency cancel --text Sold');
  expect(request).toMatchObject({ problem: 'billing', offer: 'silver-competency', status: 'open' });
});

test('P7 the upgrade: 25 % off, a new anniversary date, the lower one superseded, the ledger sound', async () => {
  const world = await members.copy().after(GOLD, BUY_SILVER);
  const later = world.copy({ now: '2027-03-01' });
  const { order, subscription } = await later.json('competency upgrade --accept-terms --yes');
  expect(order).toMatchObject({ kind: 'upgrade', offer: 'gold-competency', total: { amount: 354750 } });
  expect(subscription).toMatchObject({ state: 'active', startedOn: '2027-03-01', anniversary: '2028-03-01' });
  const { subscriptions } = await later.json('status');
  expect(subscriptions.map(({ offer, state }: Answer) => [offer, state])).toEqual([
    ['silver-competency', 'superseded'],
    ['gold-competency', 'active'],
  ]);
  expect((await later.run('db check')).code).toBe(0);
  // On the day on which the lower one would have been charged, nothing is.
  const run = await later.copy({ now: '2027-11-22' }).json('renewals run --yes');
  expect(run).toMatchObject({ charged: 0, items: [] });
});

describe('P7 an upgrade while somebody asks to cancel the lower one', () => {
  const asked = async () => {
    const world = await members.copy().after(GOLD, BUY_SILVER, 'users add second@contoso.example --roles global-admin');
    const later = world.copy({ now: '2027-03-01' });
    return later.after('competency cancel --text Sold');
  };

  test('P7 R9 the review names the request, the purchase ends it, and what is said of it names the upgrade', async () => {
    const world = await asked();
    const review = await world.run('competency upgrade --accept-terms --dry-run');
    expect(review.stdout).toContain('Request 1, which asks to cancel it, ends once this is paid');
    const bought = await world.run('competency upgrade --accept-terms --yes');
    expect(bought.stdout).toContain('Request 1, which asked to cancel what this takes the place of, has ended.');
    expect(await world.json('support show 1')).toMatchObject({
      status: 'superseded',
      superseded: { offer: 'silver-competency', on: '2027-03-01', by: 'gold-competency' },
    });
    expect((await world.run('support show 1')).stdout).toContain('superseded by Gold competency on 2027-03-01');
    const { warnings } = await world.json('status');
    expect(warnings.map(({ code }: Answer) => code)).not.toContain('REQUEST_OPEN');
    expect((await world.run('db check')).code).toBe(0);
  });

  test.each(['support resolve 1 --outcome approved --yes', 'support withdraw 1', 'support note 1 --text more'])(
    'R19 it has ended for everybody, with the words of the upgrade: %s',
    async (line) => {
      const world = await (await asked()).after('competency upgrade --accept-terms --yes');
      const refused = await world.run(`${line} --user second@contoso.example`);
      expect(refused.code).toBe(5);
      expect(refused.stderr.replaceAll(/\s+/g, ' ')).toContain('superseded by Gold competency on 1 Mar 2027');
      expect(refused.stderr).not.toContain('expired');
    },
  );

  test('D11 what was superseded cannot be cancelled any more, and is not called expired', async () => {
    const world = await members.copy().after(GOLD, BUY_SILVER);
    const later = await world.copy({ now: '2027-03-01' }).after('competency upgrade --accept-terms --yes');
    const [silver] = await later.json('subscriptions list');
    const refused = await later.run(`subscriptions cancel ${silver.id} --text Sold`);
    expect(refused.stderr.replaceAll(/\s+/g, ' ')).toContain('was superseded by Gold competency on 1 Mar 2027');
  });

  test('D6 an upgrade that is declined ends no request', async () => {
    const world = await asked();
    await world.run('competency upgrade --accept-terms --token pm_card_visa_chargeDeclined --yes');
    expect(await world.json('support show 1')).toMatchObject({ status: 'open', superseded: null });
  });

  test('D9 a renewal leaves the request open, and says so before Buy', async () => {
    const world = (await asked()).copy({ now: '2027-10-01' });
    const review = await world.run('competency renew --accept-terms --dry-run');
    expect(review.stdout).toContain('Request 1 asks to cancel it and stays open');
    await world.json('competency renew --accept-terms --yes');
    expect(await world.json('support show 1')).toMatchObject({ status: 'open' });
  });

  test('G24 a ledger in which such a request was answered later is still sound', async () => {
    const world = await asked();
    await world.after('support withdraw 1', 'competency upgrade --accept-terms --yes');
    expect(await world.json('support show 1')).toMatchObject({ status: 'withdrawn', superseded: null });
    expect((await world.run('db check')).code).toBe(0);
  });
});

test('P7 G3 while the payment of an upgrade is open, nothing of the lower one is charged', async () => {
  const world = await members.copy().after(GOLD, BUY_SILVER);
  // On the day on which the lower one renews by itself.
  const onTheDay = world.copy({ now: '2027-11-22' });
  const cut = { env: { PARTNER_SANDBOX_FAULT: 'cut' } };
  expect((await onTheDay.run('competency upgrade --accept-terms --yes --json', cut)).code).toBe(10);
  const unseen = { env: { PARTNER_SANDBOX_FAULT: 'find-fails' } };
  const byHand = await onTheDay.run('competency renew --accept-terms --yes --json', unseen);
  expect(byHand.error()).toMatchObject({ code: 'PAYMENT_UNKNOWN', exit: 10 });
  await onTheDay.after('recover');
  expect(await onTheDay.json('renewals run --yes')).toMatchObject({ charged: 0, items: [] });
  const orders: Answer[] = await onTheDay.json('orders list');
  expect(orders.filter(({ state }) => state === 'paid').map(({ kind }) => kind)).toEqual(['purchase', 'upgrade']);
  expect(await onTheDay.json('reconcile')).toMatchObject({ agree: true, charges: 2 });
});

test('P7 an upgrade that is declined leaves everything as it was (D6)', async () => {
  const world = await members.copy().after(GOLD, BUY_SILVER);
  const declined = 'competency upgrade --accept-terms --token pm_card_visa_chargeDeclined --yes --json';
  expect((await world.run(declined)).error()).toMatchObject({ code: 'PAYMENT_DECLINED' });
  const { subscriptions } = await world.json('status');
  expect(subscriptions.map(({ offer, state }: Answer) => [offer, state])).toEqual([['silver-competency', 'active']]);
  await world.after('competency upgrade --accept-terms --yes');
});

test('D13 lost during the term: kept to the anniversary date, refused until qualified again, warned of before', async () => {
  const world = await members.copy().after(GOLD, 'competency subscribe gold --accept-terms --yes');
  const lost = await world.json('competency attain data-platform gold --evidence certified-people=3');
  expect(lost).toMatchObject({ attained: false, before: 'gold', after: 'silver' });
  const status = await world.json('status');
  expect(status.subscriptions[0].state).toBe('active');
  expect(status.warnings).toContainEqual(expect.objectContaining({ code: 'NOT_QUALIFIED' }));
  const onTheDay = world.copy({ now: '2027-11-22' });
  expect((await onTheDay.run('renewals run --yes --json')).json()).toMatchObject({
    charged: 0,
    items: [expect.objectContaining({ reason: 'NOT_ELIGIBLE' })],
  });
  const byHand = await onTheDay.run('competency renew --accept-terms --yes --json');
  expect(byHand.error()).toMatchObject({ code: 'NOT_ELIGIBLE' });
  const lastDay = await world.copy({ now: '2027-12-22' }).after(GOLD);
  const { subscription } = await lastDay.json('competency renew --accept-terms --yes');
  expect(subscription.anniversary).toBe('2028-11-22');
});

test('D13 renew --check says days ahead which requirement fails, and which will', async () => {
  const world = await members
    .copy()
    .after(`${GOLD} --until 2027-09-30`, 'competency subscribe gold --accept-terms --yes');
  const ahead = await world.copy({ now: '2027-09-01' }).json('competency renew --check');
  expect(ahead).toMatchObject({ possible: true, warnings: [{ code: 'EVIDENCE_LAPSES' }] });
  const lapsed = (await world.copy({ now: '2027-10-01' }).run('competency renew --check --json')).json();
  const gate = lapsed.gates.find(({ code }: Answer) => code === 'ELIGIBILITY');
  expect(gate).toMatchObject({ ok: false, message: expect.stringContaining('People certified: 0 of 4') });
});

test('R15 automatic renewal of a competency is turned off by its own command', async () => {
  const world = await members.copy().after(GOLD, BUY_SILVER);
  expect(await world.json('competency autorenew off')).toMatchObject({ changed: true });
  expect((await world.json('competency autorenew')).on).toBe(false);
});

test.each([
  ['competency show data-platfrm', 3, 'NOT_FOUND'],
  ['competency attain data-platform bronze --evidence certified-people=1', 2, 'UNKNOWN_CHOICE'],
  ['competency attain data-platform silver', 2, 'ANSWERS_MISSING'],
  ['competency attain data-platform silver --evidence certified-people=two', 2, 'VALUE_INVALID'],
  ['competency attain data-platform silver --evidence azure-consumption=2', 2, 'UNKNOWN_CHOICE'],
  ['competency attain data-platform silver --evidence certified-people=2 --until 2020-01-01', 2, 'VALUE_INVALID'],
  ['competency subscribe bronze --check', 2, 'UNKNOWN_CHOICE'],
  ['competency renew --check', 5, 'NOT_SUBSCRIBED'],
])('P11 %s', async (line, exit, code) => {
  expect((await members.copy().run(`${line} --json`)).error()).toMatchObject({ code, exit });
});

test('P11 a dry run says what would be attained and records nothing', async () => {
  const world = members.copy();
  expect(await world.json(`${GOLD} --dry-run`)).toMatchObject({ dryRun: true, attained: true });
  expect((await world.json('competency show data-platform')).evidence).toEqual([]);
});
