/** A command line of a POSIX shell up to the cursor: its words without their quotation marks, and what is open there. */
export interface BashLine {
  readonly words: readonly string[];
  /** The part of a word before the cursor; empty behind a space. */
  readonly current: string;
  /** The quotation mark that is open at the cursor. */
  readonly quote: '' | "'" | '"';
}

/** Reads a line as bash does, as far as words go: what is expanded stands as it was typed. */
export function bashLine(text: string): BashLine {
  const words: string[] = [];
  let current = '';
  let quote: BashLine['quote'] = '';
  let isWord = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '\\' && quote !== "'" && (quote === '' || /["$`\\]/.test(text.charAt(at + 1)))) {
      at += 1;
      current += text.charAt(at);
    } else if (quote !== '' ? sign === quote : sign === "'" || sign === '"') {
      quote = quote === '' ? (sign as "'" | '"') : '';
    } else if (quote === '' && /\s/.test(sign)) {
      if (isWord) words.push(current);
      current = '';
      isWord = false;
      continue;
    } else {
      current += sign;
    }
    isWord = true;
  }
  return { words, current, quote };
}

/**
 * What bash has to put in place of what it takes for the word at the cursor, so that the whole word is `value`: bash
 * begins a word anew at `=`, `:` and `@`, and writes what it is given as it is.
 * @param replaced the word as bash hands it to a completion function: `$2`
 */
export function bashInsertion(value: string, { current, quote }: BashLine, replaced: string): string {
  const tail = quote === '' ? bashLine(replaced).current : replaced;
  const kept = current.endsWith(tail) ? current.length - tail.length : 0;
  return quotedIn(quote, value.slice(kept));
}

function quotedIn(quote: BashLine['quote'], text: string): string {
  if (quote === "'") return text.replaceAll("'", String.raw`'\''`);
  if (quote === '"') return text.replaceAll(/["$`\\]/g, String.raw`\$&`);
  return text.replaceAll(/[^\w\u0080-\uFFFF./:@%+=,-]/g, String.raw`\$&`);
}
