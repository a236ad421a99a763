import { createHash, randomBytes, randomInt } from 'node:crypto';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openCatalog } from '../../src/catalog/load.js';
import { applicant, join as joinNetwork, type Application } from '../../src/journeys/join.js';
import { addPaymentMethod } from '../../src/journeys/payment-methods.js';
import { buy, type Cart, type Payment, type Purchased } from '../../src/journeys/purchase.js';
import { recover } from '../../src/journeys/recover.js';
import type { Desk } from '../../src/journeys/desk.js';
import { turnOffRenewal, turnOnRenewal } from '../../src/journeys/turn-off.js';
import type { Account } from '../../src/core/account.js';
import { subscriptionOf, type Book } from '../../src/core/book.js';
import { addDays, dayOf, noonOf, type Day, type Instant } from '../../src/core/day.js';
import { defaultMethod, type PaymentMethod } from '../../src/core/payment-method.js';
import { findOffer, termsOn, type Offer, type Programme } from '../../src/core/programme.js';
import type { Subscription } from '../../src/core/subscription.js';
import { makeIds } from '../../src/env/ids.js';
import { packageRoot } from '../../src/files/package-root.js';
import type { Gateway, PaymentSource } from '../../src/payments/gateway.js';
import { readSandboxCards } from '../../src/sandbox/gateway/cards.js';
import type { Fault } from '../../src/sandbox/gateway/faults.js';
import { openSandbox } from '../../src/sandbox/gateway/sandbox.js';
import { openLedger } from '../../src/store/sqlite/open.js';
import type { Store } from '../../src/store/store.js';
import { CHECKED } from './checked.js';
import { runAgain } from './run-again.js';
import { quickFolder } from './folders.js';

export interface WorldOptions {
  /** Noon of this day is what the clock shows first. */
  readonly today?: string;
  readonly seed?: number;
  readonly programme?: Programme;
  /** Whose ledger it is made. */
  readonly gateway?: 'sandbox' | 'none';
  /** The work of every transaction of the ledger is run again (`runAgain`). */
  readonly again?: boolean;
}

/** What a test changes of an ordinary purchase. */
export interface Wish {
  readonly kind?: Cart['kind'];
  readonly offer?: string;
  readonly token?: string;
  readonly source?: PaymentSource;
  readonly method?: PaymentMethod;
  /** By bank transfer (P9). */
  readonly transfer?: boolean;
  readonly joining?: Application | undefined;
  readonly acceptedTerms?: string | undefined;
  readonly reviewed?: string;
}

/** The process ended where it stood: nothing after that step happened. */
export class PowerCut extends Error {
  override readonly name = 'PowerCut';
}

const DATA = join(packageRoot(), 'data');
const SHIPPED = openCatalog({ folder: DATA, checked: CHECKED });
export const CARDS = readSandboxCards(join(DATA, 'sandbox-cards.json'));
export const OFFER = 'action-pack';
export const GOOD = 'pm_card_visa';
/** Kept on file without a complaint, declined at every charge. */
export const DECLINED_LATER = 'pm_card_chargeCustomerFail';

/**
 * A real ledger and real sandbox books in a folder of their own, and processes that come and go. Time, chance and
 * identifiers follow from the seed; where the work fails, the error names it (G25).
 */
export async function inWorld<T>(options: WorldOptions, work: (world: World) => Promise<T>): Promise<T> {
  const seed = options.seed ?? Number(process.env['PARTNER_TEST_SEED'] ?? randomInt(2 ** 31));
  const world = new World(seed, options.programme ?? (await shippedProgramme()), options.today ?? '2026-03-01');
  if (options.again) world.engine = runAgain;
  if (options.gateway) world.gatewayName = options.gateway;
  try {
    return await work(world);
  } catch (error) {
    // A seed that was given is told by whoever gave it.
    if (error instanceof Error && options.seed === undefined)
      error.message += `\n\nThe same again: PARTNER_TEST_SEED=${seed}`;
    throw error;
  } finally {
    await world.endAll();
    rmSync(world.folder, { recursive: true, force: true });
  }
}

export async function shippedProgramme(): Promise<Programme> {
  return SHIPPED.programme('mpn-2018');
}

export class World {
  readonly folder = quickFolder('money');
  readonly ledgerFile = join(this.folder, 'ledger.db');
  readonly booksFile = join(this.folder, 'ledger.sandbox.db');
  /** What the clock shows; a test sets it. */
  at: Instant;
  /** What the gateway's own clock shows, where that is another time. */
  gatewayAt: Instant | undefined;
  /** What the gateway does wrong from the next act on. */
  fault: Fault | undefined;
  /** The power is cut at the n-th step from now on (1 is the next); undefined for never. */
  cutAt: number | undefined;
  /** The MPN ID of the company that acts; undefined for the one that joined first. */
  company: string | undefined;
  /** Whose ledger is made. */
  gatewayName: 'sandbox' | 'none' = 'sandbox';
  /** What the ledger's engine does besides. */
  engine: (store: Store) => Store = (store) => store;
  /** What a test puts between an act and the desk that it works with. */
  through: (desk: Desk) => Desk = (desk) => desk;
  /** Every step passed since the world began. */
  readonly steps: string[] = [];
  /** Called at every step: where a test lets somebody else act in between. */
  onStep: (name: string) => void = () => undefined;

