import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROGRAM, runNode } from '../support/run.js';
import { BUY, CARD, JOIN, TODAY, Workplace } from '../support/in-process.js';

// What a real process asks of the ledger, as its engine is told it: what comes back takes a while for each of them, and on a
// server much longer. A transaction that only reads counts as one that writes; the gateway's books are not the ledger.
const COUNTER = fileURLToPath(new URL('programs/statements.js', import.meta.url));

interface Counted {
  readonly transactions: number;
  readonly selects: number;
}

async function counted(at: Workplace, line: string, code = 0): Promise<Counted> {
  const file = join(at.home, 'statements.json');
  const env = { STATEMENTS: file, PARTNER_WEBHOOK_URL: 'http://127.0.0.1:9/nobody' };
  const ran = await runNode(['--import', COUNTER, PROGRAM, ...line.split(' ')], { home: at.home, env });
  expect({ code: ran.code, stderr: ran.code === code ? '' : ran.stderr }).toEqual({ code, stderr: '' });
  const statements = JSON.parse(readFileSync(file, 'utf8')) as readonly string[];
  const like = (pattern: RegExp) => statements.filter((sql) => pattern.test(sql)).length;
  return { transactions: like(/^BEGIN/), selects: like(/^SELECT/) };
}

const BUYING = JOIN.replace('join', 'actionpack subscribe');

const within = (most: Counted) => (found: Counted) => {
  const fits = found.transactions <= most.transactions && found.selects <= most.selects;
  expect({ found, fits }).toEqual({ found, fits: true });
};

const at = (transactions: number, selects: number) => within({ transactions, selects });
/** A member, the same with a card, the same with the Action Pack, and a year later, when it renews by itself. */
const before = { member: new Workplace(), card: new Workplace(), owner: new Workplace(), due: new Workplace() };

beforeAll(async () => {
  before.member = await new Workplace().after(JOIN, `clock set ${TODAY}`);
  before.card = await before.member.copy().after(CARD);
  before.owner = await before.card.copy().after(BUY);
  before.due = await before.owner.copy().after('clock advance 365d');
}, 120_000);

test.each([
  ['with a card on file', 'card', BUY],
  ['with a new card', 'member', `${BUY} --token pm_card_visa`],
] as const)('a purchase %s is one look, the order, its payment and one more look', async (_, who, line) => {
  at(4, 25)(await counted(before[who].copy(), line));
});

test('a renewal by hand is the same', async () => {
  const owner = await before.owner.copy().after('clock advance 310d');
  at(4, 25)(await counted(owner, 'actionpack renew --accept-terms --yes'));
});

test('who joins with a purchase looks twice more: whether there is a ledger, and whose it is', async () => {
  at(5, 25)(await counted(new Workplace(), `${BUYING} --token pm_card_visa --yes`));
});

test('a renewal that is due is found, placed and paid in few steps', async () => {
  at(5, 30)(await counted(before.due.copy(), 'renewals run --yes'));
});

test('of ten that are due, none takes more than one alone', async () => {
  const workplace = before.due.copy();
  for (let company = 1; company < 10; company += 1) {
    const mpnId = `200000${company}`;
    const join = `join --company Contoso${company} --country FR --email admin@contoso.example --accept-terms`;
    await workplace.after(`${join} --mpn-id ${mpnId}`, `${CARD} --account ${mpnId}`, `${BUY} --account ${mpnId}`);
  }
  await workplace.after('clock advance 365d', 'clock advance 1d');
  const { transactions, selects } = await counted(workplace, 'renewals run --yes --all-accounts --yes');
  at(5, 30)({ transactions: Math.ceil(transactions / 10), selects: Math.ceil(selects / 10) });
});

test.each([
  ['status', at(1, 8)],
  ['offers list', at(1, 8)],
  ['renewals due', at(1, 8)],
  ['orders list', at(1, 8)],
  ['actionpack autorenew off --yes', at(3, 13)],
  ['benefits activate office-365-e3 --yes', at(2, 11)],
  ['recover', at(4, 14)],
] as const)('%s looks once, and writes once where it writes', async (line, most) => {
  most(await counted(before.owner.copy(), line));
});

test('a reminder is looked for, claimed and settled', async () => {
  at(4, 16)(await counted(await before.owner.copy().after('clock advance 350d'), 'reminders send', 8));
});

test.each(['renewals due --all-accounts', 'renewals forecast --all-accounts', 'reminders list --all-accounts'])(
  'G8 %s reads a page of all accounts at once, and not one by one',
  async (list) => {
    const selects = async (accounts: number) => {
      const many = await new Workplace().after(`sandbox seed --accounts ${accounts}`, `clock set ${TODAY}`);
      return (await counted(many, `${list} --json`)).selects;
    };
    const [few, more, many] = [await selects(20), await selects(40), await selects(220)];
    expect(more).toBe(few);
    expect(many - few).toBeLessThanOrEqual(220 / 10);
  },
);
