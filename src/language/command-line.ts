/**
 * command line: what is printed to be copied into the shell of this machine. Each of its words goes through `shellWord`,
 * and nothing else quotes: names come from other people, and a line that is pasted must say to `partner` what it says to
 * the reader.
 */

/** Whether a screen leaves something of it out or turns it into something else: controls, formats, line ends, letters that nobody sees. */
const isUnprinted = (text: string) => /[\p{C}\p{Zl}\p{Zp}\u034F\u115F\u1160\u17B4\u17B5\u180E\u3164\uFFA0]/u.test(text);

interface Shell {
  /** What it gives no meaning of its own. */
  readonly plain: RegExp;
  quoted(word: string): string;
  /** What it takes for one word though there may be spaces in it. */
  readonly quotes: RegExp;
  /** Before names that begin with a dash. */
  readonly names: string;
  /** Ends a line that goes on below; undefined where the shells of one machine do not agree. */
  readonly goesOn: string | undefined;
  /** A whole line, with a comment where another shell of the same machine would not read it so. */
  whole(line: string): string;
  /** The same without that comment. */
  bare(line: string): string;
}

const POSIX: Shell = {
  plain: /^[\w@%+=:,./-]+$/,
  quoted: (word) => (isUnprinted(word) ? `"$(printf '${bytewise(word)}')"` : `'${word.replaceAll("'", `'\\''`)}'`),
  quotes: /'[^']*'|\\./g,
  names: '--',
  goesOn: ' \\',
  whole: (line) => line,
  bare: (line) => line,
};

// The format of `printf`, between single quotes.
function bytewise(word: string): string {
  const written = (letter: string) => (/[%\\']/u.test(letter) || isUnprinted(letter) ? octal(letter) : letter);
  return [...word].map(written).join('');
}

function octal(letter: string): string {
  return [...new TextEncoder().encode(letter)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}

/**
 * PowerShell and cmd. Both take what stands between two double quotes for one word in which a space, an apostrophe and
 * `&` mean nothing. What means something to either even there is written so that PowerShell reads it and cmd finds no end
 * of the word in it: a line that holds any says in a comment that it is for PowerShell, which makes of it, in cmd, one that
 * `partner` refuses.
 */
const WINDOWS: Shell = {
  // PowerShell would take 007, 1.50 and 10kb for numbers.
  plain: /^(?:[1-9]\d{0,8}|(?:[A-Za-z_]|--(?=[a-z]))[\w@+=:./\\-]*)$/,
  quoted: (word) => `"${[...word.replace(/\\$/, LAST_BACKSLASH)].map(inDoubleQuotes).join('')}"`,
  quotes: /(?<!"--)"(?!--")[^"]*"/g,
  // Bare, PowerShell would keep it to itself.
  names: '"--"',
  goesOn: undefined,
  whole: (line) => (/[`$]/.test(line) ? `${line} # PowerShell${FOR_NEWER.test(line) ? ' 7.3' : ''}` : line),
  bare: (line) => line.replace(/ # PowerShell(?: 7\.3)?$/, ''),
};

/** Stands for a backslash that would take its meaning from the closing quote; no text holds it. */
const LAST_BACKSLASH = '\0';

/** What an older PowerShell hands on as something else: a double quote, a backslash at the end. */
const FOR_NEWER = /ConvertFromUtf32\((?:34|92)\)/;

