/**
 * A text whose command lines can be typed as they stand, where the program is not installed yet.
 * @param called by which words it is called there
 * @param commands every command: what no command begins with is no command line
 */
export function typedAs(
  called: string,
  commands: () => readonly { readonly path: string }[],
): (text: string) => string {
  const nouns = [...new Set(commands().flatMap(({ path }) => path.split(' ').slice(0, 1)))].filter(
    (noun) => noun !== '',
  );
  const line = new RegExp(`(?<=^|[\\s:(])partner (?=(?:${nouns.join('|')})(?![\\w-]))`, 'gm');
  return (text) => text.replace(line, () => `${called} `);
}
