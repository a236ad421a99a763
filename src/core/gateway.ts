/**
 * gateway: how what a ledger tells of was paid, settled when the ledger is made (D24). Code asks what a ledger's gateway
 * can do, never which one it is.
 */
export interface GatewayKind {
  readonly name: GatewayName;
  /** Orders are charged through it. Otherwise the vendor is paid elsewhere, and what was paid is recorded here. */
  readonly charges: boolean;
  readonly movesMoney: boolean;
  /** Of Stripe's two worlds, the one that its keys have to be of. */
  readonly mode?: 'live' | 'test';
  /** The number of a card may be typed here; elsewhere the gateway's own page takes it (D19). */
  readonly takesTypedCards: boolean;
  /** The clock may be frozen, and companies and product keys be made up (D17). */
  readonly rehearses: boolean;
  /** It tells by itself what becomes of a payment, and what others did with one. */
  readonly tells: boolean;
}

export const GATEWAY_NAMES = ['sandbox', 'none', 'stripe', 'stripe-test'] as const;

export type GatewayName = (typeof GATEWAY_NAMES)[number];

const KINDS: Readonly<Record<GatewayName, Omit<GatewayKind, 'name'>>> = {
  sandbox: { charges: true, movesMoney: false, takesTypedCards: true, rehearses: true, tells: false },
  none: { charges: false, movesMoney: false, takesTypedCards: false, rehearses: false, tells: false },
  stripe: { charges: true, movesMoney: true, takesTypedCards: false, rehearses: false, tells: true, mode: 'live' },
  'stripe-test': {
    charges: true,
    movesMoney: false,
    takesTypedCards: false,
    rehearses: false,
    tells: true,
    mode: 'test',
  },
};

/** What a ledger belongs to where nothing is said when it is made. */
export const USUAL_GATEWAY: GatewayName = 'sandbox';

/** Under what it is rehearsed that money moves, and none does: a sandbox, or the test mode of a gateway that moves some. */
export type Rehearsal = 'sandbox' | 'test-mode';

/** undefined where money moves, and where nothing is charged at all. */
export function rehearsalOf({ charges, movesMoney, mode }: GatewayKind): Rehearsal | undefined {
  if (!charges || movesMoney) return undefined;
  return mode === 'test' ? 'test-mode' : 'sandbox';
}

export function gatewayKind(name: GatewayName): GatewayKind {
  return { name, ...KINDS[name] };
}

/** undefined where this version knows none of that name. */
export function gatewayNamed(name: string): GatewayKind | undefined {
  const known = GATEWAY_NAMES.find((one) => one === name);
  return known && gatewayKind(known);
}

/**
 * `not-ours`: damaged, newer, or no books at all. `unwritable`: no permission, no space, or a place that is read-only.
 * `no-locks`: a folder without file locks. `missing`: the ledger has used some, and they are not there. `others`: those of
 * another ledger, or a copy from before the newest card of this one. `moved`: the ledger has left them for a copy of them
 * elsewhere. `unfinished`: filled with a made-up past that the ledger does not hold. `unsafe`: another user of the machine
 * can change them. `unreachable`: their server did not answer.
 */
export type BooksFault =
  'not-ours' | 'unwritable' | 'unreachable' | 'no-locks' | 'missing' | 'others' | 'moved' | 'unfinished' | 'unsafe';
