import type { Command } from '../../command.js';
import { membership } from '../visit.js';
import { requestNamed } from './find.js';
import { requestScreen } from './screen.js';
import { shownRequest } from './shown.js';

/** R19: how a request stands, and everything that was added to it. */
export const supportShow: Command = {
  path: 'support show',
  arguments: [{ name: 'id', required: true }],
  examples: ['support show req_01JD0000000000000000000000'],
  run: async (context, given) => {
    const { book } = await membership(context);
    const request = requestNamed(context, book, given.arguments['id'] ?? '');
    return { value: shownRequest(book, request), screen: requestScreen(context, book, request) };
  },
};
