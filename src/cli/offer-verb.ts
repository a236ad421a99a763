import type { OfferCommand, OfferKind } from '../core/offer-command.js';
import type { Words } from '../language/words.js';
import { inLang } from '../language/lang.js';
import type { Given, Outcome, ProgrammeCommand } from './command.js';
import type { Context } from './context.js';
import type { AnySpec, Flag, Spec } from './spec.js';

/**
 * A verb of the commands that programmes name for what they sell (`src/commands/offer`, `src/commands/earned`): a spec
 * that becomes a command once a programme has named it. It does not compile before each language has its words.
 */
export interface OfferVerb<Kind extends OfferKind = OfferKind> extends Omit<Spec, 'path' | 'examples'> {
  /** With words for every kind that has it. */
  readonly verb: keyof Words['verbs'][Kind];
  /** As in a spec, from the verb on. */
  readonly examples: (of: OfferCommand) => readonly [string, ...string[]];
  /** Some programmes have no use for it. */
  readonly where?: (of: OfferCommand) => boolean;
  readonly run: (context: Context, given: Given, of: OfferCommand) => Promise<Outcome>;
}

export type OfferVerbs = { readonly [Kind in OfferKind]: readonly OfferVerb<Kind>[] };

/** The commands that a programme's name for what it sells makes: `partner <command> <verb>`. */
export function commandsNamed(verbs: OfferVerbs, of: OfferCommand): readonly ProgrammeCommand[] {
  const own: readonly (OfferVerb<'offer'> | OfferVerb<'earned'>)[] = verbs[of.kind];
  return own
    .filter(({ where }) => where?.(of) ?? true)
    .map(({ verb, examples, run, ...spec }) => {
      const [first, ...others] = examples(of);
      const example = (line: string) => `${of.command} ${line}`;
      return {
        ...spec,
        path: `${of.command} ${verb}`,
        examples: [example(first), ...others.map(example)],
        of,
        summary: (words) => sentenceOf(of, verb, words),
        run: (context, given) => run(context, given, of),
      };
    });
}

function sentenceOf({ kind, names, automatic }: OfferCommand, verb: string, words: Words): string {
  const sentences: Readonly<Record<string, (name: string, automatic: boolean) => string>> = words.verbs[kind];
  return sentences[verb]?.(names.map((name) => inLang(words.lang, name)).join(', '), automatic) ?? '';
}

/** One sentence on what a command does. */
export function summaryOf(command: AnySpec, words: Words): string {
  return 'summary' in command ? command.summary(words) : words.commands[command.path];
}

/** What a flag says: of one that another command has with another meaning, its own words. */
export function flagSummary({ name, about }: Flag, words: Words): string {
  return about === undefined ? words.flags[name] : words.flagsOf[about];
}
