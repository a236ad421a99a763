export interface Question {
  readonly sql: string;
  readonly values: readonly (string | number | null)[];
}

/**
 * Work over the books that says what it asks of them, and does not know who answers: a file at once, a server in its time.
 * What does not depend on each other is asked together, so that a server is waited for once.
 */
export type Asking<T> = Generator<readonly Question[], T, readonly Answer[]>;

type Answer = readonly unknown[];

/** The row types are what the schema promises. */
export function* rows<T>(sql: string, ...values: Question['values']): Asking<readonly T[]> {
  const [found] = yield [{ sql, values }];
  return found as readonly T[];
}

export function* row<T>(sql: string, ...values: Question['values']): Asking<T | undefined> {
  return (yield* rows<T>(sql, ...values))[0];
}

/** Two works side by side: what each of them asks next is asked together. */
export function* both<A, B>(left: Asking<A>, right: Asking<B>): Asking<readonly [A, B]> {
  let [one, other] = [left.next(), right.next()];
  while (!one.done || !other.done) {
    const asked = one.done ? [] : one.value;
    const answers = yield [...asked, ...(other.done ? [] : other.value)];
    if (!one.done) one = left.next(answers.slice(0, asked.length));
    if (!other.done) other = right.next(answers.slice(asked.length));
  }
  return [one.value, other.value];
}

/** With answers that are there at once. */
export function answered<T>(asking: Asking<T>, answer: (question: Question) => Answer): T {
  let step = asking.next();
  while (!step.done) step = asking.next(step.value.map(answer));
  return step.value;
}

/** With answers that are waited for. */
export async function answeredInTime<T>(
  asking: Asking<T>,
  answer: (question: Question) => Promise<Answer>,
): Promise<T> {
  let step = asking.next();
  while (!step.done) step = asking.next(await Promise.all(step.value.map(answer)));
  return step.value;
}
