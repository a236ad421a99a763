import type { Command } from '../../cli/command.js';
import { dayOf } from '../../core/day.js';
import { requestStatus } from '../../core/support-request.js';
import { pastMembership } from '../../cli/visit.js';
import { aboutRequest, shownRequest } from '../../screens/requests.js';

/** *Service requests > Partner Center requests*: those of the whole company, whoever filed them. */
export const supportList: Command = {
  path: 'support list',
  deed: { act: 'look', scope: 'read', writes: null },
  examples: ['support list', 'support list --json'],
  fields: ['number', 'status', 'problem', 'offer', 'filedAt', 'filedBy', 'id'],
  run: async (context) => {
    const { book } = await pastMembership(context);
    const { words, speech } = context;
    const said = words.support;
    const { requests } = book;
    if (requests.length === 0) {
      const hint = { kind: 'hint', text: said.howTo } as const;
      return { value: [], screen: [{ kind: 'text', text: said.none }, hint] };
    }
    const rows = requests.map((request) => [
      String(request.number),
      aboutRequest(context, book, request),
      said.statuses[requestStatus(request)],
      speech.day(dayOf(request.filedAt)),
      request.filedBy,
    ]);
    const columns = [said.number, said.about, said.status, said.filed, said.by].map((title) => ({ title }));
    return {
      value: requests.map((request) => shownRequest(book, request)),
      screen: [{ kind: 'table', title: words.glossary.partnerCenterRequests, columns, rows }],
    };
  },
};
