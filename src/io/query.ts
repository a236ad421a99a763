import { stop } from '../errors.js';

/** What a JMESPath expression makes of a value. @throws Stop VALUE_INVALID where the expression cannot be used on it */
export async function queried(value: unknown, expression: string): Promise<unknown> {
  const { search } = await import('@jmespath-community/jmespath');
  try {
    // The library wants plain JSON: no undefined, no shared objects.
    return search(JSON.parse(JSON.stringify(value ?? null)) as Parameters<typeof search>[0], expression) ?? null;
  } catch (error) {
    throw stop('VALUE_INVALID', { of: 'query', given: expression, wanted: 'query' }, { cause: error });
  }
}
