import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import ts from 'typescript';
import { COMMANDS } from '../support/commands.js';
import { packageRoot } from '../../src/files/package-root.js';

const SRC = join(packageRoot(), 'src');

interface Exception {
  readonly where: RegExp;
  readonly text: RegExp;
  /** Why a person never reads it as the program's own words. */
  readonly why: string;
}

const ALLOWED: readonly Exception[] = [
  {
    where: /^(store|sandbox)\//,
    text: /\b(SELECT|INSERT INTO|DELETE FROM|UPDATE|CREATE( TEMP)? TABLE|DROP (TABLE|TRIGGER)|ALTER TABLE|SET CONSTRAINTS|PRAGMA|VACUUM|WHERE|ORDER BY|IS NOT|AS [a-z]+|BEGIN (IMMEDIATE|ISOLATION LEVEL [A-Z]+ [A-Z]+)|(CREATE|DROP) SCHEMA|SET LOCAL|SAVEPOINT|RETURNING|AT TIME ZONE)\b|^json_array\(/,
    why: 'SQL',
  },
  {
    where: /^io\/(archival-pdf|srgb)\.ts$/,
    text: /^/,
    why: 'what the standards of a file to be archived and of a profile of colours want it to say',
  },
  {
    where: /^catalog\//,
    text: /^/,
    why: 'what is wrong with a programme file: for its author, quoted as a fact of CATALOG_INVALID',
  },
  {
    where:
      /^store\/(differences|invariants|sql\/(audit|check[a-z-]*|migrations|replay)|sqlite\/check-database|postgres\/check-rights)\.ts$/,
    text: /^/,
    why: 'what db check finds in a ledger that was altered: for whoever mends it, the same in every language',
  },
  {
    where:
      /^(store\/(dry-run|move|sql\/(reader|table|writer|concerned|book-rows|chains|copy|marks)|sqlite\/(backup|connect|migrate|open|restore)|postgres\/(connect|guards|ledger|open|schema))|files\/(ownership|reserved)|sandbox\/(copy-books|gateway\/(books|books-file|sandbox)))\.ts$/,
    text: /^/,
    why: 'the detail behind a code, which --debug alone shows',
  },
  {
    where: /^store\/postgres\/rights\.ts$/,
    text: /^/,
    why: 'SQL that is shown as what it is before it is run',
  },
  { where: /^report\//, text: /[<>="{]/, why: 'markup and style, in which the words of language/ stand' },
  {
    where: /^scheduler\//,
    text: /^# partner renewals|^Description=|^<\?xml|^Library$|^partner renewals$/,
    why: "what is written into the machine's own files, and found there again whatever the language",
  },
  {
    where: /^program\/open-shell\.ts$/,
    text: /^# (>>>|<<<) partner completion|^Documents$/,
    why: 'what is written where a shell begins, and found there again whatever the language; a folder of Windows',
  },
  {
    where: /^io\/fonts\/(choose|typesetter)\.ts$/,
    text: /^(Fonts|Microsoft|Windows|Span)$/,
    why: 'folders of Windows, and a word of the PDF format',
  },
  {
    where: /^notify\/mail\.ts$/,
    text: /^margin: 0; padding: 24px; color: #[0-9a-f]{6}; font: /,
    why: 'how a mail looks, in the words of CSS',
  },
  {
    where: /^scheduler\/(choose|cron|tool)\.ts$/,
    text: /^[a-z ]/,
    why: 'the detail behind a code, which --debug alone shows',
  },
  {
    where: /^notify\/(mail|smtp-session|webhook)\.ts$/,
    text: /^(<!DOCTYPE html>\n|MAIL FROM|Bolder|Medium)$/,
    why: 'words of HTML, of SMTP and of the cards of Teams',
  },
  { where: /^core\/order\.ts$/, text: /^automatic renewal$/, why: 'who acted, as the audit log names it' },
  { where: /^program\/report-problem\.ts$/, text: /^\ncaused by $/, why: 'a stack, which --debug alone shows' },
  { where: /^core\/e-invoice\.ts$/, text: /^<\?xml version/, why: 'the head of an XML file' },
  { where: /^core\/e-invoice-ubl\.ts$/, text: /^Invoice$/, why: 'the name of an element' },
  { where: /^env\/keychain\.ts$/, text: /^/, why: "how the platforms' own programs are asked" },
  { where: /^core\/money\.ts$/, text: /^[A-Z]{3}( [A-Z]{3})*$/, why: 'currency codes' },
  { where: /^env\/paths\.ts$/, text: /^/, why: 'folders as the system names them' },
  {
    where: /^io\/query\.ts$/,
    text: /^(Field|Current|Root|Function|Comparator)$/,
    why: 'parts of an expression, as the language of --query calls them',
  },
  { where: /^errors\.ts$/, text: /^Stop$/, why: 'the name of a class' },
];

/** Texts in a source file that look as if a person should read them. */
function humanTexts(source: string): readonly string[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  visit(file);
  return found;

  function visit(node: ts.Node): void {
    if (isForDevelopers(node)) return;
    if (isText(node) && looksHuman(node.text) && !isCommandLine(node.text)) found.push(node.text);
    ts.forEachChild(node, visit);
  }
}

function isText(node: ts.Node): node is ts.Node & { readonly text: string } {
  return (
    ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)
  );
}

// Types, imports, and the message of a bug, which a person reads as UNEXPECTED.
function isForDevelopers(node: ts.Node): boolean {
  if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return true;
  // A command's name and its examples: what is typed, not what is read.
  if (ts.isPropertyAssignment(node) && ['path', 'examples'].includes(node.name.getText())) return true;
  return ts.isNewExpression(node) && ['Error', 'RangeError', 'TypeError'].includes(node.expression.getText());
}

// Two words side by side, or one that begins like a sentence or a label.
function looksHuman(text: string): boolean {
  return /[\p{L}'’]{2,},? +\p{L}{2,}/u.test(text) || /^\s*\p{Lu}\p{Ll}+[\s.:?!…]*$/u.test(text);
}

const PATHS = new Set([...COMMANDS.map(({ path }) => path), 'help errors']);

/** A command, alone or as a line to copy, is the same in every language. */
function isCommandLine(text: string): boolean {
  const path = text.trim().replace(/^partner /, '');
  return PATHS.has(path.replace(/( --[a-z-]+( \d+)?)+$/, ''));
}

interface Found {
  readonly file: string;
  readonly text: string;
}

function foundInSources(): readonly Found[] {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(sep).join('/'))
    .filter((name) => name.endsWith('.ts') && !name.startsWith('language/'));
  return files
    .sort()
    .flatMap((file) => humanTexts(readFileSync(join(SRC, file), 'utf8')).map((text) => ({ file, text })));
}

const FOUND = foundInSources();

test('a text for a person stands in language/ and nowhere else', () => {
  const allowed = ({ file, text }: Found) => ALLOWED.some((row) => row.where.test(file) && row.text.test(text));
  expect(FOUND.filter((found) => !allowed(found))).toEqual([]);
});

test('every exception is still needed', () => {
  const needed = (row: Exception) => FOUND.some(({ file, text }) => row.where.test(file) && row.text.test(text));
  expect(ALLOWED.filter((row) => !needed(row))).toEqual([]);
});

test('a sentence, a label or a part of a template is found; a code, a bug and a command line are not', () => {
  const found = [
    `show('Some sentence');`,
    'const text = `${count} days left`;',
    'const text = `Paid on ${day}: the rest`;',
    `const title = 'Offers';`,
    `const hint = 'Saved.';`,
    `const said = { what: "can't be bought" };`,
    `throw stop('UNEXPECTED', { detail: 'no luck today' });`,
    `terminal.show([{ kind: 'text', text: 'Déjà payé' }]);`,
    `const hint = 'partner status --check says so';`,
    `const title = 'offers list of today';`,
  ];
  expect(found.filter((source) => humanTexts(source).length === 0)).toEqual([]);
  const passed = [
    `throw new Error('no such thing here');`,
    `throw new RangeError(\`\${amount} is not whole\`);`,
    `import { a } from './a b.js';`,
    `type Kind = 'some words' | 'Other';`,
    `const command = { path: 'offers list', examples: ['offers list --all'] };`,
    `const next = 'partner payment-methods add';`,
    `const again = 'partner sandbox seed --accounts 1000 --yes';`,
    `const scope = { 'offers list': 'read' };`,
    `const code = 'NOT_A_MEMBER', flag = '--accept-terms', row = 'payment-method';`,
  ];
  expect(passed.flatMap((source) => humanTexts(source))).toEqual([]);
});
