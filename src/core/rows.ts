/** @throws RangeError where an id would be used twice */
export function added<T extends { readonly id: string }>(rows: readonly T[], row: T): readonly T[] {
  if (rows.some((other) => other.id === row.id)) throw new RangeError(`${row.id} is there already`);
  return [...rows, row];
}

/** @throws RangeError where nothing has that id */
export function changed<T extends { readonly id: string }>(
  rows: readonly T[],
  id: string,
  change: (row: T) => T,
): readonly T[] {
  if (!rows.some((row) => row.id === id)) throw new RangeError(`there is no ${id}`);
  return rows.map((row) => (row.id === id ? change(row) : row));
}
