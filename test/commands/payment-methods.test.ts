import { readSandboxCards } from '../../src/sandbox/gateway/cards.js';
import { passesLuhn } from '../../src/core/payment-method.js';
import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { METHOD } from '../support/contract.js';
import { CARD, member, subscriber, Workplace, type Answer, type InProcessOptions } from '../support/in-process.js';

const CARDS = readSandboxCards(join(packageRoot(), 'data', 'sandbox-cards.json'));
const cvcOf = ({ cvcDigits }: { cvcDigits: 3 | 4 }) => '1234'.slice(0, cvcDigits);

let joined: Workplace;
beforeAll(async () => {
  joined = await member();
});

test('R8 the first card on file is the default, later ones are not', async () => {
  const world = await joined
    .copy()
    .after(CARD, 'payment-methods add --token pm_card_mastercard', 'payment-methods add --token pm_card_visa');
  const list = await world.json('payment-methods list');
  expect(list).toMatchObject([METHOD, METHOD, METHOD]);
  expect(list.map(({ brand, isDefault }: Answer) => [brand, isDefault])).toEqual([
    ['visa', true],
    ['mastercard', false],
    ['visa', false],
  ]);
});

test('--default and default <id> choose which one renews', async () => {
  const world = await joined.copy().after(CARD);
  const added = await world.json('payment-methods add --token pm_card_amex --default');
  expect(added).toMatchObject({ brand: 'amex', isDefault: true });
  const [visa, amex] = await world.json('payment-methods list');
  expect([visa.isDefault, amex.isDefault]).toEqual([false, true]);
  expect(await world.json(`payment-methods default ${visa.id}`)).toMatchObject({
    id: visa.id,
    isDefault: true,
    changed: true,
  });
  expect(await world.json(`payment-methods default ${visa.id}`)).toMatchObject({ changed: false });
});

test('a card that pays a coming renewal stays; another default frees it', async () => {
  const world = await subscriber();
  const [visa] = await world.json('payment-methods list');
  expect((await world.run(`payment-methods remove ${visa.id} --json`)).error()).toMatchObject({
    code: 'PAYMENT_METHOD_IN_USE',
    exit: 5,
    chargeOn: '2027-11-22',
    offer: 'action-pack',
  });
  await world.after('payment-methods add --token pm_card_mastercard --default', `payment-methods remove ${visa.id}`);
  expect((await world.json('payment-methods list')).map(({ brand }: Answer) => brand)).toEqual(['mastercard']);
  expect(await world.json('orders receipt 2026-000001')).toMatchObject({ card: { brand: 'visa', last4: '4242' } });
  expect(await world.json(`payment-methods remove ${visa.id}`)).toMatchObject({ id: visa.id, changed: false });
});

test('with automatic renewal off, the last card may go', async () => {
  const world = await (await subscriber()).after('actionpack autorenew off');
  const [visa] = await world.json('payment-methods list');
  expect(await world.json(`payment-methods remove ${visa.id}`)).toMatchObject({ id: visa.id, isDefault: false });
  expect(await world.json('payment-methods list')).toEqual([]);
});

test('a card comes on standard input, on one line or several, with its holder', async () => {
  const world = joined.copy();
  const stdin = '5555555555554444\n12/34\n123\nÉlodie Martin\n';
  expect(await world.json('payment-methods add --card-stdin', { stdin })).toMatchObject({
    brand: 'mastercard',
    last4: '4444',
    expMonth: 12,
    expYear: 2034,
    goodTo: '2034-12-31',
    holder: 'Élodie Martin',
  });
  expect(await world.json('payment-methods add --card-stdin', { stdin: '378282246310005 1/2030 1234' })).toMatchObject({
    brand: 'amex',
    holder: null,
    goodTo: '2030-01-31',
  });
  expect(
    (
      await world.json('actionpack subscribe --card-stdin --accept-terms --yes', {
        stdin: '4242424242424242 12/34 123',
      })
    ).order.state,
  ).toBe('paid');
});

