import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TODAY, Workplace, member, type Answer } from '../support/in-process.js';
import { rowsIn } from '../support/ledgers.js';

const COMPANY = '--company Contoso --country FR --email admin@contoso.example --mpn-id 1234567';
const NEW = `${COMPANY} --gateway none --programme mpn-2018`;
const INVOICE = '--invoice E0800ABCDE --paid-on 2026-03-01 --amount 475.00 --currency USD --tax 0 --paid-by card';

let owner: Workplace;
beforeAll(async () => {
  owner = await new Workplace().after(
    `adopt action-pack --anniversary 2027-03-01 --started 2026-03-01 --autorenew on ${INVOICE} ${NEW}`,
  );
});

function rows(world: Workplace, table: string): number {
  return rowsIn(world.home, 'ledger', `SELECT 1 AS row FROM ${table}`).length;
}

describe('D22 D24 what is owned already comes in as it is stated', () => {
  test('G8 a dry run advises no command about an order that it made up', async () => {
    const line = 'adopt silver-competency --anniversary 2027-01-31 --started 2024-01-31 --autorenew off';
    const { order, warnings } = await (await member()).json(`${line} --dry-run`);
    expect(order.id).toBeNull();
    expect(warnings).toMatchObject([{ code: 'TERM_UNUSUAL', try: null }]);
  });

  test('with its company, and with no charge, receipt or acceptance', async () => {
    const status = await owner.json('status');
    expect(status).toMatchObject({ gateway: 'none', account: { mpnId: '1234567', programme: 'mpn-2018' } });
    expect(status.subscriptions).toMatchObject([
      {
        offer: 'action-pack',
        state: 'active',
        startedOn: '2026-03-01',
        anniversary: '2027-03-01',
        windowCloses: '2027-03-31',
        autorenew: { on: true, vendor: 'on', expectedOn: '2027-03-01', nextChargeOn: null, paymentMethod: null },
        stated: { by: 'admin@contoso.example', invoice: 'E0800ABCDE' },
      },
    ]);
    for (const table of ['orders', 'attempts', 'receipts', 'acceptances', 'payment_methods'])
      expect([table, rows(owner, table)]).toEqual([table, 0]);
    expect(await owner.json('db check')).toMatchObject({ sound: true });
    expect(await owner.json('reconcile')).toMatchObject({ agree: true });
  });

  test.each(['orders show E0800ABCDE', 'orders receipt E0800ABCDE', 'orders list', 'status', 'audit list'])(
    'partner %s says whose word it is and nothing of a payment here',
    async (line) => {
      for (const lang of ['en', 'fr']) {
        const { stdout } = await owner.run(`${line} --lang ${lang}`);
        expect(stdout).toMatch(/E0800ABCDE|admin@contoso\.example/);
        expect(stdout).not.toMatch(/paid through|charged to|débité sur/);
      }
    },
  );

  test('D22 an order is listed by the day on which it was paid, and by the one on which that was recorded', async () => {
    const said = async (line: string) => (await owner.run(line)).stdout.replaceAll('\u00A0', ' ').replace(/\s+/g, ' ');
    expect(await said('orders list')).toContain('2026-03-01, recorded on 2026-11-22');
    expect(await said('orders list --lang fr')).toContain('2026-03-01, enregistré le 2026-11-22');
    const silent = await new Workplace().after(`adopt action-pack --anniversary 2027-03-01 ${NEW}`);
    expect((await silent.run('orders list')).stdout).toMatch(/recorded on 2026-11-22/);
  });

  test('orders are listed as recorded, and their paper says that it is no receipt', async () => {
    const [order] = await owner.json<readonly Answer[]>('orders list');
    expect(order).toMatchObject({
      kind: 'purchase',
      state: 'recorded',
      total: { amount: 47500, currency: 'USD' },
      receiptNumber: null,
      attempts: [],
      termsVersion: null,
      stated: { invoice: 'E0800ABCDE', paidOn: '2026-03-01', paidBy: 'card', autorenew: 'on' },
    });
    expect((await owner.run('orders receipt E0800ABCDE')).stdout).toContain('this is no receipt');
    const world = owner.copy();
    const printed = await world.run('orders receipt E0800ABCDE --pdf paper.pdf');
    expect([printed.code, printed.stdout]).toEqual([0, 'What was stated is written to paper.pdf. It is no receipt.\n']);
  });

  test('the same again changes nothing, other content is a conflict that names orders correct', async () => {
    const world = owner.copy();
    const before = world.files();
    const line = `adopt action-pack --anniversary 2027-03-01 --started 2026-03-01 --autorenew on ${INVOICE}`;
    expect(await world.json(line)).toMatchObject({ changed: false });
    expect(world.files()).toEqual(before);
    const refused = (await world.run(`${line.replace('475.00', '480.00')} --json`)).error();
    expect(refused).toMatchObject({ code: 'RECORD_CONFLICT', exit: 5, rule: 'D25' });
    expect(refused.try.join()).toContain('orders correct');
  });

  test('it works in a sandbox, too, and no run ever charges it', async () => {
    const world = (await member()).copy();
    await world.after(
      'payment-methods add --token pm_card_visa',
      'adopt action-pack --anniversary 2026-12-01 --autorenew on',
    );
    const later = { now: '2026-12-05' };
    expect((await world.json('status', later)).subscriptions).toMatchObject([{ state: 'unconfirmed' }]);
    expect(await world.json('renewals run --yes', later)).toMatchObject({ charged: 0, items: [] });
    expect(await world.json('renewals due', later)).toMatchObject([{ result: 'expected', anniversary: '2026-12-01' }]);
  });

  test('the company has to be known, and another programme is asked for', async () => {
    const world = new Workplace();
    const missing = (await world.run('adopt action-pack --anniversary 2027-03-01 --gateway none --json')).error();
    const company = ['--company NAME', '--country CODE', '--email ADDRESS', '--mpn-id ID'];
    expect(missing.missing).toEqual([...company, '--programme ID']);
    expect(missing.message).toContain(company.join(', '));
    const partly = ['--company', 'Contoso SARL', '--country', 'FR', '--gateway', 'none', '--json'];
    const rest = (await world.run(['adopt', 'action-pack', '--anniversary', '2027-03-01', ...partly])).error();
    expect(rest.missing).toEqual(['--email ADDRESS', '--mpn-id ID', '--programme ID']);
    expect(rest.try).toEqual([expect.stringContaining("--company 'Contoso SARL' --country FR --email ADDRESS")]);
    const nothing = (await world.run('adopt --gateway none --json')).error();
    expect(nothing.missing).toEqual(expect.arrayContaining(['OFFER', '--anniversary DATE']));
  });

  test.each([
    ['--paid-on 2026-11-23', '--paid-on'],
    ['--started 2027-03-01', '--started'],
    ['--amount 1 --currency EURO', '--currency'],
    ['--amount 1.234,56 --currency EUR', '--amount'],
  ])('%s is refused', async (flags, of) => {
    const world = (await member()).copy();
    const refused = (await world.run(`adopt action-pack --anniversary 2027-03-01 ${flags} --json`)).error();
    expect(refused).toMatchObject({ code: 'VALUE_INVALID', of });
  });

  test('D32 benefits that were activated count as used, and end the refund', async () => {
    const world = (await member()).copy();
    const line = `adopt action-pack --anniversary 2027-11-20 --activated office-365-e3 --paid-on ${TODAY} --amount 475 --currency USD`;
    await world.after(line);
    const held = await world.json<readonly Answer[]>('benefits list');
    expect(held.filter(({ activatedAt }) => activatedAt !== null)).toHaveLength(1);
    for (const look of ['benefits list', 'benefits list --history'])
      expect((await world.run(look)).stdout).toMatch(/yes, as\s+stated on 2026-11-22/);
    expect(await world.json('benefits list --history')).toMatchObject([{ act: 'activated', stated: true, on: null }]);
    await world.after('actionpack cancel');
    expect((await world.json('support resolve 1 --outcome approved --yes')).refund).toBeNull();
    const unknown = (
      await world.run(`adopt action-pack --anniversary 2027-11-20 --activated office-365-e4 --json`)
    ).error();
    expect(unknown).toMatchObject({ code: 'NOT_FOUND', what: 'benefit', nearest: 'office-365-e3' });
  });
});

