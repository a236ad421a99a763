import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Ran } from '../support/run.js';
import { at, chosen, together, triedEach, type Bench, type Check, type Tried } from './check.js';
import { jsonOf, programWith, runIn, type Program } from './program.js';
import { complaints, inHome, joining, oneLine, subscriber } from './scenes.js';

const code = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index));

/** What people, files and attackers put into a text; none of it may do anything but stand there. */
const TEXTS: readonly string[] = [
  // A process cannot be handed the very first control letter.
  code(0x01, 0x1f).join('a'),
  code(0x7f, 0x9f).join('b'),
  code(0xa0, 0xff).join(''),
  'soft\u00adhyphen\u200bzero\u2060width\ufeffmark',
  '\u202eevil\u202c \u2066left\u2069 \u200fright\u061c',
  `tags ${code(0xe0041, 0xe005a).join('')}\u{e007f}`,
  '\u001b]0;title\u0007\u001b[2J\u001b[31mred\u009b31m',
  '\u001bP1$r\u001b\\ \u0090dcs\u009c',
  'line\r\nBcc: x@example.org\r\n\r\nbody\nBEGIN:VEVENT',
  'a\u2028b\u2029c\u0085d',
  '=HYPERLINK("http://x.example","x")',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1+1',
  `"quoted","commas",'and' ;semicolons;`,
  '$(touch pwned) `touch pwned` ; touch pwned & touch pwned | touch pwned',
  `o'brien's "shell" \\ $HOME !history %PATH% {a,b} ~ * ? [x] # > pwned`,
  `'; touch pwned; '`,
  '<script>alert(1)</script> & <b>',
  `'); DROP TABLE audit; --`,
  '__proto__ constructor toString',
  '%s %d %n {0} ${x}',
  '../../../../etc/passwd',
  '\u4f01\u696d \u05d7\u05d1\u05e8\u05d4 \u0634\u0631\u06a9\u062a \u0e1a\u0e23\u0e34\u0e29\u0e31\u0e17',
  '\u0645\u06cc\u200c\u0631\u0648\u0645 \u0915\u094d\u200d\u0937',
  '\u{1f469}\u200d\u{1f4bb} \u{1f3f4}\u{e0067}\u{e0062}',
  'e\u0301'.repeat(40),
  'x'.repeat(5000),
  'x\u0300'.padEnd(2000, '\u0300'),
  ' leading and trailing ',
  '--yes',
  '-',
  'null',
  'true',
];

type Way = (text: string) => { readonly args: readonly string[]; readonly env?: Record<string, string> };

/** Every way by which a text comes in. It may be refused; then nothing of it stands anywhere. */
const WAYS: readonly Way[] = [
  (text) => ({ args: ['support', 'note', '1', `--text=${text}`] }),
  (text) => ({ args: ['support', 'new', '--problem', 'membership', `--text=${text}`] }),
  (text) => ({ args: ['tokens', 'create', '--', text] }),
  (text) => ({ args: ['users', 'add', '--', `${text}@contoso.example`] }),
  (text) => ({ args: ['users', 'add', '--', text] }),
  (text) => ({ args: ['config', 'set', 'user', '--', text] }),
  (text) => ({ args: ['offers', 'show', '--', text] }),
  (text) => ({ args: [text] }),
  (text) => ({ args: ['status', `--${text}`] }),
  (text) => ({ args: ['status', `--account=${text}`] }),
  (text) => ({ args: ['status', `--output=${text}`] }),
  (text) => ({ args: ['status', `--query=${text}`] }),
  (text) => ({ args: ['status'], env: { PARTNER_USER: text } }),
  (text) => ({ args: ['status'], env: { PARTNER_LANG: text } }),
  (text) => ({ args: ['db', 'check', `--database=/nonexistent/${text}`] }),
  (text) => ({ args: ['catalog', 'validate', '--', `/nonexistent/${text}`] }),
  (text) => ({ args: ['actionpack', 'subscribe', `--company=${text}`, '--json'] }),
];

