import { words as english } from '../../src/language/en/index.js';
import { words as french } from '../../src/language/fr/index.js';

/** A text, or what makes one, under its path: `screens.account.none`. */
export type Leaf = string | ((...args: readonly unknown[]) => unknown);

export const EN = ofWords(english);
export const FR = ofWords(french);

/** What is told of a problem is told of its facts, elsewhere. */
function ofWords({ problems, refusals: _, ...others }: typeof english | typeof french): ReadonlyMap<string, Leaf> {
  const { texts: __, ...about } = problems;
  return leaves({ ...others, problems: about });
}

function leaves(value: unknown, path = ''): ReadonlyMap<string, Leaf> {
  if (typeof value === 'function' && /^(attention|checkup\.texts)\./.test(path))
    return new Map([[path, toldOfMarks(value as (...args: readonly unknown[]) => unknown)]]);
  if (typeof value === 'string' || typeof value === 'function') return new Map([[path, value as Leaf]]);
  if (typeof value !== 'object' || value === null) throw new Error(`${path} is neither a text nor a group of texts`);
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [...leaves(inner, path === '' ? key : `${path}.${key}`)]),
  );
}

/** Says the name of every fact as it is, whatever it is said as. */
const TELLER: unknown = new Proxy({}, { get: () => (fact: unknown) => String(fact) });

/** What needs attention is told of facts, by a teller; each as it is told of marks. */
function toldOfMarks(leaf: (...args: readonly unknown[]) => unknown): Leaf {
  return (facts) => leaf(Object.assign(Object.create(facts as object) as object, { channel: 'mail' }), TELLER);
}

/** The text of a leaf; a function is given a mark for each thing it names: `⟨1⟩`. */
export function textOf(leaf: Leaf): string {
  if (typeof leaf === 'string') return leaf;
  const marks = Array.from({ length: leaf.length }, (_, index) => mark(String(index + 1)));
  return String(leaf(...marks));
}

/** Reads as `⟨name⟩` and, where something with parts is wanted, has every part: `⟨name.last4⟩`. */
export function mark(name: string): unknown {
  return new Proxy(new String(`⟨${name}⟩`), {
    get: (text, part) => {
      // What says a command line again says it as it is.
      if (part === 'here') return (command: unknown) => String(command);
      const own: unknown = Reflect.get(text, part);
      if (own === undefined && typeof part === 'string') return mark(`${name}.${part}`);
      return typeof own === 'function' ? (own as () => unknown).bind(text) : own;
    },
  });
}

export function marksIn(text: string): readonly string[] {
  return [...new Set(text.match(/⟨[^⟩]+⟩/g))].sort();
}

/** With every no-break space as an ordinary one. */
export function plain(text: string): string {
  return text.replace(/[\u00A0\u202F]/g, ' ');
}

/** A mark of French punctuation that could end up on another line than the word it belongs to. */
export function looseMarks(text: string): string | undefined {
  return /.{0,10} [:;?!»].{0,3}|«[^\u00A0].{0,10}|.{0,10}[^\u00A0]»|.{0,10}[\p{L}⟩][;?!]/u.exec(text)?.[0];
}
