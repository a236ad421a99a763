import type { Command } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { closed, parseRequestText } from '../../core/support-request.js';
import { orStop, Stop, stop } from '../../errors.js';
import { noteRequest } from '../../journeys/requests.js';
import { placeFlags } from '../../wizards/flags.js';
import { TEXT, textGiven, wanted, wrongText } from '../../wizards/request.js';
import { resumable, sameByScript } from '../../cli/asking.js';
import { deskOf, membership } from '../../cli/visit.js';
import { requestNamed } from '../../named/membership.js';
import { shownRequest } from '../../screens/requests.js';
import { commandLine, flagged } from '../../language/command-line.js';

export const supportNote: Command = {
  path: 'support note',
  deed: { act: 'file-requests', scope: 'manage', writes: 'history' },
  result: ['request', 'changed'],
  arguments: [{ name: 'id', required: true, among: 'requests-open' }],
  flags: [TEXT],
  examples: ['support note req_01JD0000000000000000000000 --text "The invoice is attached"'],
  run: async (context, given) => {
    const { book, ledger, at } = await membership(context);
    const request = requestNamed(book, given.arguments['id'] ?? '');
    const refusal = closed(request);
    if (refusal) throw new Stop(refusal);
    const command = ['partner', 'support', 'note', given.arguments['id'] ?? '', ...placeFlags(given.flags)];
    const said = textGiven(given.flags);
    const text = said ?? (await asked(context, command));
    const noted = orStop(await noteRequest(deskOf(context, ledger, at, book.account), request, text));
    return {
      value: { request: shownRequest(noted.book, noted.request), changed: noted.changed },
      screen: [{ kind: 'text', text: context.words.support.noted(request.number) }],
      ...(said === undefined ? { afterword: sameByScript(context, [...command, ...flagged('--text', text)]) } : {}),
    };
  },
};

async function asked(context: Context, command: readonly string[]): Promise<string> {
  const { terminal, words } = context;
  const missing = [wanted(TEXT)];
  if (!terminal.mayPrompt) throw stop('ANSWERS_MISSING', { missing, command: commandLine(command, missing) });
  const prompter = await context.terminal.prompter();
  const answer = await resumable(
    () => command,
    () => prompter.text({ message: words.support.wizard.note, check: (text) => wrongText(text, words) }),
  );
  return parseRequestText(answer) ?? answer;
}
