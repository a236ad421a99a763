import type { Account } from './account.js';
import { applied } from './applied.js';
import type { Book } from './book.js';
import type { Instant } from './day.js';
import type { Entry } from './entry.js';
import { canonical } from './plan.js';
import { evidenceIn, type EvidenceFile, type RecordedOrder } from './recorded-order.js';

/**
 * proof: what was stated of some orders, with the files that show it and the whole chain of their account, so that anybody
 * can see without the ledger that nothing of it was altered since it was written. link: an entry of the chain.
 */
export interface Proof {
  readonly format: typeof FORMAT;
  readonly version: 1;
  readonly account: Pick<Account, 'id' | 'mpnId' | 'company' | 'country'>;
  readonly orders: readonly RecordedOrder[];
  readonly files: readonly ProofFile[];
  readonly chain: Chain;
}

const FORMAT = 'partner-evidence';

/** A file of the archive: where in it, and what it was recorded as. */
export interface ProofFile extends EvidenceFile {
  readonly path: string;
}

export interface Chain {
  readonly origin: Origin;
  readonly links: readonly Link[];
  /** The newest seal that names this account; null where there is none yet. */
  readonly seal: Seal | null;
}

/** What a ledger is for ever: its chains hang on the hash of it. */
export interface Origin {
  readonly installation: string;
  readonly gateway: string;
  readonly at: Instant;
}

/** As it is kept: `number` is its place in the chain of its account, null where all accounts had one chain. */
export interface Link {
  readonly sequence: number;
  readonly number: number | null;
  readonly at: Instant;
  readonly by: string;
  readonly kind: string;
  readonly account_id: string;
  /** The entry, as canonical JSON. */
  readonly body: string;
  readonly prev_hash: string;
  readonly hash: string;
}

export interface Seal {
  readonly number: number;
  readonly at: Instant;
  readonly sequence: number;
  /** JSON: the ends of chains that it is over. */
  readonly heads: string;
  readonly prev_hash: string;
  readonly hash: string;
}

/** Of a text or of bytes: SHA-256 in lower-case hex. */
export type Digest = (content: string | Uint8Array) => string;

/** What the hash of an entry is of: every column and the hash before. */
export function linkText(link: Omit<Link, 'hash' | 'sequence'> & { readonly sequence?: number }): string {
  const { sequence, number, at, by, kind, account_id, body, prev_hash } = link;
  // Texts and a number: their JSON is canonical as it is.
  return JSON.stringify([prev_hash, number ?? sequence, at, by, kind, account_id, body]);
}

export function sealText({ number, at, sequence, heads, prev_hash }: Omit<Seal, 'hash'>): string {
  return JSON.stringify([prev_hash, number, at, sequence, heads]);
}

/** Binds a chain to its ledger: none of another one fits. */
export function originText({ installation, gateway, at }: Origin): string {
  return canonical({ ledger: 'partner', installation, gateway, at });
}

/** The proof of some orders, and the names of its files: such as any system takes. */
export function proofOf(
  { account: { id, mpnId, company, country } }: Book,
  orders: readonly RecordedOrder[],
  chain: Chain,
): Proof {
  const files = new Map(orders.flatMap(evidenceIn).map(({ sha256, name, bytes }) => [sha256, { sha256, name, bytes }]));
  return {
    format: FORMAT,
    version: 1,
    account: { id, mpnId, company, country },
    orders,
    files: [...files.values()].map((file) => ({ ...file, path: pathOf(file) })),
    chain,
  };
}

/** By its hash first: two files may bear one name. */
function pathOf({ sha256, name }: EvidenceFile): string {
  const plain = name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+/, '');
  return `files/${sha256.slice(0, 12)}-${plain.slice(-80) || 'file'}`;
}

