import type { Argument, Flag } from '../cli/spec.js';
import type { Command } from '../cli/command.js';
import type { Words } from '../language/words.js';
import { GLOBAL_FLAGS } from '../cli/global-flags.js';
import { flagSummary, summaryOf } from '../cli/offer-verb.js';

/** The whole command line as data, for whoever builds on it: what help says in prose. */
export const commandsCommand: Command = {
  path: 'commands',
  deed: { act: 'open', scope: null, writes: null },
  examples: ['commands', 'commands --json'],
  fields: ['command', 'summary'],
  run: async ({ line, words, voices: { english } }) => {
    const commands = await line.commands();
    const named = (path: string) => ['partner', path].join(' ').trim();
    const rows = commands.map((command) => [named(command.path), summaryOf(command, words)]);
    return {
      value: commands.map((command) => ({
        command: named(command.path),
        summary: summaryOf(command, english.words),
        arguments: (command.arguments ?? []).map((argument) => shownArgument(argument, english.words)),
        // What every command takes stands with the program itself.
        flags: (command.path === '' ? GLOBAL_FLAGS : (command.flags ?? [])).map((flag) =>
          shownFlag(flag, english.words),
        ),
        examples: command.examples.map(named),
        reads: command.reads ?? [],
        fields: command.fields ?? [],
        scope: command.deed.scope,
      })),
      screen: [{ kind: 'table', columns: [{ title: words.general.commands }, { title: '' }], rows }],
    };
  },
};

function shownArgument({ name, required, rest, choices }: Argument, words: Words) {
  return { name, required, repeats: rest === true, choices: choices ?? null, summary: words.arguments[name] };
}

function shownFlag(flag: Flag, words: Words) {
  const { name, short, kind, value, choices } = flag;
  return {
    name: `--${name}`,
    short: short === undefined ? null : `-${short}`,
    takesValue: { switch: 'no', optional: 'optional', text: 'yes' }[kind],
    value: value ?? null,
    choices: choices ?? null,
    summary: flagSummary(flag, words),
  };
}