describe('D30 past its day and without a record', () => {
  const after = { now: '2027-03-10' };

  test('status, reminder and calendar ask for it, and a record settles it', async () => {
    const world = owner.copy(after);
    const { subscriptions, warnings } = await world.json('status');
    expect(subscriptions[0].state).toBe('unconfirmed');
    const { id } = subscriptions[0];
    expect(warnings[0]).toMatchObject({ code: 'UNCONFIRMED', try: `partner orders record ${id}` });
    expect((await world.run('reminders calendar')).stdout).toContain('orders record');
    const line = `orders record ${id} --invoice E9 --paid-on 2027-03-01 --amount 475.00 --currency USD`;
    expect(await world.json(line)).toMatchObject({
      changed: true,
      subscription: { state: 'active', termNumber: 1, anniversary: '2028-03-01', autorenew: { vendor: 'on' } },
    });
    expect(await world.json(line)).toMatchObject({ changed: false });
    expect((await world.run(`${line.replace('475', '476')} --json`)).error().code).toBe('RECORD_CONFLICT');
    expect(await world.json('db check')).toMatchObject({ sound: true });
  });

  test('D24 of nothing said nothing is recorded: a script is told what to say, with a line to copy', async () => {
    const world = owner.copy(after);
    const before = world.files();
    for (const said of ['', ' --autorenew on', ' --paid-by card'])
      expect((await world.run(`orders record action-pack${said} --json`)).error()).toMatchObject({
        code: 'ANSWERS_MISSING',
        exit: 2,
        missing: ['--invoice NO', '--paid-on DATE'],
        try: [`partner orders record action-pack${said} --invoice NO --paid-on DATE`],
      });
    expect(world.files()).toEqual(before);
    expect((await world.run('orders record --help')).stdout).toMatch(/at least --invoice or\s+--paid-on/);
    for (const fact of ['--invoice E9', '--paid-on 2027-03-01', '--amount 1 --currency USD', '--term-end 2028-03-01'])
      expect(await owner.copy(after).json(`orders record action-pack ${fact}`)).toMatchObject({ changed: true });
  });

  test('D26 what was recorded wrongly is corrected, and both facts stay', async () => {
    const world = await owner
      .copy(after)
      .after('orders record action-pack --invoice E9 --amount 475.00 --currency USD');
    const line = [
      'orders',
      'correct',
      'E9',
      '--amount',
      '350.00',
      '--currency',
      'EUR',
      '--reason',
      'the invoice says so',
    ];
    const { order, subscription } = await world.json(line);
    expect(order).toMatchObject({
      total: { amount: 35000, currency: 'EUR' },
      stated: { reason: 'the invoice says so' },
      corrected: [{ amount: { amount: 47500, currency: 'USD' } }],
    });
    expect(subscription.anniversary).toBe('2028-03-01');
    expect(await world.json([...line, '--term-end', '2028-04-01'])).toMatchObject({
      subscription: { anniversary: '2028-04-01' },
    });
    expect((await world.run('orders correct E0800ABCDE --term-end 2027-03-02 --reason typo --json')).error().code).toBe(
      'TERM_SETTLED',
    );
    expect((await world.run('orders correct E9 --invoice E10 --json')).error()).toMatchObject({
      code: 'ANSWERS_MISSING',
      missing: ['--reason TEXT'],
    });
    expect(await world.json('db check')).toMatchObject({ sound: true });
    const kinds = (await world.json<readonly Answer[]>('audit list')).map(({ kind }) => kind);
    expect(kinds.slice(0, 3)).toEqual(['order-corrected', 'order-corrected', 'order-recorded']);
  });

  test('D26 D27 a corrected amount keeps the currency that was stated; where none was, it has to be named', async () => {
    const world = owner.copy();
    const line = 'orders correct E0800ABCDE --reason typo --amount 480.00';
    await world.after(line);
    const [listed] = await world.json<readonly Answer[]>('orders list');
    expect(listed).toMatchObject({ total: { amount: 48000, currency: 'USD' }, stated: { invoice: 'E0800ABCDE' } });
    await world.after(`${line} --currency EUR`);
    expect((await world.json<readonly Answer[]>('orders list'))[0]).toMatchObject({ total: { currency: 'EUR' } });
    const bare = await member();
    await bare.after('adopt action-pack --anniversary 2027-03-01 --invoice E0800ABCDE');
    expect((await bare.run(`${line} --json`)).error()).toMatchObject({ code: 'VALUE_MISSING', flag: '--currency' });
  });

  test('D24 D26 a tax that can be no part of a corrected amount is not known any more; it stays in the history', async () => {
    const taxed = await owner
      .copy()
      .after('orders correct E0800ABCDE --reason tax --amount 475.00 --currency USD --tax 79.17');
    const stated = async (said: string) => {
      const world = await taxed.copy().after(`orders correct E0800ABCDE --reason typo ${said}`);
      const [order] = await world.json<readonly Answer[]>('orders list');
      expect(order.corrected.at(-1).tax).toEqual({ amount: 7917, currency: 'USD' });
      expect((await world.run('db check')).code).toBe(0);
      return order.stated.tax;
    };
    expect(await stated('--amount 480.00 --currency USD')).toEqual({ amount: 7917, currency: 'USD' });
    expect(await stated('--amount 480.00 --currency EUR')).toBeNull();
    expect(await stated('--amount 79.16 --currency USD')).toBeNull();
    expect(await stated('--amount 480.00 --currency EUR --tax 80.00')).toEqual({ amount: 8000, currency: 'EUR' });
  });

  test('D26 what a correction took the place of stays in sight, on the screen and for scripts', async () => {
    const world = owner.copy();
    await world.after('orders correct E0800ABCDE --reason typo --amount 350.00 --currency USD --autorenew off');
    await world.after('orders correct E0800ABCDE --reason again --invoice E0800ABCDF --order-ref PO1');
    const { stdout } = await world.run('orders show E0800ABCDF');
    expect(stdout).toMatch(
      /Vendor invoice\s+E0800ABCDF[^]*350\.00 USD[^]*Stated before[^]*E0800ABCDE[^]*Stated before[^]*475\.00 USD/,
    );
    expect(stdout).toContain('Yes: automatic renewal is on');
    expect((await world.run('orders show E0800ABCDF --lang fr')).stdout).toContain('Déclaré auparavant');
    const [listed] = await world.json<readonly Answer[]>('orders list');
    expect(listed).toMatchObject({
      total: { amount: 35000 },
      stated: { invoice: 'E0800ABCDF' },
      corrected: [{ amount: { amount: 47500 }, autorenew: 'on' }, { invoice: 'E0800ABCDE' }],
    });
  });

  test('I10 D26 no correction and no adoption makes two of the same offer live at once', async () => {
    const world = await new Workplace().after(
      `adopt action-pack --anniversary 2024-03-01 --autorenew off --invoice E1 ${NEW}`,
      'adopt action-pack --anniversary 2026-06-01 --autorenew off --invoice E2',
    );
    const correcting = async (said: string) => (await world.run(`orders correct ${said} --reason typo --json`)).error();
    expect(await correcting('E1 --term-end 2025-06-10')).toMatchObject({ code: 'RECORD_CONFLICT' });
    expect(await correcting('E2 --term-end 2025-02-15')).toMatchObject({ code: 'RECORD_CONFLICT' });
    expect(await world.json('orders correct E2 --term-end 2025-05-15 --reason typo')).toMatchObject({ changed: true });
    const early = `adopt action-pack --anniversary 2025-02-20 --autorenew off --invoice E2 ${NEW}`;
    const other = await new Workplace().after(
      `adopt action-pack --anniversary 2024-03-01 --autorenew off --invoice E1 ${NEW}`,
    );
    expect((await other.run(`${early} --json`)).error()).toMatchObject({ code: 'RECORD_CONFLICT' });
  });

  test('R15 D29 turned off at the vendor, it is written down, and expiry comes as of everything else', async () => {
    const world = owner.copy();
    expect(await world.json('actionpack autorenew off')).toMatchObject({ changed: true, after: { on: false } });
    expect((await world.json('status', after)).subscriptions[0].state).toBe('grace');
    expect((await world.run('actionpack autorenew on --json')).error().code).toBe('AUTORENEW_LOCKED');
  });

  test('D31 the refund clock runs from the day it was paid; a refund is written down and no money moves', async () => {
    const world = (await member()).copy();
    const paid = '--paid-on 2026-11-10 --amount 480.00 --currency EUR --invoice E1';
    await world.after(`adopt action-pack --anniversary 2027-11-10 --autorenew off ${paid}`, 'actionpack cancel');
    const early = world.copy({ now: '2026-12-10' });
    await early.after('support resolve 1 --outcome approved --yes');
    expect(await early.json('orders show E1')).toMatchObject({ state: 'refunded' });
    expect((await early.json('status')).subscriptions[0].state).toBe('cancelled');
    expect(await early.json('db check')).toMatchObject({ sound: true });
    const late = world.copy({ now: '2026-12-11' });
    await late.after('support resolve 1 --outcome approved --yes');
    expect(await late.json('orders show E1')).toMatchObject({ state: 'recorded' });
  });
});