  /** How long ago something was, for a process; a test lets it sleep. */
  slept = 0;

  private readonly random: () => number;
  private readonly running = new Set<number>();
  private readonly others: World[] = [];
  private pid = 0;
  private isCut = false;
  private opened: { readonly ledger: Store; readonly gateway: Gateway; readonly fault: Fault | undefined } | undefined;

  constructor(
    readonly seed: number,
    public programme: Programme,
    today: string,
  ) {
    this.at = noonOf(today as Day);
    this.random = seededRandom(seed);
  }

  get today(): Day {
    return dayOf(this.at);
  }

  get offer(): Offer {
    return this.offerNamed(OFFER);
  }

  get application(): Application {
    return {
      company: 'Contoso',
      country: 'FR',
      email: 'admin@contoso.example',
      mpnId: this.company ?? '1234567',
      programme: this.programme,
    };
  }

  advance(days: number): void {
    this.at = noonOf(addDays(this.today, days));
  }

  advanceHours(hours: number): void {
    this.at = new Date(Date.parse(this.at) + hours * 3_600_000).toISOString() as Instant;
  }

  /** Runs an act in the process that is at work, which is started where there is none; a cut ends it. */
  async act<T>(work: (desk: Desk) => Promise<T>): Promise<T> {
    const desk = await this.desk();
    try {
      return await work(desk);
    } catch (error) {
      if (error instanceof PowerCut) await this.end();
      throw error;
    }
  }

  /** The desk of the process at work. */
  async desk(): Promise<Desk> {
    const { ledger, gateway } = await this.open();
    const ids = this.ids();
    return this.through({
      ledger,
      gateway,
      at: this.at,
      by: this.application.email,
      nextId: (prefix) => ids.next(prefix, this.at),
      process: ids.process,
      digest: (text) => createHash('sha256').update(text).digest('hex'),
      isGone: ids.isGone,
      isRunning: ids.isRunning,
      stopwatch: () => this.stopwatch(),
      chance: () => 0.5,
      pause: () => new Promise((resolve) => setImmediate(resolve)),
      failpoint: (name) => this.step(name),
    });
  }

  /** The process ends as if killed; the next act starts another one. */
  async end(): Promise<void> {
    this.running.delete(this.pid);
    this.isCut = false;
    const { ledger, gateway } = this.opened ?? {};
    this.opened = undefined;
    gateway?.close();
    await ledger?.close();
  }

  /** Another process on the same two files, beside the one at work; a clock of its own once it is set. */
  another(): World {
    const own = {
      pid: 1000 * (this.others.length + 1),
      opened: undefined,
      cutAt: undefined,
      isCut: false,
      onStep: () => undefined,
    };
    const other = Object.assign(Object.create(this) as World, own, { others: [] });
    this.others.push(other);
    return other;
  }

  /** Every process ends. */
  async endAll(): Promise<void> {
    for (const process of [this, ...this.others]) await process.end();
  }

  async join(application: Partial<Application> = {}): Promise<Account> {
    const joined = await this.act((desk) => joinNetwork(desk, { ...this.application, ...application }));
    if ('refusal' in joined) throw new Error(`joining was refused: ${joined.refusal.code}`);
    return joined.account;
  }

  async addCard(token = GOOD, source: PaymentSource = { kind: 'token', token }): Promise<PaymentMethod> {
    const added = await this.act(async (desk) => addPaymentMethod(desk, await this.book(), source));
    if (added.kind !== 'added') throw new Error(`${token} is ${added.kind}`);
    return added.method;
  }

  /** Buys with the card on file, or with the token or card that is wished for. */
  async buy(wish: Wish = {}): Promise<Purchased> {
    return this.act(async (desk) => buy(desk, await this.cart(desk, wish)));
  }

  renew(wish: Wish = {}): Promise<Purchased> {
    return this.buy({ ...wish, kind: 'renewal' });
  }

  async turnOff(offer = OFFER) {
    const held = await this.subscription(offer);
    return this.act((desk) => turnOffRenewal(desk, this.programme, held));
  }

  async turnOn(offer = OFFER) {
    const held = await this.subscription(offer);
    return this.act((desk) => turnOnRenewal(desk, this.programme, held));
  }

