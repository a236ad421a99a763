import type { User } from '../core/user.js';

/** A user as scripts read it: the address is the identifier. */
export function shownUser({ email, roles, addedOn, addedBy, removedOn }: User) {
  return { email, roles, addedOn, addedBy, removedOn };
}