describe('D8 D22 what ended here and was bought again at the vendor is brought in as a new term', () => {
  const CANCELLED = ['actionpack cancel', 'support resolve 1 --outcome approved --yes'];
  const STATED =
    'adopt action-pack --anniversary 2027-11-10 --autorenew off --paid-on 2026-11-10 --amount 475.00 --currency USD';
  const BOUGHT = ['payment-methods add --token pm_card_visa', 'actionpack subscribe --accept-terms --yes'];

  test.each([
    { what: 'stated and cancelled', before: [STATED, ...CANCELLED], code: 'RECORD_CONFLICT' },
    { what: 'bought here and cancelled', before: [...BOUGHT, ...CANCELLED], code: 'SUBSCRIPTION_CANCELLED' },
  ])('$what', async ({ before, code }) => {
    const world = (await (await member()).copy().after(...before)).copy();
    expect((await world.json('status')).subscriptions).toMatchObject([{ state: 'cancelled' }]);
    const early = await world.run('adopt action-pack --anniversary 2027-11-21 --autorenew off --invoice E2 --json');
    expect(early.error()).toMatchObject({ code, exit: 5 });
    const again = 'adopt action-pack --anniversary 2027-11-22 --autorenew off --invoice E2';
    expect(await world.json(again)).toMatchObject({
      changed: true,
      subscription: { state: 'active', termStart: TODAY },
    });
    expect(await world.json(again)).toMatchObject({ changed: false });
    expect(await world.json('db check')).toMatchObject({ sound: true });
    expect(await world.json('actionpack show')).toMatchObject({ state: 'active', cancelled: null });
    expect((await world.run('adopt action-pack --anniversary 2028-11-22 --invoice E3 --json')).error()).toMatchObject({
      code: 'RECORD_CONFLICT',
    });
  });

  test('D26 what was cancelled in its first days, adopted anew and corrected keeps to its own order', async () => {
    const world = (await (await member()).copy().after(STATED, ...CANCELLED)).copy();
    await world.after('adopt action-pack --anniversary 2027-11-22 --autorenew on --invoice E2');
    await world.after('orders correct E2 --reason later --term-end 2027-12-01');
    expect((await world.json('status')).subscriptions).toMatchObject([{ state: 'active', anniversary: '2027-12-01' }]);
    expect(await world.json('db check')).toMatchObject({ sound: true });
  });

  test('expired', async () => {
    const world = owner.copy({ now: '2027-06-01' });
    const again = await world.json('adopt action-pack --anniversary 2028-05-20 --autorenew off --invoice E2');
    expect(again).toMatchObject({ changed: true, subscription: { termStart: '2027-05-20' } });
    expect(await world.json('db check')).toMatchObject({ sound: true });
  });
});

