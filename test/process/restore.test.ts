import { cpSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { count, instant, text } from '../support/contract.js';
import { freshHome, runPartner } from '../support/run.js';

const JOIN = 'join --company Contoso --country FR --email admin@contoso.example --mpn-id 1234567 --accept-terms --yes';
const CARD = 'payment-methods add --token pm_card_visa';
const BUY = 'actionpack subscribe --accept-terms --yes';
const STEPS = ['restore:made', 'restore:given-up', 'restore:kept'];

describe('a ledger that is put back by a process', () => {
  const first = freshHome();
  beforeAll(async () => {
    for (const line of [JOIN, CARD, 'db backup copy.db', BUY]) expect((await partner(first, line)).code).toBe(0);
  }, 60_000);

  const partner = (home: string, line: string, env: Readonly<Record<string, string>> = {}) =>
    runPartner(line.split(' '), { home, env, cwd: home, timeoutMs: 60_000 });
  const ledgerOf = (home: string) => join(home, 'data', 'partner', 'ledger.db');

  function copyOfHome(): string {
    const home = freshHome();
    cpSync(first, home, { recursive: true });
    return home;
  }

  test('every command about the ledger itself answers as it says', async () => {
    const home = copyOfHome();
    const answers = async (line: string) => (await partner(home, `${line} --json`)).json();
    expect(await answers('doctor')).toMatchObject({
      healthy: true,
      checks: expect.arrayContaining([
        { id: 'ledger', verdict: 'ok', code: 'LEDGER_SOUND', message: text, facts: {}, try: null },
      ]) as unknown,
    });
    expect(await answers('db migrate')).toEqual({ path: ledgerOf(home), from: count, to: count, changed: false });
    expect(await answers('db export tables')).toMatchObject({
      format: 'jsonl',
      files: expect.arrayContaining([{ file: 'accounts.jsonl', rows: 1 }]) as unknown,
    });
    const noted = { accounts: 1, entries: count, knownUntil: instant, lost: null, books: null, differences: 0 };
    expect(await answers('db restore --yes')).toEqual({ path: ledgerOf(home), from: null, replaced: null, ...noted });
  });

  test.each(STEPS)(
    'G1 G20 killed at %s the ledger is the old one, it is run again, and nothing is charged twice',
    async (step) => {
      const home = copyOfHome();
      const line = 'db restore copy.db --yes --json';
      expect((await partner(home, line, { PARTNER_FAILPOINT: step })).code).toBe(128 + 9);
      expect((await partner(home, 'status --json')).json()).toMatchObject({
        subscriptions: [{ offer: 'action-pack' }],
      });
      const again = (await partner(home, line)).json<{ lost: number; replaced: string }>();
      expect(again.lost).toBeGreaterThan(0);
      expect((await partner(home, 'db check --json')).json()).toMatchObject({ sound: true });
      expect((await partner(home, `${BUY} --json`)).code).toBe(0);
      expect((await partner(home, 'reconcile --json')).json()).toMatchObject({ charges: 1, differences: [] });
      const left = readdirSync(dirname(ledgerOf(home))).filter((name) => name.startsWith('.partner-'));
      expect(left).toEqual([]);
    },
  );
});
