import { JOIN, Workplace } from '../support/in-process.js';

/** What is there, and a word that is near it and names nothing. */
const ROWS: readonly (readonly [kind: string, line: (near: (id: string) => string) => string])[] = [
  ['account', () => 'account use 123456'],
  ['offer', () => 'offers show action-pac'],
  ['area', () => 'competency show data-platfrm'],
  ['benefit', () => 'benefits activate azure-credi'],
  ['subscription', () => 'subscriptions show action-pac'],
  ['order', (near) => `orders show ${near('ord')}`],
  ['payment-method', (near) => `payment-methods default ${near('pm')}`],
  ['request', (near) => `support show ${near('req')}`],
  ['user', () => 'users grant admn@contoso.example user'],
  ['token', () => 'tokens revoke nightl'],
  ['setting', () => 'config get datbase'],
  ['terms', () => 'terms show network-agreemen'],
  ['topic', () => 'help environmen'],
  ['error-code', () => 'help errors NOT_FOUN'],
  ['programme', () => 'catalog show mpn-2019'],
  ['programme', () => 'join --company C --country FR --email a@b.example --mpn-id 7654321 --programme mpn-2081'],
  ['setting', () => 'config set langg fr'],
  ['setting', () => 'config unset colour'],
];

/** What can be said, and a word that is near it and cannot. */
const CHOICES = [
  ['status --lang frr', 'fr'],
  ['competency subscribe sliver', 'silver'],
  ['competency attain devops golden', 'gold'],
  ['users add b@contoso.example --roles global-admin,biling-admin', 'billing-admin'],
  ['users grant admin@contoso.example acount-admin', 'account-admin'],
  ['tokens create ci --scopes read,renw', 'renew'],
  ['benefits activate azure-credit --offer action-pac', 'action-pack'],
  ['who-can reneww', 'renew'],
] as const;

/** What is there, in letters as somebody may type them. */
const IN_CAPITALS = [
  'offers show Action-Pack',
  'subscriptions show ACTION-PACK',
  'competency show Data-Platform',
  'benefits activate Azure-Credit --offer ACTION-PACK --dry-run',
  'terms show Network-Agreement',
  'help Environment',
  'help Errors not_found',
  'users grant ADMIN@contoso.example billing-admin --dry-run',
] as const;

async function filled(): Promise<{ world: Workplace; ids: Readonly<Record<string, string>> }> {
  const world = await new Workplace().after(
    JOIN,
    'payment-methods add --token pm_card_visa',
    'actionpack subscribe --accept-terms --yes',
    'tokens create nightly',
    ['support', 'new', '--problem', 'membership', '--text', 'Which licences are ours?', '--yes'],
  );
  const [order] = await world.json('orders list');
  const [method] = await world.json('payment-methods list');
  const [request] = await world.json('support list');
  return { world, ids: { ord: order.id, pm: method.id, req: request.id } };
}

let place: Awaited<ReturnType<typeof filled>>;
beforeAll(async () => {
  place = await filled();
});

test.each(ROWS)('F8 an unknown %s is answered by the nearest that there is', async (what, line) => {
  const near = (prefix: string) => (place.ids[prefix] ?? '').slice(0, -1);
  const answer = await place.world.run([...line(near).split(' '), '--json']);
  const error = answer.error();
  expect(error).toMatchObject({ code: 'NOT_FOUND', exit: 3, what });
  expect(typeof error['nearest']).toBe('string');
});

test.each([
  ['Germnay', 'en', 'Germany', 'Did you mean Germany?'],
  ['Allemange', 'fr', 'Allemagne', 'Vouliez-vous dire Allemagne\u00A0?'],
  ['UK', 'en', 'GB', 'Did you mean GB?'],
])('J0 the country %s, asked in %s: %s is meant', async (given, lang, nearest, sentence) => {
  const here = new Workplace();
  const words = ['join', '--company', 'Contoso', '--country', given, '--email', 'admin@contoso.example'];
  const line = [...words, '--mpn-id', '1234567', '--accept-terms'];
  expect((await here.run([...line, '--json'])).error()).toMatchObject({ code: 'VALUE_INVALID', nearest });
  expect((await here.run([...line, '--lang', lang])).stderr.replaceAll(/\s*\n\s*/g, ' ')).toContain(sentence);
});

test('J0 a company of Kosovo joins, by code and by name', async () => {
  for (const country of ['XK', 'Kosovo']) {
    const here = await new Workplace().after(JOIN.replace('FR', country));
    expect(await here.json('account show')).toMatchObject({ country: 'XK' });
  }
});

test.each(CHOICES)('F8 partner %s is answered by %s', async (line, near) => {
  const error = (await place.world.run(`${line} --json`)).error();
  expect(error).toMatchObject({ code: 'UNKNOWN_CHOICE', exit: 2, nearest: near });
});

test.each(IN_CAPITALS)('F8 capitals make no other name: partner %s', async (line) => {
  expect(await place.world.copy().run(line)).toMatchObject({ code: 0 });
});
