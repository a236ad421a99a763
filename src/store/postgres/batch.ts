import type { Connection as Wire, Query, QueryResult, Submittable } from 'pg';

type Handler = (message: unknown, wire: Wire) => void;

/** What the driver calls while a statement is answered; its types name none of it. */
type Answered = Query & {
  readonly name: string;
  readonly text: string;
  readonly handleRowDescription: Handler;
  readonly handleDataRow: Handler;
  readonly handleCommandComplete: Handler;
  readonly handleReadyForQuery: (wire: Wire) => void;
};

/** The driver's own note of what the server was given to compile and has not answered yet. */
type Given = Wire & { readonly submittedNamedStatements: Record<string, string> };

type Heard = (error: Error | null) => void;

/**
 * Several statements in one message, answered in one: a server far away is waited for once, and one that is near is asked
 * with a tenth of the work. They stand or fall together: after one that fails, the server passes over the rest.
 */
export class Batch implements Submittable {
  private done = 0;

  constructor(
    /** Each with a name, and without a callback. */
    private readonly queries: readonly Query[],
    private readonly answered: (result: QueryResult) => void,
    /** The driver puts its own in its place where an answer is waited for no longer than so. */
    public callback: Heard,
  ) {}

  /** Of the statement that is answered now: the driver notes by it what the server has compiled. */
  get name(): string | undefined {
    return this.current?.name;
  }

  get text(): string | undefined {
    return this.current?.text;
  }

  submit(wire: Wire): null {
    // The server answers at once what stands before a `Sync`, of which each statement would send one.
    const unending = Object.create(wire, { sync: { value: () => undefined } }) as Wire;
    wire.stream.cork();
    try {
      for (const query of this.queries) query.submit(unending);
      wire.sync();
    } finally {
      wire.stream.uncork();
    }
    return null;
  }

  handleRowDescription(message: unknown, wire: Wire): void {
    this.current?.handleRowDescription(message, wire);
  }

  handleDataRow(message: unknown, wire: Wire): void {
    this.current?.handleDataRow(message, wire);
  }

  handleCommandComplete(message: unknown, wire: Wire): void {
    const query = this.current;
    if (!query) return;
    query.handleCommandComplete(message, wire);
    Object.assign(query, { callback: (_: null, result: QueryResult) => this.answered(result) });
    query.handleReadyForQuery(wire);
    this.done += 1;
  }

  handleReadyForQuery(): void {
    this.callback(null);
  }

  handleError(error: Error, wire: Wire): void {
    const { submittedNamedStatements: given } = wire as Given;
    // The server has passed over them, and compiled none that it had not known.
    for (const { name } of this.queries.slice(this.done) as Answered[]) Reflect.deleteProperty(given, name);
    this.callback(error);
  }

  private get current(): Answered | undefined {
    return this.queries[this.done] as Answered | undefined;
  }
}
