import type { TermsVersion } from '../core/programme.js';
import { stop } from '../errors.js';
import type { Speech } from '../language/speech.js';
import type { Asker } from './step.js';

interface TermsWorld {
  readonly speech: Speech;
  readonly termsText: (terms: TermsVersion) => Promise<string>;
}

/** *Next* accepts; the text can be read first, as often as wanted (R7, D14). Gives the version accepted. */
export async function askTerms(asker: Asker, terms: TermsVersion, world: TermsWorld, accept: string): Promise<string> {
  const { words } = asker;
  asker.show([{ kind: 'text', text: words.wizards.terms.which(world.speech.text(terms.title), terms.version) }]);
  for (;;) {
    const answer = await asker.prompter.choose({
      message: words.wizards.terms.question,
      choices: [
        { value: 'accept', name: accept },
        { value: 'read', name: words.wizards.terms.read },
        { value: 'leave', name: words.wizards.leave },
      ],
    });
    if (answer === 'accept') return terms.version;
    if (answer === 'leave') throw stop('CANCELLED', { resume: undefined });
    await showTerms(asker, terms, world);
  }
}

export async function showTerms(asker: Pick<Asker, 'show'>, terms: TermsVersion, world: TermsWorld): Promise<void> {
  asker.show([{ kind: 'verbatim', text: await world.termsText(terms) }]);
}
