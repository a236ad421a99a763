import type { Day } from '../src/core/day.js';
import { Connection } from '../src/store/postgres/connect.js';
import { EvidenceTable } from '../src/store/postgres/evidence.js';
import { PostgresSession } from '../src/store/postgres/session.js';
import { addressOf } from '../test/support/server.js';
import { CHARGE, prepare, type Write } from './bare.js';

/**
 * What a server itself needs for the renewals of a day: the very statements that a run would send, made ready before the
 * clock starts, by one connection, with as many to a transaction and every commit on the disk.
 */
export async function bareOnServer(url: string, day: Day, concurrency: number) {
  const address = addressOf(url);
  const ledger = await Connection.open(address, { patienceMs: 60_000 });
  const books = await Connection.open({ ...address, schema: `${address.schema}_sandbox` }, { patienceMs: 60_000 });
  const reading = new PostgresSession(ledger, true);
  const groups = await prepare(reading, new EvidenceTable(reading), day, concurrency);
  const count = groups.reduce((sum, { charges }) => sum + charges.length, 0);
  const send = async (writes: readonly Write[]) => {
    await ledger.run('BEGIN');
    for (const { sql, values } of writes) await ledger.query(sql, values);
    await ledger.run('COMMIT');
  };
  const started = performance.now();
  for (const { claims, charges, outcomes } of groups) {
    await send(claims);
    for (const values of charges) await books.query(CHARGE, values);
    await send(outcomes);
  }
  const took = performance.now() - started;
  await ledger.end();
  await books.end();
  return { count, took };
}
