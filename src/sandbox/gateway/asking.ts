export interface Question {
  readonly sql: string;
  readonly values: readonly (string | number | null)[];
}

/** Work over the books that says what it asks of them and does not know who answers: a file at once, a server in its time. */
export type Asking<T> = Generator<Question, T, readonly unknown[]>;

/** The row types are what the schema promises. */
export function* rows<T>(sql: string, ...values: Question['values']): Asking<readonly T[]> {
  return (yield { sql, values }) as readonly T[];
}

export function* row<T>(sql: string, ...values: Question['values']): Asking<T | undefined> {
  return (yield* rows<T>(sql, ...values))[0];
}

/** With answers that are there at once. */
export function answered<T>(asking: Asking<T>, answer: (question: Question) => readonly unknown[]): T {
  let step = asking.next();
  while (!step.done) step = asking.next(answer(step.value));
  return step.value;
}

/** With answers that are waited for. */
export async function answeredInTime<T>(
  asking: Asking<T>,
  answer: (question: Question) => Promise<readonly unknown[]>,
): Promise<T> {
  let step = asking.next();
  while (!step.done) step = asking.next(await answer(step.value));
  return step.value;
}
