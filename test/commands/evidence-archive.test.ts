import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { ZipFile } from 'yazl';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import { packageRoot } from '../../src/files/package-root.js';
import { tamper } from '../store/sqlite/folder.js';
import { ARCHIVE } from '../support/every-command.js';
import { member, type Answer, Workplace } from '../support/in-process.js';
import { ofFiles } from '../support/ledgers.js';

interface Packed {
  readonly path: string;
  readonly bytes: Buffer;
  readonly mode?: number;
}

let world: Workplace;
/** Everything in an archive that evidence export has made. */
let packed: readonly Packed[];

beforeAll(async () => {
  world = await (await member()).after('payment-methods add --token pm_card_visa');
  writeFileSync(join(world.home, 'invoice.pdf'), 'an invoice');
  writeFileSync(join(world.home, 'receipt.txt'), 'paid');
  await world.after(
    `adopt action-pack --anniversary 2027-03-01 --invoice E0 --evidence ${join(world.home, 'invoice.pdf')}`,
    `orders record action-pack --invoice E1 --term-end 2028-03-01 --evidence ${join(world.home, 'receipt.txt')}`,
    `orders correct E1 --reason typo --paid-on 2026-11-02`,
  );
  await world.json(`evidence export ${at('whole.zip')} --subscription action-pack`);
  packed = await unpacked(readFileSync(at('whole.zip')));
});

const at = (name: string) => join(world.home, name);

async function unpacked(bytes: Buffer): Promise<readonly Packed[]> {
  const zip = await fromBufferPromise(bytes);
  const found: Packed[] = [];
  for await (const entry of zip.eachEntry())
    found.push({ path: entry.fileName, bytes: await buffer(await zip.openReadStreamPromise(entry)) });
  return found;
}

async function zipped(entries: readonly Packed[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { path, bytes, mode = 0o100600 } of entries) zip.addBuffer(bytes, path, { mode });
  zip.end();
  return buffer(zip.outputStream);
}

/** What `evidence verify` says of an archive, somewhere without a ledger. */
async function verified(bytes: Buffer): Promise<{ readonly code: number; readonly said: Answer }> {
  const elsewhere = new Workplace();
  const file = join(elsewhere.home, 'other.zip');
  writeFileSync(file, bytes);
  const ran = await elsewhere.run(['evidence', 'verify', file, '--json']);
  return { code: ran.code, said: ran.stdout === '' ? ran.error() : JSON.parse(ran.stdout) };
}

const proof = () => JSON.parse(packed.find(({ path }) => path === 'evidence.json')?.bytes.toString() ?? '');

function withProof(changed: unknown): readonly Packed[] {
  const bytes = Buffer.from(JSON.stringify(changed));
  return packed.map((one) => (one.path === 'evidence.json' ? { ...one, bytes } : one));
}

const faults = ({ said }: { said: Answer }) => said.defects.map(({ fault }: { fault: string }) => fault);

