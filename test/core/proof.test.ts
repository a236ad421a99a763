import { hash } from 'node:crypto';
import type { Entry } from '../../src/core/entry.js';
import { canonical } from '../../src/core/plan.js';
import {
  brokenProof,
  linkText,
  originText,
  parseProof,
  proofOf,
  sealText,
  type Link,
  type Proof,
} from '../../src/core/proof.js';
import { account, AT, later } from '../store/samples.js';
import { joining, PAPER, recording } from '../store/sample-entries.js';
import { fold } from './fold.js';

const digest = (content: string | Uint8Array) => hash('sha256', content, 'hex');
const ORIGIN = { installation: 'inst-1', gateway: 'sandbox', at: AT };
const BEGINNING = digest(originText(ORIGIN));
const ENTRIES = [...joining(), ...recording()];

type Loose = Omit<Link, 'hash' | 'prev_hash'> & { readonly prev_hash?: string };

const linkOf = (entry: Entry, place: number): Loose => ({
  ...{ sequence: 10 * (place + 1), number: place + 1, at: later(place), by: 'admin', kind: entry.kind },
  ...{ account_id: account().id, body: canonical(entry) },
});

/** Each hangs on the one before it, unless it says otherwise, and all hashes are right. */
function hung(links: readonly Loose[]): readonly Link[] {
  let before = BEGINNING;
  return links.map((link) => {
    const whole = { ...link, prev_hash: link.prev_hash ?? before };
    before = digest(linkText(whole));
    return { ...whole, hash: before };
  });
}

function sealed(links: readonly Link[], heads: unknown = headsOf(links)) {
  const seal = { number: 1, at: AT, sequence: 99, heads: JSON.stringify(heads), prev_hash: 'ab' };
  return { ...seal, hash: digest(sealText(seal)) };
}
const headsOf = (links: readonly Link[]) => [
  { account: 'another', sequence: 5, hash: 'cd' },
  { account: account().id, sequence: links.at(-1)?.sequence, hash: links.at(-1)?.hash },
];

const LINKS = hung(ENTRIES.map(linkOf));

function proof(links = LINKS): Proof {
  const book = fold(ENTRIES);
  if (!book) throw new Error('there is no book');
  return proofOf(book, book.recorded, { origin: ORIGIN, links, seal: sealed(links) });
}
const WHOLE = proof();
const [FILE] = WHOLE.files;
const PATH = FILE?.path ?? '';
const CONTENTS = new Map([[PATH, PAPER.bytes]]);
const broken = (of: object, contents: ReadonlyMap<string, Uint8Array> = CONTENTS) =>
  brokenProof(of as Proof, contents, digest).map(({ where, fault }) => `${where} ${fault}`);
const withLinks = (links: readonly Link[]) => ({ ...WHOLE, chain: { ...WHOLE.chain, links, seal: null } });
const relinked = (change: (links: Loose[]) => readonly Loose[]) => withLinks(hung(change(ENTRIES.map(linkOf))));

test('D33 what was written holds, as it is and as it is read again', () => {
  expect(broken(WHOLE)).toEqual([]);
  expect(broken({ ...WHOLE, chain: { ...WHOLE.chain, seal: null } })).toEqual([]);
  expect(parseProof(JSON.stringify(WHOLE))).toEqual(WHOLE);
  expect(FILE).toEqual({
    sha256: PAPER.sha256,
    name: 'invoice.pdf',
    bytes: 10,
    path: `files/${PAPER.sha256.slice(0, 12)}-invoice.pdf`,
  });
});

test.each([
  ['../a b.pdf', 'a-b.pdf'],
  ['\u202e', 'file'],
  [`${'x'.repeat(90)}.pdf`, `${'x'.repeat(76)}.pdf`],
])('a file is named as any system takes it: %j', (name, plain) => {
  const book = fold(ENTRIES);
  const [order] = book?.recorded ?? [];
  const [first] = order?.statements ?? [];
  if (!book || !order || !first) throw new Error('nothing was stated');
  const statements = [{ ...first, evidence: [{ sha256: 'ab'.repeat(32), name, bytes: 1 }] }];
  const [file] = proofOf(book, [{ ...order, statements }], WHOLE.chain).files;
  expect(file?.path).toBe(`files/${'ab'.repeat(6)}-${plain}`);
});

