import { cpSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { BUY, CARD, JOIN, member, subscriber, type Workplace } from '../support/in-process.js';
import { broken } from '../support/invariants.js';
import { factsOf } from '../support/invariants/facts.js';

const LOST = { env: { PARTNER_SANDBOX_FAULT: 'cut-before' } };
const NEXT = 'actionpack renew --accept-terms --yes';
const OWN = BUY.replace('--yes', '--token pm_card_visa --yes');
const RENEWABLE = '2027-10-20';
const DUE = '2027-11-22';

function hidden(world: Workplace): () => void {
  const aside = `${world.booksFile}.aside`;
  renameSync(world.booksFile, aside);
  return () => renameSync(aside, world.booksFile);
}

test('R19 rejecting a request asks nothing of the gateway: it can be done while its books are away', async () => {
  const world = await (await subscriber()).after('actionpack cancel');
  hidden(world);
  expect((await world.run('support resolve 1 --outcome approved --yes')).code).toBe(1);
  expect((await world.run('support resolve 1 --outcome rejected --yes')).code).toBe(0);
});

function charges(books: string): number {
  const db = new Database(books, { readonly: true });
  const { count } = db.prepare("SELECT count(*) AS count FROM charges WHERE outcome = 'succeeded'").get() as {
    count: number;
  };
  db.close();
  return count;
}

function change(books: string, sql: string): void {
  const db = new Database(books);
  db.exec(sql);
  db.close();
}

function errorsIn(stderr: string) {
  return stderr
    .split('\n')
    .filter((line) => line.startsWith('{"error"'))
    .map((line) => (JSON.parse(line) as { error: { code: string; reason: string; exit: number } }).error);
}

describe('G3 books that are missing say nothing: they are never taken for empty ones', () => {
  test('recover decides nothing, ends with 10 and says which file is missing; with the books back it settles', async () => {
    const world = await (await member()).after(CARD);
    expect((await world.run(BUY, LOST)).code).toBe(10);
    const back = hidden(world);
    const lost = await world.run('recover --json');
    expect([lost.code, lost.json()]).toEqual([
      10,
      [{ result: 'unknown', order: expect.objectContaining({ state: 'placed' }) }],
    ]);
    expect(errorsIn(lost.stderr)).toMatchObject([{ code: 'GATEWAY_BOOKS', reason: 'missing', exit: 10 }]);
    expect(lost.stderr).toContain(world.booksFile);
    expect(existsSync(world.booksFile)).toBe(false);
    back();
    expect(await world.json('recover')).toMatchObject([{ result: 'paid' }]);
    expect(broken(factsOf(world.ledgerFile, world.booksFile))).toEqual([]);
  });

  test.each([
    ['a purchase', CARD, BUY],
    ['a purchase that is only looked at', CARD, `${BUY} --dry-run`],
    ['another card', CARD, CARD],
    ['another card that is only looked at', CARD, `${CARD} --dry-run`],
    ['a renewal', OWN, NEXT],
    ['a run', OWN, 'renewals run --yes'],
    ['a run that is only looked at', OWN, 'renewals run --yes --dry-run'],
    ['reconciling', CARD, 'reconcile'],
  ])('%s is refused, nothing is written and no new books are made', async (_what, before, line) => {
    const world = await (await member()).after(before);
    hidden(world);
    const files = world.files();
    const { code, ...ran } = await world.run(
      `${line} --json`,
      before === OWN ? { now: line === NEXT ? RENEWABLE : DUE } : {},
    );
    expect([code, ran.error()]).toEqual([
      1,
      expect.objectContaining({ code: 'GATEWAY_BOOKS', reason: 'missing', location: world.booksFile }),
    ]);
    expect(world.files()).toEqual(files);
  });

  test('P8 money is not given back by books that are missing, and the request stays open', async () => {
    const world = await subscriber();
    const request = await world.json('actionpack cancel --yes --text Wrong');
    hidden(world);
    const refused = await world.run(`support resolve ${request.request.id} --outcome approved --yes --json`);
    expect(refused.error()).toMatchObject({ code: 'GATEWAY_BOOKS', reason: 'missing' });
    expect(factsOf(world.ledgerFile, world.booksFile).orders).toMatchObject([{ state: 'paid' }]);
  });

  test('P9, G1 no transfer is asked for of what may have been charged already', async () => {
    const world = await (await member()).after(CARD);
    hidden(world);
    const refused = await world.run(`${BUY} --pay-by transfer --json`);
    expect(refused.error()).toMatchObject({ code: 'GATEWAY_BOOKS', reason: 'missing' });
    expect(factsOf(world.ledgerFile, world.booksFile).orders).toEqual([]);
  });
});

describe('F6 a ledger has its books beside itself, whatever link leads to it', () => {
  test('by a link the same books are found, and nothing is charged again', async () => {
    const world = await subscriber();
    const link = join(world.home, 'link.db');
    symlinkSync(world.ledgerFile, link);
    expect((await world.run(`${NEXT} --database ${link}`, { now: RENEWABLE })).code).toBe(0);
    expect(charges(world.booksFile)).toBe(2);
    expect(existsSync(join(world.home, 'link.sandbox.db'))).toBe(false);
    expect(await world.json(`reconcile --database ${link}`)).toMatchObject({ agree: true, charges: 2 });
  });
});

describe('G17 the books of another ledger are neither used nor replaced', () => {
  test.each([JOIN, `${JOIN} --dry-run`, 'sandbox seed --accounts 1'])(
    'a ledger that was lost beside its books is not begun anew: %s',
    async (line) => {
      const world = await subscriber();
      rmSync(world.ledgerFile);
      const files = world.files();
      const { code, ...ran } = await world.run(`${line} --json`);
      expect([code, ran.error()]).toEqual([
        1,
        expect.objectContaining({ code: 'GATEWAY_BOOKS', reason: 'others', location: world.booksFile }),
      ]);
      expect(world.files()).toEqual(files);
    },
  );

  test('put back, the ledger goes on with them', async () => {
    const world = await subscriber();
    const aside = `${world.ledgerFile}.aside`;
    renameSync(world.ledgerFile, aside);
    expect((await world.run(JOIN)).code).toBe(1);
    renameSync(aside, world.ledgerFile);
    expect(await world.json('reconcile')).toMatchObject({ agree: true, charges: 1, orders: 1 });
  });

  test('where they hold no charge, a new ledger takes them', async () => {
    const world = await (await member()).after(CARD);
    rmSync(world.ledgerFile);
    const anew = world.copy();
    await anew.after(JOIN, CARD, BUY);
    expect(charges(anew.booksFile)).toBe(1);
  });

  test('books of another company in their place are refused', async () => {
    const [world, other] = [await (await member()).after(CARD), await subscriber()];
    change(other.booksFile, "UPDATE ledger SET installation = 'another'");
    cpSync(other.booksFile, world.booksFile);
    const refused = await world.run(`${BUY} --json`);
    expect(refused.error()).toMatchObject({ code: 'GATEWAY_BOOKS', reason: 'others', exit: 1 });
    expect(charges(world.booksFile)).toBe(1);
  });

  test('a copy of its own books from before its newest card is refused', async () => {
    const world = await (await member()).after(CARD);
    const kept = `${world.booksFile}.kept`;
    cpSync(world.booksFile, kept);
    await world.after('payment-methods add --token pm_card_mastercard');
    cpSync(kept, world.booksFile);
    expect((await world.run(`${BUY} --json`)).error()).toMatchObject({ code: 'GATEWAY_BOOKS', reason: 'others' });
  });

  test('of an earlier version: those with its own charges become its own, those with others do not', async () => {
    const world = await subscriber();
    change(world.booksFile, 'DROP TABLE ledger; PRAGMA user_version = 2');
    expect(await world.json('reconcile')).toMatchObject({ agree: true, charges: 1 });
    change(world.booksFile, "UPDATE charges SET reference = 'else' || reference");
    expect((await world.run('reconcile --json')).error()).toMatchObject({ code: 'GATEWAY_BOOKS', reason: 'others' });
  });
});

describe('G20 a copy of a ledger in another place', () => {
  async function copied(): Promise<{ world: Workplace; copy: string }> {
    const world = await subscriber();
    mkdirSync(join(world.home, 'copies'));
    const copy = join(world.home, 'copies', 'copy.db');
    await world.after(`db backup ${copy}`);
    return { world, copy };
  }

  test('can be looked at, and charges nothing without a copy of its books', async () => {
    const { world, copy } = await copied();
    rmSync(join(world.home, 'copies', 'copy.sandbox.db'));
    expect((await world.run(`status --database ${copy}`)).code).toBe(0);
    const refused = await world.run(`${NEXT} --database ${copy} --json`, { now: RENEWABLE });
    expect(refused.error()).toMatchObject({
      ...{ code: 'GATEWAY_BOOKS', reason: 'missing', location: join(world.home, 'copies', 'copy.sandbox.db') },
    });
  });

  test('with a copy of them it is a ledger of its own', async () => {
    const { world, copy } = await copied();
    const books = join(world.home, 'copies', 'copy.sandbox.db');
    expect((await world.run(`${NEXT} --database ${copy}`, { now: RENEWABLE })).code).toBe(0);
    expect([charges(books), charges(world.booksFile)]).toEqual([2, 1]);
  });
});
