import { named } from '../cli/named.js';
import type { Given } from '../cli/command.js';
import { holdsCardNumber } from '../core/card-number.js';
import { type Instant, dayOf } from '../core/day.js';
import type { GatewayKind } from '../core/gateway.js';
import {
  checkCard,
  defaultMethod,
  isGoodOn,
  onFile,
  parseExpiry,
  type CardOnFile,
  type PaymentMethod,
  type TypedCard,
} from '../core/payment-method.js';
import { refuse, type Refusal } from '../core/refusal.js';
import { Stop, stop } from '../errors.js';
import type { Payment } from '../journeys/purchase.js';
import type { Words } from '../language/words.js';
import type { Gateway, PaymentSource } from '../payments/gateway.js';
import { CARD_STDIN, PAYMENT_METHOD, PAY_BY, TOKEN, textOf } from './flags.js';
import type { Asker, Step } from './step.js';
import { flagged } from '../language/command-line.js';
import { LONGEST, parseLine } from '../core/free-text.js';
import { refusedAs } from '../language/unseen.js';

/** Which way to pay, and the details of a new card where none on file is taken (R8; documented steps 3 to 5). */
export interface PaymentAnswers {
  method: PaymentMethod | 'new' | 'transfer';
  card: NewCard;
}

export interface NewCard {
  readonly source: PaymentSource;
  readonly card: Omit<CardOnFile, 'gatewayRef'>;
}

/** How a card comes in. */
export interface CardWorld {
  readonly gateway: () => Promise<Gateway>;
  readonly gatewayKind: () => Promise<GatewayKind>;
  readonly readInput: () => Promise<string>;
  /** Says what is waited for until it is there; `asked`: whether somebody wants to leave. */
  readonly waiting: <T>(what: string, work: (asked: () => boolean) => Promise<T>) => Promise<T>;
  /** Opens a page for whoever sits here; absent where there is no screen. */
  readonly browse: ((url: string) => Promise<boolean>) | undefined;
  readonly pause: (milliseconds: number) => Promise<void>;
}

export interface PaymentWorld extends CardWorld {
  readonly words: Words;
  readonly methods: readonly PaymentMethod[];
  readonly at: Instant;
  /** What is on file and was declined: it can be chosen, and is not proposed (D6). */
  readonly wasDeclined: (method: PaymentMethod) => boolean;
  /** Why a bank transfer is not taken; undefined where it is (P9). */
  readonly noTransfer: Refusal | undefined;
}

export const methodStep: Step<PaymentAnswers, PaymentWorld, 'method'> = {
  name: 'method',
  title: (words) => words.wizards.payment.title,
  flags: [PAYMENT_METHOD, PAY_BY],
  missing: [`--payment-method ${PAYMENT_METHOD.value}`],
  given: (said, world) => {
    if (textOf(said.flags, PAY_BY) === 'transfer') return byTransfer(said, world);
    const id = textOf(said.flags, PAYMENT_METHOD);
    if (id !== undefined) return methodById(world, id);
    return bringsCard(said) ? 'new' : undefined;
  },
  // With nothing on file there is nothing to choose: a card has to be given.
  preset: (world) => defaultMethod(world.methods) ?? (onFile(world.methods).length === 0 ? 'new' : undefined),
  needed: (_world, answers) => answers.card === undefined,
  ask: async (asker, world) => {
    for (;;) {
      const method = await chooseMethod(asker, world);
      // It would be refused at Buy: better said while another one can be chosen (D7).
      if (method === 'new' || method === 'transfer' || isGoodOn(method, dayOf(world.at))) return method;
      asker.show([{ kind: 'warning', text: asker.words.wizards.card.problems.expired }]);
    }
  },
  asFlags: (method) => {
    if (method === 'transfer') return ['--pay-by', 'transfer'];
    return method === 'new' ? [] : ['--payment-method', method.id];
  },
};

export const cardStep: Step<PaymentAnswers, PaymentWorld, 'card'> = {
  name: 'card',
  title: (words) => words.wizards.card.title,
  flags: [TOKEN, CARD_STDIN],
  missing: [`--token ${TOKEN.value}`],
  given: async (said, world) => {
    const token = textOf(said.flags, TOKEN);
    if (token !== undefined) return inspected(world, { kind: 'token', token });
    if (said.flags[CARD_STDIN.name] === undefined) return undefined;
    // Not even read, where a page of the gateway's own takes it (D19).
    if (!(await world.gatewayKind()).takesTypedCards) throw new Stop(refuse('CARD_INVALID', { problem: 'elsewhere' }));
    return inspected(world, { kind: 'card', card: readCard(await world.readInput()) });
  },
  // Nothing on file and nothing chosen: a card has to be added, and the count of pages says so from the start.
  needed: (world, answers) =>
    answers.method === 'new' || (answers.method === undefined && onFile(world.methods).length === 0),
  ask: async (asker, world) =>
    inspected(
      world,
      (await world.gatewayKind()).takesTypedCards
        ? { kind: 'card', card: await askCard(asker, world) }
        : await enteredElsewhere(asker, world),
    ),
  // A token may be used again; a typed card is typed again.
  asFlags: (card) => (card.source.kind === 'token' ? cardAsSaid(card) : []),
};

