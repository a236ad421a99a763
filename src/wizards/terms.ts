import type { TermsVersion } from '../core/programme.js';
import { stop } from '../errors.js';
import type { Speech } from '../language/speech.js';
import { EMPTY_LINE, type Block, type Screen } from '../io/blocks.js';
import type { Asker } from './step.js';

interface TermsWorld {
  readonly speech: Speech;
  readonly termsText: (terms: TermsVersion) => Promise<string>;
}

/** How a kind of terms is asked for: the question, the choice that accepts, and the one that shows the text. */
interface Acceptance {
  readonly question: string;
  readonly accept: string;
  readonly read: string;
}

/** *Next* accepts; the text can be read first, as often as wanted (R7, D14). Gives the version accepted. */
export async function askTerms(
  asker: Asker,
  terms: TermsVersion,
  world: TermsWorld,
  said: Acceptance,
): Promise<string> {
  const { words } = asker;
  asker.show([{ kind: 'text', text: words.wizards.terms.which(world.speech.text(terms.title), terms.version) }]);
  for (;;) {
    const answer = await asker.prompter.choose({
      message: said.question,
      choices: [
        { value: 'accept', name: said.accept },
        { value: 'read', name: said.read },
        { value: 'leave', name: words.wizards.leave },
      ],
      asides: ['read'],
    });
    if (answer === 'accept') return terms.version;
    if (answer === 'leave') throw stop('CANCELLED', { resume: undefined });
    await showTerms(asker, terms, world);
  }
}

/** Page by page, so that the beginning has not scrolled away before it was read. */
export async function showTerms(asker: Asker, terms: TermsVersion, world: TermsWorld): Promise<void> {
  const said = asker.words.wizards.terms;
  const pages = termsPages(await world.termsText(terms));
  for (const [index, page] of pages.entries()) {
    asker.show([EMPTY_LINE]);
    asker.show(page);
    asker.show([EMPTY_LINE]);
    if (index === pages.length - 1) return;
    const answer = await asker.prompter.choose({
      message: said.page(index + 1, pages.length),
      choices: [
        { value: 'on', name: said.readOn },
        { value: 'enough', name: said.enough },
      ],
      keys: { q: 'enough', escape: 'enough' },
    });
    if (answer === 'enough') return;
  }
}

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
