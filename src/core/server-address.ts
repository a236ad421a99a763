/** What is wrong with the address of a server. */
export type AddressFault = 'hosts' | 'word' | 'schema' | 'sslmode' | 'form';

/** A server's address, which is no path: `postgres://user@host/database`, and what was meant for one. */
export function isServerAddress(text: string): boolean {
  return /^(?:\w+:\/\/|postgres(?:ql)?:)/i.test(text);
}

/**
 * A text in which addresses stand, as it may be shown, kept and typed again: nothing of it is a secret. A password that was
 * not written as an address wants it may hold any letter: where the text is the address, everything up to the last `@` goes.
 * Of an address that was taken for a path, one of the two lines is left. A key is a file, which is named.
 */
export function withoutPassword(text: string): string {
  return text
    .replace(/^(\w+:\/\/[^:@/?#]*):.*@/s, '$1@')
    .replace(/((?<!\w)(?:\w{1,20}:\/{1,2}|postgres(?:ql)?:)[^\s:@/?#"'\u00AB\u00BB]*):[^\s"'\u00AB\u00BB]*@/gi, '$1@')
    .replace(/([?&]\w*(?:pass|pwd|secret|token)\w*=)[^&\s"'\u00AB\u00BB]*/gi, '$1')
    .replace(/([?&]sslkey=)(?![^&\s"'\u00AB\u00BB]*(?:[./\\]|%2F))[^&\s"'\u00AB\u00BB]*/gi, '$1');
}

/** Of whatever was typed, what may be said again: no password, and of a token or a key what kind it is. */
export function withoutSecrets(text: string): string {
  return withoutPassword(text).replace(/(?<![A-Za-z0-9])(ptk|whsec|[prs]k_(?:live|test))_[\w-]{8,}/gi, '$1_…');
}
