// Writes what is generated from the list of commands: docs/commands.md and the man page. `npm run docs`, after a build.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** What stands before the table of a page: it is not edited by hand. */
const MADE = 'Made by `npm run docs` from `partner commands --json`; a test holds it true.';

/** A page of every command, with its arguments, its options and an example. */
export function commandsPage(commands) {
  const [program, ...rest] = commands;
  return [
    '# Commands',
    MADE,
    '## Options of every command',
    table(program.flags),
    ...rest.flatMap(({ command, summary, arguments: given, flags, examples }) => [
      `## ${command}`,
      cell(summary),
      ...(given.length === 0
        ? []
        : [table(given.map((one) => ({ ...one, name: argument(one), short: null, value: null })))]),
      ...(flags.length === 0 ? [] : [table(flags)]),
      ['```sh', ...examples, '```'].join('\n'),
    ]),
  ]
    .join('\n\n')
    .concat('\n');
}

/** The same for `man partner`. */
export function manPage(commands, version) {
  const [program, ...rest] = commands;
  return [
    `.TH PARTNER 1 "" "partner ${version}" "User commands"`,
    '.SH NAME',
    'partner \\- keep a partner\\-programme membership alive',
    '.SH SYNOPSIS',
    '.B partner',
    '[command] [arguments] [options]',
    '.SH COMMANDS',
    ...rest.flatMap(({ command, summary, arguments: given, flags }) => [
      '.TP',
      `.B ${roff([command, ...given.map(argument)].join(' '))}`,
      roff(summary),
      ...flags.flatMap((flag) => ['.RS', '.TP', `.B ${roff(option(flag))}`, roff(flag.summary), '.RE']),
    ]),
    '.SH OPTIONS OF EVERY COMMAND',
    ...program.flags.flatMap((flag) => ['.TP', `.B ${roff(option(flag))}`, roff(flag.summary)]),
    '.SH SEE ALSO',
    '.B partner help',
    'explains topics, error codes and exit codes.',
  ]
    .join('\n')
    .concat('\n');
}

function table(rows) {
  const written = rows.map((row) => `| \`${option(row).replaceAll('|', '\\|')}\` | ${cell(said(row))} |`);
  return ['| | |', '| --- | --- |', ...written].join('\n');
}

function said({ summary, choices }) {
  return choices ? `${summary} (${choices.join(', ')})` : summary;
}

function option({ name, short, value, takesValue }) {
  const written = value === null || value === undefined ? '' : takesValue === 'optional' ? `[=${value}]` : ` ${value}`;
  return `${short ? `${short}, ` : ''}${name}${written}`;
}

function argument({ name, required, repeats }) {
  const shown = `${name}${repeats ? '…' : ''}`;
  return required ? `<${shown}>` : `[${shown}]`;
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('*', '\\*');
}

/** A hyphen is typed as a minus; a line never begins with what troff takes for a request. */
function roff(text) {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('…', '...')
    .replace(/^([.'])/, '\\&$1');
}

function made() {
  const home = mkdtempSync(join(tmpdir(), 'partner-docs-'));
  try {
    const env = { PATH: process.env.PATH, HOME: home, LANG: 'C.UTF-8' };
    const text = execFileSync(process.execPath, ['bin/partner.js', 'commands', '--json'], { env, encoding: 'utf8' });
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    const commands = JSON.parse(text);
    writeFileSync('docs/commands.md', commandsPage(commands));
    mkdirSync('man', { recursive: true });
    writeFileSync('man/partner.1', manPage(commands, version));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) made();
