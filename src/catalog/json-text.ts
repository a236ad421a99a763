/** JSON that could not be read: the reason with its line and column, both from 1. */
export class JsonTextError extends Error {
  override readonly name = 'JsonTextError';
}

/** @throws JsonTextError on one line, whatever the text holds */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new JsonTextError(`is not JSON: ${whereItStops(text)}`);
  }
}

function whereItStops(text: string): string {
  if (text.trim() === '') return 'it is empty';
  const good = longestBeginning(text);
  const before = text.slice(0, good).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  return good === text.length
    ? `it ends too early, at ${place}`
    : `unexpected ${JSON.stringify(text[good])} at ${place}`;
}

// The engine names a position in some of its messages only, so the place is searched for: a beginning of JSON stays one
// when it is shortened, which makes the longest good beginning a binary search.
function longestBeginning(text: string): number {
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (couldGoOn(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** Whether the text is JSON, or would be with more after it. */
function couldGoOn(beginning: string): boolean {
  try {
    JSON.parse(beginning);
    return true;
  } catch (error) {
    const { message } = error as Error;
    const position = /position (\d+)/.exec(message)?.[1];
    return position === undefined ? message.includes('end of JSON') : Number(position) >= beginning.length;
  }
}
