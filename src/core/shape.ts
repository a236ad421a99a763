type Plain = string | number | boolean | null | undefined;

/** The fields of a value: each plain, or with a shape of its own, or a list of values with one. None can be left out. */
export type Shape<T> = { readonly [K in keyof T]-?: FieldShape<NonNullable<T[K]>> };
type FieldShape<V> = V extends Plain
  ? true
  : V extends readonly (infer I)[]
    ? I extends Plain
      ? true
      : readonly [Shape<I>]
    : Shape<V>;

/**
 * The same value with the fields of its shape and no others. A value may carry more than its type says (a card spread
 * into a payment method, say); what is chained for ever must not (D19). What is absent stays absent.
 */
export function exactly<T extends object>(value: T, shape: Shape<T>): T {
  const exact: Record<string, unknown> = {};
  for (const field of Object.keys(shape) as (keyof T & string)[]) {
    const inner = value[field];
    if (inner !== undefined) exact[field] = inShape(inner, shape[field]);
  }
  return exact as T;
}

function inShape(value: unknown, shape: unknown): unknown {
  if (value === null || shape === true) return value;
  if (!Array.isArray(shape)) return exactly(value as object, shape as Shape<object>);
  return (value as readonly object[]).map((item) => exactly(item, (shape as unknown as readonly [Shape<object>])[0]));
}
