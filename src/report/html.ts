import { clean } from '../io/clean.js';

/** A piece of a page in which every text from outside is harmless already; only `html` makes one. */
export class Html {
  constructor(readonly markup: string) {}
}

export type Part = Html | readonly Part[] | string | number;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** A template whose texts cannot become html, nor leave the quotes of an attribute (G18). */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(
    pieces.map((piece, index) => (index === 0 ? piece : markupOf(parts[index - 1] ?? '') + piece)).join(''),
  );
}

function markupOf(part: Part): string {
  if (part instanceof Html) return part.markup;
  if (typeof part === 'object') return part.map(markupOf).join('');
  return clean(String(part)).replace(/[&<>"'`]/g, (sign) => ESCAPES[sign] ?? sign);
}

export const NOTHING = html``;

/** What a style element holds: the program's own words, in which nothing is escaped. */
export function style(css: string): Html {
  return new Html(css);
}

/** As the language is printed: in French an apostrophe is curved, but for what is copied or is a name. */
export function typeset({ markup }: Html, lang: string): Html {
  if (lang !== 'fr') return new Html(markup);
  const curved = /<(code|bdi)>.*?<\/\1>|(?<=\p{L})&#39;(?=[\p{L}\d])/gu;
  return new Html(markup.replace(curved, (found) => (found === '&#39;' ? '\u2019' : found)));
}

interface Column {
  readonly title: string;
  readonly isAmount?: boolean;
}

/**
 * A table with its headings named as such, the first cell of a row too. Where a page is narrow each row is a block: then
 * its cells say their heading themselves, and the roles say that it still is a table.
 */
export function table(columns: readonly Column[], rows: readonly (readonly Part[])[]): Html {
  const heads = columns.map(
    ({ title, isAmount }) => html`<th role="columnheader" scope="col" ${amountClass(isAmount)}>${title}</th>`,
  );
  const lines = rows.map(
    (cells) =>
      html`<tr role="row">
        ${cells.map((cell, index) => cellOf(columns[index], cell, index))}
      </tr>`,
  );
  return html`<table role="table">
    <thead role="rowgroup">
      <tr role="row">
        ${heads}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${lines}
    </tbody>
  </table>`;
}

function cellOf(column: Column | undefined, cell: Part, index: number): Html {
  const label = html` data-label="${column?.title ?? ''}"${amountClass(column?.isAmount)}`;
  if (index === 0) return html`<th role="rowheader" scope="row" ${label}>${cell}</th>`;
  return html`<td role="cell" ${label}>${cell}</td>`;
}

function amountClass(isAmount: boolean | undefined): Html {
  return isAmount ? html` class="amount"` : NOTHING;
}

/** The name of somebody or something: whichever way it is written, what stands around it keeps its order. */
export function named(name: string): Html {
  return html`<bdi>${name}</bdi>`;
}
