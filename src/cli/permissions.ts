import type { CommandPath } from './spec.js';
import type { Given } from './command.js';
import { may, type Act, type Role } from '../core/role.js';

/**
 * D18: what each command is, so that its roles are those of the act (`ROLES_FOR`); null: it asks for no role, since it
 * looks at nothing of an account, or comes before there are users. A new command does not compile without a row.
 */
export const ACT_OF: Readonly<Record<CommandPath, Act | null>> = {
  '': 'look',
  join: null,
  leave: 'end-membership',
  'account list': 'look',
  'account show': 'look',
  'account use': 'look',
  status: 'look',
  'offers list': 'look',
  'offers show': 'look',
  'actionpack show': 'look',
  'actionpack subscribe': 'buy',
  'actionpack renew': 'renew',
  'actionpack autorenew': 'turn-off',
  'competency list': 'look',
  'competency show': 'look',
  // What a competency is earned with: half of buying it.
  'competency attain': 'buy',
  'competency subscribe': 'buy',
  'competency upgrade': 'buy',
  'competency renew': 'renew',
  'competency autorenew': 'turn-off',
  'competency cancel': 'file-requests',
  'actionpack cancel': 'file-requests',
  'subscriptions cancel': 'file-requests',
  'subscriptions list': 'look',
  'subscriptions show': 'look',
  'subscriptions subscribe': 'buy',
  'subscriptions renew': 'renew',
  'subscriptions autorenew': 'turn-off',
  'subscriptions timeline': 'look',
  'actionpack benefits': 'look',
  'benefits list': 'look',
  'benefits activate': 'assign-benefits',
  'benefits assign': 'assign-benefits',
  'benefits release': 'assign-benefits',
  'benefits keys': 'assign-benefits',
  'benefits credits': 'look',
  'payment-methods list': 'manage-payment-methods',
  'payment-methods add': 'manage-payment-methods',
  'payment-methods remove': 'manage-payment-methods',
  'payment-methods default': 'manage-payment-methods',
  'orders list': 'see-orders',
  'orders show': 'see-orders',
  'orders receipt': 'see-orders',
  // The end of a purchase: what is bought begins, or is not bought.
  'orders confirm-transfer': 'buy',
  'orders cancel': 'buy',
  // Gives money back.
  'orders refund': 'buy',
  recover: 'renew',
  reconcile: 'see-orders',
  'renewals due': 'see-orders',
  'renewals run': 'renew',
  'renewals forecast': 'see-orders',
  'renewals schedule install': 'renew',
  // The machine's own scheduler: a job is taken away even where its ledger is gone.
  'renewals schedule remove': null,
  'renewals schedule status': null,
  'reminders list': 'look',
  'reminders send': 'renew',
  'reminders settle': 'renew',
  'reminders calendar': 'look',
  'support new': 'file-requests',
  'support list': 'look',
  'support show': 'look',
  'support note': 'file-requests',
  'support resolve': 'buy',
  'support withdraw': 'file-requests',
  'terms show': 'look',
  'terms history': 'look',
  'users list': 'look',
  'users add': 'manage-users',
  'users grant': 'manage-users',
  'users revoke': 'manage-users',
  'users remove': 'manage-users',
  'who-can': 'look',
  whoami: null,
  'tokens create': 'manage-tokens',
  'tokens list': 'manage-tokens',
  'tokens revoke': 'manage-tokens',
  'catalog list': null,
  'catalog show': null,
  'catalog validate': null,
  'catalog import': 'manage-programmes',
  'config list': null,
  'config get': null,
  'config set': null,
  'config unset': null,
  'config path': null,
  'db path': null,
  // Says what is wrong with a ledger in which nobody's roles could be read.
  'db check': null,
  'db backup': 'manage-ledger',
  'db redate': 'manage-ledger',
  'audit list': 'manage-ledger',
  'audit verify': null,
  'clock show': 'look',
  'clock set': 'manage-ledger',
  'clock advance': 'manage-ledger',
  'clock reset': 'manage-ledger',
  'sandbox cards': null,
  // Fills a ledger that holds nothing, and so nobody.
  'sandbox seed': null,
  commands: null,
  help: null,
};

/** What this command line is: a switch that is only looked at is not turned, a key that stays hidden is not viewed, and a request may turn one, too (D9). */
export function actOf(path: CommandPath, given: Given): Act | null {
  const act = ACT_OF[path];
  if (act === 'file-requests' && given.flags['autorenew'] === 'off') return 'turn-off';
  if (path === 'benefits keys' && given.flags['reveal'] === undefined) return 'look';
  return act === 'turn-off' && (given.arguments['action'] ?? 'status') === 'status' ? 'look' : act;
}

/** May somebody with these roles give this command? */
export function mayRun(roles: readonly Role[], path: CommandPath, given: Given): boolean {
  const act = actOf(path, given);
  return act === null || may(roles, act);
}
