import { Workplace } from '../support/in-process.js';

const OWNED = 'adopt action-pack --anniversary 2027-03-01 --paid-on 2026-03-01 --amount 475.00 --currency USD';
const company = (name: string, mpnId: string) =>
  `--company ${name} --country FR --email admin@${name.toLowerCase()}.example --mpn-id ${mpnId}`;

test.each([
  ['en', 'stated by admin@contoso.example on 2026-11-22, vendor invoice E1', /paid through|charged to/i],
  ['fr', 'déclaré par admin@contoso.example le 2026-11-22, facture fournisseur E1', /payé par partner|débité sur/i],
])(
  'D24 in %s what is owned, its order and its paper say whose word it is, and never that it was paid here',
  async (lang, word, paid) => {
    const world = await new Workplace().after(
      `${OWNED} --invoice E1 --gateway none --programme mpn-2018 ${company('Contoso', '1234567')}`,
    );
    for (const line of ['status', 'actionpack show', 'orders show E1', 'orders receipt E1']) {
      const said = (await world.run(`${line} --lang ${lang}`)).stdout.replaceAll('\u00A0', ' ');
      expect([line, said.includes(word), paid.test(said)]).toEqual([line, true, false]);
    }
    const { state, receiptNumber, attempts, stated } = (await world.run('orders show E1 --json')).json<
      Record<string, unknown>
    >();
    expect([state, receiptNumber, attempts]).toEqual(['recorded', null, []]);
    expect(stated).toMatchObject({ by: 'admin@contoso.example', invoice: 'E1' });
    expect((await world.run('orders export --all-accounts --json')).json()).toEqual([]);
  },
);

test('D25 an invoice number is one once an account and programme: another of either may have the same', async () => {
  const world = await new Workplace().after(
    `${OWNED} --invoice E1 --gateway none --programme mpn-2018 ${company('Contoso', '1234567')}`,
    `${OWNED} --invoice E1 --programme mpn-2018 ${company('Fabrikam', '7654321')}`,
    'account move maicpp-2026 --account 1234567 --accept-terms --yes',
    'adopt launch --account 1234567 --anniversary 2027-11-01 --invoice E1',
  );
  expect((await world.run('account list --json')).json()).toHaveLength(2);
  expect((await world.run('db check')).code).toBe(0);
});
