/** What PowerShell makes of a line, by its own grammar, as far as such lines use it. @throws Error where it would do more */
export function understoodByPowerShell(line: string): readonly string[] {
  const words: string[] = [];
  let rest = line;
  while (rest !== '' && !rest.startsWith('#')) {
    const [word, length] = /^["\u201C-\u201E]/.test(rest) ? stringOf(rest) : bareOf(rest);
    words.push(word);
    rest = rest.slice(length).replace(/^ +/, '');
  }
  return words;
}

function bareOf(text: string): readonly [string, number] {
  const [word = ''] = /^[^ ]+/.exec(text) ?? [];
  if (!/^[\w@+=:./\\-]+$/.test(word) || /^(@|--$|-[^-]|0\d|[\d.]+\D)/.test(word))
    throw new Error(`PowerShell gives ${word} a meaning`);
  return [word, word.length];
}

function stringOf(text: string): readonly [string, number] {
  let word = '';
  for (let at = 1; at < text.length;) {
    const number = /^\$\(\[char\]::ConvertFromUtf32\((\d+)\)\)/.exec(text.slice(at));
    const letter = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (number) {
      word += String.fromCodePoint(Number(number[1]));
      at += number[0].length;
    } else if (letter === '`') {
      word += text.charAt(at + 1);
      at += 2;
    } else if (/["\u201C-\u201E]/.test(letter)) {
      if (text.charAt(at + 1) !== ' ' && at + 1 < text.length) throw new Error('a word goes on after its quote');
      return [word, at + 1];
    } else {
      if (letter === '$') throw new Error('PowerShell puts a variable there');
      word += letter;
      at += letter.length;
    }
  }
  throw new Error('the string has no end');
}

/** What a program is given that is started in cmd; of several commands in one line, an error. */
export function understoodByCmd(line: string): readonly string[] {
  if (/[\r\n%]/.test(line)) throw new Error('cmd ends the line there, or puts a variable');
  let quoted = false;
  for (const letter of line) {
    if (letter === '"') quoted = !quoted;
    else if (!quoted && /[&|<>^()]/.test(letter)) throw new Error(`cmd gives ${letter} a meaning`);
  }
  if (quoted) throw new Error('the quote has no end');
  // As the library of C splits what a program is started with.
  const words = line.match(/(?:"[^"]*"|[^ "])+/g) ?? [];
  return words.map((word) => {
    if (/\\"/.test(word)) throw new Error('a backslash takes its meaning from a quote');
    return word.replaceAll('"', '');
  });
}
