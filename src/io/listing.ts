import type { Screen } from './blocks.js';
import { pageByPage } from './page-by-page.js';

/**
 * listing: a result that is a list however long. Its rows are made as they are printed, a page in memory at a time, in
 * whatever form they are asked for: a table for people, JSON, CSV or TSV. Only what a query is asked of has to be there whole.
 */
export interface Listing<Row extends object = object> {
  readonly rows: AsyncIterable<Row>;
  /** What scripts are given of a row, where it is more than that. */
  value?(row: Row): object;
  /** A page of them as people see it. */
  screen(page: readonly Row[]): Screen;
  /** What people see where there are none. */
  readonly none: Screen;
  /** What they see after the last, once all were seen. */
  below?(): Screen;
}

/** Rows a page, where none is as wide as another. */
const ROWS = 200;

/** Rows under one heading in a terminal, where columns are as wide as what is in them: more than anybody reads on. */
const ROWS_UNDER_A_HEADING = 10_000;

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** As many rows at a time; one page without any where there are none at all. */
export async function* pagesOf<Row>(
  all: AsyncIterable<Row>,
  { headed }: { readonly headed: boolean },
): AsyncGenerator<Page<Row>, void> {
  const most = headed ? ROWS_UNDER_A_HEADING : ROWS;
  pageByPage();
  let rows: Row[] = [];
  let isFirst = true;
  for await (const row of all) {
    if (rows.length === most) {
      yield { rows, isFirst, isLast: false };
      rows = [];
      isFirst = false;
    }
    rows.push(row);
  }
  yield { rows, isFirst, isLast: true };
}

/** All rows at once, for what has to see the whole. */
export async function allOf<Row>(rows: AsyncIterable<Row>): Promise<readonly Row[]> {
  const found: Row[] = [];
  for await (const row of rows) found.push(row);
  return found;
}
