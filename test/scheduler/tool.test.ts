import { toolsIn } from '../../src/scheduler/tool.js';

test('G12 no program that is run is handed a key, a token or a password', async () => {
  const secrets = {
    PARTNER_STRIPE_KEY: 'sk_live_of_the_seller',
    PARTNER_TOKEN: 'a-token',
    PARTNER_SMTP_URL: 'smtp://user:password@mail.example',
    PGPASSWORD: 'of-the-ledger',
    PGPASSFILE: '/home/of/somebody',
  };
  const run = toolsIn({ PATH: process.env['PATH'], LANG: 'C', ...secrets });
  const { code, stdout } = await run(process.execPath, ['-p', 'Object.keys(process.env).join()']);
  expect([code, stdout]).toEqual([0, expect.stringContaining('LANG')]);
  expect(stdout).not.toMatch(/PARTNER|PGPASS/);
});
