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
];

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
