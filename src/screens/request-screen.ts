import type { Block, Screen } from '../io/blocks.js';
import type { Context } from '../cli/context.js';
import type { Book } from '../core/book.js';
import type { View } from '../core/view.js';
import { defaultMethod } from '../core/payment-method.js';
import type { Subscription } from '../core/subscription.js';
import { requestStatus, type SupportRequest } from '../core/support-request.js';
import { shownAutorenew } from './subscriptions.js';
import { aboutRequest } from './requests.js';

/** A request with everything that was added to it, oldest first. */
export function requestScreen(context: Context, book: Book, request: SupportRequest): Screen {
  const { words, speech } = context;
  const said = words.support;
  const rows = request.entries.map((entry) => [
    speech.instant(entry.at),
    entry.by,
    entry.text ?? (entry.outcome === null ? '' : said.statuses[entry.outcome]),
  ]);
  const columns = [said.when, said.by, said.what].map((title) => ({ title }));
  return [
    { kind: 'title', left: said.request(request.number), right: said.statuses[requestStatus(request)] },
    {
      kind: 'facts',
      rows: [
        [said.problem, said.problems[request.problem]],
        ...(request.cancels === null ? [] : [[said.about, aboutRequest(context, book, request)] as const]),
        ...(request.text === '' ? [] : [[said.text, request.text] as const]),
        [said.filed, speech.instant(request.filedAt)],
        ...(requestStatus(request) === 'superseded' && request.superseded
          ? [
              [
                said.end,
                said.supersededBy(speech.offer(request.superseded.by), speech.day(request.superseded.on)),
              ] as const,
            ]
          : []),
        [said.by, request.filedBy],
      ],
    },
    ...(rows.length === 0 ? [] : [{ kind: 'table', title: said.log, columns, rows } as const]),
  ];
}

/** D9: what will be charged while nobody has answered: when, how much and on which card. */
export function chargeWarning({ words, speech }: Context, view: View, held: Subscription): Block | undefined {
  const said = words.support;
  const { nextChargeOn, amount } = shownAutorenew(view, held);
  if (nextChargeOn === null) return undefined;
  const card = defaultMethod(view.book.paymentMethods);
  const [offer, day] = [speech.offer(held.offer), speech.day(nextChargeOn)];
  const text =
    amount && card
      ? said.mayBeCharged(offer, speech.money(amount), words.screens.card(card), day)
      : said.mayBeChargedSomehow(offer, day);
  return { kind: 'warning', text, command: speech.here(`${speech.act(held.offer, 'autorenew')} off`) };
}
