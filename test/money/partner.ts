import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { copyHome, openLedgerOf } from '../support/ledgers.js';
import { broken } from '../support/invariants.js';
import { factsOfHome, type Facts } from '../support/invariants/facts.js';
import { MPN_2018, type Rules } from '../support/invariants/rules.js';
import { freshHome, plainEnvironment, PROGRAM, runPartner, type Ran } from '../support/run.js';

export const JOINING = [
  '--company',
  'Contoso',
  '--country',
  'FR',
  '--email',
  'admin@contoso.example',
  '--mpn-id',
  '1234567',
];
export const CONSENT = ['--accept-terms', '--yes', '--json'];
export const SUBSCRIBE = ['actionpack', 'subscribe', ...CONSENT];
export const RENEW = ['actionpack', 'renew', ...CONSENT];
/** Joins, brings a card and buys, in one command. */
export const JOIN_AND_SUBSCRIBE = [...SUBSCRIBE, ...JOINING, '--token', 'pm_card_visa'];

export const OK = 0;
export const REFUSED = 5;
export const BUSY = 6;
export const DECLINED = 9;
export const UNKNOWN = 10;
export const KILLED = 137;

/** A home in which these command lines were run, each of which has to succeed. */
export async function homeAfter(...commands: readonly (readonly string[])[]): Promise<string> {
  const home = freshHome();
  for (const args of commands) await succeeding(home, args);
  return home;
}

export async function succeeding(home: string, args: readonly string[]): Promise<Ran> {
  const ran = await runPartner(args, { home });
  if (ran.code !== OK) throw new Error(`partner ${args.join(' ')} ended with ${ran.code}\n${ran.stderr}`);
  return ran;
}

/** The same ledger and books in a home of its own. */
export function copyOf(home: string): string {
  const copy = freshHome();
  copyHome(home, copy);
  return copy;
}

export function facts(home: string): Facts {
  return factsOfHome(home);
}

/** What the invariants over the raw rows, and the program's own `db check`, have against a home; nothing is the hope. */
export async function defects(home: string, rules: Rules = MPN_2018): Promise<readonly unknown[]> {
  const store = await openLedgerOf(home);
  try {
    return [...broken(facts(home), rules), ...(await store.check())];
  } finally {
    await store.close();
  }
}

/** What was charged, sold and acknowledged, in numbers. */
export function sums(home: string) {
  const { charges, orders, terms, subscriptions } = facts(home);
  return {
    charges: charges.filter((charge) => charge['outcome'] === 'succeeded').length,
    paid: orders.filter((order) => order['state'] === 'paid').length,
    open: orders.filter((order) => order['state'] === 'placed').length,
    terms: terms.length,
    subscriptions: subscriptions.length,
    receipts: orders.filter((order) => order['receipt_serial'] !== null).length,
  };
}

/** `work` on every item, a few at a time: two cores are shared by many processes. */
export async function eachOf<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
  atOnce = 3,
): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++)
      results[index] = await work(items[index] as T, index);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

/** A process at work, and what it has said and how it ended once it has. */
export function started(home: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [PROGRAM, ...args], { env: { ...plainEnvironment(home), ...env } });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as string | null,
    ...said,
  }));
  return { child, ended };
}

/** Until it is so; a test that waits in vain fails by its own time limit. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(10);
}
