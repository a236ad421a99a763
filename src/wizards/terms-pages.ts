import type { Block, Screen } from '../io/blocks.js';

/** With the question below it, a page of this many lines fits a terminal of 24. */
const LINES_A_PAGE = 15;

interface Section {
  readonly heading: string | undefined;
  readonly paragraphs: readonly string[];
  /** As the file has them, headings and blank lines included. */
  readonly lines: number;
}

/** A terms file as pages to read one after the other: whole sections, headings apart, lines free to fit the terminal. */
export function termsPages(markdown: string): readonly Screen[] {
  const pages: Section[][] = [];
  let room = 0;
  for (const section of sectionsOf(markdown)) {
    if (section.lines > room) {
      pages.push([]);
      room = LINES_A_PAGE;
    }
    pages.at(-1)?.push(section);
    room -= section.lines;
  }
  return pages.map((sections) => sections.flatMap(blocksOf));
}

function sectionsOf(markdown: string): readonly Section[] {
  return markdown
    .trim()
    .split(/\n(?=#+ )/)
    .map((text) => {
      const [, heading, body = ''] = /^(?:#+ (.*)\n?)?([^]*)$/.exec(text) ?? [];
      return { heading, paragraphs: paragraphsOf(body), lines: text.trimEnd().split('\n').length + 1 };
    });
}

/** One line each; an item of a list begins a line of its own. */
function paragraphsOf(body: string): readonly string[] {
  return body
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim().replace(/\s*\n\s*(?!\s*- )/g, ' '))
    .filter((paragraph) => paragraph !== '');
}

function blocksOf({ heading, paragraphs }: Section): readonly Block[] {
  const title: readonly Block[] = heading === undefined ? [] : [{ kind: 'title', left: heading }];
  return paragraphs.length === 0 ? title : [...title, { kind: 'text', text: paragraphs.join('\n\n') }];
}