/** How a script brings the card that was typed: it never stands on a command line, and comes by standard input (D19). */
export function cardAsSaid({ source }: NewCard): readonly string[] {
  return source.kind === 'token' ? flagged('--token', source.token) : [`--${CARD_STDIN.name}`];
}

async function chooseMethod(
  { prompter, words }: Asker,
  world: PaymentWorld,
): Promise<PaymentMethod | 'new' | 'transfer'> {
  const kept = onFile(world.methods);
  const usual = defaultMethod(kept);
  const isGood = (method: PaymentMethod) => isGoodOn(method, dayOf(world.at));
  const add = kept.length === 0 ? words.wizards.payment.creditCard : words.wizards.payment.another;
  const answer = await prompter.choose<string>({
    message: kept.length === 0 ? words.glossary.addAWayToPay : words.wizards.payment.question,
    choices: [
      ...kept.map((method) => ({ value: method.id, name: cardToChoose(words, method, isGood(method)) })),
      { value: 'new', name: add },
      ...(world.noTransfer ? [] : [{ value: 'transfer', name: words.wizards.payment.transfer }]),
      { value: 'leave', name: words.wizards.leave },
    ],
    preset: usual && isGood(usual) && !world.wasDeclined(usual) ? usual.id : 'new',
  });
  if (answer === 'leave') throw stop('CANCELLED', { resume: undefined });
  if (answer === 'transfer') return 'transfer';
  return kept.find((method) => method.id === answer) ?? 'new';
}

function cardToChoose({ screens, wizards }: Words, method: PaymentMethod, isGood: boolean): string {
  const card = screens.card(method);
  return isGood ? card : wizards.payment.expired(card);
}

/** The two answers as the journey takes them. */
export function paymentOf(answers: Partial<PaymentAnswers>): Payment {
  const { method, card } = answers;
  if (method === 'transfer') return { kind: 'transfer' };
  if (card && (method === 'new' || method === undefined)) return { kind: 'new', ...card };
  if (method && method !== 'new') return { kind: 'on-file', method };
  throw new Error('the wizard ended without a way to pay');
}

/**
 * A card from standard input: the number, the expiry and the code, on one line or on lines of their own; a holder may
 * follow. `4242424242424242 12/34 123`
 */
function readCard(input: string): TypedCard {
  const [number = '', expiry, cvc, ...holder] = input.trim().split(/\s+/);
  // What was typed is never said again: it may be a card (D19).
  if (expiry === undefined || cvc === undefined)
    throw stop('VALUE_INVALID', { of: `--${CARD_STDIN.name}`, given: number === '' ? '' : '…', wanted: 'card' });
  const date = parseExpiry(expiry);
  if (!date) throw new Stop(refuse('CARD_INVALID', { problem: 'expiry' }));
  const said = holder.join(' ');
  const name = parseHolder(said);
  if (name === undefined) throw stop('VALUE_INVALID', { of: `--${CARD_STDIN.name}`, given: said, wanted: 'holder' });
  if (holdsCardNumber(name ?? '')) throw stop('CARD_NUMBER_IN_VALUE', { of: `--${CARD_STDIN.name}` });
  return { number, ...date, cvc, holder: name };
}

async function askCard({ prompter, words, show }: Asker, world: PaymentWorld): Promise<TypedCard> {
  const { card: said } = words.wizards;
  if ((await world.gatewayKind()).rehearses) show([{ kind: 'hint', text: said.testNumbers }]);
  const number = digitsOf(
    await prompter.text({
      message: said.number,
      takesCardNumber: true,
      shownAs: (text) => `•••• ${digitsOf(text).slice(-4)}`,
      check: (text) => problemOf(words, world, { number: digitsOf(text) }),
    }),
  );
  const expiry = await prompter.text({
    message: said.expiry,
    check: (text) => {
      const date = parseExpiry(text);
      return date ? problemOf(words, world, { number, ...date }) : said.problems.expiry;
    },
  });
  const cvc = await prompter.text({
    message: said.cvc,
    secret: true,
    check: (text) => problemOf(words, world, { number, cvc: text.trim() }),
  });
  const holder = await prompter.text({
    message: said.holder,
    check: (text) => (parseHolder(text) === undefined ? refusedAs(words.problems, 'holder', text) : undefined),
  });
  const date = parseExpiry(expiry);
  if (!date) throw new Error('an expiry passed its check and cannot be read');
  return { number, ...date, cvc: cvc.trim(), holder: parseHolder(holder) ?? null };
}

