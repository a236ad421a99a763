import type { TreeInterpreter } from '@jmespath-community/jmespath';
import { stop, type Stop } from '../errors.js';
import { isObject, unknownField } from './fields.js';

type Interpreter = typeof TreeInterpreter;
type Node = Parameters<Interpreter['visit']>[0];
type Value = ReturnType<Interpreter['visit']>;

/** No query that somebody needs is longer; what is parsed in a moment nests no deeper than that. */
const MOST_LETTERS = 4000;

/** So many steps, and so many letters and values, any query may come to; of a result that is large, as many more. */
const LEAST_BOUND = 10_000_000;
const TIMES_THE_RESULT = 4;

/** What a JMESPath expression makes of a value. @throws Stop VALUE_INVALID where it cannot be used on it, or makes too much of it */
export async function queried(value: unknown, expression: string): Promise<unknown> {
  const library = await import('@jmespath-community/jmespath');
  // The library wants plain JSON: no undefined, no shared objects.
  const plain = JSON.parse(JSON.stringify(value ?? null)) as Parameters<typeof library.search>[0];
  try {
    const Tree = library.TreeInterpreter.constructor as new () => Interpreter;
    return bounded(new Tree(), new Meter(plain)).search(library.compile(expression), plain) ?? null;
  } catch (cause) {
    throw notUsable(expression, cause);
  }
}

/** What can be known of an expression before there is a result. @throws Stop VALUE_INVALID, UNKNOWN_CHOICE */
export async function checkQuery(expression: string, known: readonly string[] | undefined): Promise<void> {
  const { compile } = await import('@jmespath-community/jmespath');
  let names: readonly string[] = [];
  try {
    if (expression.length > MOST_LETTERS) throw new TooMuch();
    names = namesIn(compile(expression));
  } catch (cause) {
    throw notUsable(expression, cause);
  }
  const keys = known?.map((name) => name.split('.')[0] ?? '') ?? [];
  const [given] = names;
  if (given === undefined || !known || names.some((name) => name === WHOLE || keys.includes(name))) return;
  throw unknownField('--query', given, [...new Set(keys)]);
}

/** Stands for the whole of a result, in which there is always something. */
const WHOLE = '@';

/** The keys that an expression names; what names none may begin with the whole. */
function namesIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(namesIn);
  if (!isObject(node)) return [];
  if (node['type'] === 'Field') return [String(node['name'])];
  if (node['type'] === 'Current' || node['type'] === 'Root') return [WHOLE];
  return Object.values(node).flatMap(namesIn);
}

class TooMuch extends Error {}

function notUsable(given: string, cause: unknown): Stop {
  const wanted = cause instanceof TooMuch ? 'query-bound' : 'query';
  return stop('VALUE_INVALID', { of: '--query', given, wanted }, { cause });
}

/**
 * The library's interpreter, which finds the keys that a value has of its own and no others: its own way is JavaScript's,
 * in which each object has a `constructor`. It goes no further than its meter.
 */
function bounded(interpreter: Interpreter, meter: Meter): Interpreter {
  const visit = interpreter.visit.bind(interpreter);
  const withScope = interpreter.withScope.bind(interpreter);
  return Object.assign(interpreter, {
    visit: (node: Node, value: Value) =>
      meter.measured(node, () => (node.type === 'Field' ? keyOf(value, node.name) : visit(node, value))),
    withScope: (scope: Parameters<Interpreter['withScope']>[0]) => bounded(withScope(scope), meter),
  });
}

function keyOf(value: Value, name: string): Value {
  return isObject(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null;
}

/** How far an expression has come: the library shares what it repeats, and so makes in moments what nobody can print. */
class Meter {
  private readonly sizes = new WeakMap<object, number>();
  private readonly within: Node['type'][] = [];
  private readonly bound: number;
  private steps = 0;

  constructor(result: unknown) {
    this.bound = LEAST_BOUND + TIMES_THE_RESULT * this.sizeOf(result);
  }

  /** @throws TooMuch */
  measured(node: Node, work: () => Value): Value {
    const outer = this.within.at(-1);
    this.within.push(node.type);
    const value = work();
    this.within.pop();
    const size = this.sizeOf(value);
    // A function or a comparison goes through all that it is given.
    this.steps += outer === 'Function' || outer === 'Comparator' ? size : 1;
    if (Math.max(size, this.steps) > this.bound) throw new TooMuch();
    return value;
  }

  /** Of a value as it would be printed, what is shared counted each time. */
  private sizeOf(value: unknown): number {
    if (typeof value === 'string') return value.length + 1;
    if (typeof value !== 'object' || value === null) return 1;
    const known = this.sizes.get(value);
    if (known !== undefined) return known;
    let size = 1;
    for (const [key, inner] of Object.entries(value)) size += key.length + this.sizeOf(inner);
    this.sizes.set(value, size);
    return size;
  }
}
