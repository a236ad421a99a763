import type { Given } from './command.js';
import type { Spec } from './spec.js';
import { may, type Act, type Role } from '../core/role.js';

/** D18: what this command line is: a switch that is only looked at is not turned, and a request may turn one, too (D9). */
export function actOf({ deed }: Spec, { flags, arguments: words }: Given): Act | 'open' {
  if (deed.onlyWith !== undefined && flags[deed.onlyWith] === undefined) return 'look';
  if (deed.act === 'file-requests' && flags['autorenew'] === 'off') return 'turn-off';
  return deed.act === 'turn-off' && (words['action'] ?? 'status') === 'status' ? 'look' : deed.act;
}

/** May somebody with these roles give this command? */
export function mayRun(roles: readonly Role[], command: Spec, given: Given): boolean {
  const act = actOf(command, given);
  return act === 'open' || may(roles, act);
}

/** Nothing of the ledger changes by this command. */
export function onlyLooks({ deed: { scope } }: Spec): boolean {
  return scope === null || scope === 'read';
}
