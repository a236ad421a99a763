/** What is wrong with the address of a server. */
export type AddressFault = 'hosts' | 'word' | 'schema' | 'sslmode' | 'form';

/** A server's address, which is no path: `postgres://user@host/database`. */
export function isServerAddress(text: string): boolean {
  return /^\w+:\/\//.test(text);
}

/**
 * The address as it may be shown, kept and typed again: nothing of it is a secret. A password that was not written as an
 * address wants it may hold any letter, so everything up to the last `@` goes.
 */
export function withoutPassword(address: string): string {
  return address.replace(/^(\w+:\/\/[^:@/?#]*):.*@/, '$1@').replace(/([?&]\w*pass\w*=)[^&]*/gi, '$1');
}