const SCREENS = [
  'status',
  'account show',
  'account list',
  'users list',
  'support list',
  'support show 1',
  'tokens list',
  'audit list',
  'orders list',
  'config list',
  'reminders list',
  'whoami',
  'who-can renew',
];
const FORMS = [[], ['--lang', 'fr'], ['--json'], ['-o', 'csv'], ['-o', 'tsv']];

const SEEN_BY_NOBODY =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;
const STACK = /\n\s+at |node:internal|\.cjs:\d|"code":"UNEXPECTED"|^Error: .*UNEXPECTED/;

/** What is wrong with what the program said, whatever it was asked. */
function badlySaid(ran: Ran, form: readonly string[]): readonly string[] {
  const csv = form.includes('csv') || form.includes('tsv');
  const stdout = csv ? ran.stdout.replace(/^\ufeff/, '').replaceAll('\r\n', '\n') : ran.stdout;
  const hidden = SEEN_BY_NOBODY.exec(stdout + ran.stderr);
  return [
    ...(hidden ? [`it shows U+${hidden[0].codePointAt(0)?.toString(16) ?? ''}`] : []),
    ...(/\r/.test(stdout + ran.stderr) ? ['it shows a bare carriage return'] : []),
    ...(STACK.test(ran.stderr) ? [`it fell: ${oneLine(ran.stderr)}`] : []),
    ...(ran.code > 127 && ran.code !== 130 ? [`it ended with ${ran.code}`] : []),
    ...(form.includes('--json') && ran.code === 0 && jsonOf(ran) === undefined ? ['its JSON is none'] : []),
    ...(form.includes('csv') && ran.code === 0 ? [...uneven(cells(stdout)), ...formulas(cells(stdout))] : []),
    ...(form.includes('tsv') && ran.code === 0 ? uneven(tabbed(stdout)) : []),
  ];
}

function uneven(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = new Set(rows.map(({ length }) => length));
  return widths.size > 1 ? [`its table has rows of ${Array.from(widths).join(' and ')} cells`] : [];
}

/** A spreadsheet runs nothing of a CSV file. Cells with tabs between are for programs, which want them as they are. */
function formulas(rows: readonly (readonly string[])[]): readonly string[] {
  const formula = rows.flat().find((cell) => /^[=+@\t\r]|^-(?!\d+(\.\d+)?$|$)/.test(cell));
  return formula === undefined ? [] : [`a cell is a formula: ${formula.slice(0, 40)}`];
}

function tabbed(text: string): readonly (readonly string[])[] {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t'));
}

/** RFC 4180. */
function cells(csv: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    if (quoted === undefined && plain === '' && end === '') break;
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\n') rows.push([]);
  }
  return rows.filter(({ length }) => length > 0);
}

/** Every whole command line that is offered to be copied, as a shell takes it: one call of partner, and nothing else. */
async function badToCopy(ran: Ran, home: string): Promise<readonly string[]> {
  const offered = [...commandsIn(jsonOf({ stdout: ran.stderr })), ...commandsIn(jsonOf(ran))];
  const found: string[] = [];
  for (const line of new Set(offered)) {
    const calls = await callsOf(line, home);
    if (calls !== 1) found.push(`a shell makes ${calls} calls of ${oneLine(line)}`);
  }
  return existsSync(join(home, 'pwned')) ? [...found, 'a command to copy ran another one'] : found;
}

function commandsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.startsWith('partner ') ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(commandsIn);
}