function inDoubleQuotes(letter: string): string {
  if (letter === LAST_BACKSLASH) return asNumber('\\');
  if (letter === '$' || letter === '`') return `\`${letter}`;
  // For PowerShell, these are double quotes all.
  return /["\u201C-\u201E%]/.test(letter) || isUnprinted(letter) ? asNumber(letter) : letter;
}

function asNumber(letter: string): string {
  return `$([char]::ConvertFromUtf32(${letter.codePointAt(0) ?? 0}))`;
}

let shell = POSIX;

/** Says on what machine lines will be copied; each start says it once, before anything is said. */
export function writeFor(platform: NodeJS.Platform): void {
  shell = platform === 'win32' ? WINDOWS : POSIX;
}

/** One word as the machine's shell takes it. A letter that a screen would not show is written as its number. */
export function shellWord(word: string): string {
  return shell.plain.test(word) ? word : shell.quoted(word);
}

/** Stands between the values of a flag that was said several times, where each may hold a comma: no command line holds it. */
export const EACH = '\0';

/** A flag with its value, as words: a value that could be taken for another flag stays with its own. */
export function flagged(flag: string, value: string): readonly string[] {
  return value.startsWith('-') ? [`${flag}=${value}`] : [flag, value];
}

const FLAG = /^--[a-z][a-z-]*(?:=|$)/;

/**
 * Words as a shell takes them, in an order in which `partner` takes them: a name that begins with a dash comes last, after
 * `--`. `toFill`: what is still to be written by whoever copies it, such as `--email ADDRESS`, printed as it stands.
 */
function quotedWords(words: readonly string[], toFill: readonly string[] = []): readonly string[] {
  const isName = (word: string) => word.startsWith('-') && word !== '--' && !FLAG.test(word);
  const names = words.filter(isName);
  const rest = words.filter((word) => !isName(word)).map(shellWord);
  return [...rest, ...toFill.map(placeholder), ...(names.length === 0 ? [] : [shell.names, ...names.map(shellWord)])];
}

/** A shell would take `<id>` for a redirection and `off|on` for two commands: what is to be written in their place. */
function placeholder(missing: string): string {
  return missing
    .replace(/^<(.*)>$/, (_, name: string) => name.toUpperCase())
    .replace(/^--([a-z-]+) \S*\|\S*$/, (_, name: string) => `--${name} ${name.toUpperCase()}`);
}

const INDENT = '    ';

/**
 * A command line, folded before a flag where it is longer than so many columns, and between words where a flag with its
 * value is; a word is never broken, so that the whole can be copied. What says that it goes on comes on top.
 */
export function foldedLine(command: string, columns: number): readonly string[] {
  const { goesOn } = shell;
  if (goesOn === undefined || command.length <= columns) return [command];
  const fits = (group: string) => INDENT.length + group.length <= columns;
  const groups = flagGroups(command).flatMap((group) => (fits(group) ? [group] : splitAt(group, / /g)));
  const [first = '', ...rest] = groups;
  const lines = [first];
  for (const group of rest) {
    const line = lines.at(-1) ?? '';
    if (line.length + 1 + group.length <= columns) lines[lines.length - 1] = `${line} ${group}`;
    else lines.push(`${INDENT}${group}`);
  }
  return lines.map((line, index) => (index < lines.length - 1 ? `${line}${goesOn}` : line));
}

/** A flag and its value stay together. */
function flagGroups(command: string): readonly string[] {
  return splitAt(command, / (?=--)/g);
}

/** At spaces outside of quotes. */
function splitAt(command: string, spaces: RegExp): readonly string[] {
  const ends = [...unquotedText(command).matchAll(spaces)].map(({ index }) => index);
  return [-1, ...ends].map((end, at) => command.slice(end + 1, ends[at]));
}

/** The same as one text. */
export function commandLine(words: readonly string[], toFill: readonly string[] = []): string {
  return shell.whole(quotedWords(words, toFill).join(' '));
}

/**
 * A command line written out, with data in it: `` sh`partner users grant ${email} global-admin` ``. What is written
 * stays as it is; each value is one word, each of a list its own.
 */
export function sh(written: TemplateStringsArray, ...values: readonly (string | number | readonly string[])[]): string {
  const line = values.reduce<string>((said, value, index) => {
    const words = [value].flat().map(String);
    return `${said}${named(said, words)}${words.map(shellWord).join(' ')}${written[index + 1] ?? ''}`;
  }, written[0] ?? '');
  return shell.whole(line);
}

/** `--` before a name that begins with a dash, where it is neither a flag's value nor comes after another `--`. */
function named(before: string, [first = '']: readonly string[]): string {
  const said = unquoted(before);
  const free = before.endsWith(' ') && !said.at(-1)?.startsWith('--') && !said.includes(shell.names);
  return first.startsWith('-') && free ? `${shell.names} ` : '';
}

/** The same command line with more flags, each said once. `unsaid`: flags that would only be in its way. */
export function withFlags(
  whole: string,
  more: readonly (readonly [flag: string, value: string])[],
  unsaid: readonly string[] = [],
): string {
  const command = shell.bare(whole);
  const said = new Set([...unsaid, ...unquoted(command).map((word) => word.split('=')[0] ?? word)]);
  const added = more.filter(([flag]) => !said.has(flag)).flatMap(([flag, value]) => quotedWords(flagged(flag, value)));
  const names = unquotedText(command).indexOf(` ${shell.names} `);
  const end = names < 0 ? command.length : names;
  return shell.whole([command.slice(0, end), ...added].join(' ') + command.slice(end));
}

// Of the same length, so that a place in it is a place in the command.
function unquotedText(command: string): string {
  return command.replace(shell.quotes, (quoted) => '_'.repeat(quoted.length));
}

function unquoted(command: string): readonly string[] {
  return unquotedText(command)
    .split(' ')
    .filter((word) => word !== '');
}
