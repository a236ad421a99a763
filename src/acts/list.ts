import { dayGiven } from '../cli/day-given.js';
import type { Given, Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import type { Flag } from '../cli/spec.js';
import type { Column, Screen } from '../io/blocks.js';
import { countIn } from '../wizards/flags.js';

/** What a row of a list is chosen by. */
interface Chosen {
  /** In which state it is, where there are several. */
  readonly state?: string;
  /** When it happened: a day, or an instant. */
  readonly on?: string;
}

/** What a list shows of a thing: to scripts, and to people. */
export interface Item extends Chosen {
  readonly value: object;
  readonly cells: readonly string[];
}

/** What a list takes besides. */
interface By {
  /** The states that there are, where the list takes `--state`. */
  readonly states?: readonly string[];
  /** Its rows have a day: it takes `--since`. */
  readonly dated?: true;
  /** The question that another flag of the command answers as well. */
  readonly oneOf?: string;
}

/** What every list can be cut by: how many, in which states, since when. */
export function listFlags({ states, dated, oneOf }: By): readonly Flag[] {
  return [
    { name: 'limit', about: 'listLimit', kind: 'text', value: 'N', ...(oneOf === undefined ? {} : { oneOf }) },
    ...(states ? [{ name: 'state', kind: 'text', value: 'STATE', choices: states, list: true } as const] : []),
    ...(dated ? [{ name: 'since', kind: 'text', value: 'DATE' } as const] : []),
  ];
}

/** What was asked for of a list: rows in these states, from that day on, so many of them. */
interface Asked {
  readonly states: readonly string[] | undefined;
  readonly since: string | undefined;
  readonly limit: number;
}

/** @throws Stop VALUE_INVALID */
function askedOf(given: Given): Asked {
  const { state, since } = given.flags;
  return {
    states: typeof state === 'string' ? state.split(',').map((part) => part.trim()) : undefined,
    since: typeof since === 'string' ? dayGiven('--since', since) : undefined,
    limit: countIn(given, 'limit', Infinity),
  };
}

function isChosen({ states, since }: Asked, { state, on }: Chosen): boolean {
  return (states?.includes(state ?? '') ?? true) && (since === undefined || (on ?? '').slice(0, since.length) >= since);
}

/** Whether anything was asked for that may leave out every row there is. */
function isNarrowed({ flags }: Given): boolean {
  return flags['state'] !== undefined || flags['since'] !== undefined;
}

/** What a list shows where there is nothing at all, or where nothing is as it was asked for. */
export function noneOf({ words }: Pick<Context, 'words'>, given: Given, none: Screen): Screen {
  return isNarrowed(given) ? [{ kind: 'text', text: words.general.noneChosen }] : none;
}

function moreHint({ words }: Pick<Context, 'words'>): Screen {
  return [{ kind: 'hint', text: words.general.moreThere }];
}

interface Cut<Row> {
  readonly rows: readonly Row[];
  /** There are more than were asked for. */
  readonly more: Screen;
}

/** Of rows that are all there, those that were asked for. @param newest which of too many stay: the last where the oldest stands first */
export function cut<Row>(
  context: Pick<Context, 'words'>,
  given: Given,
  rows: readonly Row[],
  chosenBy: (row: Row) => Chosen,
  newest: 'first' | 'last' = 'first',
): Cut<Row> {
  const asked = askedOf(given);
  const chosen = rows.filter((row) => isChosen(asked, chosenBy(row)));
  const { limit } = asked;
  const kept = newest === 'last' ? chosen.slice(Math.max(0, chosen.length - limit)) : chosen.slice(0, limit);
  return { rows: kept, more: kept.length < chosen.length ? moreHint(context) : [] };
}

/** Of rows that are made as they are printed, those that were asked for; `more` is known once they all came. */
export function cutStream<Row>(
  context: Pick<Context, 'words'>,
  given: Given,
  rows: AsyncIterable<Row>,
  chosenBy: (row: Row) => Chosen,
): { readonly rows: AsyncIterable<Row>; readonly more: () => Screen } {
  const asked = askedOf(given);
  let more = false;
  async function* kept(): AsyncGenerator<Row, void> {
    let count = 0;
    for await (const row of rows) {
      if (!isChosen(asked, chosenBy(row))) continue;
      more = count === asked.limit;
      if (more) return;
      yield row;
      count += 1;
    }
  }
  return { rows: kept(), more: () => (more ? moreHint(context) : []) };
}

interface Listed {
  readonly columns: readonly Column[];
  readonly title?: string;
  /** What is shown where there is nothing. */
  readonly none: Screen;
  readonly newest?: 'first' | 'last';
}

/** A list as a command gives it back: what was asked for of it, as a table and as data. */
export function listOf(
  context: Pick<Context, 'words'>,
  given: Given,
  items: readonly Item[],
  { columns, title, none, newest }: Listed,
): Outcome {
  const { rows, more } = cut(context, given, items, (item) => item, newest);
  const heading = title === undefined ? {} : { title };
  const table = { kind: 'table', ...heading, columns, rows: rows.map(({ cells }) => cells) } as const;
  return {
    value: rows.map(({ value }) => value),
    screen: rows.length === 0 ? noneOf(context, given, none) : [table, ...more],
  };
}

/** Titles as columns. */
export function columnsOf(...titles: readonly string[]): readonly Column[] {
  return titles.map((title) => ({ title }));
}
