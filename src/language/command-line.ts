/**
 * command line: what is printed to be copied into a POSIX shell. Each of its words goes through `shellWord`, and nothing
 * else quotes: names come from other people, and a line that is pasted must say to `partner` what it says to the reader.
 */

/** What no shell gives a meaning of its own. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/** What a screen leaves out or turns into something else: controls, formats, line ends, letters that nobody sees. */
const UNPRINTED = /[\p{C}\p{Zl}\p{Zp}\u034F\u115F\u1160\u17B4\u17B5\u180E\u3164\uFFA0]/u;

/** One word as a POSIX shell takes it. A letter that a screen would not show is written as the bytes that it is. */
export function shellWord(word: string): string {
  if (UNPRINTED.test(word)) return `"$(printf '${bytewise(word)}')"`;
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

// The format of `printf`, between single quotes.
function bytewise(word: string): string {
  const written = (letter: string) => (/[%\\']/u.test(letter) || UNPRINTED.test(letter) ? octal(letter) : letter);
  return [...word].map(written).join('');
}

function octal(letter: string): string {
  return [...new TextEncoder().encode(letter)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}

/** A flag with its value, as words: a value that could be taken for another flag stays with its own. */
export function flagged(flag: string, value: string): readonly string[] {
  return value.startsWith('-') ? [`${flag}=${value}`] : [flag, value];
}

const FLAG = /^--[a-z][a-z-]*(?:=|$)/;

/**
 * Words as a shell takes them, in an order in which `partner` takes them: a name that begins with a dash comes last, after
 * `--`. `toFill`: what is still to be written by whoever copies it, such as `--email ADDRESS`, printed as it stands.
 */
export function quotedWords(words: readonly string[], toFill: readonly string[] = []): readonly string[] {
  const isName = (word: string) => word.startsWith('-') && word !== '--' && !FLAG.test(word);
  const names = words.filter(isName);
  const rest = words.filter((word) => !isName(word)).map(shellWord);
  return [...rest, ...toFill, ...(names.length === 0 ? [] : ['--', ...names.map(shellWord)])];
}

/** The same as one text. */
export function commandLine(words: readonly string[], toFill: readonly string[] = []): string {
  return quotedWords(words, toFill).join(' ');
}

/**
 * A command line written out, with data in it: `` sh`partner users grant ${email} global-admin` ``. What is written
 * stays as it is; each value is one word, each of a list its own.
 */
export function sh(written: TemplateStringsArray, ...values: readonly (string | number | readonly string[])[]): string {
  return values.reduce<string>((said, value, index) => {
    const words = [value].flat().map(String);
    return `${said}${named(said, words)}${words.map(shellWord).join(' ')}${written[index + 1] ?? ''}`;
  }, written[0] ?? '');
}

/** `--` before a name that begins with a dash, where it is neither a flag's value nor comes after another `--`. */
function named(before: string, [first = '']: readonly string[]): string {
  const said = unquoted(before);
  const free = before.endsWith(' ') && !said.at(-1)?.startsWith('--') && !said.includes('--');
  return first.startsWith('-') && free ? '-- ' : '';
}

/** The same command line with more flags, each said once. `unsaid`: flags that would only be in its way. */
export function withFlags(
  command: string,
  more: readonly (readonly [flag: string, value: string])[],
  unsaid: readonly string[] = [],
): string {
  const said = new Set([...unsaid, ...unquoted(command).map((word) => word.split('=')[0] ?? word)]);
  const added = more.filter(([flag]) => !said.has(flag)).map(([flag, value]) => commandLine(flagged(flag, value)));
  const names = unquotedText(command).indexOf(' -- ');
  const end = names < 0 ? command.length : names;
  return [command.slice(0, end), ...added].join(' ') + command.slice(end);
}

// Of the same length, so that a place in it is a place in the command.
function unquotedText(command: string): string {
  return command.replace(/'[^']*'|\\./g, (quoted) => '_'.repeat(quoted.length));
}

function unquoted(command: string): readonly string[] {
  return unquotedText(command)
    .split(' ')
    .filter((word) => word !== '');
}
