import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { CARD, member, TODAY, Workplace, type Answer } from '../support/in-process.js';

const ID = 'own-2018';
const WHO = '--country FR --email admin@contoso.example --accept-terms';
const JOIN_OWN = `join --company Contoso --mpn-id 1234567 --programme ${ID} ${WHO}`;
const AD = { now: '2027-11-22' };

let original: Workplace;
beforeAll(async () => {
  original = await founded();
});

/** A programme of one's own, and a company that has bought its pack under it. */
async function owner(): Promise<Workplace & { readonly file: string }> {
  const world = original.copy();
  return Object.assign(world, { file: join(world.home, `${ID}.json`) });
}

async function founded(): Promise<Workplace> {
  const world = new Workplace();
  const data = join(packageRoot(), 'data');
  cpSync(join(data, 'terms'), join(world.home, 'terms'), { recursive: true });
  const text = readFileSync(join(data, 'programmes', 'mpn-2018.json'), 'utf8');
  const file = join(world.home, `${ID}.json`);
  writeFileSync(file, text.replace('"mpn-2018"', `"${ID}"`));
  return world.after(`catalog import ${file}`, JOIN_OWN, CARD, 'actionpack subscribe --accept-terms --yes');
}

/** The same programme with another price of its pack, in whole per cent of the old one. */
function repriced(file: string, percent: number, change: (price: Answer) => void = () => undefined): void {
  const programme = JSON.parse(readFileSync(file, 'utf8'));
  for (const offer of programme.offers)
    for (const price of offer.id === 'action-pack' ? offer.prices : []) {
      price.amount = (price.amount * percent) / 100;
      change(price);
    }
  writeFileSync(file, JSON.stringify(programme));
}

const codes = (answer: Answer) => answer.warnings.map(({ code }: Answer) => code);

describe('P10 a price that rises beyond the limit is charged to nobody unseen', () => {
  test('the run skips it and says why, and status, what is due and the reminder tell', async () => {
    const world = await owner();
    repriced(world.file, 1000);
    await world.after(`catalog import ${world.file} --replace`);
    const run = await world.run('renewals run --yes --json', AD);
    expect([run.code, run.json()]).toMatchObject([
      8,
      { charged: 0, skipped: 1, items: [{ result: 'skipped', reason: 'PRICE_ROSE' }] },
    ]);
    expect(await world.json('renewals due', AD)).toMatchObject([{ reason: 'PRICE_ROSE' }]);
    expect((await world.run('renewals due', AD)).stdout).toContain('the price has risen: renew by hand');
    for (const now of [TODAY, '2027-11-10', AD.now])
      expect(codes(await world.json('status', { now }))).toContain('PRICE_ROSE');
    const [held] = (await world.json('status', { now: '2027-11-10' })).subscriptions;
    for (const [lang, said] of [
      ['en', 'ON   due on 2027-11-22: the price has risen: renew by hand'],
      ['fr', 'prévu le 2027-11-22\u00a0: le prix a augmenté\u00a0: à renouveler à la main'],
    ] as const)
      expect((await world.run(`status --lang ${lang}`, { now: '2027-11-10' })).stdout).toContain(said);
    expect(held.autorenew).toMatchObject({ on: true, nextChargeOn: null });
    const calendar = await world.run('reminders calendar', { now: '2027-11-10' });
    expect(calendar.stdout.replaceAll(/\r\n /g, '')).toContain('a person has to renew it');
  });

  test('a renewal by hand, with the order in view, is the yes; the term after it is charged by itself', async () => {
    const world = await owner();
    repriced(world.file, 1000);
    await world.after(`catalog import ${world.file} --replace`);
    const { order } = await world.json('actionpack renew --accept-terms --yes', { now: '2027-11-10' });
    expect(order.total.amount).toBe(475000);
    expect(codes(await world.json('status', { now: '2027-11-10' }))).not.toContain('PRICE_ROSE');
    expect(await world.json('renewals run --yes', { now: '2028-11-22' })).toMatchObject({ charged: 1 });
  });

  test.each([
    { percent: 120, charged: 1 },
    { percent: 121, charged: 0 },
    { percent: 50, charged: 1 },
  ])(
    'at $percent % of the last price $charged is charged: the limit is a fifth, where nothing else is said',
    async (row) => {
      const world = await owner();
      repriced(world.file, row.percent);
      await world.after(`catalog import ${world.file} --replace`);
      expect((await world.run('renewals run --yes --json', AD)).json()).toMatchObject({ charged: row.charged });
    },
  );

  test('another currency is another price, however small', async () => {
    const world = await owner();
    repriced(world.file, 1, (price) => (price.currency = 'EUR'));
    await world.after(`catalog import ${world.file} --replace`);
    expect((await world.run('renewals run --yes --json', AD)).json()).toMatchObject({
      charged: 0,
      items: [{ reason: 'PRICE_ROSE' }],
    });
  });

  test('a programme sets the limit itself', async () => {
    const world = await owner();
    repriced(world.file, 300);
    const programme = JSON.parse(readFileSync(world.file, 'utf8'));
    writeFileSync(world.file, JSON.stringify({ ...programme, policy: { ...programme.policy, priceRiseLimit: 20000 } }));
    await world.after(`catalog import ${world.file} --replace`);
    expect((await world.run('renewals run --yes --json', AD)).json()).toMatchObject({ charged: 1 });
  });

  test('P7 what an upgrade took off is no rise of the next price', async () => {
    const gold = 'competency attain devops gold --evidence certified-people=4,customer-references=5 --until 2029-12-31';
    const world = await (await member()).after(CARD, gold, 'competency subscribe silver --accept-terms --yes');
    await world.after('competency upgrade --accept-terms --yes');
    expect((await world.run('renewals run --yes --json', AD)).json()).toMatchObject({ charged: 1 });
  });
});