describe('G24 an archive of evidence', () => {
  test('holds the files, the facts and the chain, and proves them anywhere', async () => {
    expect(packed.map(({ path }) => path.replace(/[0-9a-f]{12}/, '…'))).toEqual([
      'evidence.json',
      'files/…-invoice.pdf',
      'files/…-receipt.txt',
    ]);
    const { code, said } = await verified(readFileSync(at('whole.zip')));
    expect(code).toBe(0);
    expect(said).toMatchObject({ sound: true, defects: [], entries: 6, seal: 1, account: { mpnId: '1234567' } });
    expect(said.files.map(({ name }: { name: string }) => name)).toEqual(['invoice.pdf', 'receipt.txt']);
    expect(said.head).toBe((await world.json('audit list'))[0].hash);
  });

  test('of one order holds what shows that one alone', async () => {
    const { files } = await world.json(`evidence export ${at('one.zip')} --order E1`);
    expect(files.map(({ name }: { name: string }) => name)).toEqual(['receipt.txt']);
    expect((await verified(readFileSync(at('one.zip')))).said.sound).toBe(true);
  });

  test('that was made before is still proven, for ever', async () => {
    expect((await verified(readFileSync(ARCHIVE))).said).toMatchObject({ sound: true, entries: 2 });
  });

  test('says in words what it is, in both languages', async () => {
    expect((await world.run(`evidence verify ${ARCHIVE}`)).stdout).toContain('Nothing was altered: 1 file, 2 entries');
    expect((await world.run(`evidence verify ${ARCHIVE} --lang fr`)).stdout).toContain("Rien n'a été modifié");
  });

  test('counts no file where none was given', async () => {
    const bare = new Workplace();
    const company = '--company Contoso --country FR --email a@contoso.example --mpn-id 1234567';
    await bare.after(`adopt action-pack --anniversary 2027-03-15 ${company} --programme mpn-2018`);
    for (const [lang, said] of [
      ['en', 'No file was given as evidence.'],
      ['fr', "Aucun fichier n'avait été fourni à l'appui."],
    ] as const) {
      const archive = join(bare.home, `${lang}.zip`);
      const { stdout } = await bare.run(`evidence export ${archive} --subscription action-pack --lang ${lang}`);
      expect(stdout).toContain(said);
      expect(stdout).not.toMatch(/\b[01] fi(le|chier)/);
      expect((await bare.run(`evidence verify ${archive} --lang ${lang}`)).stdout).toMatch(/: 0 (files|fichier),/);
    }
  });

  test('is never written over anything, and not at all in a dry run', async () => {
    const again = await world.run(`evidence export ${at('whole.zip')} --order E1 --json`);
    expect(again.error().code).toBe('FILE_EXISTS');
    const dry = await world.json(`evidence export ${at('dry.zip')} --order E1 --dry-run`);
    expect(dry.writes).toEqual(['file-written']);
  });

  ofFiles.test('is not made where a file is not kept any more, or where nothing says of what', async () => {
    const lost = world.copy();
    const [{ sha256 }] = await lost.json('evidence list');
    rmSync(join(lost.ledgerFile, '..', 'evidence', sha256));
    const refused = (await lost.run(`evidence export ${join(lost.home, 'x.zip')} --order E0 --json`)).error();
    expect(refused).toMatchObject({ code: 'EVIDENCE_LOST', exit: 1, file: 'invoice.pdf', sha256 });
    const unsaid = (await world.run(`evidence export ${at('unsaid.zip')} --json`)).error();
    expect(unsaid).toMatchObject({ code: 'ANSWERS_MISSING', missing: ['--subscription ID'] });
    // The line to copy writes where it was said to.
    expect(unsaid.try).toEqual([`partner evidence export ${at('unsaid.zip')} --subscription ID`]);
  });
});

