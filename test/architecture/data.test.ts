import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { Programme } from '../../src/core/programme.js';
import { packageRoot } from '../../src/files/package-root.js';

const SRC = join(packageRoot(), 'src');
const PROGRAMMES = join(packageRoot(), 'data', 'programmes');

/** Everything that a programme calls by a name of its own. */
const NAMES = new Set(
  readdirSync(PROGRAMMES).flatMap((file) => {
    const { id, offers, competencies } = JSON.parse(readFileSync(join(PROGRAMMES, file), 'utf8')) as Programme;
    const { levels = [], metrics = [], areas = [] } = competencies ?? {};
    // `competency` is what the rules call it themselves.
    const commands = offers.flatMap(({ command, kind }) =>
      command === undefined || command === kind ? [] : [command],
    );
    return [id, ...commands, ...[...offers, ...levels, ...metrics, ...areas].map((named) => named.id)];
  }),
);

/** Texts outside comments and outside the examples of a command, which are command lines for people to read. */
function textsIn(file: string): readonly string[] {
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'examples') return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      found.push(node.text);
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  return found;
}

test('P9 what one vendor calls the id of a partner stands in the language, and in the words that ledgers hold transfers to', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.startsWith('language'),
  );
  const saying = files.filter((file) => textsIn(join(SRC, file)).some((text) => /\bMPN\b/.test(text)));
  expect(saying).toEqual(['core/transfer.ts']);
});

test('P1 to P12 no file of src names a programme, an offer or its command, a level, an area or a metric: they are data', () => {
  // What people read may show one as an example; no rule reads it.
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.startsWith('language'),
  );
  expect(files.length).toBeGreaterThan(200);
  const named = files.flatMap((file) =>
    textsIn(join(SRC, file))
      .flatMap((text) => text.split(/[^a-z0-9-]+/))
      .filter((word) => NAMES.has(word))
      .map((word) => `${file}: ${word}`),
  );
  // What macOS calls the program that knows its keychain.
  expect(named).toEqual(['env/keychain.ts: security']);
  expect(NAMES.size).toBeGreaterThan(25);
});