/** null where there is none; undefined where it is none that can be. */
function parseHolder(text: string): string | null | undefined {
  return text.trim() === '' ? null : parseLine(text, LONGEST.holder);
}

const LOOK_AGAIN_MS = 2000;

/** On the gateway's own page, whose address is shown until a card was entered there (D19). @throws Stop CANCELLED */
async function enteredElsewhere(asker: Asker, world: PaymentWorld): Promise<PaymentSource> {
  const { words, show } = asker;
  const said = words.wizards.card;
  for (;;) {
    const page = await (await world.gateway()).cardPage?.();
    if (!page) throw new Error('a gateway takes no typed card and has no page for one');
    show([
      { kind: 'text', text: said.onPage },
      { kind: 'verbatim', text: page.url },
    ]);
    await openedHere(asker, world, page.url);
    const card = await world.waiting(said.waiting, async (asked) => {
      for (;;) {
        const entered = await page.entered();
        if (entered && entered !== 'over') return entered;
        // Whoever wants to leave gets no other page.
        if (asked()) throw stop('CANCELLED', { resume: undefined });
        if (entered) return entered;
        await world.pause(LOOK_AGAIN_MS);
      }
    });
    if (card !== 'over') return card;
    show([{ kind: 'warning', text: said.pageOver }]);
  }
}

/** Where there is a screen, the page can be opened from here. */
async function openedHere({ prompter, words, show }: Asker, { browse }: PaymentWorld, url: string): Promise<void> {
  if (!browse) return;
  const said = words.wizards.card;
  const answer = await prompter.choose<'open' | 'wait' | 'leave'>({
    message: said.where,
    choices: [
      { value: 'open', name: words.cardholder.open },
      { value: 'wait', name: words.cardholder.elsewhere },
      { value: 'leave', name: words.wizards.leave },
    ],
    preset: 'open',
  });
  if (answer === 'leave') throw stop('CANCELLED', { resume: undefined });
  if (answer === 'open' && !(await browse(url))) show([{ kind: 'warning', text: words.cardholder.notOpened }]);
}

/** A card is judged field by field, with values that stand in for the fields still to come. */
async function problemOf(
  words: Words,
  world: PaymentWorld,
  typed: Pick<TypedCard, 'number'> & Partial<TypedCard>,
): Promise<string | undefined> {
  const cvc = /^3[47]/.test(typed.number) ? '1234' : '123';
  const card: TypedCard = { expMonth: 12, expYear: 9999, cvc, holder: null, ...typed };
  const refusal = checkCard(card, dayOf(world.at)) ?? (await refusalOf(world, card));
  return refusal?.code === 'CARD_INVALID' ? words.wizards.card.problems[refusal.problem] : undefined;
}

async function refusalOf(world: PaymentWorld, card: TypedCard): Promise<Refusal | undefined> {
  const seen = await (await world.gateway()).inspect({ kind: 'card', card }, world.at);
  return 'refusal' in seen ? seen.refusal : undefined;
}

function digitsOf(text: string): string {
  return text.replace(/[\s-]/g, '');
}

async function inspected(world: PaymentWorld, source: PaymentSource): Promise<NewCard> {
  const gateway = await world.gateway();
  const seen = await gateway.inspect(source, world.at);
  if ('refusal' in seen) throw new Stop(seen.refusal);
  return { source, card: seen.card };
}

/** @throws Stop where the programme takes none, or where a card was given as well */
function byTransfer(said: Given, { noTransfer }: PaymentWorld): 'transfer' {
  if (noTransfer) throw new Stop(noTransfer);
  if (bringsCard(said) || said.flags[PAYMENT_METHOD.name] !== undefined)
    throw stop('UNKNOWN_CHOICE', { of: '--pay-by', given: 'transfer', choices: ['card'], nearest: undefined });
  return 'transfer';
}

function bringsCard(said: Given): boolean {
  return said.flags[TOKEN.name] !== undefined || said.flags[CARD_STDIN.name] !== undefined;
}

function methodById(world: PaymentWorld, id: string): PaymentMethod {
  return named('payment-method', id, onFile(world.methods), (method) => [method.id]);
}
