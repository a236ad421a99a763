import { freshHome, runPartner } from '../support/run.js';
import { ownServer, withServer, type OwnServer } from '../support/server.js';

const JOIN = 'join --company Contoso --country FR --email admin@contoso.example --mpn-id 1234567 --accept-terms';
const BUY = 'actionpack subscribe --accept-terms --token pm_card_visa --yes';

(withServer ? describe : describe.skip)('a standby', () => {
  let server: OwnServer;
  const home = freshHome();
  const partner = (line: string) =>
    runPartner([...line.split(' '), '--json'], { home, env: { PARTNER_DATABASE: server.url } });

  beforeAll(async () => {
    server = await ownServer();
    expect((await partner(JOIN)).code).toBe(0);
    server.stop();
    server.standBy();
  }, 60_000);
  afterAll(() => server.stop());

  test.each(['status', 'offers list', 'renewals run --yes', 'recover', `${BUY} --dry-run`])(
    'shows what is there: %s',
    async (line) => expect(await partner(line)).toMatchObject({ code: 0, stderr: '' }),
    30_000,
  );

  test.each([BUY, 'payment-methods add --token pm_card_visa', 'db check'])(
    'G2 takes no writes, and says so: %s',
    async (line) => {
      const { code, stderr } = await partner(line);
      expect([code, stderr]).toEqual([1, expect.stringContaining('"code":"SERVER_READ_ONLY"')]);
    },
    30_000,
  );
});
