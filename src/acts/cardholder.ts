import type { Context } from '../cli/context.js';
import { deskOf } from '../cli/visit.js';
import { Stop } from '../errors.js';
import { readBack, type Purchased } from '../journeys/purchase.js';
import { settleNow } from '../journeys/recover.js';
import { askedOfCardholder } from '../screens/cardholder.js';

type Waiting = Extract<Purchased, { readonly kind: 'waiting' }>;

const LOOK_AGAIN_MS = 2000;

/**
 * A person at the terminal waits for the cardholder, who may be the same: the address is shown, opened where that is
 * wanted, and it goes on by itself once it is paid. A script, and whoever leaves, has an order that waits.
 */
export async function withCardholder(context: Context, waiting: Waiting): Promise<Purchased> {
  const { terminal, words, settings } = context;
  if (!terminal.mayPrompt || settings.dryRun) return waiting;
  terminal.page(askedOfCardholder(context, waiting.order, waiting.page));
  if (!settings.yes && (await asked(context, waiting)) === 'later') return waiting;
  const ledger = await context.books.ledger();
  const said = words.cardholder;
  return terminal.busy(said.waiting, () =>
    terminal.uninterrupted(async (leaves) => {
      for (;;) {
        const desk = deskOf(context, ledger, await context.clock.now(), waiting.book.account);
        const now = await readBack(desk, await settleNow(desk, waiting.order));
        if (now.kind !== 'waiting' || leaves()) return now;
        await context.clock.pause(LOOK_AGAIN_MS);
      }
    }, said.leaving),
  );
}

async function asked(context: Context, { page }: Waiting): Promise<'wait' | 'later'> {
  const { words, terminal, outside } = context;
  const said = words.cardholder;
  const gateway = await context.books.gateway();
  // A page that is only rehearsed leads nowhere.
  const browse = gateway.confirmForCardholder ? undefined : outside.browse;
  const choices = [
    ...(gateway.confirmForCardholder ? [{ value: 'stand-in', name: said.standIn } as const] : []),
    ...(browse ? [{ value: 'open', name: said.open } as const] : []),
    { value: 'wait', name: said.elsewhere },
    { value: 'later', name: said.later },
  ] as const;
  const answer = await orLater(async () =>
    (await terminal.prompter()).choose({ message: said.question, choices, preset: browse ? 'open' : 'wait' }),
  );
  if (answer === 'stand-in') await gateway.confirmForCardholder?.(page.ref, await context.clock.now());
  if (answer === 'open' && !(await browse?.(page.url))) terminal.page([{ kind: 'warning', text: said.notOpened }]);
  return answer === 'later' ? 'later' : 'wait';
}

/** Ctrl-C takes nothing back: the order waits. */
async function orLater<T>(ask: () => Promise<T>): Promise<T | 'later'> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Stop && error.problem.code === 'CANCELLED') return 'later';
    throw error;
  }
}