describe('G24 whatever is altered is named', () => {
  test('a file that is another one, that is gone, or that nothing names', async () => {
    const [json, invoice, receipt] = packed as [Packed, Packed, Packed];
    const other = { ...invoice, bytes: Buffer.from('another!!!') };
    expect(await verified(await zipped([json, other, receipt]))).toMatchObject({
      code: 1,
      said: { sound: false, defects: [{ where: invoice.path, fault: 'changed' }] },
    });
    expect(faults(await verified(await zipped([json, receipt])))).toEqual(['missing']);
    expect(faults(await verified(await zipped([...packed, { ...receipt, path: 'more.txt' }])))).toEqual(['unlisted']);
  });

  test.each([
    ['an entry', (p: Answer) => void (p.chain.links[2].by = 'somebody@else.example'), 'hash'],
    ['an entry that was taken out', (p: Answer) => void p.chain.links.splice(1, 1), 'link'],
    ['the ledger that it is of', (p: Answer) => void (p.chain.origin.installation = 'another'), 'beginning'],
    ['a fact', (p: Answer) => void (p.orders[0].statements[0].invoice = 'E9'), 'facts'],
    ['the company', (p: Answer) => void (p.account.company = 'Fabrikam'), 'facts'],
    ['the seal', (p: Answer) => void (p.chain.seal.at = '2026-01-01T00:00:00.000Z'), 'seal'],
    ['the list of files', (p: Answer) => void p.files.splice(0, 1), 'missing'],
  ])('%s', async (_what, alter, fault) => {
    const changed = proof();
    alter(changed);
    const { code, said } = await verified(await zipped(withProof(changed)));
    expect(code).toBe(1);
    expect(faults({ said })).toContain(fault);
  });

  test('an entry and a seal are called so in the language of whoever reads', async () => {
    const changed = proof();
    changed.chain.links[2].by = 'somebody@else.example';
    changed.chain.seal.at = '2026-01-01T00:00:00.000Z';
    writeFileSync(at('altered.zip'), await zipped(withProof(changed)));
    const told = async (lang: string) =>
      (await world.run(`evidence verify ${at('altered.zip')} --lang ${lang}`)).stdout;
    expect(await told('en')).toMatch(/^\W*entry \d+[^]*^\W*seal \d+/m);
    const french = await told('fr');
    expect(french).toMatch(/^\W*écriture \d+[^]*^\W*sceau \d+/m);
    expect(french).not.toMatch(/entry|seal/);
  });

  /** An entry is taken out, and the others are written as if they were of the time before chains of accounts. */
  function withoutEntry(changed: Answer, at: number): Answer {
    changed.chain.links.splice(at, 1);
    for (const link of changed.chain.links) [link.sequence, link.number] = [link.number, null];
    return changed;
  }

  test('an entry that was taken out, where the others are said to be older than they are', async () => {
    const changed = withoutEntry(proof(), 5);
    changed.orders[1].statements.pop();
    changed.chain.seal = null;
    const { code, said } = await verified(await zipped(withProof(changed)));
    expect([code, said.sound]).toEqual([1, false]);
  });

  test.each([
    ['some of the entries', (links: Answer[]) => links.slice(0, 3)],
    ['the newest entries', (links: Answer[]) => links.slice(-2)],
    ['all entries', (links: Answer[]) => links],
    ['one in between', (links: Answer[]) => links.slice(2, 3)],
  ])('the number of %s, which the hash does not tell from the sequence', async (_what, of) => {
    const changed = proof();
    changed.chain.links.splice(1, 1);
    for (const link of of(changed.chain.links)) [link.sequence, link.number] = [link.number, null];
    expect(faults(await verified(await zipped(withProof(changed))))).toContain('link');
  });

  test('the order of the entries, as their sequences tell it', async () => {
    const changed = proof();
    changed.chain.links[2].sequence = 1;
    expect(faults(await verified(await zipped(withProof(changed))))).toEqual(['link']);
  });

  test.each([
    ['archive', (p: Answer) => p],
    ['account', (p: Answer) => p.account],
    ['order', (p: Answer) => p.orders[0]],
    ['file', (p: Answer) => p.files[0]],
    ['chain', (p: Answer) => p.chain],
    ['origin', (p: Answer) => p.chain.origin],
    ['entry', (p: Answer) => p.chain.links[1]],
    ['seal', (p: Answer) => p.chain.seal],
  ])('what was added to the %s, and nothing proves', async (_what, of) => {
    const changed = proof();
    of(changed).approvedBy = 'the vendor';
    const { code, said } = await verified(await zipped(withProof(changed)));
    expect(code).toBe(1);
    expect(faults({ said })).toEqual(['facts']);
  });

  test('D19 a card number that somebody wrote into it is refused, and not said again', async () => {
    const written: readonly ((p: Answer) => void)[] = [
      (p) => void (p.account.company = 'Fab 4111 1111 1111 1111'),
      (p) => void (p.orders[0].id = '4111111111111111'),
      (p) => void (p.files[0].name = '4111111111111111.pdf'),
      (p) => void (p.files[0].path = 'files/4111111111111111.pdf'),
    ];
    for (const write of written) {
      const changed = proof();
      write(changed);
      writeFileSync(at('card.zip'), await zipped(withProof(changed)));
      for (const how of ['', '--json']) {
        const ran = await world.run(`evidence verify ${at('card.zip')} ${how}`);
        expect([ran.code, (ran.stdout + ran.stderr).match(/1111/)]).toEqual([2, null]);
      }
    }
  });

  test('every order taken away', async () => {
    const json = withProof({ ...proof(), orders: [], files: [] })[0] as Packed;
    const { code, said } = await verified(await zipped([json]));
    expect([code, faults({ said })]).toEqual([1, ['facts']]);
  });

  test('any text of the proof, wherever it is', async () => {
    const leaves: (readonly (string | number)[])[] = [];
    const walk = (value: unknown, path: readonly (string | number)[]): void => {
      if (typeof value === 'string') leaves.push(path);
      else if (typeof value === 'object' && value !== null)
        for (const [key, one] of Object.entries(value)) walk(one, [...path, key]);
    };
    walk(proof(), []);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...leaves), fc.nat(), async (path, place) => {
        const changed = proof();
        const holder = path.slice(0, -1).reduce((value: Answer, key) => value[key], changed);
        const key = path.at(-1) ?? '';
        const text: string = holder[key];
        const letter = text[place % text.length] === 'x' ? 'y' : 'x';
        holder[key] = text.slice(0, place % text.length) + letter + text.slice((place % text.length) + 1);
        const { code, said } = await verified(await zipped(withProof(changed)));
        expect([code, said.sound ?? false]).toEqual([1, false]);
      }),
      { numRuns: 60 },
    );
  });
});

