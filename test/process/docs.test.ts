import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../src/files/package-root.js';
import { Workplace } from '../support/in-process.js';

interface Docs {
  readonly commandsPage: (commands: readonly object[]) => string;
  readonly manPage: (commands: readonly object[], version: string) => string;
}

const text = (path: string) => readFileSync(join(packageRoot(), path), 'utf8');

let commands: readonly object[];
let docs: Docs;
beforeAll(async () => {
  commands = await new Workplace().json('commands');
  docs = (await import(pathToFileURL(join(packageRoot(), '.ci', 'docs.js')).href)) as Docs;
});

test('F8 docs/commands.md and the man page say what the program says; npm run docs makes them anew', () => {
  const { version } = JSON.parse(text('package.json')) as { version: string };
  expect(text('docs/commands.md')).toBe(docs.commandsPage(commands));
  expect(text('man/partner.1')).toBe(docs.manPage(commands, version));
});

test('F8 every command is on both pages', () => {
  for (const { command } of commands.slice(1) as readonly { readonly command: string }[]) {
    expect(text('docs/commands.md')).toContain(`\n## ${command}\n`);
    expect(text('man/partner.1')).toContain(`\n.B ${command.replaceAll('-', '\\-')}`);
  }
});
