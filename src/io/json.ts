import { visibleJson } from './clean.js';

/** Of a list that is longer, so many at a time. */
const AT_ONCE = 200;

/**
 * What `JSON.stringify(value, null, 2)` makes of a result, with nothing unseen, in pieces: what ten thousand renewals came
 * to is never one text in memory.
 */
export function* jsonPieces(value: unknown): Generator<string, void> {
  if (isRecord(value) && Object.values(value).some(isLong)) yield* recordPieces(value);
  else yield visibleJson(JSON.stringify(value ?? null, null, 2));
  yield '\n';
}

function* recordPieces(record: Readonly<Record<string, unknown>>): Generator<string, void> {
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

function* listPieces(before: string, list: readonly unknown[]): Generator<string, void> {
  let opening = `${before}[`;
  for (let from = 0; from < list.length; from += AT_ONCE) {
    const text = JSON.stringify(list.slice(from, from + AT_ONCE), null, 2);
    yield visibleJson(opening + indented(text.slice('['.length, -'\n]'.length)));
    opening = ',';
  }
  yield '\n  ]';
}

// A line break of a text is written as `\n` in JSON, so that each of these begins a line.
function indented(text: string): string {
  return text.replaceAll('\n', '\n  ');
}

function isLong(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > AT_ONCE;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('toJSON' in value);
}