ofFiles.describe('G24 an archive of a ledger from the time when all accounts had one chain', () => {
  let old: Answer;

  beforeAll(async () => {
    const upgraded = new Workplace();
    mkdirSync(dirname(upgraded.ledgerFile), { recursive: true, mode: 0o700 });
    const sql = readFileSync(join(packageRoot(), 'test', 'store', 'fixtures', 'ledger-v10.sql'), 'utf8');
    tamper(upgraded.ledgerFile, (db) => db.exec(sql));
    await upgraded.after(
      'clock set 2026-11-02',
      'adopt action-pack --anniversary 2027-03-01 --invoice E0 --mpn-id 1000003 --programme mpn-2018 --account account-3',
      'orders correct E0 --reason typo --paid-on 2026-11-02 --account account-3',
    );
    const file = join(upgraded.home, 'old.zip');
    await upgraded.json(`evidence export ${file} --order E0 --account account-3`);
    old = JSON.parse((await unpacked(readFileSync(file)))[0]?.bytes.toString() ?? '');
  });

  const copied = () => structuredClone(old);
  const told = async (changed: Answer) => faults(await verified(await zipped([withProof(changed)[0] as Packed])));

  test('is sound, and its oldest entries have no number', async () => {
    expect(old.chain.links.map(({ number }: Answer) => number).slice(-3)).toEqual([null, 9, 10]);
    expect(await told(copied())).toEqual([]);
  });

  test.each([
    ['an old entry is taken out', (links: Answer[]) => void links.splice(3, 1), 'link'],
    ['a later entry is taken out', (links: Answer[]) => void links.splice(-2, 1), 'link'],
    ['an old entry hangs on another one', (links: Answer[]) => void (links[3].prev_hash = links[0].hash), 'link'],
    [
      'the oldest entries are in another order',
      (links: Answer[]) => void links.splice(0, 2, links[1], links[0]),
      'link',
    ],
    ['a later entry has no number', (links: Answer[]) => void (links[8].number = null), 'link'],
  ])('%s', async (_what, alter, fault) => {
    const changed = copied();
    alter(changed.chain.links);
    expect(await told(changed)).toContain(fault);
  });
});