describe('what is no proof is not read as one', () => {
  const FIELDS = [
    ...['account.id', 'account.mpnId', 'account.company', 'account.country', 'account', 'orders', 'orders.1.id'],
    ...['orders.1.statements', 'orders.1.statements.1', 'orders.1.statements.1.evidence'],
    ...['orders.0.statements.0.evidence.0.sha256', 'files', 'files.0.path', 'files.0.sha256', 'files.0.name'],
    ...['files.0.bytes', 'chain', 'chain.origin', 'chain.origin.installation', 'chain.origin.gateway'],
    ...['chain.origin.at', 'chain.links', 'chain.links.1', 'chain.links.1.sequence', 'chain.links.1.at'],
    ...['chain.links.1.by', 'chain.links.1.kind', 'chain.links.1.account_id', 'chain.links.1.body'],
    ...['chain.links.1.prev_hash', 'chain.links.1.hash', 'chain.seal', 'chain.seal.at', 'chain.seal.heads'],
    ...['chain.seal.prev_hash', 'chain.seal.hash', 'chain.seal.number', 'chain.seal.sequence', 'format'],
  ];

  test.each(FIELDS)('%s', (path) => {
    for (const wrong of [undefined, true, { length: 0 }]) {
      const copy = JSON.parse(JSON.stringify(WHOLE)) as Record<string, unknown>;
      const names = path.split('.');
      const last = names.pop() ?? '';
      let inner = copy;
      for (const name of names) inner = inner[name] as Record<string, unknown>;
      inner[last] = wrong;
      expect([wrong, parseProof(JSON.stringify(copy))]).toEqual([wrong, undefined]);
    }
  });

  test('other texts, and one of a later version', () => {
    for (const text of ['', '{', 'null', '[]', '"partner"', '{}']) expect(parseProof(text)).toBeUndefined();
    expect(parseProof(JSON.stringify({ ...WHOLE, version: 2 }))).toBe('newer');
    const links = LINKS.map((link) => ({ ...link, sequence: 1.5 }));
    expect(parseProof(JSON.stringify(withLinks(links)))).toBeUndefined();
    expect(parseProof(JSON.stringify(withLinks(LINKS)))).toEqual(withLinks(LINKS));
  });
});

