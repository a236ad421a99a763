import { stop, type Stop } from '../errors.js';

/** What a JMESPath expression makes of a value. @throws Stop VALUE_INVALID where the expression cannot be used on it */
export async function queried(value: unknown, expression: string): Promise<unknown> {
  const { search } = await import('@jmespath-community/jmespath');
  try {
    // The library wants plain JSON: no undefined, no shared objects.
    return search(JSON.parse(JSON.stringify(value ?? null)) as Parameters<typeof search>[0], expression) ?? null;
  } catch (cause) {
    throw notUsable(expression, cause);
  }
}

/** What can be known of an expression before there is a result. @throws Stop VALUE_INVALID */
export async function checkQuery(expression: string): Promise<void> {
  const { compile } = await import('@jmespath-community/jmespath');
  try {
    compile(expression);
  } catch (cause) {
    throw notUsable(expression, cause);
  }
}

function notUsable(given: string, cause: unknown): Stop {
  return stop('VALUE_INVALID', { of: '--query', given, wanted: 'query' }, { cause });
}