  /** Stands in for the cardholder on a page. */
  confirm(ref: string) {
    return this.act(async () => {
      const { gateway } = await this.open();
      if (!gateway.confirmForCardholder) throw new Error('nobody can stand in');
      return gateway.confirmForCardholder(ref, this.at);
    });
  }

  recover() {
    return this.act((desk) => recover(desk));
  }

  async book(): Promise<Book> {
    const book = await this.bookIfAny();
    if (!book) throw new Error('nobody has joined');
    return book;
  }

  async bookIfAny(): Promise<Book | undefined> {
    const { ledger } = await this.desk();
    return ledger.read(async (reader) => {
      const account = this.company === undefined ? (await reader.accounts(1))[0] : await reader.account(this.company);
      return account && reader.book(account.id);
    });
  }

  async subscription(offer = OFFER): Promise<Subscription> {
    const held = subscriptionOf(await this.book(), offer);
    if (!held) throw new Error(`${offer} was never bought`);
    return held;
  }

  async cart(desk: Desk, wish: Wish = {}): Promise<Cart> {
    const book = await this.bookIfAny();
    const offer = this.offerNamed(wish.offer ?? OFFER);
    const { joining } = wish;
    const { version } = termsOn(this.programme, offer.terms, this.today);
    return {
      kind: wish.kind ?? 'purchase',
      programme: this.programme,
      offer,
      account: joining ? applicant(desk, joining) : (book?.account ?? applicant(desk, this.application)),
      joining,
      payment: await this.payment(desk, book, wish),
      acceptedTerms: 'acceptedTerms' in wish ? wish.acceptedTerms : version,
      reviewed: wish.reviewed,
    };
  }

  /** A copy of the ledger as it is on disk, to be put back later. */
  async keepLedger(): Promise<string> {
    await this.end();
    const copy = join(this.folder, `kept-${Math.floor(this.random() * 1e9)}.db`);
    copyFileSync(this.ledgerFile, copy);
    return copy;
  }

  async putBack(copy: string): Promise<void> {
    await this.end();
    copyFileSync(copy, this.ledgerFile);
  }

  private async payment(desk: Desk, book: Book | undefined, wish: Wish): Promise<Payment> {
    if (wish.transfer) return { kind: 'transfer' };
    const source: PaymentSource | undefined =
      wish.source ?? (wish.token === undefined ? undefined : { kind: 'token', token: wish.token });
    if (!source) {
      const method = wish.method ?? defaultMethod(book?.paymentMethods ?? []);
      if (!method) throw new Error('there is no card on file');
      return { kind: 'on-file', method };
    }
    const seen = await desk.gateway.inspect(source, this.at);
    if ('refusal' in seen) throw new Error(`the card is refused: ${seen.refusal.code}`);
    return { kind: 'new', source, card: seen.card };
  }

  private offerNamed(id: string): Offer {
    const offer = findOffer(this.programme, id);
    if (!offer) throw new Error(`there is no offer ${id}`);
    return offer;
  }

  private async open() {
    if (this.opened && this.opened.fault !== this.fault) await this.end();
    if (!this.opened) {
      this.pid += 1;
      this.running.add(this.pid);
      const onStep = (name: string) => this.step(name);
      // In letters: with the MPN ID after it, digits could pass for a card number (I14).
      const installation = `inst${String(this.seed).replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)))}`;
      const create = { installation, gateway: this.gatewayName, at: this.at };
      const ledger = this.engine(await openLedger(this.ledgerFile, { create, onStep }));
      const gateway = await openSandbox({
        books: this.booksFile,
        cards: CARDS,
        fault: this.fault,
        onStep,
        timeoutMs: 40,
        ledger: () =>
          ledger.read(async (reader) => ({
            installation: await reader.installation(),
            lastCard: await reader.lastCardKept(),
          })),
        frozenAt: async () => this.gatewayAt ?? this.at,
      });
      this.opened = { ledger, gateway, fault: this.fault };
    }
    return this.opened;
  }

  private ids() {
    const kill = (pid: number) => {
      if (!this.running.has(pid)) throw Object.assign(new Error('no such process'), { code: 'ESRCH' });
    };
    return makeIds({
      host: 'world',
      pid: this.pid,
      random: this.random,
      secretBytes: randomBytes,
      kill,
      startOf: (pid) => String(pid),
    });
  }

  private stopwatch(): () => number {
    const before = this.slept;
    return () => this.slept - before;
  }

  private step(name: string): void {
    // Whatever else this process was doing at the same time ends there too.
    if (this.isCut) throw new PowerCut(name);
    this.steps.push(name);
    this.onStep(name);
    if (this.cutAt === undefined) return;
    this.cutAt -= 1;
    if (this.cutAt > 0) return;
    this.cutAt = undefined;
    this.isCut = true;
    throw new PowerCut(name);
  }
}

/** mulberry32: from 0 to below 1. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
