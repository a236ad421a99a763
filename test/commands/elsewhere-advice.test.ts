import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { member, TODAY, Workplace, type Answer } from '../support/in-process.js';

const NEW = '--company Contoso --country FR --email admin@contoso.example --mpn-id 1234567';
const ADOPT =
  'adopt action-pack --anniversary 2027-03-01 --invoice E1 --paid-on 2026-03-01 --amount 475.00 --currency USD';

/** The command that is proposed, as it would be pasted, with what it leaves open filled in. */
function pasted(line: string | undefined): string {
  return (line ?? '').replace(/^partner /, '').replace('TEXT', 'slip');
}

async function owner(): Promise<Workplace> {
  return new Workplace().after(`${ADOPT} ${NEW} --gateway none --programme mpn-2018`);
}

describe('D25 a conflict proposes to state again what was just said', () => {
  test.each([
    ['--amount 480.00', '--amount 480.00 --currency USD'],
    ['--paid-on 2026-03-02', '--paid-on 2026-03-02'],
    ['--anniversary 2027-03-15', '--term-end 2027-03-15'],
    ['--invoice E2', '--invoice E2'],
    ['--tax 79', '--amount 475.00 --currency USD --tax 79.00'],
    ['--started 2026-03-01', '--started 2026-03-01'],
    ['--autorenew off', '--autorenew off'],
  ])('of what is owned: %s', async (said, proposed) => {
    const world = await owner();
    const [flag = ''] = said.split(' ');
    const line = ADOPT.includes(flag) ? ADOPT.replace(new RegExp(`${flag} \\S+`), said) : `${ADOPT} ${said}`;
    const refused = (await world.run(`${line} --json`)).error();
    expect(refused).toMatchObject({ code: 'RECORD_CONFLICT' });
    const correct = refused.try.find((command) => command.includes('orders correct'));
    expect(correct).toContain(`${proposed} --reason TEXT`);
    expect(await world.json(pasted(correct))).toMatchObject({ changed: true });
    expect(await world.json(line)).toMatchObject({ changed: false });
  });

  test('of a renewal, and of a row of a file', async () => {
    const world = await owner();
    const record = 'orders record action-pack --invoice E2 --paid-on 2026-11-01 --amount 475.00 --currency USD';
    await world.after(record);
    const refused = (await world.run(`${record.replace('475', '480')} --json`)).error();
    expect(refused.try.join('\n')).toContain('--amount 480.00 --currency USD --reason TEXT');
    const rows =
      'mpn_id,offer,programme,anniversary,invoice,amount,currency\n1234567,action-pack,mpn-2018,2027-03-01,E1,481.00,USD\n';
    const { stderr } = await world.run('adopt --file -', { stdin: rows });
    expect(stderr.replace(/\s+/g, ' ')).toMatch(
      /orders correct ord_\w+ --amount 481.00 --currency USD --account 1234567 --reason TEXT/,
    );
  });

  test('an invoice that is of another offer is no slip of that one', async () => {
    const world = await owner();
    const refused = (await world.run(`${ADOPT.replace('action-pack', 'silver-competency')} --json`)).error();
    expect(refused).toMatchObject({ code: 'RECORD_CONFLICT', by: 'action-pack' });
    expect(refused.try.join('\n')).not.toMatch(/--amount|--term-end/);
  });
});

describe('what is odd about what was stated says what to do', () => {
  const codes = async (world: Workplace) => (await world.json('status')).warnings.map(({ code }: Answer) => code);

  test.each([
    ['2019-11-22', '2026-11-30', '2025-11-30'],
    ['2019-11-30', '2026-11-30', '2025-11-30'],
  ])('D23 a first day of years ago (%s): the day on which a term to that date begins', async (started, end, begins) => {
    const world = await (await member()).copy().after(`adopt action-pack --anniversary ${end} --started ${started}`);
    const [warning] = (await world.json('status')).warnings.filter(({ code }: Answer) => code === 'TERM_UNUSUAL');
    expect(warning.message).toContain('30 Nov 2025');
    expect(warning.try).toMatch(new RegExp(`^partner orders correct ord_\\w+ --started ${begins} --reason TEXT$`));
    expect((await world.run('status --lang fr')).stdout).toContain('commence en principe le 2025-11-30');
    await world.after(pasted(warning.try));
    expect(await codes(world)).not.toContain('TERM_UNUSUAL');
  });

  test('D27 an amount that is not listed leads to its correction', async () => {
    const world = await new Workplace().after(
      `${ADOPT.replace('475.00', '480.00')} ${NEW} --gateway none --programme mpn-2018`,
    );
    const [warning] = (await world.json('status')).warnings.filter(({ code }: Answer) => code === 'AMOUNT_DIFFERS');
    expect(warning.try).toMatch(/^partner orders correct ord_\w+ --amount AMOUNT --reason TEXT$/);
  });

  test.each([
    ['en', '475.00 USD was stated for Microsoft Action Pack with 95.00 USD of tax in it, and the programme lists'],
    [
      'fr',
      "475.00 USD ont été déclarés pour l'offre « Abonnement au Microsoft Action Pack », dont 95.00 USD de taxe, et le programme",
    ],
  ])('D27 the amount that was stated is said, tax included: %s', async (lang, said) => {
    const world = await new Workplace().after(`${ADOPT} --tax 95.00 ${NEW} --gateway none --programme mpn-2018`);
    const { stdout } = await world.run(`status --lang ${lang}`);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(said);
  });
});

