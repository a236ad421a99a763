import { GATE, OFFER } from '../support/contract.js';
import { CARD, member, subscriber, Workplace, type Answer } from '../support/in-process.js';
import { understood } from '../support/words.js';

let nobody: Workplace;
let joined: Workplace;
let owner: Workplace;
beforeAll(async () => {
  nobody = new Workplace();
  joined = await member();
  owner = await subscriber();
});

const statuses = async (world: Workplace, line = 'offers list', options = {}) =>
  Object.fromEntries(
    (await world.json(line, options)).map((offer: Answer) => [
      offer.id,
      `${offer.status}${offer.eligible ? ', eligible' : ''}`,
    ]),
  );

test('R1 the membership is active in French as a membership is, and a subscription as a subscription', async () => {
  const { stdout } = await owner.run('offers list --purchased --lang fr');
  expect(stdout).toMatch(/^Adhésion au réseau\tactive\t/m);
  expect(stdout).toMatch(/^Abonnement au Microsoft Action Pack\tactif\t/m);
});

test('R1 R6 before joining everything is available and only the network can be had', async () => {
  expect(await statuses(nobody)).toEqual({
    network: 'available, eligible',
    'action-pack': 'available',
    'silver-competency': 'available',
    'gold-competency': 'available',
  });
});

test('R2 a member can have the Action Pack', async () => {
  expect(await statuses(joined)).toEqual({
    network: 'purchased',
    'action-pack': 'available, eligible',
    'silver-competency': 'available',
    'gold-competency': 'available',
  });
});

test('R6 owned is purchased, in grace too, and available again once it has expired', async () => {
  expect(await statuses(owner)).toMatchObject({ network: 'purchased', 'action-pack': 'purchased' });
  expect(await statuses(owner, 'offers list', { now: '2027-12-22' })).toMatchObject({ 'action-pack': 'purchased' });
  expect(await statuses(owner, 'offers list', { now: '2027-12-23' })).toMatchObject({
    'action-pack': 'available, eligible',
  });
});

test('R6 --available, --purchased, --all and both together', async () => {
  const ids = async (line: string) => Object.keys(await statuses(owner, line));
  expect(await ids('offers list --purchased')).toEqual(['network', 'action-pack']);
  expect(await ids('offers list --available')).toEqual(['silver-competency', 'gold-competency']);
  const all = ['network', 'action-pack', 'silver-competency', 'gold-competency'];
  expect(await ids('offers list --all')).toEqual(all);
  expect(await ids('offers list --available --purchased')).toEqual(all);
  expect((await owner.run('offers list --all --available --json')).error()).toMatchObject({ code: 'FLAG_UNUSED' });
  expect(await statuses(nobody, 'offers list --purchased')).toEqual({});
});

test('the contract of every offer, before joining, after it and when owned', async () => {
  for (const world of [nobody, joined, owner]) {
    for (const offer of await world.json('offers list')) {
      expect(offer).toMatchObject(OFFER);
      for (const gate of offer.gates) expect(gate).toEqual(GATE);
      expect(await world.json(`offers show ${offer.id}`)).toEqual(offer);
    }
  }
});

test('P10 the price has its date, its source and whether it was verified', async () => {
  expect(await joined.json('offers show action-pack')).toMatchObject({
    price: { amount: 47500, currency: 'USD' },
    priceVerified: false,
    priceFrom: '2010-01-01',
    priceSource: expect.stringMatching(/.{10}/),
    term: 'P1Y',
  });
  expect(await joined.json('offers show gold-competency')).toMatchObject({
    price: { amount: 473000, currency: 'USD' },
    priceVerified: false,
  });
  const { stdout } = await joined.run('offers list', { terminal: { stdout: true } });
  expect(stdout).toContain('US$4,730.00*');
  expect(stdout).toMatch(/US\$475\.00\*/);
});

test('P10 no price is known before the first one', async () => {
  const early = { now: '2009-12-31' };
  expect(await nobody.json('offers show action-pack', early)).toMatchObject({
    price: null,
    priceVerified: null,
    gates: expect.arrayContaining([expect.objectContaining({ code: 'PRICE', ok: false })]),
  });
});

