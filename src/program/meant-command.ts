import { nearest } from '../io/nearest.js';

/** Our verbs, each with what other tools call the same; where a group has several of a row, the first of them is meant. */
const ALIKE: readonly (readonly string[])[] = [
  ['list', 'ls'],
  ['show', 'get', 'view', 'describe', 'info'],
  ['add', 'create', 'new', 'invite'],
  ['remove', 'revoke', 'unset', 'rm', 'delete', 'del', 'unlink'],
  ['subscribe', 'buy', 'purchase'],
  ['renew', 'extend', 'prolong'],
  ['set', 'edit', 'update', 'change'],
  ['check', 'verify', 'validate'],
];

/** What is bought is called by its verb alone; of other verbs nobody could say what they are about. */
const ALONE = ['subscribe', 'renew'];

/**
 * The command that words which name none were probably meant for: another tool's word for a verb, verb and noun the
 * other way round, or slips of the keys, of one word each. A verb is only taken for its like, so that nothing that
 * removes is proposed to who wanted to look.
 * @param paths of every command
 * @param group the words that are right, '' for none
 * @param given the first that is wrong, and those after it
 */
export function meantCommand(paths: readonly string[], group: string, given: readonly string[]): string | undefined {
  const [wrong = '', after] = given;
  const alone = paths.find((path) => ALONE.some((verb) => alike(wrong).includes(verb) && path.endsWith(` ${verb}`)));
  if (group !== '') return verbIn(paths, group, wrong) ?? alone;
  if (alone !== undefined) return alone;
  const nouns = nextWords(paths, '');
  const noun = nearest(wrong, nouns);
  if (noun !== undefined) return (after === undefined ? undefined : verbIn(paths, noun, after)) ?? noun;
  const turned = after === undefined ? undefined : nearest(after, nouns);
  return turned === undefined ? undefined : verbIn(paths, turned, wrong);
}

function verbIn(paths: readonly string[], group: string, given: string): string | undefined {
  const verbs = nextWords(paths, group);
  const known = alike(given).find((verb) => verbs.includes(verb));
  const meant = known ?? (isForeign(given) ? undefined : nearest(given, verbs));
  return meant === undefined ? undefined : `${group} ${meant}`;
}

function alike(verb: string): readonly string[] {
  return [verb, ...(ALIKE.find((row) => row.includes(verb)) ?? [])];
}

/** What has a meaning is no slip of the keys. */
function isForeign(verb: string): boolean {
  return alike(verb).length > 1;
}

function nextWords(paths: readonly string[], group: string): readonly string[] {
  const begin = group === '' ? '' : `${group} `;
  const words = paths.flatMap((path) =>
    path.startsWith(begin) ? path.slice(begin.length).split(' ').slice(0, 1) : [],
  );
  return [...new Set(words)].filter((word) => word !== '');
}
