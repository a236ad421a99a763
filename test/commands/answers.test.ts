import { BUY, CARD, member, subscriber, Workplace } from '../support/in-process.js';
import { shellWords } from '../support/words.js';

const FILLED: Readonly<Record<string, string>> = {
  NAME: 'Contoso',
  CODE: 'FR',
  ADDRESS: 'admin@contoso.example',
  TOKEN: 'pm_card_visa',
};

/** What a person makes of the command line that the error offers: every placeholder replaced. */
function completed(line: string): readonly string[] {
  const words = shellWords(line).slice(1);
  return words.map((word, index) =>
    words[index - 1] === '--mpn-id' && word === 'ID' ? '1234567' : (FILLED[word] ?? word),
  );
}

const ALL_OF_WHO = ['--company NAME', '--country CODE', '--email ADDRESS', '--mpn-id ID'];

test.each([
  { name: 'J0 nothing said', line: 'join', missing: [...ALL_OF_WHO, '--accept-terms'] },
  {
    name: 'J0 some of it said',
    line: 'join --company Contoso --email a@b.example',
    missing: ['--country CODE', '--mpn-id ID', '--accept-terms'],
  },
  {
    name: 'J0 the terms alone',
    line: 'join --company C --country FR --email a@b.example --mpn-id 1234567',
    missing: ['--accept-terms'],
  },
  {
    name: 'J1 a newcomer who says nothing',
    line: 'actionpack subscribe',
    missing: [...ALL_OF_WHO, '--accept-terms', '--token TOKEN', '--yes'],
  },
  {
    name: 'J1 joining with the purchase',
    line: 'actionpack subscribe --company Contoso',
    missing: [...ALL_OF_WHO.slice(1), '--accept-terms', '--token TOKEN', '--yes'],
  },
])('$name: every missing flag at once, and a line that works once it is filled in', async ({ line, missing }) => {
  const world = new Workplace();
  const refused = await world.run(`${line} --json`);
  const error = refused.error();
  expect(error).toMatchObject({ code: 'ANSWERS_MISSING', exit: 2, missing, command: error.try[0] });
  expect(world.files().size).toBe(0);
  const ran = await world.run(completed(error.try[0] ?? ''));
  expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 0, stderr: '' });
});

test.each([
  {
    name: 'R8 nothing on file',
    card: false,
    line: 'actionpack subscribe',
    missing: ['--accept-terms', '--token TOKEN', '--yes'],
  },
  { name: 'R8 a card on file', card: true, line: 'actionpack subscribe', missing: ['--accept-terms', '--yes'] },
  {
    name: 'R7 the terms named',
    card: true,
    line: 'subscriptions subscribe action-pack --accept-terms',
    missing: ['--yes'],
  },
  { name: 'R7 --yes accepts no terms', card: true, line: 'actionpack subscribe --yes', missing: ['--accept-terms'] },
])('$name: what is still open is asked for, what is kept is filled in', async ({ card, line, missing }) => {
  const world = await member();
  if (card) await world.after(CARD);
  const error = (await world.run(`${line} --json`)).error();
  expect(error).toMatchObject({ code: 'ANSWERS_MISSING', missing });
  const ran = await world.run([...completed(error.try[0] ?? ''), '--json']);
  expect(ran.json()).toMatchObject({ order: { state: 'paid' } });
});

test('R8 a way to pay has to be given to payment-methods add', async () => {
  const world = await member();
  const error = (await world.run('payment-methods add --json')).error();
  expect(error).toMatchObject({ code: 'ANSWERS_MISSING', missing: ['--token TOKEN'] });
  expect((await world.run(completed(error.try[0] ?? ''))).code).toBe(0);
});

test('D12 leaving is said twice', async () => {
  const world = await member();
  const error = (await world.run('leave --json')).error();
  expect(error).toMatchObject({ code: 'ANSWERS_MISSING', missing: ['--yes'] });
  expect((await world.run(completed(error.try[0] ?? ''))).code).toBe(0);
});

test('what is missing is missing in CI and with --no-input, terminal or not', async () => {
  const world = new Workplace({ terminal: { stdin: true, stdout: true, stderr: true } });
  for (const [line, env] of [
    ['join --json --no-input', {}],
    ['join --json', { CI: 'true' }],
    ['actionpack subscribe --company C --json', { CI: '1' }],
  ] as const) {
    expect((await world.run(line, { env })).error()).toMatchObject({ code: 'ANSWERS_MISSING', exit: 2 });
  }
});

test('names and numbers may come from the environment, consent and money never', async () => {
  const env = {
    PARTNER_COMPANY: 'Contoso',
    PARTNER_COUNTRY: 'FR',
    PARTNER_EMAIL: 'admin@contoso.example',
    PARTNER_MPN_ID: '1234567',
    PARTNER_ACCEPT_TERMS: '2018-08',
    PARTNER_YES: '1',
    PARTNER_REVIEW: '0',
    PARTNER_CARD_STDIN: '1',
  };
  const world = new Workplace({ env });
  expect((await world.run('join --json')).error()).toMatchObject({ missing: ['--accept-terms'] });
  expect(await world.json('join --accept-terms --company Fabrikam')).toMatchObject({
    company: 'Fabrikam',
    mpnId: '1234567',
  });
  expect((await world.run('actionpack subscribe --json')).error()).toMatchObject({
    missing: ['--accept-terms', '--token TOKEN', '--yes'],
  });
});

test('R8 the way to pay may come from the environment', async () => {
  const world = await member();
  await world.after(CARD, 'payment-methods add --token pm_card_mastercard');
  const [, second] = await world.json('payment-methods list');
  const { order } = await world.json(BUY, { env: { PARTNER_PAYMENT_METHOD: second.id } });
  expect(order.paymentMethod).toBe(second.id);
});

test.each([
  'actionpack renew',
  'actionpack show',
  'actionpack autorenew off',
  'subscriptions renew action-pack',
  'orders list',
  'payment-methods list',
  'payment-methods add --token pm_card_visa',
  'terms history',
  'leave --yes',
  'account show',
])('R2 D12 partner %s before joining names join and writes nothing', async (line) => {
  const world = new Workplace();
  expect((await world.run(`${line} --json`)).error()).toMatchObject({
    code: 'NOT_A_MEMBER',
    exit: 5,
    rule: 'R2',
    try: ['partner join'],
  });
  expect(world.files().size).toBe(0);
});

test('D12 who has left is no member, and joins again with the account and its history', async () => {
  const world = await subscriber();
  const before = await world.json('account show');
  await world.after('clock advance P3Y', 'leave --yes');
  expect((await world.run('benefits list --json')).error()).toMatchObject({
    code: 'NOT_A_MEMBER',
    try: ['partner join'],
  });
  expect((await world.run('leave --yes --json')).error()).toMatchObject({
    ...{ code: 'NOT_A_MEMBER', left: { company: 'Contoso' } },
    message: expect.stringMatching(/^Contoso left the network on /),
  });
  expect(await world.json('account show')).toMatchObject({ id: before.id, leftOn: '2029-11-22' });
  await world.after(
    'join --company Contoso --country FR --email admin@contoso.example --mpn-id 1234567 --accept-terms',
  );
  expect(await world.json('account show')).toMatchObject({ id: before.id, joinedOn: '2029-11-22', leftOn: null });
  expect(await world.json('orders list')).toHaveLength(1);
});
