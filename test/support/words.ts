import { COMMANDS } from './commands.js';
import { nearest } from '../../src/io/nearest.js';
import { parse, type Parsed } from '../../src/program/parser.js';

/** A command line as a shell splits it: spaces, and single or double quotes. */
export function shellWords(line: string): string[] {
  return [...line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'),
  );
}

/** What the program makes of `partner …`. @throws Stop on what is no command line of it */
export function understood(line: string): Parsed {
  const [name, ...argv] = shellWords(line);
  if (name !== 'partner') throw new Error(`not a command line of partner: ${line}`);
  if (argv.length === 0 || argv.includes('--help')) return parse(COMMANDS, argv, { nearest });
  const parsed = parse(COMMANDS, argv, { nearest });
  if (parsed.kind === 'help') throw new Error(`no command, only a group: ${line}`);
  return parsed;
}
