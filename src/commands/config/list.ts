import type { Command } from '../../cli/command.js';

export const configList: Command = {
  path: 'config list',
  deed: { act: 'open', scope: null, writes: null },
  flags: [{ name: 'show-origin', kind: 'switch' }],
  examples: ['config list', 'config list --show-origin --json'],
  run: async (context, given) => {
    const { words } = context;
    const said = words.screens.config;
    const withOrigin = given.flags['show-origin'] !== undefined;
    const preferences = await context.files.preferences();
    const settings = preferences.list();
    const unknown = preferences.unknown();
    if (unknown.length > 0)
      context.terminal.show([{ kind: 'warning', text: said.unknown(context.speech.list(unknown)) }]);
    const columns = [said.key, said.value, ...(withOrigin ? [said.origin] : [])].map((title) => ({ title }));
    const rows = settings.map(({ key, value, origin }) => [
      key,
      value ?? '',
      ...(withOrigin ? [words.screens.origins[origin]] : []),
    ]);
    const value = settings.map(({ key, value: current, origin }) => ({
      key,
      value: current ?? null,
      ...(withOrigin ? { origin } : {}),
    }));
    return { value, screen: [{ kind: 'table', columns, rows }] };
  },
};
