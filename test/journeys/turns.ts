import type { AskedGateway, Desk } from '../../src/journeys/desk.js';
import type { Store } from '../../src/store/store.js';

/**
 * Two acts in one process that go on by turns: a step is one transaction of the ledger or one question to the gateway,
 * and whose step is the next, a schedule says. Where one has ended, the other has every turn.
 */
export class Turns {
  private readonly waiting: (() => void)[][] = [[], []];
  private readonly over = [false, false];
  steps = 0;

  constructor(private readonly next: (step: number) => number) {}

  /** Waits until it is this one's turn; the turn lasts to its next step. */
  async take(who: number): Promise<void> {
    const granted = new Promise<void>((go) => this.waiting[who]?.push(go));
    this.pass();
    await granted;
  }

  /** Where it has ended, the other has every turn. */
  async until<T>(who: number, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      this.over[who] = true;
      this.pass();
    }
  }

  private pass(): void {
    // Nobody goes on before both have said what they want, or are over.
    if (this.waiting.some((queue, who) => queue.length === 0 && !this.over[who])) return;
    const wanted = this.next(this.steps);
    this.steps += 1;
    this.waiting[this.over[wanted] ? 1 - wanted : wanted]?.shift()?.();
  }
}

/** The desk of one of the two. */
export function byTurns(turns: Turns, who: number, desk: Desk): Desk {
  const { ledger, gateway } = desk;
  const steps: Store = {
    ...ledger,
    read: (work) => turns.take(who).then(() => ledger.read(work)),
    write: (work) => turns.take(who).then(() => ledger.write(work)),
  };
  const questions: AskedGateway = {
    ...gateway,
    attach: (...said) => turns.take(who).then(() => gateway.attach(...said)),
    find: (...said) => turns.take(who).then(() => gateway.find(...said)),
    charge: (request) => turns.take(who).then(() => gateway.charge(request)),
    refunds: (chargeId) => turns.take(who).then(() => gateway.refunds(chargeId)),
    refund: (request) => turns.take(who).then(() => gateway.refund(request)),
  };
  return { ...desk, ledger: steps, gateway: questions };
}
