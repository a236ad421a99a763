/** What is wrong in a programme: where, as a JSON pointer, and why, in one line. */
export interface Fault {
  readonly path: string;
  readonly reason: string;
}

/** A JSON pointer (RFC 6901) from its parts. */
export function pointer(...parts: readonly (string | number)[]): string {
  return parts.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** A fault for every row whose key an earlier row has already. */
export function repeated<T>(
  rows: readonly T[],
  where: (row: number) => string,
  keyOf: (row: T) => string,
): readonly Fault[] {
  const keys = rows.map(keyOf);
  return keys.flatMap((key, row) =>
    keys.indexOf(key) < row ? [{ path: where(row), reason: `${key} is there already` }] : [],
  );
}

export function unlessKnown(known: readonly string[], name: string, path: string, what: string): readonly Fault[] {
  return known.includes(name) ? [] : [{ path, reason: `there is no ${what} ${name}` }];
}