test('the contents of the Action Pack are those of the source page, and R3 the network comes with it', async () => {
  const { benefits } = await joined.json('offers show action-pack');
  const own = benefits
    .filter(({ from }: Answer) => from === 'action-pack')
    .map(({ id, quantity, credit }: Answer) => [id, quantity ?? credit?.money.amount ?? null]);
  expect(own).toEqual([
    ['windows-10-enterprise', 10],
    ['visual-studio-professional', 3],
    ['visual-studio-team-services', null],
    ['office-365-e3', 10],
    ['enterprise-mobility-suite', 5],
    ['dynamics-crm-online-professional', 5],
    ['azure-credit', 10000],
  ]);
  expect(benefits.filter(({ from }: Answer) => from === 'network').length).toBeGreaterThan(0);
  for (const id of ['silver-competency', 'gold-competency']) {
    expect((await joined.json(`offers show ${id}`)).benefits.map(({ from }: Answer) => from)).toContain('network');
  }
});

describe('every gate is named, passed or failed, with its reason, its date and the way out', () => {
  const gates = async (world: Workplace, offer: string, options = {}) =>
    Object.fromEntries(
      (await world.json(`offers show ${offer}`, options)).gates.map((gate: Answer) => [gate.code, gate]),
    );

  test('R2 R5 before joining', async () => {
    expect(await gates(nobody, 'silver-competency')).toEqual({
      MEMBERSHIP: {
        code: 'MEMBERSHIP',
        ok: false,
        message: expect.stringContaining('members'),
        opensOn: null,
        fix: 'partner join',
      },
      ONE_PER_ACCOUNT: expect.objectContaining({ ok: true, opensOn: null, fix: null }),
      NOT_INCLUDED: expect.objectContaining({ ok: true }),
      ELIGIBILITY: {
        code: 'ELIGIBILITY',
        ok: false,
        message: expect.stringContaining('area attained at Silver'),
        opensOn: null,
        fix: 'partner competency list',
      },
      PRICE: expect.objectContaining({ ok: true }),
    });
  });

  test('D4 when owned, the window: its day and the command', async () => {
    expect(await gates(owner, 'action-pack')).toMatchObject({
      MEMBERSHIP: { ok: true },
      OWNED: { ok: true },
      WINDOW: {
        ok: false,
        opensOn: '2027-08-24',
        fix: 'partner actionpack show',
        message: expect.stringContaining('24 Aug 2027'),
      },
      ELIGIBILITY: { ok: true },
      PRICE: { ok: true },
    });
  });

  test('P1 inside the window, every gate is open', async () => {
    for (const now of ['2027-08-24', '2027-11-22', '2027-12-22']) {
      const open = await gates(owner, 'action-pack', { now });
      expect(Object.values<Answer>(open).every(({ ok }) => ok)).toBe(true);
    }
    expect((await gates(owner, 'action-pack', { now: '2027-08-23' })).WINDOW.ok).toBe(false);
  });

  test('the way out is a command that exists', async () => {
    for (const world of [nobody, joined, owner]) {
      for (const { id } of await world.json('offers list')) {
        for (const gate of (await world.json(`offers show ${id}`)).gates)
          if (gate.fix !== null) expect(understood(gate.fix).kind).toBe('run');
      }
    }
  });

  test('a failed gate names its way out on the screen too', async () => {
    const { stdout } = await new Workplace().run('offers show action-pack');
    expect(stdout).toMatch(/✗ Member of the network.*\n[^]*Try: partner join$/m);
  });

  test('R8 a missing card is no reason against it, in the list, in the details, in a check and at the purchase alike', async () => {
    const checked = await joined.json('actionpack subscribe --check');
    expect(checked).toMatchObject({
      kind: 'purchase',
      possible: true,
      missing: ['--accept-terms', '--token TOKEN', '--yes'],
    });
    expect(checked.gates).toEqual((await joined.json('offers show action-pack')).gates);
    const listed = (await joined.json<Answer[]>('offers list')).find(({ id }) => id === 'action-pack');
    expect(listed).toMatchObject({ eligible: true });
    expect((await joined.run('actionpack subscribe --check')).stdout).toContain('the purchase brings one');
    const bought = await joined.run('actionpack subscribe --json');
    expect(bought.error()).toMatchObject({ code: 'ANSWERS_MISSING', missing: checked.missing });
  });

  test('--check gives the same gates and adds the way to pay', async () => {
    const withCard = await joined.copy().after(CARD);
    const ready = await withCard.json('actionpack subscribe --check');
    expect(ready).toMatchObject({ possible: true, missing: ['--accept-terms', '--yes'] });
    expect(ready.gates).toContainEqual(expect.objectContaining({ code: 'PAYMENT_METHOD', ok: true }));
    expect(await joined.json('actionpack subscribe --check --token pm_card_visa')).toMatchObject({ possible: true });
    expect((await owner.run('actionpack renew --check --json')).json()).toMatchObject({
      kind: 'renewal',
      possible: false,
    });
    expect(await owner.json('actionpack renew --check', { now: '2027-09-01' })).toMatchObject({ possible: true });
  });

  test('R2 --check says of who has not joined what the purchase says: joining comes with it, and what is missing', async () => {
    for (const more of ['', ' --company Contoso --country FR', ' --token pm_card_visa']) {
      const checked = (await nobody.run(`actionpack subscribe --check --json${more}`)).json();
      const bought = await nobody.run(`actionpack subscribe --json${more}`);
      expect(bought.error()).toMatchObject({ code: 'ANSWERS_MISSING', missing: checked.missing });
      expect(checked.missing).toEqual(expect.arrayContaining(['--accept-terms', '--email ADDRESS', '--yes']));
      const agreed = (await nobody.run(`actionpack subscribe --check --accept-terms --yes --json${more}`)).json();
      const looked = await nobody.run(`actionpack subscribe --dry-run --json${more}`);
      expect(agreed).toMatchObject({ possible: true, missing: looked.error().missing });
    }
    const { code, stdout } = await nobody.run('actionpack subscribe --check');
    expect([code, stdout]).toEqual([0, expect.stringContaining('Joining the network comes with the purchase')]);
    expect(stdout).not.toContain('partner join');
    expect((await nobody.run('actionpack renew --check --json')).json()).toMatchObject({ possible: false });
  });

  test('R2 --check says of who joins only what is still missing', async () => {
    const company = '--company Contoso --country FR --email a@b.example';
    const said = async (more: string) =>
      (await nobody.run(`actionpack subscribe --check ${more}`)).stdout.replaceAll(/\s+/g, ' ');
    expect(await said(company)).toContain('comes with the purchase, by --mpn-id and --accept-terms or its questions.');
    expect(await said(`${company} --mpn-id 1234567`)).toContain('comes with the purchase, by --accept-terms or');
    expect(await said(`${company} --mpn-id 1234567 --accept-terms`)).toContain('comes with the purchase. ');
  });

  test('R9 renew --check names what renew then asks for, and nothing where all is said', async () => {
    const inWindow = owner.copy({ now: '2027-09-01' });
    for (const more of ['', ' --accept-terms', ' --yes']) {
      const { missing } = await inWindow.json(`actionpack renew --check${more}`);
      const refused = await inWindow.run(`actionpack renew --json${more}`);
      expect(refused.error()).toMatchObject({ code: 'ANSWERS_MISSING', missing });
    }
    expect(await inWindow.json('actionpack renew --check --accept-terms --yes')).toMatchObject({ missing: [] });
  });

  test('D4 of what is not owned no renewal window is said to be open', async () => {
    for (const world of [nobody, joined]) {
      const { gates } = (await world.run('actionpack renew --check --json')).json<{ gates: Answer[] }>();
      expect(gates.map(({ code }) => code)).toContain('OWNED');
      expect(gates.map(({ code }) => code)).not.toContain('WINDOW');
    }
  });

  test('R7 a version that is not in force is said of the text that is to be read', async () => {
    for (const [world, text] of [
      [nobody, 'network-agreement'],
      [joined, 'internal-use-rights'],
    ] as const) {
      const { stderr } = await world.run('actionpack subscribe --accept-terms=1999-01 --dry-run');
      expect(stderr.replaceAll(/\s+/g, ' ')).toContain(`Version 1999-01 of the terms ${text} is not the one in force.`);
      expect(stderr).toContain(`partner terms show ${text}`);
    }
  });

  test('--check writes nothing', async () => {
    for (const world of [nobody, joined, owner]) {
      const before = world.files();
      await world.run('actionpack subscribe --check --yes --accept-terms');
      await world.run('actionpack renew --check --yes --accept-terms', { now: '2027-09-01' });
      expect(world.files()).toEqual(before);
    }
  });
});

test('P7 R3 Gold hides nothing: it includes Silver, and both are listed with their reasons', async () => {
  const [, , silver, gold] = await joined.json('offers list --all');
  expect(silver).toMatchObject({ id: 'silver-competency', status: 'available', eligible: false });
  expect(gold).toMatchObject({ id: 'gold-competency', status: 'available', eligible: false });
  expect((await joined.run('offers show gold-competency')).stdout).toContain('Silver competency');
});

test('P11 in a pipe too, a price that nobody has verified is marked, and the mark explained', async () => {
  const { stdout } = await owner.run('offers list');
  expect(stdout).toMatch(/\d USD\*\t/);
  expect(stdout).toMatch(/^\* /m);
});

test('J0 where nobody has joined, a pipe too is told how to', async () => {
  for (const line of ['status', '']) expect((await nobody.run(line)).stdout).toContain('partner join');
});