describe('D28 the day to which it is paid', () => {
  test('is all that is to be added to what was said already', async () => {
    const world = await new Workplace().after(
      `adopt success-core --anniversary 2026-12-01 ${NEW} --gateway none --programme maicpp-2026`,
    );
    writeFileSync(join(world.home, 'invoice.pdf'), 'an invoice');
    const said = `orders record success-core --invoice E2 --paid-on ${TODAY} --amount 925.00 --currency USD --evidence invoice.pdf`;
    for (const lang of ['en', 'fr']) {
      const refused = (await world.run(`${said} --lang ${lang} --json`)).error();
      expect(refused).toMatchObject({ code: 'ANNIVERSARY_NOT_KNOWN', exit: 5 });
      expect(refused.try[0]).toMatch(new RegExp(`^partner ${said} .*--term-end DATE`));
    }
    const [line = ''] = (await world.run(`${said} --json`)).error().try;
    expect(await world.json(line.replace('partner ', '').replace('DATE', '2027-12-01'))).toMatchObject({
      order: { stated: { invoice: 'E2', evidence: [{ name: 'invoice.pdf' }] } },
      subscription: { anniversary: '2027-12-01' },
    });
  });
});

describe('P8 what is not refunded says what can be done', () => {
  test('an order that a later term was paid after: the newest is what is cancelled', async () => {
    const world = await (
      await member()
    )
      .copy()
      .after('payment-methods add --token pm_card_visa', 'actionpack subscribe --accept-terms --yes');
    const [order] = await world.json<readonly Answer[]>('orders list');
    await world.after('clock set 2027-11-01', 'actionpack renew --accept-terms --yes');
    const refused = (await world.run(`orders refund ${order.id} --yes --json`)).error();
    expect(refused).toMatchObject({ code: 'REFUND_WINDOW_CLOSED', why: 'later-term-paid' });
    expect(refused.try).toEqual(['partner actionpack show', 'partner subscriptions cancel action-pack']);
  });

  test('D31 what the vendor gave back is recorded by its order, too', async () => {
    const world = await new Workplace().after(
      `adopt action-pack --anniversary 2027-11-20 --started ${TODAY} --paid-on ${TODAY} --amount 475 --currency USD --invoice E1 ${NEW} --gateway none --programme mpn-2018`,
      'support new --cancel action-pack --text please --yes',
    );
    expect(await world.json('orders refund E1 --yes')).toMatchObject({
      changed: true,
      request: { status: 'approved' },
      subscription: { offer: 'action-pack' },
    });
    expect(await world.json('orders refund E1 --yes')).toMatchObject({ changed: false, order: { state: 'refunded' } });
    expect((await world.json('db check')).sound).toBe(true);
  });

  test('of a payment that nobody has stated: stating it', async () => {
    const world = await new Workplace().after(
      `adopt action-pack --anniversary 2027-11-20 --started ${TODAY} ${NEW} --gateway none --programme mpn-2018`,
      'support new --cancel action-pack --text please --yes',
    );
    const { requests } = { requests: await world.json<readonly Answer[]>('support list') };
    const [order] = await world.json<readonly Answer[]>('orders list');
    expect(requests).toHaveLength(1);
    const refused = (await world.run(`orders refund ${order.id} --yes --json`)).error();
    expect(refused.try.join('\n')).toContain(
      `partner orders correct ${order.id} --paid-on DATE --amount AMOUNT --currency CUR --reason TEXT`,
    );
  });
});

test('D14 which agreement is accepted is not settled before it is known of which programme', async () => {
  const world = new Workplace();
  const refused = (await world.run(`join ${NEW} --gateway none --accept-terms --json`)).error();
  const [line = ''] = refused.try;
  expect(line).toContain('--accept-terms --programme ID');
  expect(await world.json(pasted(line).replace('ID', 'maicpp-2026'))).toMatchObject({ programme: 'maicpp-2026' });
});

test('F8 a pipe tells each entry by its own minute, and never by that of another', async () => {
  const world = await (
    await member()
  )
    .copy()
    .after([...'support new --problem other --text please'.split(' '), '--yes']);
  const times = (await world.run('audit list')).stdout.split('\n').map((line) => line.split('\t')[1]);
  const said = (await world.json<readonly Answer[]>('audit list')).map(({ at }) => `${at.slice(0, 16)}Z`);
  expect(times.slice(0, -1)).toEqual(said);
});
