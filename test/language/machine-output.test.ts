import { COMMANDS } from '../support/commands.js';
import { BUY, CARD, JOIN, Workplace } from '../support/in-process.js';

/** The same machine twice, but for the language of its user. */
const SPEAKERS = ['en', 'fr'].map((lang) => new Workplace({ env: { PARTNER_LANG: lang } }));

// A year later: renewed once, automatic renewal off, a charge declined, so that every screen has something to say.
const HISTORY = [
  JOIN,
  CARD,
  BUY,
  'clock set 2027-10-01',
  'actionpack renew --accept-terms --yes',
  'actionpack autorenew off',
  'payment-methods add --token pm_card_mastercard',
  'clock set 2028-11-20',
];

beforeAll(async () => {
  for (const speaker of SPEAKERS) await speaker.after(...HISTORY);
});

/** What a script reads: the result or, where there is none, the error; `~` for where the home is. */
async function answers(line: string | readonly string[]) {
  const got = [];
  for (const speaker of SPEAKERS) {
    const { code, stdout, stderr } = await speaker.run(line);
    got.push({ code, read: (stdout === '' ? stderr : stdout).replaceAll(speaker.home, '~') });
  }
  return got;
}

async function expectSame(line: string | readonly string[], exit?: number): Promise<void> {
  const [english, french] = await answers(line);
  expect([line, french]).toEqual([line, english]);
  expect([line, english?.code]).toEqual([line, exit ?? english?.code]);
  expect([line, english?.read]).not.toEqual([line, '']);
}

const LINES = [
  'status',
  'offers list',
  'offers show action-pack',
  'offers show gold-competency',
  'actionpack show',
  'actionpack subscribe --check',
  'actionpack renew --check',
  'actionpack renew --accept-terms --dry-run',
  'actionpack autorenew status',
  'subscriptions timeline',
  'payment-methods list',
  'orders list',
  'orders show 2026-000001',
  'orders receipt 2026-000001',
  'terms show',
  'terms history',
  'account list',
  'config list --show-origin --fields key,origin',
  'db check',
  'clock show',
  'sandbox cards',
  'commands',
  'help',
  'help environment',
  'help errors',
  'help errors AUTORENEW_LOCKED',
  'help exit-codes',
  'help actionpack renew',
];

test('D2 json, csv and tsv are the same byte for byte, whatever the language', async () => {
  for (const line of LINES) for (const form of ['json', 'csv', 'tsv']) await expectSame(`${line} -o ${form}`);
});

test('D2 so is the error that a script reads', async () => {
  await expectSame('actionpack autorenew on --json', 5);
  await expectSame('actionpack subscribe --accept-terms --yes --json', 5);
  await expectSame('subscriptions subscribe gold-competency --accept-terms --yes -o csv', 5);
  await expectSame('actionpack renew --accept-terms --review 0000 --yes --json', 7);
  await expectSame('actionpack renew --json', 2);
  await expectSame('payment-methods add --token pm_card_visa_chargeDeclined --json', 9);
  await expectSame('orders show ord_gone -o tsv', 3);
  await expectSame('offers show action-pak --json', 3);
  await expectSame('ofers list --json', 2);
  await expectSame('offers list --output xml --json', 2);
  await expectSame('clock set 2020-01-01 --json', 5);
  await expectSame('status --query [ --json', 2);
});

test('D2 every example of every command answers scripts alike, whoever typed it', async () => {
  // Which language it is, and where a file is written, is what these two were asked.
  const ownAnswer = (line: string) => /^(config (list|get lang)|db backup)/.test(line);
  const examples = COMMANDS.flatMap((command) => command.examples).filter((line) => !ownAnswer(line));
  expect(examples.length).toBeGreaterThan(COMMANDS.length);
  // Quoted words stay one word.
  const split = (line: string) => (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''));
  for (const line of examples) await expectSame([...split(line), ...(line.includes('output') ? [] : ['--json'])]);
});
