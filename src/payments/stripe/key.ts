/** Where Stripe is reached, in the SDK's words; nothing of it: at Stripe's own address. */
export interface StripePlace {
  readonly host?: string;
  readonly port?: string;
  readonly protocol?: 'http' | 'https';
}

export interface StripeAccess {
  readonly key: string;
  readonly place: StripePlace;
}

/** `test`, `live`: the key is of that mode, and the ledger of the other. */
export type KeyFault = 'missing' | 'unreadable' | 'form' | 'publishable' | 'test' | 'live' | 'place';

/** What is wrong, and with which: of the variable, or of the file that another names. */
export interface NoAccess {
  readonly fault: KeyFault;
  readonly from?: 'variable' | 'file';
}

const KEY_VARIABLE = 'PARTNER_STRIPE_KEY';
const KEY_FILE_VARIABLE = 'PARTNER_STRIPE_KEY_FILE';
/** Another address than Stripe's own, for keys of the test mode. */
const PLACE_VARIABLE = 'PARTNER_STRIPE_API';

const SECRET = /^(?:sk|rk)_(test|live)_[A-Za-z0-9_]{8,240}$/;
const PUBLISHABLE = /^pk_/;

/**
 * The key from the environment or the file that it names, and from nowhere else: no flag, no configuration (G12).
 * @param mode which one the ledger is of
 * @param read the text of a file; undefined where it cannot be read
 */
export function stripeAccess(
  env: Readonly<Record<string, string | undefined>>,
  mode: 'live' | 'test',
  read: (path: string) => string | undefined,
): StripeAccess | NoAccess {
  const file = env[KEY_FILE_VARIABLE];
  const from = env[KEY_VARIABLE] ? 'variable' : 'file';
  const key = env[KEY_VARIABLE] || (file ? read(file)?.trim() : '');
  if (key === undefined) return { fault: 'unreadable' };
  // An empty file is no reason to pay with another key.
  if (key === '') return file && from === 'file' ? { fault: 'form', from } : { fault: 'missing' };
  if (PUBLISHABLE.test(key)) return { fault: 'publishable', from };
  const [, of] = SECRET.exec(key) ?? [];
  if (of === undefined) return { fault: 'form', from };
  if (of !== mode) return { fault: of === 'live' ? 'live' : 'test', from };
  const place = placeOf(env[PLACE_VARIABLE]);
  return !place || (mode === 'live' && place.host !== undefined) ? { fault: 'place' } : { key, place };
}

/** Plain HTTP goes no further than this machine. */
function placeOf(text: string | undefined): StripePlace | undefined {
  if (!text) return {};
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const protocol = url?.protocol === 'https:' ? 'https' : url?.protocol === 'http:' ? 'http' : undefined;
  if (!url || !protocol || url.username || url.pathname !== '/') return undefined;
  if (protocol === 'http' && !['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)) return undefined;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    protocol,
    port: url.port || (protocol === 'https' ? '443' : '80'),
  };
}
