import { codeOf, hearingFor, heardLine, heardOf, type Hearing, type HeardRow } from '../../acts/payment-events.js';
import { stillAuthorised } from '../../cli/authorise.js';
import type { Command, Given } from '../../cli/command.js';
import type { Context, PaymentMessages } from '../../cli/context.js';
import { ALL_ACCOUNTS } from '../../cli/run-scope.js';
import type { Flag } from '../../cli/spec.js';
import { newestBefore, tellOthers } from '../../cli/tell-others.js';
import { Stop } from '../../errors.js';
import type { Log } from '../../io/output.js';
import { countIn } from '../../wizards/flags.js';

const PORT: Flag = { name: 'port', kind: 'text', value: 'N' };
const MOST = 65_535;
const USUAL_PORT = 8787;
const LOOK_AGAIN_MS = 100;

/** Receives the gateway's events on this machine until somebody ends it; a line each, once what follows is written. */
export const paymentsListen: Command = {
  path: 'payments listen',
  deed: { act: 'renew', scope: 'renew', writes: 'money' },
  result: ['event', 'type', 'result', 'order', 'state', 'reason'],
  flags: [PORT, ALL_ACCOUNTS],
  examples: ['payments listen', 'payments listen --port 8787 --all-accounts --json'],
  fields: ['event', 'type', 'result', 'order', 'state', 'reason'],
  run: async (context, given) => {
    const port = countIn(given, PORT.name, USUAL_PORT, MOST);
    const hearing = await hearingFor(context, given);
    const messages = await context.outside.payments();
    // Whoever was told "taken" tells it no more: what is only tried takes nothing.
    if (context.settings.dryRun) {
      const preview = [{ kind: 'text', text: context.words.payments.wouldListen(port) }] as const;
      return { value: { port }, screen: [], preview };
    }
    return { value: null, screen: [], log: await listening(context, given, { hearing, messages, port }) };
  },
};

interface Listening {
  readonly hearing: Hearing;
  readonly messages: PaymentMessages;
  readonly port: number;
}

async function listening(
  context: Context,
  given: Given,
  { hearing, messages, port }: Listening,
): Promise<Log<HeardRow>> {
  const heard = new Queue<HeardRow>();
  const tell = afterwards(context, given, await newestBefore(context));
  const receiver = await messages.receive(port, async (body, signature) => {
    const event = messages.read(body, signature);
    if (typeof event === 'string') {
      heard.add({ event: null, type: null, result: 'refused', order: null, state: null, reason: event });
      return 'refused';
    }
    const notLooked = (error: unknown) => {
      const { id, type } = event;
      heard.add({ event: id, type, result: 'not-looked', order: null, state: null, reason: codeOf(error) });
      return 'later' as const;
    };
    try {
      await stillAuthorised(context, paymentsListen, given);
    } catch (error) {
      // A ledger that is busy, or a server that is away, says nothing against whoever listens.
      if (!(error instanceof Stop)) return notLooked(error);
      heard.fail(error);
      return 'later';
    }
    try {
      const { row } = await heardOf(context, hearing, event);
      heard.add(row);
      if (row.result === 'written') tell();
      return row.result === 'not-looked' ? 'later' : 'taken';
    } catch (error) {
      return notLooked(error);
    }
  });
  const { words, terminal, clock } = context;
  terminal.show([{ kind: 'text', text: words.payments.listening(receiver.url) }]);
  const ended = terminal.uninterrupted(async (asked) => {
    while (!asked() && !heard.isOver) await clock.pause(LOOK_AGAIN_MS);
    if (heard.isUnread) terminal.show([{ kind: 'warning', text: words.payments.unread }]);
    receiver.stop();
    await receiver.stopped;
  }, words.payments.leaving);
  return {
    rows: heard.until(ended),
    screen: (row) => [{ kind: 'text', text: heardLine(context, row) }],
  };
}

/** Other systems hear of it beside, one round after the other: what cannot be told waits for the next. */
function afterwards(context: Context, { flags }: Given, after: number): () => void {
  const audience = { everybody: flags[ALL_ACCOUNTS.name] !== undefined, patient: false, after };
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    last = last.then(() => tellOthers(context, audience)).catch(() => undefined);
  };
}

/** Rows in the order in which they came, for whoever reads them meanwhile. */
class Queue<Row> {
  private readonly rows: Row[] = [];
  private failure: { readonly error: unknown } | undefined;
  private awake: () => void = () => undefined;
  /** Whoever read them has gone. */
  isUnread = false;

  get isOver(): boolean {
    return this.isUnread || this.failure !== undefined;
  }

  add(row: Row): void {
    this.rows.push(row);
    this.awake();
  }

  fail(error: unknown): void {
    this.failure ??= { error };
  }

  /** Whoever stops reading waits for the end all the same. @throws what it failed with, once everything else was read */
  async *until(ended: Promise<void>): AsyncGenerator<Row, void> {
    const end = { isReached: false };
    const reached = () => {
      end.isReached = true;
      this.awake();
    };
    const over = ended.then(reached, (error: unknown) => {
      this.fail(error);
      reached();
    });
    try {
      for (;;) {
        yield* this.rows.splice(0);
        if (this.rows.length > 0) continue;
        if (end.isReached) break;
        await new Promise<void>((resolve) => (this.awake = resolve));
      }
    } finally {
      this.isUnread = !end.isReached;
      await over;
    }
    if (this.failure) throw this.failure.error;
  }
}