test.each([
  { stdin: '4242424242424241 12/34 123', problem: 'number' },
  { stdin: '4111111111111111 12/34 123', problem: 'not-a-test-number' },
  { stdin: '4242424242424242 13/34 123', problem: 'expiry' },
  { stdin: '4242424242424242 10/26 123', problem: 'expired' },
  { stdin: '4242424242424242 12/34 12', problem: 'cvc' },
  { stdin: '378282246310005 12/34 123', problem: 'cvc' },
])('D19 a wrong card on standard input is told without its number: $problem', async ({ stdin, problem }) => {
  const world = joined.copy();
  const before = world.files();
  for (const more of ['--json', '--json --debug', '']) {
    const ran = await world.run(`payment-methods add --card-stdin ${more}`, { stdin });
    expect(ran.code).toBe(5);
    expect(ran.stdout + ran.stderr).not.toMatch(/42424242|41111111|37828224/);
    if (more === '--json') expect(ran.error()).toMatchObject({ code: 'CARD_INVALID', problem, rule: 'D19' });
  }
  expect(world.files()).toEqual(before);
});

test.each(CARDS.filter(({ onAttach, note }) => onAttach === 'declined' && note !== 'mistyped'))(
  'D6 exit 9 and nothing changed where the bank declines at once: $number',
  async (card) => {
    const world = joined.copy();
    const before = world.files().get(world.ledgerFile);
    const ran = await world.run('payment-methods add --card-stdin --json', {
      stdin: `${card.number} 12/34 ${cvcOf(card)}`,
    });
    expect(ran.error()).toMatchObject({
      code: 'PAYMENT_DECLINED',
      exit: 9,
      order: null,
      ...('declineCode' in card ? { declineCode: card.declineCode } : {}),
    });
    expect(ran.stderr).not.toContain(card.number);
    expect(world.files().get(world.ledgerFile)).toBe(before);
  },
);

test.each(CARDS.filter((card) => card.onAttach === 'attached' && card.onCharge === 'declined'))(
  'D6 exit 9 where it declines the charge, and only the attempt is on record: $number',
  async (card) => {
    const world = joined.copy();
    await world.run('payment-methods add --card-stdin', { stdin: `${card.number} 12/34 ${cvcOf(card)}` });
    const error = (await world.run('actionpack subscribe --accept-terms --yes --json')).error();
    expect(error).toMatchObject({ code: 'PAYMENT_DECLINED', exit: 9 });
    expect(await world.json(`orders show ${String(error['order'])}`)).toMatchObject({
      state: 'failed',
      receiptNumber: null,
      paidAt: null,
      attempts: [{ ordinal: 1 }],
    });
    expect(await world.json('subscriptions list')).toEqual([]);
    expect(await world.json('actionpack subscribe --token pm_card_visa --accept-terms --yes')).toMatchObject({
      order: { state: 'paid', attempts: [{ ordinal: 2 }] },
    });
  },
);

test('sandbox cards lists each card and what it does, for people and for scripts', async () => {
  const list = await new Workplace().json('sandbox cards');
  expect(list.map(({ number, token }: Answer) => [number, token])).toEqual(
    CARDS.map(({ number, token }) => [number, token]),
  );
  const lines = (await new Workplace().run('sandbox cards')).stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(CARDS.length);
  expect(lines[0]).toMatch(/^4242 4242 4242 4242\tpm_card_visa\tVisa\t./);
});

test('D19 I14 after everything, no Luhn-valid number is in any file of the home', async () => {
  const world = joined.copy();
  for (const card of CARDS)
    await world.run('payment-methods add --card-stdin', { stdin: `${card.number} 12/34 ${cvcOf(card)} Holder Name` });
  await world.run('actionpack subscribe --accept-terms --yes --card-stdin --debug', {
    stdin: '4000000000000341 12/34 987',
  });
  await world.run('actionpack subscribe --accept-terms --yes --card-stdin', { stdin: '4242424242424242 12/34 987' });
  await world.run(`db backup ${join(world.home, 'copy.db')}`);
  await world.after('actionpack autorenew off', 'clock advance P1Y', 'actionpack renew --accept-terms --yes');
  expect((await world.json('payment-methods list')).length).toBeGreaterThan(5);
  for (const [path, bytes] of world.files()) {
    expect({ path, found: cardNumbersIn(bytes) }).toEqual({ path, found: [] });
    for (const { number } of CARDS) expect(bytes.includes(number)).toBe(false);
  }
});

