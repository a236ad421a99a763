import { withoutSecrets } from '../core/server-address.js';
import { cleanLines } from '../io/clean.js';

/** A text from outside, for `--debug`: harmless, and cleaned of anything that could be a card or a key. */
export function redacted(text: string): string {
  return withoutSecrets(cleanLines(text))
    .replace(/\d[\d -]{11,22}\d/g, '[digits]')
    .replace(/\b(sk|rk|pk|whsec)_\w+/g, '$1_[key]');
}

/** Whatever was typed, kept or read may be among the facts of a problem: of each text, what may be said again. */
export function withoutSecretsIn<T>(facts: T): T {
  if (typeof facts === 'string') return withoutSecrets(facts) as T;
  if (Array.isArray(facts)) return facts.map((fact: unknown) => withoutSecretsIn(fact)) as T;
  if (typeof facts !== 'object' || facts === null) return facts;
  return Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, withoutSecretsIn(fact)])) as T;
}