async function callsOf(line: string, cwd: string): Promise<number> {
  const child = spawn('bash', ['-c', `partner() { echo call; }\n${line}\n`], {
    cwd,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const timer = setTimeout(() => child.kill('SIGKILL'), 60_000);
  await once(child, 'close');
  clearTimeout(timer);
  return text.split('call').length - 1;
}

async function saidEverywhere(program: Program, text: string): Promise<readonly string[]> {
  return inHome(await subscriber(), async (home) => {
    await runIn(program, home, ['support', 'new', '--problem', 'membership', '--text', 'first']);
    const found: string[] = [];
    const look = async (args: readonly string[], form: readonly string[], env: Record<string, string> = {}) => {
      const ran = await runIn(program, home, [...args, ...form], { env, cwd: home });
      const bad = [...badlySaid(ran, form), ...(await badToCopy(ran, home))];
      found.push(...at(`${args.join(' ').slice(0, 60)} ${form.join(' ')}`, bad));
    };
    for (const way of WAYS) {
      const { args, env = {} } = way(text);
      if (args.some((arg) => arg.includes('\u0000'))) continue;
      await look(args, [], env);
    }
    await runIn(program, home, ['config', 'unset', 'user']);
    for (const screen of SCREENS) for (const form of FORMS) await look(screen.split(' '), form);
    // Who joins under such a name is shown by it from then on.
    await inHome(undefined, async (other) => {
      const application = joining('1234567').map((arg) => (arg.startsWith('Contoso ') ? text : arg));
      const env = { PARTNER_COMPANY: text };
      const without = application.filter((arg) => arg !== '--company' && arg !== text);
      await runIn(program, other, without, { env });
      for (const form of FORMS) {
        const ran = await runIn(program, other, ['account', 'show', ...form]);
        found.push(...at(`account show ${form.join(' ')}`, badlySaid(ran, form)));
      }
    });
    found.push(...(await complaints(program, home)));
    return at(JSON.stringify(text).slice(0, 60), Array.from(new Set(found)));
  });
}

/** How a card number is written so that it looks like none: between its groups, or its digits themselves. */
const DISGUISES: readonly ((number: string) => string)[] = [
  (number) => number,
  ...[' ', '-', '.', '/', '_', ',', '\u00a0', '\u2009', '\t', '\n', ' - ', 'x', '\u2013', '\u200b', ':', ';', '|'].map(
    (between) => (number: string) => number.replace(/(.{4})(?=.)/g, `$1${between}`),
  ),
  (number) => number.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  (number) => number.replace(/\d/g, (digit) => String.fromCodePoint(0x0660 + Number(digit))),
  (number) => number.split('').join(' '),
  (number) => `card${number}now`,
];

const CARD_WAYS: readonly Way[] = [
  (text) => ({ args: ['support', 'note', '1', '--text', `please use ${text} thanks`] }),
  (text) => ({ args: ['support', 'note', '1', '--text', text] }),
  (text) => ({ args: ['tokens', 'create', text] }),
  (text) => ({ args: ['users', 'add', `${text}@contoso.example`] }),
  (text) => ({ args: ['config', 'set', 'user', `${text}@contoso.example`] }),
  (text) => ({ args: ['status'], env: { PARTNER_USER: text } }),
  (text) => ({ args: ['status'], env: { PARTNER_ACCOUNT: text } }),
  (text) => ({
    args: joining('7654321').filter((arg) => !/company|^Contoso /.test(arg)),
    env: { PARTNER_COMPANY: text },
  }),
  (text) => ({
    args: joining('7654321').filter((arg) => !/email|@/.test(arg)),
    env: { PARTNER_EMAIL: `${text}@contoso.example` },
  }),
];

/** Sixteen digits that pass the check digit. */
function cardNumber(random: () => number): string {
  const digits = `4${Array.from({ length: 14 }, () => Math.floor(random() * 10)).join('')}`;
  return Array.from({ length: 10 }, (_, last) => `${digits}${last}`).find(passes) ?? digits;
}

function passes(number: string): boolean {
  const doubled = Array.from(number, Number).reverse();
  const sum = doubled.reduce((total, digit, index) => {
    const worth = index % 2 === 1 ? digit * 2 : digit;
    return total + (worth > 9 ? worth - 9 : worth);
  }, 0);
  return sum % 10 === 0;
}

/** All digits of a text, in whatever script they are written. */
function digitsOf(text: string): string {
  const plain = text.normalize('NFKC').replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  return plain.replace(/\D/g, '');
}

/** Every text that the ledger and the settings hold. */
function stored(home: string): readonly string[] {
  const db = new Database(join(home, 'data', 'partner', 'ledger.db'), { readonly: true });
  try {
    const tables = db.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).all() as { name: string }[];
    return tables.flatMap(({ name }) =>
      db
        .prepare(`SELECT * FROM "${name}"`)
        .all()
        .flatMap((row) => Object.values(row as object).map(String)),
    );
  } finally {
    db.close();
  }
}

async function disguised(program: Program, written: string, number: string): Promise<readonly string[]> {
  return inHome(await subscriber(), async (home) => {
    await runIn(program, home, ['support', 'new', '--problem', 'membership', '--text', 'first']);
    const found: string[] = [];
    for (const way of CARD_WAYS) {
      const { args, env = {} } = way(written);
      const ran = await runIn(program, home, args, { env });
      const what = [...args, ...Object.keys(env)].join(' ').replace(written, '…').slice(0, 60);
      const kept = stored(home).some((text) => digitsOf(text).includes(number));
      if (kept) found.push(`${what} stored it (exit ${ran.code})`);
      if (`${ran.stdout}\n${ran.stderr}`.split('\n').some((line) => digitsOf(line).includes(number)))
        found.push(`${what} printed it (exit ${ran.code})`);
      if (kept) break;
    }
    const settings = await runIn(program, home, ['config', 'list', '--json']);
    if (digitsOf(settings.stdout).includes(number)) found.push('the settings keep it');
    return at(`a card number as ${JSON.stringify(written)}`, found);
  });
}

/** What is no card number may be said: two dates, and the digits of two answers. */
function takenForCards(program: Program, { random }: Bench, count: number): Promise<Tried> {
  const day = () => {
    const two = (most: number) => String(1 + Math.floor(random() * most)).padStart(2, '0');
    return `20${String(10 + Math.floor(random() * 30))}-${two(12)}-${two(28)}`;
  };
  const pairs = Array.from({ length: count }, () => `${day()} ${day()}`);
  // Seven digits of the one answer that pass the check digit after nine of the other.
  const number = cardNumber(random);
  const joined = joining(number.slice(9)).map((arg) =>
    arg.startsWith('Contoso ') ? `Contoso ${number.slice(0, 9)}` : arg,
  );
  const bare = joining(number.slice(9)).map((arg) => (arg.startsWith('Contoso ') ? number.slice(0, 9) : arg));
  const lines = [...pairs.map((pair) => ['support', 'new', '--problem', 'membership', '--text', pair]), joined, bare];
  return triedEach(lines, async (args) =>
    inHome(args[0] === 'join' ? undefined : await subscriber(), async (home) => {
      const ran = await runIn(program, home, args);
      return at(args.join(' '), ran.code === 0 ? [] : [`it was refused: ${oneLine(ran.stderr)}`]);
    }),
  );
}

async function all(
  program: Program,
  bench: Bench,
  texts: readonly string[],
  disguises: typeof DISGUISES,
): Promise<Tried> {
  const screens = await triedEach(texts, (text) => saidEverywhere(program, text));
  const number = cardNumber(bench.random);
  const hidden = await triedEach(disguises, (disguise) => disguised(program, disguise(number), number));
  const points = texts.length * (WAYS.length + SCREENS.length * FORMS.length) + disguises.length * CARD_WAYS.length;
  return { ...together(screens, hidden), points };
}

/** I14, D19: a text does nothing but stand there, wherever it comes in, and no card number is kept or shown. */
export const HOSTILE: Check = {
  name: 'hostile texts, card numbers in disguise',
  async run(program, bench) {
    const some = await all(program, bench, chosen(bench, TEXTS, 6, 26), chosen(bench, DISGUISES, 5, 16));
    return together(some, await takenForCards(program, bench, bench.size === 'short' ? 12 : 60));
  },
  control: {
    what: 'screens that show every letter as it came',
    async run(bench) {
      const program = await programWith([
        { file: 'src/io/clean.ts', from: '  if (HARMLESS.test(text)) return text;', to: '  if (text) return text;' },
      ]);
      return all(program, bench, TEXTS.slice(6, 7), []);
    },
  },
};
