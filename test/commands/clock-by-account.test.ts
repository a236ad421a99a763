import { BUY, CARD, JOIN, TODAY, Workplace } from '../support/in-process.js';

const ONE = '1234567';
const OTHER = '7654321';
const AHEAD = { now: '2038-01-19' };

/** Two companies that bought today; a machine whose clock was years ahead has written to the history of the first. */
async function misdated(): Promise<Workplace> {
  const world = await new Workplace().after(
    JOIN,
    `${CARD} --account ${ONE}`,
    `${BUY} --account ${ONE}`,
    JOIN.replace(ONE, OTHER),
    `${CARD} --account ${OTHER}`,
    `${BUY} --account ${OTHER}`,
  );
  await world.json(`users add ahead@contoso.example --account ${ONE}`, AHEAD);
  return world;
}

const codes = (warnings: readonly { readonly code: string }[]) => warnings.map(({ code }) => code);

describe('G15 D17 a clock that was ahead on one account', () => {
  test('refuses that account alone, until a Global admin of it says that the clock was wrong', async () => {
    const world = await misdated();
    const adding = 'users add late@contoso.example --json';
    expect((await world.run(`${adding} --account ${ONE}`)).error()).toMatchObject({
      code: 'CLOCK_BEHIND_LEDGER',
      lastEvent: AHEAD.now,
    });
    expect(await world.run(`${adding} --account ${OTHER}`)).toMatchObject({ code: 0 });
    expect(codes((await world.json(`status --account ${ONE}`)).warnings)).toContain('CLOCK_BEHIND_LEDGER');
    expect(codes((await world.json(`status --account ${OTHER}`)).warnings)).not.toContain('CLOCK_BEHIND_LEDGER');
    expect(await world.json(`db redate --yes --account ${OTHER}`)).toMatchObject({ changed: false });
    expect(await world.json(`db redate --yes --account ${ONE}`)).toMatchObject({ changed: true, today: TODAY });
    expect(await world.run(`${adding} --account ${ONE}`)).toMatchObject({ code: 0 });
    expect(await world.json('db check')).toMatchObject({ sound: true });
  });

  test('a company that was never here joins today', async () => {
    const world = await misdated();
    expect(await world.run(JOIN.replace(ONE, '5555555'))).toMatchObject({ code: 0 });
    expect((await world.run(`${JOIN} --json`)).code).not.toBe(0);
  });

  test('a run over all accounts charges the others, and says why it does not charge that one', async () => {
    const world = await misdated();
    const now = '2027-11-22';
    const ran = await world.run('renewals run --yes --all-accounts --yes --json', { now });
    const { charged, items } = JSON.parse(ran.stdout);
    expect([ran.code, charged, items.length]).toEqual([8, 1, 2]);
    const left = items.find(({ result }: { result: string }) => result !== 'charged');
    expect(left).toMatchObject({ mpnId: ONE, result: 'skipped', reason: 'CLOCK_BEHIND_LEDGER' });
    await world.json(`db redate --yes --account ${ONE}`, { now });
    expect(await world.json('renewals run --yes --all-accounts --yes', { now })).toMatchObject({ charged: 1 });
  });

  test('it is no witness for the others: under the same clock nothing of theirs is charged or written unasked', async () => {
    const world = await misdated();
    const ahead = { ...AHEAD, fileTime: TODAY };
    for (const line of [`renewals run --yes --account ${OTHER}`, 'renewals run --yes --all-accounts'])
      expect((await world.run(`${line} --json`, ahead)).error()).toMatchObject({ code: 'CLOCK_AHEAD', known: TODAY });
    expect(await world.json('renewals run --yes --all-accounts --yes')).toMatchObject({ charged: 0 });
  });

  test('the reminders of the others are sent, and it is said that those of that one are not', async () => {
    const world = await misdated();
    const env = { PARTNER_WEBHOOK_URL: 'http://127.0.0.1:9/' };
    const ran = await world.run('reminders send --all-accounts --json', { now: '2027-11-07', env });
    const answer = JSON.parse(ran.stdout);
    expect(answer).toMatchObject({ behind: [ONE], items: [{ mpnId: OTHER }] });
    const said = await world.run('reminders send --all-accounts', { now: '2027-11-08', env });
    expect(said.stdout + said.stderr).toContain(`partner db redate --account ${ONE}`);
  });

  test('G3 what is open of the others is recovered, and of that one it is told', async () => {
    const world = await new Workplace().after(JOIN, JOIN.replace(ONE, OTHER));
    for (const mpnId of [ONE, OTHER])
      await world.run(`${BUY} --account ${mpnId} --token pm_card_visa`, { env: { PARTNER_SANDBOX_FAULT: 'cut' } });
    await world.json(`users add ahead@contoso.example --account ${ONE}`, AHEAD);
    const ran = await world.run('recover --json');
    const results = JSON.parse(ran.stdout) as { result: string }[];
    expect(results.map(({ result }) => result)).toEqual(['unknown', 'paid']);
    expect(ran).toMatchObject({ code: 10 });
    expect(ran.stderr).toContain('CLOCK_BEHIND_LEDGER');
    await world.json(`db redate --yes --account ${ONE}`);
    expect((await world.json('recover')).map(({ result }: { result: string }) => result)).toEqual(['paid']);
  });

  test.each([
    ['some hours', '2026-11-23', []],
    ['years', AHEAD.now, ['--trust-clock']],
  ])('an account that left under a clock that was %s ahead is put right, and joins again', async (_, now, trust) => {
    const world = await new Workplace().after(JOIN);
    expect(await world.run(['leave', '--yes', ...trust].join(' '), { now })).toMatchObject({ code: 0 });
    expect((await world.run(`${JOIN} --json`)).error()).toMatchObject({ code: 'CLOCK_BEHIND_LEDGER' });
    const stranger = await world.run('db redate --yes --json --user nobody@contoso.example');
    expect(stranger.error()).toMatchObject({ code: 'ROLE_REQUIRED' });
    expect(await world.json('db redate --dry-run')).toMatchObject({ changed: true, dryRun: true });
    expect(await world.json('db redate --yes')).toMatchObject({ changed: true, today: TODAY });
    expect(await world.json('db redate --yes')).toMatchObject({ changed: false });
    expect(await world.run(JOIN)).toMatchObject({ code: 0 });
    expect(await world.json('db check')).toMatchObject({ sound: true });
  });

  test('G15 D12 where nobody has joined there is nothing to put right', async () => {
    expect((await new Workplace().run('db redate --yes --json')).error()).toMatchObject({ code: 'NOT_A_MEMBER' });
  });
});
