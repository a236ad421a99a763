import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { byMail, mails } from '../commands/reminders/servers.js';
import { freshHome, runPartner } from '../support/run.js';
import { freshDatabase, withServer, type Database } from '../support/server.js';

/** The workflow of the README for a ledger on a server. */
const WORKFLOW =
  readFileSync(join(packageRoot(), 'README.md'), 'utf8')
    .split('```')
    .find((block) => block.startsWith('yaml') && block.includes('secrets.PARTNER_DATABASE')) ?? '';
const STEPS = [...WORKFLOW.matchAll(/run: partner (.*)$/gm)].map(([, line = '']) => line.split(' '));
const JOIN = 'join --company Contoso --country FR --email admin@contoso.example --mpn-id 1234567 --accept-terms';
const BUY = 'actionpack subscribe --token pm_card_visa --accept-terms --yes';

(withServer ? describe : describe.skip)('the workflow of the README with a server', () => {
  let database: Database;
  beforeAll(async () => void (database = await freshDatabase()));
  afterAll(() => database.drop());

  test('G1 each step, on a fresh machine with an address, a token and the mail server alone: what is due is renewed, once', async () => {
    const home = freshHome();
    const env = { PARTNER_DATABASE: database.url() };
    const partner = (line: string) => runPartner(line.split(' '), { home, env, timeoutMs: 60_000 });
    for (const line of [JOIN, BUY, 'clock advance 365d']) expect([line, (await partner(line)).code]).toEqual([line, 0]);
    const made = await partner('tokens create ci --scopes read,renew --all-accounts --json');
    const { token } = made.json<{ token: string }>();

    expect(STEPS.map(([noun, verb]) => `${noun} ${verb}`)).toEqual(['renewals run', 'reminders send']);
    const machine = { ...env, ...byMail(await mails()), PARTNER_TOKEN: token, CI: 'true' };
    for (const charged of [1, 0])
      for (const step of STEPS) {
        const ran = await runPartner(step, { env: machine, timeoutMs: 60_000 });
        expect([step, ran.code, ran.stderr.includes('"error"')]).toEqual([step, 0, false]);
        if (step[0] === 'renewals') expect(ran.json()).toMatchObject({ charged });
      }
    expect((await partner('reconcile --json')).json()).toMatchObject({ agree: true, charges: 2 });
  }, 120_000);
});