describe('G24, D33 what is broken is told where it is', () => {
  const file = (changes: object) => ({ ...WHOLE, files: [{ ...FILE, ...changes }] });
  const inChain = (changes: object) => ({ ...WHOLE, chain: { ...WHOLE.chain, ...changes } });
  const inLink = (place: number, changes: object) =>
    withLinks(LINKS.map((link, index) => (index === place ? { ...link, ...changes } : link)));
  const seal = sealed(LINKS);
  const [order, next] = WHOLE.orders;
  const other = Buffer.from('an invoicE');

  test.each<[string, object, readonly string[], ReadonlyMap<string, Uint8Array>?]>([
    ['a file that is not there', WHOLE, [`${PATH} missing`], new Map()],
    ['another file of that length', WHOLE, [`${PATH} changed`], new Map([[PATH, other]])],
    ['another name than was stated', file({ name: 'other.pdf' }), [`${PATH} changed`]],
    ['another length than was stated', file({ bytes: 11 }), [`${PATH} changed`]],
    ['a file that nothing names', WHOLE, ['files/x unlisted'], new Map([...CONTENTS, ['files/x', other]])],
    ['a file that was stated and is left out', { ...WHOLE, files: [] }, ['invoice.pdf missing', `${PATH} unlisted`]],
    ['a link that says another', inLink(1, { by: 'other' }), ['entry 20 hash']],
    ['a first one that hangs on nothing', inLink(0, { prev_hash: 'x' }), ['entry 10 beginning', 'entry 10 hash']],
    ['one that hangs on another', inLink(2, { prev_hash: 'x' }), ['entry 30 link', 'entry 30 hash']],
    [
      'another beginning',
      relinked(([first, ...rest]) => [{ ...first, prev_hash: 'x' } as Loose, ...rest]),
      ['entry 10 beginning'],
    ],
    ['one that is left out', withLinks(LINKS.toSpliced(1, 1)), [30, 40, 50, 60].map((place) => `entry ${place} link`)],
    [
      'a number that is not the next',
      relinked((all) => all.with(1, { ...all[1], number: 3 } as Loose)),
      ['entry 20 link'],
    ],
    [
      'a place that comes before',
      relinked((all) => all.with(1, { ...all[1], sequence: 10 } as Loose)),
      ['entry 10 link'],
    ],
    ['another company', { ...WHOLE, account: { ...WHOLE.account, company: 'Other' } }, [`${account().id} facts`]],
    ['another order', { ...WHOLE, orders: [{ ...order, offer: 'other' }, next] }, ['recorded-1 facts']],
    ['no order', { ...WHOLE, orders: [], files: [] }, ['orders facts'], new Map()],
    ['an entry of another kind', relinked((all) => all.with(1, { ...all[1], kind: 'x' } as Loose)), ['entry 20 facts']],
    [
      'and of another account',
      relinked((all) => all.with(1, { ...all[1], account_id: 'x' } as Loose)),
      ['entry 20 facts'],
    ],
    [
      'one that no ledger would take',
      relinked((all) => all.with(1, { ...all[1], body: '{' } as Loose)),
      ['entry 20 rules'],
    ],
    ['no entry', withLinks([]), [`${account().id} facts`]],
    ['something beside it', { ...WHOLE, more: 1 }, ['proof facts']],
    ['beside a file', file({ more: 1 }), [`${PATH} facts`]],
    ['beside the chain', inChain({ more: 1 }), ['chain facts']],
    ['beside its beginning', inChain({ origin: { ...ORIGIN, more: 1 } }), ['origin facts']],
    ['beside an entry', inLink(1, { more: 1 }), ['entry 20 facts']],
    ['beside the seal', inChain({ seal: { ...seal, more: 1 } }), ['seal 1 facts']],
    ['a seal of another moment', inChain({ seal: { ...seal, at: later(1) } }), ['seal 1 seal']],
    ['a seal of nobody', inChain({ seal: sealed(LINKS, []) }), ['seal 1 seal']],
    ['a seal of nothing', inChain({ seal: sealed(LINKS, {}) }), ['seal 1 seal']],
    ['a seal of others', inChain({ seal: sealed(LINKS, headsOf(LINKS).slice(0, 1)) }), ['seal 1 seal']],
    [
      'a seal over another end',
      inChain({ seal: sealed(LINKS, [{ ...headsOf(LINKS)[1], hash: 'x' }]) }),
      ['seal 1 seal'],
    ],
    [
      'a seal over another place',
      inChain({ seal: sealed(LINKS, [{ ...headsOf(LINKS)[1], sequence: 20 }]) }),
      ['seal 1 seal'],
    ],
  ])('%s', (_, of, faults, ...[contents]) => {
    const found = broken(of, contents).filter((fault) => !FOLLOWS.test(fault) || faults.includes(fault));
    expect(found).toEqual(faults);
  });

  /** What follows from a link that is not what it was: told as well, and no part of what is looked at. */
  const FOLLOWS = /^entry \d+ (facts|rules)$/;

  test('of the first epoch others may lie between, and nothing that was stated is so old', () => {
    const old = (all: readonly Loose[], many: number, changes: object = {}) =>
      all.map((link, place) => (place < many ? { ...link, number: null, ...(place === 1 ? changes : {}) } : link));
    const links = (many: number, changes: object = {}) => broken(relinked((all) => old(all, many, changes)));
    expect(links(2)).toEqual([]);
    expect(links(2, { prev_hash: 'of another account' })).toEqual([]);
    // Nothing can be between two that follow each other.
    expect(links(2, { prev_hash: 'of another account', sequence: 11 })).toEqual(['entry 11 link']);
    expect(links(2, { sequence: 11 })).toEqual([]);
    expect(links(3)).toEqual(['entry 30 link']);
    const taken = relinked((all) => all.map((link, place) => (place === 1 ? { ...link, number: null } : link)));
    expect(broken(taken)).toEqual(['entry 20 link']);
  });
});
