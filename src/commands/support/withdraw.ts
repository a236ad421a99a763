import type { Command } from '../../cli/command.js';
import { orStop, stop } from '../../errors.js';
import { withdrawRequest } from '../../journeys/requests.js';
import { deskOf, membership } from '../../cli/visit.js';
import { requestNamed } from '../../named/membership.js';
import { shownRequest } from '../../screens/requests.js';

export const supportWithdraw: Command = {
  path: 'support withdraw',
  deed: { act: 'file-requests', scope: 'manage', writes: 'history' },
  result: ['request', 'changed'],
  arguments: [{ name: 'id', required: true, among: 'requests-open' }],
  examples: ['support withdraw req_01JD0000000000000000000000'],
  run: async (context, given) => {
    const { book, ledger, at } = await membership(context);
    const request = requestNamed(book, given.arguments['id'] ?? '');
    const answer = orStop(await withdrawRequest(deskOf(context, ledger, at, book.account), request));
    if ('pending' in answer) throw stop('REFUND_UNKNOWN', { order: answer.pending });
    const said = context.words.support;
    const text = answer.changed
      ? said.withdrawn(request.number)
      : said.alreadySo(request.number, said.statuses.withdrawn);
    return {
      value: { request: shownRequest(answer.book, answer.request), changed: answer.changed },
      screen: [{ kind: 'text', text }],
    };
  },
};
