import { askConsent, consent, sameByScript } from '../cli/asking.js';
import type { Command, Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { SHELLS, type Shell, type ShellStart } from '../cli/shells.js';
import type { Screen } from '../io/blocks.js';

/** What makes a shell complete `partner`: printed, or written where the shell reads it, and taken away from there. */
export const completionCommand: Command = {
  path: 'completion',
  deed: { act: 'open', scope: null, writes: null },
  arguments: [{ name: 'shell', required: true, choices: SHELLS }],
  flags: [
    { name: 'install', kind: 'switch', oneOf: 'completion' },
    { name: 'uninstall', kind: 'switch', oneOf: 'completion' },
  ],
  examples: ['completion bash', 'completion zsh --install --dry-run', 'completion fish --uninstall --yes'],
  run: async (context, given) => {
    const shell = given.arguments['shell'] as Shell;
    const start = await context.outside.shellStart(shell);
    if (given.flags['install'] !== undefined) return changed(context, shell, start, 'install');
    if (given.flags['uninstall'] !== undefined) return changed(context, shell, start, 'uninstall');
    const { script } = start;
    return { value: { shell, script }, screen: [{ kind: 'verbatim', text: script.trimEnd() }] };
  },
};

/** Shows what is written, or taken away, and asks; what is so already is said. */
async function changed(
  context: Context,
  shell: Shell,
  start: ShellStart,
  what: 'install' | 'uninstall',
): Promise<Outcome> {
  const said = context.words.screens.completion;
  const { path, written } = start;
  const installed = what === 'install';
  const told = (isNew: boolean) => ({ shell, path, installed, changed: isNew, written: installed ? written : null });
  if (installed ? start.installed() : !start.there())
    return { value: told(false), screen: [{ kind: 'text', text: (installed ? said.already : said.none)(path) }] };
  const preview: Screen = [
    { kind: 'title', left: path },
    { kind: 'verbatim', text: written.trimEnd() },
  ];
  const command = ['partner', 'completion', shell, `--${what}`];
  const asked = await consent(context, command, async () => {
    context.terminal.show(preview);
    const [message, yes] = installed ? [said.question, said.write] : [said.takeAwayQuestion, said.takeAway];
    await askConsent(context, { message, no: context.words.wizards.leave, yes });
  });
  if (installed) start.write();
  else start.remove();
  return {
    value: told(true),
    screen: [{ kind: 'text', text: (installed ? said.installed : said.removed)(path) }],
    preview,
    ...(asked ? { afterword: sameByScript(context, [...command, '--yes']) } : {}),
  };
}
