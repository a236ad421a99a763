import type { Command } from '../../cli/command.js';
import { pastMembership } from '../../cli/visit.js';
import { requestNamed } from '../../named/membership.js';
import { requestScreen, shownRequest } from '../../screens/requests.js';

/** R19: how a request stands, and everything that was added to it. */
export const supportShow: Command = {
  path: 'support show',
  deed: { act: 'look', scope: 'read', writes: null },
  arguments: [{ name: 'id', required: true, among: 'requests' }],
  examples: ['support show req_01JD0000000000000000000000'],
  run: async (context, given) => {
    const { book } = await pastMembership(context);
    const request = requestNamed(book, given.arguments['id'] ?? '');
    return { value: shownRequest(book, request), screen: requestScreen(context, book, request) };
  },
};
