import type { Command } from '../../cli/command.js';
import { dayOf } from '../../core/day.js';
import { requestStatus, type RequestStatus } from '../../core/support-request.js';
import { columnsOf, listFlags, listOf } from '../../acts/list.js';
import { pastMembership } from '../../cli/visit.js';
import { aboutRequest, shownRequest } from '../../screens/requests.js';

const STATES = [
  'open',
  'in_progress',
  'approved',
  'rejected',
  'withdrawn',
  'superseded',
] as const satisfies readonly RequestStatus[];

/** *Service requests > Partner Center requests*: those of the whole company, whoever filed them. */
export const supportList: Command = {
  path: 'support list',
  deed: { act: 'look', scope: 'read', writes: null },
  flags: listFlags({ states: STATES, dated: true }),
  examples: ['support list', 'support list --state open,in_progress', 'support list --json'],
  fields: ['number', 'status', 'problem', 'offer', 'filedAt', 'filedBy', 'id'],
  run: async (context, given) => {
    const { book } = await pastMembership(context);
    const { words, speech } = context;
    const said = words.support;
    const items = book.requests.map((request) => {
      const state = requestStatus(request);
      const { number, filedAt, filedBy } = request;
      const about = aboutRequest(context, book, request);
      return {
        value: shownRequest(book, request),
        state,
        on: filedAt,
        cells: [String(number), about, said.statuses[state], speech.day(dayOf(filedAt)), filedBy],
      };
    });
    return listOf(context, given, items, {
      title: words.glossary.partnerCenterRequests,
      columns: columnsOf(said.number, said.about, said.status, said.opened, said.by),
      none: [
        { kind: 'text', text: said.none },
        { kind: 'hint', text: said.howTo(speech) },
      ],
      newest: 'last',
    });
  },
};
