import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { packageRoot } from '../../src/files/package-root.js';
import { facts, JOIN_AND_SUBSCRIBE } from '../money/partner.js';
import { booksOf, ledgerOf } from '../support/ledgers.js';
import { broken } from '../support/invariants.js';
import { MPN_2018, type Rules } from '../support/invariants/rules.js';
import { mustRun, runIn, SHIPPED, type Program } from './program.js';

export const RUN = ['renewals', 'run', '--all-accounts', '--yes', '--json'];
export const RESOLVE = ['support', 'resolve', '1', '--outcome', 'approved', '--yes', '--json'];
export const MPN_IDS = ['1111111', '2222222', '3333333'];

/** A home of its own, gone when the work is done: thousands are made. */
export async function inHome<T>(from: string | undefined, work: (home: string) => Promise<T>): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), 'partner-proof-'));
  try {
    if (from !== undefined) cpSync(from, home, { recursive: true });
    return await work(home);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const made = new Map<string, Promise<string>>();

/** The home that these commands lead to, made once by the shipped program and only copied after. */
export function scene(...commands: readonly (readonly string[])[]): Promise<string> {
  const name = JSON.stringify(commands);
  const there = made.get(name) ?? stage(commands);
  made.set(name, there);
  return there;
}

async function stage(commands: readonly (readonly string[])[]): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'partner-scene-'));
  for (const args of commands) await mustRun(SHIPPED, home, args);
  return home;
}

export async function closeScenes(): Promise<void> {
  for (const home of await Promise.all(made.values())) rmSync(home, { recursive: true, force: true });
  made.clear();
}

export const member = () => scene(joining('1234567'), ['payment-methods', 'add', '--token', 'pm_card_visa']);

export const subscriber = () => scene(JOIN_AND_SUBSCRIBE);

/** Three companies, each with a renewal that is due, in whichever year. */
export const threeDue = () =>
  scene(
    ...MPN_IDS.flatMap((mpnId) => [
      joining(mpnId),
      ['actionpack', 'subscribe', '--account', mpnId, '--token', 'pm_card_visa', '--accept-terms', '--yes'],
    ]),
    ['clock', 'advance', '366d'],
  );

/** A cancellation that waits for its answer, and with it a refund. */
export const asked = () => scene(JOIN_AND_SUBSCRIBE, ['actionpack', 'cancel']);

export function joining(mpnId: string): readonly string[] {
  const who = ['--company', `Contoso ${mpnId}`, '--country', 'FR', '--email', 'admin@contoso.example'];
  return ['join', ...who, '--mpn-id', mpnId, '--accept-terms'];
}

/** A ledger as an earlier release left it. */
export async function older(version: number): Promise<string> {
  const name = `version ${version}`;
  const there =
    made.get(name) ??
    stage([]).then((home) => {
      const sql = readFileSync(join(packageRoot(), 'test', 'store', 'fixtures', `ledger-v${version}.sql`), 'utf8');
      mkdirSync(dirname(ledgerOf(home)), { recursive: true, mode: 0o700 });
      const db = new Database(ledgerOf(home));
      db.exec(sql);
      db.close();
      return home;
    });
  made.set(name, there);
  return there;
}

/** What the invariants over the raw rows and the program's own three checks have against a home; nothing is the hope. */
export async function complaints(program: Program, home: string, rules: Rules = MPN_2018): Promise<readonly string[]> {
  if (!existsSync(ledgerOf(home))) return charged(home) > 0 ? ['charged without a ledger'] : [];
  const agreed = rules.restored === true ? [] : await failed(program, home, ['reconcile']);
  return [...broken(facts(home), rules), ...(await unsound(program, home)), ...agreed];
}

/** What the program's own two checks of a ledger have against it. */
export async function unsound(program: Program, home: string): Promise<readonly string[]> {
  const both = [failed(program, home, ['db', 'check']), failed(program, home, ['audit', 'verify'])];
  return (await Promise.all(both)).flat();
}

async function failed(program: Program, home: string, args: readonly string[]): Promise<readonly string[]> {
  const { code, stdout, stderr } = await runIn(program, home, [...args, '--json']);
  return code === 0 ? [] : [`${args.join(' ')} ended with ${code}: ${oneLine(stdout)} ${oneLine(stderr)}`];
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 300);
}

/** How many charges the gateway's books hold that went through. */
export function charged(home: string): number {
  if (!existsSync(booksOf(home))) return 0;
  const db = new Database(booksOf(home));
  try {
    return (db.prepare(`SELECT count(*) AS n FROM charges WHERE outcome = 'succeeded'`).get() as { n: number }).n;
  } finally {
    db.close();
  }
}
