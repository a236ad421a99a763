import { unseenCharacters, withoutEdges } from './unseen.js';

const ASCII = /^[\0-\x7F]*$/;

const ofAscii = senderPattern('A-Za-z0-9', '');
let ofAnyScript: RegExp | undefined;

/** Whether mail may come from it; `root@localhost` is one on its own machine. */
export function isSender(address: string): boolean {
  if (ASCII.test(address)) return ofAscii.test(address);
  // Made for the first such address, since to ask Unicode takes longer than many a command.
  ofAnyScript ??= senderPattern(String.raw`\p{L}\p{N}`, String.raw`\p{M}`);
  return ofAnyScript.test(address) && unseenCharacters(address).length === 0;
}

function senderPattern(letters: string, marks: string): RegExp {
  // A word of the part before the `@`: what RFC 5322 lets stand there unquoted, and what RFC 6531 adds to it.
  const atom = String.raw`[${letters}${marks}!#$%&'*+/=?^_\x60{|}~-]+`;
  // A label of a domain, in letters or as punycode.
  const label = String.raw`[${letters}](?:[${letters}${marks}-]{0,61}[${letters}${marks}])?`;
  const shape = String.raw`^(?=.{1,254}$)(?=[^@]{1,64}@)${atom}(?:\.${atom})*@${label}(?:\.${label})*$`;
  return new RegExp(shape, 'u');
}

/**
 * An address as it is kept: a shape check, with a dot in the domain. What comes along when one is copied out of a mail
 * (angle brackets with or without a name before them, `mailto:`, a comma or semicolon at the end, letters around it that
 * cannot be seen) is taken off; whatever no mail server would take is refused, and so is a letter within it that nobody
 * sees, as in every other text. Whether it is read is for the first mail to tell.
 */
export function parseEmail(text: string): string | undefined {
  const address = withoutWrapping(text);
  return isSender(address) && /@.*\./u.test(address) ? address : undefined;
}

/** The address of who sends, which may be on its own machine; cleaned as every other. */
export function parseSender(text: string): string | undefined {
  const address = withoutWrapping(text);
  return isSender(address) ? address : undefined;
}

function withoutWrapping(text: string): string {
  const ended = bare(bare(text).replace(/[;,\s]+$/u, ''));
  return bare(bare(/^[^<>@]*<([^<>]*)>$/u.exec(ended)?.[1] ?? ended).replace(/^mailto:/iu, ''));
}

function bare(text: string): string {
  return ASCII.test(text) ? text.trim() : withoutEdges(text);
}
