import { setTimeout as pause } from 'node:timers/promises';
import { openServerLedger } from '../../../src/store/postgres/open.js';
import { addressOf, withServer } from '../../support/server.js';
import { loginsOn, type Logins } from './logins.js';

(withServer ? describe : describe.skip)('G8 a server that has as many connections as it may', () => {
  let logins: Logins;
  let only: string;

  beforeEach(async () => {
    logins = await loginsOn();
    only = await logins.login('only');
    await logins.grant(only, 'read');
    await logins.database.ask(`ALTER ROLE ${only} CONNECTION LIMIT 1`);
  });
  afterEach(() => logins.drop());

  const open = (patienceMs: number) => openServerLedger(addressOf(logins.url(only)), { patienceMs });

  test('lets in whoever waits once another has gone', async () => {
    const first = await open(1000);
    const second = open(10_000);
    await pause(300);
    await first.close();
    const ledger = await second;
    expect(await ledger.read((reader) => reader.accounts())).toEqual([]);
    await ledger.close();
  });

  test('is named as what it is, and not as a process that holds the ledger', async () => {
    const first = await open(1000);
    await expect(open(300)).rejects.toMatchObject({ code: 'SERVER_CROWDED' });
    await first.close();
  });
});
