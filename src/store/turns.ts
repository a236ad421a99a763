/** Those who share one connection, each after the one before. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    // The next one takes its turn whether this one fails or not; whoever asked for this one is told.
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
