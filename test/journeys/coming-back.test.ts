import { broken } from '../support/invariants.js';
import { factsOf } from '../support/invariants/facts.js';
import { subscriber, type Workplace as Machine } from '../support/in-process.js';

/** Bought in 2026, ran out in 2027, left in 2028. */
const NOW = '2028-02-01';

async function former(): Promise<Machine> {
  const machine = await subscriber({ now: '2026-11-22' });
  const left = await machine.run('leave --yes --json', { now: NOW });
  expect(left.code).toBe(0);
  return machine;
}

const subscribe = (mpnId: string) =>
  `actionpack subscribe --company Contoso --country FR --email admin@contoso.example --mpn-id ${mpnId} --accept-terms --yes --json`;

test('J0 who comes back with a purchase is shown what is charged, with the card that is on file', async () => {
  const machine = await former();
  const shown = await machine.json(`${subscribe('1234567')} --dry-run`, { now: NOW });
  const bought = await machine.run(`${subscribe('1234567')} --review ${shown.review}`, { now: NOW });
  expect(bought.code).toBe(0);
  expect(bought.json()).toMatchObject({
    order: { total: shown.order.total, state: 'paid' },
    subscription: { termNumber: 0, startedOn: NOW },
  });
  const { accounts, subscriptions, methods } = factsOf(machine.ledgerFile, machine.booksFile);
  expect([accounts.length, methods.length, subscriptions.map((held) => held['enrolment'])]).toEqual([1, 1, [0, 1]]);
  expect(accounts).toMatchObject([{ left_on: null, joined_on: NOW }]);
  expect(broken(factsOf(machine.ledgerFile, machine.booksFile))).toEqual([]);
});

test('J0 another company in the same ledger gets an account of its own, and none of the cards of the first', async () => {
  const machine = await former();
  const [card] = factsOf(machine.ledgerFile, machine.booksFile).methods;
  const stolen = await machine.run(`${subscribe('7654321')} --payment-method ${String(card?.['id'])}`, { now: NOW });
  expect([stolen.code, stolen.error().code]).toEqual([3, 'NOT_FOUND']);

  expect((await machine.run(`${subscribe('7654321')} --token pm_card_mastercard`, { now: NOW })).code).toBe(0);
  const { accounts, subscriptions } = factsOf(machine.ledgerFile, machine.booksFile);
  expect(accounts.map((account) => [account['mpn_id'], account['left_on']])).toEqual([
    ['1234567', NOW],
    ['7654321', null],
  ]);
  expect(subscriptions.map((held) => held['account_id'])).toEqual(accounts.map((account) => account['id']));
  expect(broken(factsOf(machine.ledgerFile, machine.booksFile))).toEqual([]);
});