describe('a budget holds what is paid by hand and at the vendor, too', () => {
  test('each row says how, with the amount that was paid where the programme lists none', async () => {
    const world = await new Workplace().after(
      `adopt success-core --anniversary 2027-03-15 --autorenew off --amount 925.00 --currency USD ${COMPANY} --gateway none --programme maicpp-2026`,
    );
    expect(await world.json('renewals forecast --months 24')).toMatchObject([
      { month: '2027-03', chargeOn: '2027-03-15', how: 'by-hand', amount: { amount: 92500, currency: 'USD' } },
      { month: '2028-03', how: 'by-hand' },
    ]);
    expect(await owner.json('renewals forecast --months 18')).toMatchObject([
      { chargeOn: '2027-03-01', how: 'at-vendor', amount: { amount: 47500 } },
      { chargeOn: '2028-03-01', how: 'at-vendor' },
    ]);
    const bought = await (
      await member()
    )
      .copy()
      .after('payment-methods add --token pm_card_visa', 'actionpack subscribe --accept-terms --yes');
    expect(await bought.json('renewals forecast')).toMatchObject([{ how: 'automatic' }]);
    await bought.after('actionpack autorenew off');
    expect(await bought.json('renewals forecast --months 30')).toMatchObject([
      { how: 'by-hand' },
      { how: 'automatic' },
    ]);
    for (const lang of ['en', 'fr'])
      expect((await owner.run(`renewals forecast --lang ${lang}`)).stdout).toMatch(/at the vendor|chez le fournisseur/);
  });
});

test('D27 status says again what is odd, until it is stated again or a file shows it', async () => {
  const odd = `adopt action-pack --anniversary 2027-03-01 --autorenew on --invoice E1 --amount 4750.00 --currency USD ${NEW}`;
  const codes = async (world: Workplace) =>
    (await world.json('status')).warnings.map(({ code }: Answer) => code as string);
  const world = await new Workplace().after(odd);
  expect(await codes(world)).toContain('AMOUNT_DIFFERS');
  const corrected = await world.copy().after('orders correct E1 --amount 4751.00 --currency USD --reason checked');
  expect(await codes(corrected)).not.toContain('AMOUNT_DIFFERS');
  writeFileSync(join(world.home, 'invoice.pdf'), 'an invoice');
  expect(
    await codes(await new Workplace().after(`${odd} --evidence ${join(world.home, 'invoice.pdf')}`)),
  ).not.toContain('AMOUNT_DIFFERS');
  // What has ended needs no hand.
  const over = await new Workplace().after(odd.replace('2027-03-01', '2026-01-01'));
  expect(await codes(over)).not.toContain('AMOUNT_DIFFERS');
});