/** Digits in a row that pass the check digit; a hash or an identifier, which goes on with letters, is none. */
function cardNumbersIn(bytes: string): readonly string[] {
  const runs =
    bytes.match(
      /(?<![0-9A-Za-z-])(?:\d{13,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{4}|\d{4}([ -])\d{6}\2\d{5})(?![0-9A-Za-z-])/g,
    ) ?? [];
  return runs.filter((run) => passesLuhn(run.replace(/[ -]/g, '')));
}

test.each([
  ['nothing', ''],
  ['half a card', '4242424242424242 12/34'],
])('D19 %s on standard input is answered with what belongs there, and not with what was typed', async (_, stdin) => {
  const ran = await joined.run('payment-methods add --card-stdin --json', { stdin });
  expect(ran.error()).toMatchObject({ code: 'VALUE_INVALID', exit: 2, of: '--card-stdin', wanted: 'card' });
  expect(ran.stderr).toContain('number, expiry MM/YY, security code');
  expect(ran.stderr).not.toContain('4242');
});

describe('R8 which card is meant is never guessed', () => {
  const card = (world: Workplace, flags: string, options: InProcessOptions = {}) =>
    world.run(`actionpack subscribe --accept-terms --dry-run --json --query order.card.brand ${flags}`, options);

  test('two answers on one command line are refused', async () => {
    const world = await joined.copy().after(CARD);
    const [{ id: visa }] = await world.json('payment-methods list');
    for (const [flags, said] of [
      [`--payment-method ${visa} --token pm_card_mastercard`, ['--payment-method', '--token']],
      ['--token pm_card_mastercard --card-stdin', ['--token', '--card-stdin']],
    ] as const)
      expect((await card(world, flags)).error()).toMatchObject({ code: 'FLAGS_CONFLICT', exit: 2, flags: said });
  });

  test('a card on the command line comes before one in the environment', async () => {
    const world = await joined.copy().after(CARD, 'payment-methods add --token pm_card_amex');
    const list = await world.json('payment-methods list');
    const amex = list.find(({ brand }: Answer) => brand === 'amex');
    const env = { PARTNER_PAYMENT_METHOD: amex.id };
    expect((await card(world, '', { env })).json()).toBe('amex');
    expect((await card(world, '--token pm_card_mastercard', { env })).json()).toBe('mastercard');
    const stdin = '6011111111111117 12/34 123';
    expect((await card(world, '--card-stdin', { env, stdin })).json()).toBe('discover');
  });
});

test('F8 the card whose bank always asks does what sandbox cards says of it, in both languages', async () => {
  const world = await member();
  const of = async (line: string) =>
    (await world.run(line)).stdout.split('\n').find((row) => row.includes('pm_card_authenticationRequired\t'));
  expect(await of('sandbox cards')).toMatch(/can be added; every charge waits for its holder$/);
  expect(await of('sandbox cards --lang fr')).toMatch(/chaque débit attend son titulaire$/);
  const bought = await world.run('actionpack subscribe --accept-terms --yes --token pm_card_authenticationRequired');
  expect([bought.code, bought.stdout]).toEqual([11, expect.stringContaining('waits for the cardholder')]);
});

test('D6 whoever is declined without a terminal is told what stays, and the line that buys with another card', async () => {
  const pack =
    'actionpack subscribe --company Contoso --country FR --email a@b.example --mpn-id 1234567 --accept-terms --yes';
  for (const [token, stays] of [
    ['pm_card_chargeCustomerFail', true],
    ['pm_card_visa_chargeDeclined', false],
  ] as const) {
    const world = new Workplace();
    const error = (await world.run(`${pack} --token ${token} --json`)).error();
    expect([token, error]).toEqual([token, expect.objectContaining({ code: 'PAYMENT_DECLINED', exit: 9 })]);
    expect([token, error['order'] !== null]).toEqual([token, stays]);
    expect(error.message.includes('nothing changed')).toBe(!stays);
    expect(error.message.includes(`${String(error['order'])} has failed`)).toBe(stays);
    const [again = ''] = error['try'];
    expect(again).toMatch(/^partner actionpack subscribe .*--token TOKEN/);
    expect(again).not.toContain(token);
    const bought = await world.run(again.replace('partner ', '').replace('TOKEN', 'pm_card_visa'));
    expect([token, bought.code]).toEqual([token, 0]);
  }
});

test('orders show names the card that was tried, and why in words', async () => {
  const world = joined.copy();
  await world.run('payment-methods add --token pm_card_chargeCustomerFail');
  const error = (await world.run('actionpack subscribe --accept-terms --yes --json')).error();
  const { stdout } = await world.run(`orders show ${String(error['order'])}`);
  expect(stdout).toMatch(/Visa ending 0341/);
  expect(stdout).toContain('The bank gave no reason.');
  expect(stdout).not.toContain('generic_decline');
});
