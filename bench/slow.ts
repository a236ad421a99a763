import { setTimeout as sleep } from 'node:timers/promises';
import { createHash } from 'node:crypto';
import { openCatalog } from '../src/catalog/load.js';
import { noonOf } from '../src/core/day.js';
import { runRenewals } from '../src/journeys/renewals-run.js';
import type { Desk } from '../src/journeys/desk.js';
import type { ChargeOutcome, Found, Gateway } from '../src/payments/gateway.js';
import { openServerLedger } from '../src/store/postgres/open.js';
import { openLedger } from '../src/store/sqlite/open.js';
import { addressOf } from '../test/support/server.js';
import { DATA, TODAY } from './setting.js';

/** Charges everything due today through a gateway that takes so long for each of its answers. */
export async function slowRun(place: string, concurrency: number, answerMs: number) {
  const store = place.startsWith('postgres:') ? await openServerLedger(addressOf(place), {}) : await openLedger(place);
  const calls = { count: 0 };
  const at = noonOf(TODAY);
  const catalog = openCatalog({ folder: DATA });
  const programmes = await Promise.all(catalog.ids.map((id) => catalog.programme(id)));
  let named = 0;
  const desk = {
    ledger: store,
    gateway: remote(answerMs, calls),
    at,
    by: '',
    nextId: (prefix: string) => `${prefix}_${process.pid}_${(named += 1)}`,
    process: `bench-${process.pid}`,
    digest: (text: string) => createHash('sha256').update(text).digest('hex'),
    isGone: () => false,
    isRunning: () => true,
    stopwatch: () => {
      const from = performance.now();
      return () => performance.now() - from;
    },
    chance: Math.random,
    pause: (milliseconds: number) => sleep(milliseconds).then(() => undefined),
    failpoint: () => undefined,
  } as Desk;
  const started = performance.now();
  let charged = 0;
  const scope = { ledger: store, at, programmes, accountId: undefined };
  const onItem = ({ result }: { readonly result: { readonly kind: string } }) =>
    void (charged += result.kind === 'charged' ? 1 : 0);
  await runRenewals(desk, scope, {
    limit: Infinity,
    concurrency,
    stopAsked: () => false,
    onRecovered: () => undefined,
    onItem,
    onLooked: () => undefined,
  });
  const took = performance.now() - started;
  const ended = Date.now();
  await store.close();
  return { count: charged, calls: calls.count, took, began: ended - took, ended };
}

/** A gateway elsewhere: what it does costs this machine nothing but the waiting. */
function remote(answerMs: number, calls: { count: number }): Gateway {
  const late = async <T>(answer: T): Promise<T> => {
    calls.count += 1;
    await sleep(answerMs);
    return answer;
  };
  const never = () => Promise.reject(new Error('a run of renewals has no use for this'));
  return {
    ready: async () => undefined,
    inspect: never,
    attach: never,
    askCardholder: never,
    page: never,
    closePage: never,
    list: never,
    refund: never,
    refunds: never,
    find: () => late<Found>({ kind: 'found', charges: [], pages: [], declines: [] }),
    charge: ({ key }) => late<ChargeOutcome>({ kind: 'succeeded', chargeId: `ch_${key}` }),
    now: async () => undefined,
    close: () => undefined,
  };
}
