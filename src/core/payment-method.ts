import { lastDayOfMonth, type Day, type Instant } from './day.js';
import { refuse, type Refusal, type RefusalOf } from './refusal.js';

/**
 * payment method: a card that the gateway keeps for us. Here are only its brand, last four, expiry and holder (D19).
 * default: the one that automatic renewal charges, and that a purchase proposes.
 */
export interface PaymentMethod extends CardOnFile {
  readonly id: string;
  readonly accountId: string;
  readonly addedAt: Instant;
  readonly removedAt: Instant | null;
  readonly isDefault: boolean;
}

/** What may be known of a card that the gateway holds. */
export interface CardOnFile {
  /** The gateway's own name for it. */
  readonly gatewayRef: string;
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
  readonly holder: string | null;
}

/** A card as typed: it lives in memory until the gateway has it, and is never written, logged or shown (D19). */
export interface TypedCard {
  readonly number: string;
  readonly expMonth: number;
  readonly expYear: number;
  readonly cvc: string;
  readonly holder: string | null;
}

/** A card is good to the last day of its month (D7). */
export function lastGoodDay(card: Pick<CardOnFile, 'expMonth' | 'expYear'>): Day {
  return lastDayOfMonth(card.expYear, card.expMonth);
}

export function isGoodOn(card: Pick<CardOnFile, 'expMonth' | 'expYear'>, day: Day): boolean {
  return day <= lastGoodDay(card);
}

/** What a card is to pay, and what is on file besides it. */
interface Paying extends Pick<RefusalOf<'CARD_EXPIRED'>, 'offer' | 'kind'> {
  readonly methods: readonly PaymentMethod[];
}

/** Refused at Buy after its last day (D7). */
export function usableOn(
  card: CardOnFile,
  day: Day,
  { offer, kind, methods }: Paying,
): RefusalOf<'CARD_EXPIRED'> | undefined {
  if (isGoodOn(card, day)) return undefined;
  const good = onFile(methods).filter((method) => isGoodOn(method, day));
  const instead = (defaultMethod(good) ?? good[0])?.id ?? null;
  const { brand, last4 } = card;
  return refuse('CARD_EXPIRED', { card: { brand, last4 }, lastDay: lastGoodDay(card), offer, kind, instead });
}

export function defaultMethod(methods: readonly PaymentMethod[]): PaymentMethod | undefined {
  return onFile(methods).find((method) => method.isDefault);
}

/** What can be told of a card without its gateway. */
type Face = Omit<CardOnFile, 'gatewayRef'>;

/** Whether both are one card, entered more than once: by all that is known of one (D19). */
export function isSameCard(one: Face, other: Face): boolean {
  const { brand, last4, expMonth, expYear } = one;
  return brand === other.brand && last4 === other.last4 && expMonth === other.expMonth && expYear === other.expYear;
}

/** Whether a gateway means this card: the same, or the one of that name whose bank has sent it with another expiry. */
export function isNamed(method: CardOnFile, by: CardOnFile): boolean {
  const { expMonth, expYear } = method;
  return isSameCard(method, method.gatewayRef === by.gatewayRef ? { ...by, expMonth, expYear } : by);
}

export function onFile(methods: readonly PaymentMethod[]): readonly PaymentMethod[] {
  return methods.filter((method) => method.removedAt === null);
}

/** The check digit of ISO/IEC 7812-1, over a text of digits. */
export function passesLuhn(digits: string): boolean {
  if (!/^\d{12,19}$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, char, index) => {
    const doubled = Number(char) * (index % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** Every mistake that can be seen without asking the gateway: number, date, code. */
export function checkCard(card: TypedCard, today: Day): Refusal | undefined {
  if (!passesLuhn(card.number)) return refuse('CARD_INVALID', { problem: 'number' });
  if (card.expMonth < 1 || card.expMonth > 12 || !Number.isInteger(card.expMonth) || !isCardYear(card.expYear)) {
    return refuse('CARD_INVALID', { problem: 'expiry' });
  }
  if (today > lastGoodDay(card)) return refuse('CARD_INVALID', { problem: 'expired' });
  // American Express prints four digits, everyone else three.
  const wanted = /^3[47]/.test(card.number) ? 4 : 3;
  return new RegExp(`^\\d{${wanted}}$`).test(card.cvc) ? undefined : refuse('CARD_INVALID', { problem: 'cvc' });
}

/** `12/34`, `12/2034` or `1234` as month and year; undefined for any other shape. */
export function parseExpiry(text: string): { readonly expMonth: number; readonly expYear: number } | undefined {
  const match = /^\s*(\d{1,2})\s*[/-]?\s*(\d{4}|\d{2})\s*$/.exec(text);
  if (!match) return undefined;
  const year = Number(match[2]);
  return { expMonth: Number(match[1]), expYear: year < 100 ? 2000 + year : year };
}

function isCardYear(year: number): boolean {
  return Number.isInteger(year) && year >= 2000 && year <= 9999;
}
