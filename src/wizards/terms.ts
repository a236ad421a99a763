import type { TermsVersion } from '../core/programme.js';
import { stop } from '../errors.js';
import type { Speech } from '../language/speech.js';
import { EMPTY_LINE } from '../io/blocks.js';
import type { Asker } from './step.js';
import { termsPages } from './terms-pages.js';

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
    });
    if (answer === 'enough') return;
  }
}
