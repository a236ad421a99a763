import { visibleJson } from './clean.js';
import { allOf } from './listing.js';
import { pageByPage } from './page-by-page.js';

/** Of a list that is longer, so many at a time. */
const AT_ONCE = 200;

/**
 * What `JSON.stringify(value, null, 2)` makes of a result, with nothing unseen, in pieces: what ten thousand renewals came
 * to is never one text in memory. A list of its own that is made as it is printed need not be there at once.
 */
export async function* jsonPieces(value: unknown): AsyncGenerator<string, void> {
  if (isRecord(value) && Object.values(value).some(isLong)) yield* recordPieces(value);
  else yield visibleJson(JSON.stringify(value ?? null, null, 2));
  yield '\n';
}

/** The same result with the lists that are made as they are printed. */
export async function gathered(value: unknown): Promise<unknown> {
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(
    async ([name, one]) => [name, isStream(one) ? await allOf(one) : one] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

export function isStream(value: unknown): value is AsyncIterable<object> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

async function* recordPieces(record: Readonly<Record<string, unknown>>): AsyncGenerator<string, void> {
  let opening = '{\n';
  for (const [name, value] of Object.entries(record)) {
    const text = isLong(value) ? '[]' : (JSON.stringify(value, null, 2) as string | undefined);
    if (text === undefined) continue;
    const before = `${opening}  ${JSON.stringify(name)}: `;
    if (isLong(value)) yield* listPieces(visibleJson(before), value);
    else yield visibleJson(before + indented(text));
    opening = ',\n';
  }
  yield '\n}';
}

async function* listPieces(before: string, list: Long): AsyncGenerator<string, void> {
  let opening = `${before}[`;
  for await (const some of chunks(list)) {
    const text = JSON.stringify(some, null, 2);
    yield visibleJson(opening + indented(text.slice('['.length, -'\n]'.length)));
    opening = ',';
  }
  yield opening === ',' ? '\n  ]' : `${opening}]`;
}

/** None is made before those ahead of it are told. */
async function* chunks(list: Long): AsyncGenerator<readonly unknown[], void> {
  pageByPage();
  let some: unknown[] = [];
  for await (const one of list) {
    some.push(one);
    if (some.length < AT_ONCE) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

// A line break of a text is written as `\n` in JSON, so that each of these begins a line.
function indented(text: string): string {
  return text.replaceAll('\n', '\n  ');
}

type Long = readonly unknown[] | AsyncIterable<object>;

function isLong(value: unknown): value is Long {
  return isStream(value) || (Array.isArray(value) && value.length > AT_ONCE);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('toJSON' in value);
}
