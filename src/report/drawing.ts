import { daysBetween, type Day } from '../core/day.js';
import { html, type Html } from './html.js';

/** What a line of time reaches from and to. */
export interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** So many years can be named beside each other where a page is narrow. */
const MOST_YEARS = 7;

/** So much of the width is seen of a day. */
const THINNEST = 0.4;

/** Everything is said in shares of the width, so that nothing but the line itself grows and shrinks with the page. */
function at({ from, to }: Span, day: Day): number {
  const days = Math.max(daysBetween(from, to), 1);
  return hundredths(daysBetween(from, day) / days);
}

function hundredths(share: number): number {
  return Math.round(share * 10_000) / 100;
}

function bar(span: Span, { from, to }: Span, kind: 'term' | 'window', title: string): Html {
  const start = at(span, from);
  const width = hundredths(Math.max(at(span, to) - start, THINNEST) / 100);
  const [y, height] = kind === 'term' ? [6, 14] : [2, 22];
  return html`<rect class="${kind}" x="${start}%" width="${width}%" y="${y}" height="${height}" rx="2"
    ><title>${title}</title></rect
  >`;
}

/** What is drawn on a line, and what it says to whoever hears it. */
export interface DrawnLine {
  readonly id: string;
  readonly title: string;
  readonly terms: readonly (Span & { readonly title: string })[];
  readonly window: (Span & { readonly title: string }) | undefined;
}

/** The paid terms of a subscription to scale, its renewal window around them, and today. */
export function line(span: Span, today: Day, { id, title, terms, window }: DrawnLine): Html {
  const now = at(span, today);
  return html`<svg class="line" role="img" aria-labelledby="${id}">
    <title id="${id}">${title}</title>
    ${years(span).map((day) => html`<line class="year" x1="${at(span, day)}%" x2="${at(span, day)}%" y1="0" y2="26" />`)}
    ${window ? [bar(span, window, 'window', window.title)] : []}${terms.map((term) => bar(span, term, 'term', term.title))}
    <line class="today" x1="${now}%" x2="${now}%" y1="0" y2="26" />
  </svg>`;
}

/** The years below the lines. */
export function axis(span: Span): Html {
  const labels = years(span).map((day) => {
    const share = at(span, day);
    const anchor = share < 6 ? 'start' : share > 94 ? 'end' : 'middle';
    return html`<text x="${share}%" y="13" text-anchor="${anchor}">${Number(day.slice(0, 4))}</text>`;
  });
  return html`<svg class="axis" aria-hidden="true">${labels}</svg>`;
}

/** The first days of the years within, or of every second, fifth … one where there are too many to name. */
function years({ from, to }: Span): readonly Day[] {
  const [first, last] = [Number(from.slice(0, 4)) + 1, Number(to.slice(0, 4))];
  const step = [1, 2, 5, 10, 20, 50].find((size) => (last - first + 1) / size <= MOST_YEARS) ?? 100;
  const found: Day[] = [];
  for (let year = Math.ceil(first / step) * step; year <= last; year += step)
    found.push(`${String(year).padStart(4, '0')}-01-01` as Day);
  return found;
}

/** An amount beside the largest of its kind. The number stands beside it: whoever hears the page needs no bar. */
export function amountBar(size: number, most: number): Html {
  const share = most <= 0 ? 0 : hundredths(size / most);
  return html`<svg class="bar" aria-hidden="true"><rect x="0" y="2" width="${share}%" height="10" rx="2" /></svg>`;
}