test.each([
  ['it is turned off (R14)', () => 'actionpack autorenew off --yes'],
  ['its card expires before (D7)', (expired: Answer) => `payment-methods default ${expired.id}`],
])('F5 a charge on a day of its own is taken back in the calendar once %s', async (_, line) => {
  const world = await owner();
  const programme = JSON.parse(readFileSync(world.file, 'utf8'));
  programme.policy.automaticRenewal.chargeDay = 5;
  writeFileSync(world.file, JSON.stringify(programme));
  await world.after(`catalog import ${world.file} --replace`);
  await world.run('payment-methods add --card-stdin --default', { stdin: '4242424242424242 12/26 123' });
  const dated = async () => {
    const all = await world.json('reminders calendar');
    return all.find(({ date }: Answer) => date === '2027-11-27') ?? null;
  };
  const [good, expired] = await world.json('payment-methods list');
  await world.after(`payment-methods default ${good.id}`);
  expect(await dated()).toMatchObject({ cancelled: false });
  await world.after(line(expired));
  expect(await dated()).toMatchObject({ cancelled: true });
});

describe('P10 D18 importing a programme takes a role and stands in the history of whoever it concerns', () => {
  test('a user without it is refused, and neither the file nor the ledger changes', async () => {
    const world = await owner();
    await world.after('users add clerk@contoso.example --roles billing-admin');
    repriced(world.file, 200);
    const before = world.files();
    for (const more of ['', ' --dry-run']) {
      const line = `catalog import ${world.file} --replace --user clerk@contoso.example${more} --json`;
      expect((await world.run(line)).error()).toMatchObject({
        code: 'ROLE_REQUIRED',
        exit: 4,
        act: 'manage-programmes',
        needed: ['global-admin', 'mpn-partner-admin'],
      });
    }
    expect(world.files()).toEqual(before);
  });

  test('every account under the programme has to be one’s to buy for', async () => {
    const world = await owner();
    const other = `--country FR --email admin@fabrikam.example --accept-terms --programme ${ID}`;
    await world.after(`join --company Fabrikam --mpn-id 7654321 ${other}`);
    repriced(world.file, 110);
    const line = `catalog import ${world.file} --replace --account 1234567 --user admin@contoso.example --json`;
    expect((await world.run(line)).error()).toMatchObject({ code: 'ROLE_REQUIRED', who: ['admin@fabrikam.example'] });
    await world.after('users add admin@contoso.example --roles mpn-partner-admin --account 7654321');
    expect((await world.run(line)).json()).toEqual({ id: ID, changed: true });
    const written = await world.json('audit list --last 2');
    expect(written.map(({ kind }: Answer) => kind)).toEqual(['programme-imported', 'programme-imported']);
  });

  test('the entry says which file, by whom and when; the same again adds none', async () => {
    const world = await owner();
    repriced(world.file, 110);
    await world.after(`catalog import ${world.file} --replace`);
    const [written, before] = await world.json('audit list --last 2');
    expect(written).toMatchObject({
      kind: 'programme-imported',
      by: 'admin@contoso.example',
      entry: { programme: ID },
    });
    expect(written.entry.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(before.kind).not.toBe('programme-imported');
    await world.json(`catalog import ${world.file}`);
    expect((await world.json('audit list --last 1'))[0].sequence).toBe(written.sequence);
    expect(await world.json('db check')).toMatchObject({ sound: true });
  });

  test('a file that is not the one whose import was written is told, until it is', async () => {
    const world = await owner();
    await world.after(`catalog import ${world.file}`);
    expect(codes(await world.json('status'))).not.toContain('PROGRAMME_DIFFERS');
    const kept = join(world.home, 'data', 'partner', 'catalog', ID, 'programmes', `${ID}.json`);
    repriced(kept, 105);
    expect(codes(await world.json('status'))).toContain('PROGRAMME_DIFFERS');
    const differing = async () => (await world.json('catalog list')).filter(({ differs }: Answer) => differs);
    expect(await differing()).toMatchObject([{ id: ID }]);
    expect((await world.run('catalog list')).stdout).toContain(`The programme ${ID} in use here is not the file`);
    for (const scope of ['', ' --all-accounts']) {
      const { warnings } = (await world.run(`renewals run --yes --json${scope}`)).json();
      expect(warnings).toMatchObject([{ code: 'PROGRAMME_DIFFERS', try: `partner catalog show ${ID}` }]);
      const env = { GITHUB_ACTIONS: 'true' };
      const ran = await world.run(`renewals run --yes${scope}`, { env });
      expect([ran.code, ran.stdout]).toEqual([0, expect.stringContaining(`The programme ${ID} in use here`)]);
      expect(ran.stderr).toContain(`::warning::The programme ${ID} in use here`);
    }
    await world.after(`catalog import ${world.file} --replace`);
    expect(codes(await world.json('status'))).not.toContain('PROGRAMME_DIFFERS');
    expect(await differing()).toEqual([]);
    expect((await world.run('renewals run --yes --json')).json()).not.toHaveProperty('warnings');
  });
});

test('P10 D18 an import stands in the history under whoever made it, and under the contact where nobody is named', async () => {
  const world = await owner();
  await world.after('users add second@contoso.example --roles mpn-partner-admin');
  const byWhom = async (line: string) => {
    await world.after(line);
    return (await world.json('audit list')).find(({ kind }: Answer) => kind === 'programme-imported')?.by;
  };
  repriced(world.file, 108);
  const second = `catalog import ${world.file} --replace --user second@contoso.example`;
  expect(await byWhom(second)).toBe('second@contoso.example');
  repriced(world.file, 200);
  expect(await byWhom(`catalog import ${world.file} --replace`)).toBe('admin@contoso.example');
});
