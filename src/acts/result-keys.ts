import type { ShownDue } from '../screens/renewals.js';

/**
 * What the results of acts may hold, as their commands say it (`Spec.result`): whoever asks an act for anything else hears
 * so before it is done.
 */

export const ACCOUNT_KEYS: readonly string[] = [
  ...['id', 'mpnId', 'company', 'country', 'email', 'programme', 'joinedOn', 'leftOn', 'address', 'vatId'],
];

export const USER_KEYS: readonly string[] = ['email', 'roles', 'addedOn', 'addedBy', 'removedOn', 'changed'];

export const TOKEN_KEYS: readonly string[] = [
  ...['id', 'name', 'scopes', 'allAccounts', 'createdAt', 'createdBy', 'expiresOn', 'revokedAt'],
];

export const METHOD_KEYS: readonly string[] = [
  ...['id', 'brand', 'last4', 'expMonth', 'expYear', 'goodTo', 'holder', 'isDefault', 'addedAt'],
];

/** What is due, or was missed, in a run. */
export const DUE_KEYS: readonly (keyof ShownDue)[] = [
  ...(['accountId', 'mpnId', 'subscriptionId', 'offer', 'anniversary', 'chargeOn', 'result', 'amount'] as const),
  ...(['paymentMethod', 'reason', 'nextTry', 'orderId', 'receiptNumber'] as const),
];

export const READERS_KEYS: readonly string[] = ['address', 'changed', 'readers'];

/** What was recorded or corrected. */
export const RECORDED_KEYS: readonly string[] = ['order', 'subscription', 'changed', 'evidencePutBack', 'warnings'];

/** What was bought; what was recorded of a purchase at the vendor's, and how to record it; what `--check` found. */
export const BOUGHT_KEYS: readonly string[] = [
  ...RECORDED_KEYS,
  'record',
  'offer',
  'kind',
  'possible',
  'missing',
  'gates',
];

/** Automatic renewal before and after, or as it stands. */
export const SWITCHED_KEYS: readonly string[] = [
  ...['subscription', 'before', 'after', 'changed', 'offer', 'on', 'vendor', 'expectedOn', 'canTurnOn'],
  ...['nextChargeOn', 'amount', 'paymentMethod'],
];

export const FILED_KEYS: readonly string[] = ['request', 'changed', 'subscription', 'charge', 'warnings'];

/** What support answered. */
export const ANSWERED_KEYS: readonly string[] = ['request', 'subscription', 'order', 'refund', 'changed'];

export const HOLDING_KEYS: readonly string[] = [
  ...['benefit', 'name', 'kind', 'credit', 'offer', 'state', 'subscriptionId', 'termNumber', 'termStart'],
  ...['anniversary', 'until', 'redeemBy', 'granted', 'assigned', 'available', 'activatedAt', 'activatedOn'],
  ...['activatedBy', 'keyViewedAt', 'keyViewedBy', 'assignments', 'changed'],
];