describe('an archive of somebody else is refused in words, and opened no further', () => {
  /** The same archive with something in its directory written over. */
  async function forged(entry: Packed, forge: (bytes: Buffer, directory: number) => void): Promise<Buffer> {
    const bytes = await zipped([entry]);
    forge(bytes, bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])));
    return bytes;
  }
  const one = { path: 'evidence.json', bytes: Buffer.alloc(1000) };
  const whole = () => zipped(packed);
  const named = (path: string) => async () => {
    const bytes = await zipped([{ ...one, path: 'x'.repeat(path.length) }]);
    return Buffer.from(bytes.toString('latin1').replaceAll('x'.repeat(path.length), path), 'latin1');
  };

  const cases: readonly (readonly [what: string, why: string, make: () => Promise<Buffer> | Buffer])[] = [
    ['no archive', 'no-zip', () => Buffer.from('%PDF-1.7')],
    ['an empty file', 'no-zip', () => Buffer.alloc(0)],
    ['one that is cut off', 'no-zip', async () => (await whole()).subarray(0, 900)],
    ['one whose beginning is cut off', 'damaged', async () => (await whole()).subarray(900)],
    ['an encrypted one', 'encrypted', () => forged(one, (bytes, at) => void bytes.writeUInt16LE(1, at + 8))],
    ['a name that leads out of it', 'names', named('../../../etc/passwd')],
    ['a name from the root', 'names', named('/etc/passwd')],
    ['a name of Windows', 'names', named('C:\\evil.exe')],
    [
      'a folder',
      'names',
      () => zipped([{ ...one, path: 'evidence.json/x' }]).then((b) => renamed(b, 'evidence.json/x', 'evidence.jsonx/')),
    ],
    ['one name twice', 'names', () => zipped([one, one])],
    ['a link', 'link', () => zipped([{ ...one, mode: 0o120777 }])],
    ['what would be large', 'too-large', () => forged(one, (bytes, at) => void bytes.writeUInt32LE(2 ** 30, at + 24))],
    [
      'a bomb',
      'too-large',
      () => zipped(Array.from({ length: 5 }, (_, n) => ({ path: `${n}`, bytes: Buffer.alloc(60 * 2 ** 20) }))),
    ],
    ['a size that is not so', 'damaged', () => forged(one, (bytes, at) => void bytes.writeUInt32LE(10, at + 24))],
    [
      'very many files',
      'too-many',
      async () => {
        const bytes = await zipped([one]);
        bytes.writeUInt16LE(20_000, bytes.indexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06])) + 10);
        return bytes;
      },
    ],
    ['another archive', 'no-proof', () => zipped([{ path: 'a.txt', bytes: Buffer.from('a') }])],
    ['a proof that is none', 'no-proof', () => zipped(withProof({ ...proof(), chain: null }))],
    ['one of a newer version', 'newer', () => zipped(withProof({ ...proof(), version: 2 }))],
  ];
  const renamed = (bytes: Buffer, from: string, to: string) =>
    Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');

  test.each(cases)('%s: %s', async (_what, why, make) => {
    const { code, said } = await verified(await make());
    expect(code).toBe(1);
    expect(said).toMatchObject({ code: 'ARCHIVE_REFUSED', exit: 1, why });
  });

  test('whatever its bytes are, it is answered', async () => {
    const bytes = await whole();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        async (changes) => {
          const other = Buffer.from(bytes);
          for (const [place, byte] of changes) other[place] = byte;
          const { said } = await verified(other);
          expect(typeof said.sound === 'boolean' ? 'answered' : said.code).toMatch(/^(answered|ARCHIVE_REFUSED)$/);
        },
      ),
      { numRuns: 100 },
    );
  });
});
