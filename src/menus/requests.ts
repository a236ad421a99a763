import type { Context } from '../cli/context.js';
import { unanswerable } from '../core/answering.js';
import { isOpenRequest } from '../core/support-request.js';
import { whoCan } from '../core/user.js';
import { menu, run, type Entry } from './menu.js';
import { membership, visit } from '../cli/visit.js';
import { whoAnswers } from '../acts/requests/answer.js';
import { aboutRequest } from '../screens/requests.js';

/** J4: *Report problems with Partner Center*, *New request*. */
export async function problemsMenu(context: Context): Promise<void> {
  const { glossary, screens } = context.words;
  await menu(context, [glossary.dashboard, glossary.reportProblems], async () => [
    { name: glossary.newRequest, act: () => run(context, 'support', 'new') },
    { name: screens.menu.back, act: 'leave' },
  ]);
}

/** *Service requests > Partner Center requests*, *Open*, and the request is picked. */
export async function serviceMenu(context: Context): Promise<void> {
  const { glossary, screens } = context.words;
  const { dashboard, serviceRequests, partnerCenterRequests } = glossary;
  await menu(context, [dashboard, serviceRequests], async () => [
    { name: partnerCenterRequests, act: () => requestsMenu(context, [serviceRequests, partnerCenterRequests]) },
    { name: screens.menu.back, act: 'leave' },
  ]);
}

async function requestsMenu(context: Context, path: readonly string[]): Promise<void> {
  const { glossary, screens } = context.words;
  await run(context, 'support', 'list');
  await menu(context, path, async () => {
    const back: Entry = { name: screens.menu.back, act: 'leave' };
    const some = ((await visit(context)).book?.requests ?? []).length > 0;
    return some ? [{ name: glossary.open, act: () => openMenu(context, [...path, glossary.open]) }, back] : [back];
  });
}

async function openMenu(context: Context, path: readonly string[]): Promise<void> {
  await menu(context, path, async () => {
    const { book } = await visit(context);
    const requests = book?.requests.toReversed() ?? [];
    return [
      ...requests.map((request): Entry => {
        const { number } = request;
        const about = book ? aboutRequest(context, book, request) : '';
        return { name: context.words.support.pick(number, about), act: () => requestMenu(context, number) };
      }),
      { name: context.words.screens.menu.back, act: 'leave' },
    ];
  });
}

async function requestMenu(context: Context, number: number): Promise<void> {
  const { support, screens } = context.words;
  const id = String(number);
  await run(context, 'support', 'show', id);
  await menu(context, [support.request(number)], async () => {
    const member = await membership(context);
    const request = member.book.requests.find((one) => one.number === number);
    const open = request !== undefined && isOpenRequest(request);
    const actor = context.who?.email ?? member.book.account.email;
    const decides = whoCan(member.book.users, 'buy').some(({ email }) => email === actor);
    const mayAnswer = open && decides && !unanswerable(request, whoAnswers(context, member));
    const actions: readonly Entry[] = [
      { name: support.menu.note, act: () => run(context, 'support', 'note', id) },
      ...(mayAnswer ? [{ name: support.menu.resolve, act: () => run(context, 'support', 'resolve', id) }] : []),
      { name: support.menu.withdraw, act: () => run(context, 'support', 'withdraw', id) },
    ];
    return [...(open ? actions : []), { name: screens.menu.back, act: 'leave' }];
  });
}
