import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { WEBHOOK_SECRET } from '../payments/stripe/told.js';
import { TEST_KEY } from '../payments/stripe/world.js';
import { BUY, JOIN, member, subscriber, Workplace } from '../support/in-process.js';

const adopted = async () => (await member()).after('adopt action-pack --anniversary 2027-03-01 --invoice E0');

/** Where somebody listens already, in this test or beside it. */
const BUSY_PORT = 18_787;

/** A ledger whose cards are charged through Stripe, which nobody can reach from here. */
function throughStripe(): Promise<Workplace> {
  const stripe = {
    PARTNER_GATEWAY: 'stripe-test',
    PARTNER_STRIPE_KEY: TEST_KEY,
    PARTNER_STRIPE_API: 'http://127.0.0.1:1',
  };
  const env = { ...stripe, PARTNER_STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET };
  return new Workplace({ env }).after(`${JOIN} --programme mpn-2018`);
}

/** How whatever stands against recording what was bought elsewhere is met. */
export const ELSEWHERE = {
  AUTORENEW_AT_VENDOR: { world: () => adopted(), line: 'actionpack autorenew on' },
  DAY_TOO_EARLY: { world: () => adopted(), line: 'actionpack autorenew off --on 1999-01-01' },
  RECORD_CONFLICT: { world: () => adopted(), line: 'adopt action-pack --anniversary 2027-04-01' },
  ANNIVERSARY_NOT_KNOWN: {
    world: () =>
      new Workplace().after(
        `${JOIN} --gateway none --programme maicpp-2026`,
        'adopt success-core --anniversary 2027-03-01 --autorenew off',
      ),
    line: 'orders record success-core --invoice E1',
  },
  TERM_SETTLED: {
    world: async () => (await adopted()).after('orders record action-pack --invoice E1 --paid-on 2026-11-20'),
    line: 'orders correct E0 --term-end 2027-04-01 --reason typo',
  },
  PROGRAMME_LEFT: {
    world: async () => (await subscriber()).after('account move maicpp-2026 --accept-terms --yes'),
    line: 'actionpack renew --accept-terms --yes',
  },
  ROWS_REFUSED: { world: () => member(), line: 'adopt --file -', options: { stdin: 'mpn_id,offer\n1,x' } },
  EVIDENCE_REFUSED: { world: () => adopted(), line: 'orders correct E0 --reason typo --evidence /proc/self/maps' },
  BENEFIT_LAPSED: {
    // 13 months after 15 February end two days before the benefits do.
    world: async () => {
      const joining = `${JOIN.replace('--country FR', '--country US')} --programme maicpp-2026`;
      const adopting = 'adopt launch --started 2026-02-15 --anniversary 2027-02-15 --autorenew off';
      return (await new Workplace().after(joining, adopting)).copy({ now: '2027-03-16' });
    },
    line: 'benefits activate azure-credit --yes',
  },
  NO_INVOICE: { world: () => adopted(), line: 'orders invoice E0' },
  NOT_REFUNDED: { world: () => adopted(), line: 'orders credit-note E0' },
  EVIDENCE_LOST: {
    world: async () => {
      const world = await adopted();
      const file = join(world.home, 'invoice.pdf');
      writeFileSync(file, 'an invoice');
      await world.after(`orders correct E0 --reason typo --evidence ${file}`);
      rmSync(join(world.ledgerFile, '..', 'evidence'), { recursive: true });
      return world;
    },
    line: 'evidence export evidence.zip --order E0',
  },
  ARCHIVE_REFUSED: {
    world: async () => {
      const world = await member();
      writeFileSync(join(world.home, 'evidence.zip'), 'no zip');
      return world;
    },
    line: 'evidence verify evidence.zip',
  },
  FILE_UNREADABLE: { world: () => member(), line: 'adopt --file nowhere.csv' },
  PAID_ELSEWHERE: {
    world: () => new Workplace().after(`${JOIN} --gateway none --programme mpn-2018`),
    line: BUY,
  },
  GATEWAY_KEY: {
    world: () => Promise.resolve(new Workplace()),
    line: `${JOIN} --gateway stripe --programme mpn-2018`,
  },
  GATEWAY_SILENT: { world: () => member(), line: 'payments listen' },
  EVENT_REFUSED: { world: () => throughStripe(), line: 'payments events --stdin --signature t=1,v1=00' },
  PORT_UNUSABLE: {
    world: async () => {
      const other = createServer()
        .listen(BUSY_PORT, '127.0.0.1')
        .on('error', () => undefined);
      other.unref();
      return throughStripe();
    },
    line: `payments listen --port ${BUSY_PORT}`,
  },
  GATEWAY_DIFFERS: { world: () => member(), line: 'status --gateway none' },
};