/** undefined for what is no proof; `newer` for one of a version that is not known here. */
export function parseProof(text: string): Proof | 'newer' | undefined {
  const value = parsed(text);
  if (!isRecord(value) || value['format'] !== FORMAT) return undefined;
  if (value['version'] !== 1) return 'newer';
  return isProof(value) ? (value as unknown as Proof) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

type Json = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function has(value: unknown, kind: 'string' | 'number', ...names: readonly string[]): value is Json {
  return isRecord(value) && names.every((name) => typeof value[name] === kind);
}

function each(value: unknown, is: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(is);
}

const LINK_TEXTS = ['at', 'by', 'kind', 'account_id', 'body', 'prev_hash', 'hash'];
const LINK_FIELDS = ['sequence', 'number', ...LINK_TEXTS];
const SEAL_TEXTS = ['at', 'heads', 'prev_hash', 'hash'];
const SEAL_FIELDS = ['number', 'sequence', ...SEAL_TEXTS];

function isProof({ account, orders, files, chain }: Json): boolean {
  const isLink = (one: unknown) => has(one, 'string', ...LINK_TEXTS) && Number.isSafeInteger(one['sequence']);
  const isStatement = (one: unknown) => isRecord(one) && each(one['evidence'], (file) => has(file, 'string', 'sha256'));
  return (
    has(account, 'string', 'id', 'mpnId', 'company', 'country') &&
    each(orders, (one) => has(one, 'string', 'id') && each(one['statements'], isStatement)) &&
    each(files, (one) => has(one, 'string', 'path', 'sha256', 'name') && has(one, 'number', 'bytes')) &&
    isRecord(chain) &&
    has(chain['origin'], 'string', 'installation', 'gateway', 'at') &&
    each(chain['links'], isLink) &&
    (chain['seal'] === null ||
      (has(chain['seal'], 'string', ...SEAL_TEXTS) && has(chain['seal'], 'number', 'number', 'sequence')))
  );
}

/**
 * What is broken. `missing`, `changed`: a file. `unlisted`: a file that nothing names. `hash`: an entry that is not what its
 * hash is of. `link`: one that does not continue the one before it. `beginning`: a chain that does not begin with its ledger.
 * `rules`: entries that no ledger would have taken. `facts`: an order or a company that the entries do not tell of. `seal`:
 * a seal that is not what its hash is of, or names another end than there is.
 */
export type ProofFault =
  'missing' | 'changed' | 'unlisted' | 'hash' | 'link' | 'beginning' | 'rules' | 'facts' | 'seal';

export interface ProofDefect {
  readonly where: string;
  readonly fault: ProofFault;
}

/** Everything that is broken in a proof; nothing where it holds. @param contents what lies beside it, by its path */
export function brokenProof(
  proof: Proof,
  contents: ReadonlyMap<string, Uint8Array>,
  digest: Digest,
): readonly ProofDefect[] {
  return [
    ...brokenFiles(proof, contents, digest),
    ...brokenLinks(proof.chain, digest),
    ...brokenFacts(proof),
    ...unproven(proof),
    ...brokenSeal(proof, digest),
  ];
}

function brokenFiles(
  { files, orders }: Proof,
  contents: ReadonlyMap<string, Uint8Array>,
  digest: Digest,
): readonly ProofDefect[] {
  const named = new Map(orders.flatMap(evidenceIn).map((file) => [file.sha256, file]));
  const listed = new Set(files.map(({ sha256 }) => sha256));
  const paths = new Set(files.map(({ path }) => path));
  return [
    ...files.flatMap(({ path, sha256, name, bytes }): readonly ProofDefect[] => {
      const content = contents.get(path);
      if (!content) return [{ where: path, fault: 'missing' }];
      const stated = named.get(sha256);
      const same = stated?.name === name && stated.bytes === bytes && content.length === bytes;
      return same && digest(content) === sha256 ? [] : [{ where: path, fault: 'changed' }];
    }),
    ...[...named.values()].flatMap(({ sha256, name }): readonly ProofDefect[] =>
      listed.has(sha256) ? [] : [{ where: name, fault: 'missing' }],
    ),
    ...[...contents.keys()].flatMap((path): readonly ProofDefect[] =>
      paths.has(path) ? [] : [{ where: path, fault: 'unlisted' }],
    ),
  ];
}

function whereOf({ sequence }: Link): string {
  return `entry ${sequence}`;
}

/** The link that another one hangs on. */
interface Before extends Pick<Link, 'sequence' | 'number' | 'hash'> {
  readonly place: number;
}

function brokenLinks({ origin, links }: Chain, digest: Digest): readonly ProofDefect[] {
  const defects: ProofDefect[] = [];
  let before: Before = { place: 0, sequence: 0, number: null, hash: digest(originText(origin)) };
  for (const link of links) {
    if (!continues(link, before))
      defects.push({ where: whereOf(link), fault: before.place === 0 ? 'beginning' : 'link' });
    if (digest(linkText(link)) !== link.hash) defects.push({ where: whereOf(link), fault: 'hash' });
    before = { ...link, place: before.place + 1 };
  }
  return defects;
}

/** What is stated of an order: all of it was written since each account has a chain of its own. */
const STATEMENTS: ReadonlySet<string> = new Set<Entry['kind']>([
  'order-recorded',
  'order-corrected',
  'order-refund-recorded',
]);

/**
 * Entries of the first epoch have those of other accounts between them, which are not here: what they hang on is looked at
 * where nothing can be between. Their hash is of their sequence in place of their number, so that a number must not be taken
 * off a later one: none has one before it, and no statement is that old.
 */
function continues(link: Link, before: Before): boolean {
  if (link.sequence <= before.sequence) return false;
  const hangsOn = link.prev_hash === before.hash;
  if (link.number !== null) return hangsOn && link.number === before.place + 1;
  const isOld = before.number === null && !STATEMENTS.has(link.kind);
  return isOld && (hangsOn || link.sequence > before.sequence + 1);
}

/** What the proof says has to be what its entries come to. */
function brokenFacts({ account, orders, chain }: Proof): readonly ProofDefect[] {
  const replayed = replay(account.id, chain.links);
  if ('fault' in replayed) return [replayed];
  const { id, mpnId, company, country } = replayed.account;
  const told = new Map(replayed.recorded.map((order) => [order.id, canonical(order)]));
  return [
    ...(canonical(account) === canonical({ id, mpnId, company, country })
      ? []
      : [{ where: account.id, fault: 'facts' } as const]),
    ...(orders.length > 0 ? [] : [{ where: 'orders', fault: 'facts' } as const]),
    ...orders.flatMap((order) =>
      told.get(order.id) === canonical(order) ? [] : [{ where: order.id, fault: 'facts' } as const],
    ),
  ];
}

/** What stands beside what is looked at: whoever reads it would take it for proven. */
function unproven({ files, chain, ...proof }: Proof): readonly ProofDefect[] {
  const { origin, links, seal } = chain;
  const parts: readonly (readonly [where: string, part: object, fields: readonly string[]])[] = [
    ['proof', proof, ['format', 'version', 'account', 'orders']],
    ...files.map((file) => [file.path, file, ['sha256', 'name', 'bytes', 'path']] as const),
    ['chain', chain, ['origin', 'links', 'seal']],
    ['origin', origin, ['installation', 'gateway', 'at']],
    ...links.map((link) => [whereOf(link), link, LINK_FIELDS] as const),
    ...(seal ? [[`seal ${seal.number}`, seal, SEAL_FIELDS] as const] : []),
  ];
  return parts.flatMap(([where, part, fields]) =>
    Object.keys(part).every((name) => fields.includes(name)) ? [] : [{ where, fault: 'facts' } as const],
  );
}

function replay(accountId: string, links: readonly Link[]): Book | ProofDefect {
  let book: Book | undefined;
  for (const link of links) {
    try {
      const entry = JSON.parse(link.body) as Entry;
      if (entry.kind !== link.kind || link.account_id !== accountId) return { where: whereOf(link), fault: 'facts' };
      book = applied(book, entry);
    } catch {
      return { where: whereOf(link), fault: 'rules' };
    }
  }
  return book ?? { where: accountId, fault: 'facts' };
}

function brokenSeal({ account, chain: { seal, links } }: Proof, digest: Digest): readonly ProofDefect[] {
  if (!seal) return [];
  const heads = parsed(seal.heads);
  const ends = Array.isArray(heads) ? (heads as readonly unknown[]) : [];
  const end = ends.find((head) => isRecord(head) && head['account'] === account.id);
  const named =
    isRecord(end) && links.some(({ sequence, hash }) => sequence === end['sequence'] && hash === end['hash']);
  return named && digest(sealText(seal)) === seal.hash ? [] : [{ where: `seal ${seal.number}`, fault: 'seal' }];
}
