import { subscriber, type Workplace } from '../support/in-process.js';

let world: Workplace;
beforeAll(async () => {
  world = (await subscriber()).copy();
  const who = (name: string, id: string) =>
    `join --company ${name} --country FR --email a@${name.toLowerCase()}.example --mpn-id ${id} --accept-terms`;
  await world.after(who('Adatum', '7654321'), who('Fabrikam', '2222222'));
  const BUY = 'actionpack subscribe --accept-terms --token pm_card_visa --yes';
  await world.after(`${BUY} --account 2222222`);
});

const later = { now: '2026-12-01' };

test('J0 every account is in one table, by anniversary date or by company; who owns nothing is there, too', async () => {
  const listed = await world.json('status --all-accounts', later);
  expect(listed).toMatchObject([
    { company: 'Contoso', mpnId: '1234567', offer: 'action-pack', state: 'active', anniversary: '2027-11-22' },
    { company: 'Fabrikam', offer: 'action-pack', nextChargeOn: '2027-11-22', attention: ['ONE_BUYER'] },
    { company: 'Adatum', offer: null, state: null, anniversary: null, attention: ['ONE_BUYER'] },
  ]);
  const sorted = await world.json('status --all-accounts --sort company', later);
  expect(sorted.map(({ company }: { company: string }) => company)).toEqual(['Adatum', 'Contoso', 'Fabrikam']);
});

test('J0 in every form', async () => {
  const [head, first] = (await world.run('status --all-accounts -o csv', later)).stdout.split('\r\n');
  expect(head).toBe('mpnId,company,offer,state,anniversary,nextChargeOn,amount.amount,amount.currency,attention');
  expect(first).toBe('1234567,Contoso,action-pack,active,2027-11-22,2027-11-22,47500,USD,ONE_BUYER');
  const { stdout } = await world.run('status --all-accounts', later);
  expect(stdout).toMatch(/^Contoso\tMicrosoft Action Pack\tactive\t2027-11-22\tON .*\t! 1$/m);
});

test('J0 one account and all of them is no question, and an order is of a list', async () => {
  const refused = async (line: string) => (await world.run(`${line} --json`)).error().code;
  expect(await refused('status --all-accounts --account 1234567')).toBe('FLAG_UNUSED');
  expect(await refused('status --account 1234567 --sort company')).toBe('FLAG_UNUSED');
  expect(await refused('status --all-accounts --sort size')).toBe('UNKNOWN_CHOICE');
});
