import { called, named, unknownChoice, unknownName } from '../cli/named.js';
import { type Book, subscriptionOf } from '../core/book.js';
import type { Order } from '../core/order.js';
import { newestStatement, type RecordedOrder } from '../core/recorded-order.js';
import { refunded, refundsOf } from '../core/refund.js';
import { transferReference } from '../core/transfer.js';
import { onFile, type PaymentMethod } from '../core/payment-method.js';
import type { Offer, Programme } from '../core/programme.js';
import { refuse } from '../core/refusal.js';
import type { Subscription } from '../core/subscription.js';
import type { View } from '../core/view.js';
import { Stop } from '../errors.js';
import { refusePending } from '../screens/transfer.js';
import type { SupportRequest } from '../core/support-request.js';
import type { Context } from '../cli/context.js';
import { activeUsers, userNamed, type User } from '../core/user.js';
import type { Acting } from '../core/team.js';
import type { Membership } from '../cli/visit.js';
import type { Argument, Flag } from '../cli/spec.js';
import type { Given } from '../cli/command.js';
import { holdings, type Holding } from '../core/benefit.js';
import { notGranted } from '../core/benefit-act.js';

/** Banks pass on letters and digits; spaces, case and signs get lost on the way. */
function onStatement(reference: string): string {
  return reference.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}

/** By its id, its receipt, its refund or the credit note of that, or the words that its bank transfer quotes. @throws Stop NOT_FOUND with the nearest that exists */
export function orderNamed(book: Book, given: string): Order {
  const order = placedNamed(book, given);
  if (order) return order;
  throw unknownName('order', given, namesOfOrders(book));
}

/** The same of what was recorded, too: by its id, or by the number of the vendor's invoice. @throws Stop NOT_FOUND */
export function anyOrderNamed(book: Book, given: string): Order | RecordedOrder {
  const order = placedNamed(book, given) ?? called(given, book.recorded, namesOfRecorded);
  if (order) return order;
  throw unknownName('order', given, [...namesOfOrders(book), ...book.recorded.flatMap(namesOfRecorded)]);
}

/** @throws Stop NOT_FOUND with the nearest of what was recorded */
export function recordedNamed({ recorded }: Book, given: string): RecordedOrder {
  return named('order', given, recorded, namesOfRecorded);
}

function namesOfRecorded(order: RecordedOrder): readonly (string | null)[] {
  return [order.id, newestStatement(order).invoice];
}

function placedNamed(book: Book, given: string): Order | undefined {
  return (
    called(given, book.orders, (order) => namesOfOrder(book, order)) ??
    book.orders.find((candidate) => onStatement(transferReference(candidate)) === onStatement(given))
  );
}

function namesOfOrders(book: Book): readonly (string | null)[] {
  return book.orders.flatMap((order) => namesOfOrder(book, order));
}

function namesOfOrder(book: Book, { id, receiptNumber, invoiceNumber }: Order): readonly (string | null)[] {
  const returned = refunded(refundsOf(book, id));
  return [
    id,
    receiptNumber,
    invoiceNumber ?? null,
    ...(returned ? [returned.id, returned.creditNoteNumber ?? null] : []),
  ];
}

/** @throws Stop NOT_FOUND with the nearest that exists */
export function methodNamed(book: Book, id: string): PaymentMethod {
  return named('payment-method', id, onFile(book.paymentMethods), (method) => [method.id]);
}

/**
 * By its id, or by the offer that it is of.
 * @throws Stop TRANSFER_PENDING where it is ordered and not paid yet, NOT_FOUND with the nearest that exists
 */
export function subscriptionNamed({ book, today }: Pick<View, 'book' | 'today'>, given: string): Subscription {
  const offers = [...book.subscriptions, ...book.orders].map(({ offer }) => offer);
  const offer = called(given, [...new Set(offers)], (id) => [id]) ?? given;
  const found = called(given, book.subscriptions, ({ id }) => [id]) ?? subscriptionOf(book, offer);
  if (found) return found;
  refusePending(book, today, (order) => [order.subscriptionId, order.offer].includes(offer));
  const names = book.subscriptions.flatMap((held) => [held.id, held.offer]);
  throw unknownName('subscription', given, names);
}

/** @throws Stop TRANSFER_PENDING where it is ordered and not paid yet, NOT_SUBSCRIBED, naming `subscribe` */
export function subscriptionTo({ book, today }: Pick<View, 'book' | 'today'>, offer: Offer): Subscription {
  const found = subscriptionOf(book, offer.id);
  if (!found) refusePending(book, today, (order) => order.offer === offer.id);
  if (!found) throw new Stop(refuse('NOT_SUBSCRIBED', { offer: offer.id }));
  return found;
}

/** By its number or its id. @throws Stop NOT_FOUND with the nearest that exists */
export function requestNamed({ requests }: Book, given: string): SupportRequest {
  return named('request', given, requests, ({ id, number }) => [String(number), id]);
}

/** The users of the account in use, and who is about to change them. */
export function actingIn(context: Context, { book: { account } }: Membership): Acting {
  const { email, roles } = context.who ?? { email: account.email, roles: [] };
  return { accountId: account.id, actor: { email, roles } };
}

/** @throws Stop NOT_FOUND with the nearest that exists */
export function userCalled(users: readonly User[], email: string): User {
  const user = userNamed(users, email);
  if (user) return user;
  const known = activeUsers(users).map((candidate) => candidate.email);
  throw unknownName('user', email, known);
}

export const BENEFIT: Argument = { name: 'benefit', required: true, among: 'benefits' };
export const LICENCE: Argument = { ...BENEFIT, among: 'licences' };
/** Where two purchased offers give a benefit of the same name. */
export const OFFER_FLAG: Flag = { name: 'offer', kind: 'text', value: 'OFFER', among: 'subscriptions' };

/** @throws Stop NOT_FOUND with the nearest; BENEFIT_NOT_GRANTED; UNKNOWN_CHOICE where several offers give it */
export function holdingNamed(member: Membership, given: Given): Holding {
  const known = [member.programme, ...(member.others ?? [])].flatMap(benefitsKnown);
  const id = named('benefit', given.arguments['benefit'] ?? '', known, (benefit) => [benefit]);
  const held = holdings(member).filter(({ benefit }) => benefit.id === id);
  const [first, second] = held;
  if (!first) throw new Stop(notGranted(member.programme, id));
  const offer = given.flags['offer'];
  if (typeof offer !== 'string' && !second) return first;
  const found = typeof offer === 'string' ? called(offer, held, (one) => [one.offer.id]) : undefined;
  const choices = held.map((one) => one.offer.id);
  if (!found) throw unknownChoice('--offer', typeof offer === 'string' ? offer : '', choices);
  return found;
}

function benefitsKnown({ network, offers }: Programme): readonly string[] {
  return [...new Set([network, ...offers].flatMap(({ benefits }) => benefits.map(({ id }) => id)))];
}
