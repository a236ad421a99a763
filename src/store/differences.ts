import type { Book } from '../core/book.js';
import { canonical } from '../core/plan.js';
import type { User } from '../core/user.js';
import type { Defect } from './store.js';

/** Where the rows of an account say something else than the audit log that they were made from (G24). */
export function differences(rows: Book, replayed: Book): readonly Defect[] {
  if (canonical(rows) === canonical(replayed)) return [];
  return [
    ...inRow(`account ${replayed.account.id}`, rows.account, replayed.account),
    ...inRows('subscription', rows.subscriptions, replayed.subscriptions),
    ...inRows('order', rows.orders, replayed.orders),
    ...inRows('recorded order', rows.recorded, replayed.recorded),
    ...inRows('payment method', rows.paymentMethods, replayed.paymentMethods),
    ...inRows('acceptance', rows.acceptances, replayed.acceptances),
    ...inRows('evidence', rows.evidence, replayed.evidence),
    ...inRows('benefit record', rows.benefits, replayed.benefits),
    ...inRows('request', rows.requests, replayed.requests),
    ...inRows('refund', rows.refunds, replayed.refunds),
    ...inRows('token', rows.tokens, replayed.tokens),
    ...inRows('dispatch', rows.dispatches, replayed.dispatches),
    ...inRows('user', rows.users.map(byEmail), replayed.users.map(byEmail)),
  ];
}

function byEmail(user: User): Row {
  return { id: user.email, ...user };
}

interface Row {
  readonly id: string;
}

function inRows(noun: string, rows: readonly Row[], replayed: readonly Row[]): readonly Defect[] {
  const missing = replayed.filter((wanted) => !rows.some((row) => row.id === wanted.id));
  const extra = rows.filter((row) => !replayed.some((wanted) => wanted.id === row.id));
  if (missing.length + extra.length === 0 && ids(rows) !== ids(replayed)) {
    return [{ where: `${noun}s`, problem: 'They are not in the order in which the audit log has them.' }];
  }
  return [
    ...missing.map((row) => ({ where: `${noun} ${row.id}`, problem: 'The audit log has it and the ledger does not.' })),
    ...extra.map((row) => ({ where: `${noun} ${row.id}`, problem: 'The ledger has it and the audit log does not.' })),
    ...rows.flatMap((row) => {
      const wanted = replayed.find((other) => other.id === row.id);
      return wanted ? inRow(`${noun} ${row.id}`, row, wanted) : [];
    }),
  ];
}

function inRow(where: string, row: object, replayed: object): readonly Defect[] {
  const [held, written] = [new Map(Object.entries(row)), new Map(Object.entries(replayed))];
  // What either has alone is a difference too.
  const fields = [...new Set([...held.keys(), ...written.keys()])].filter(
    (field) => canonical(held.get(field)) !== canonical(written.get(field)),
  );
  return fields.length === 0 ? [] : [{ where, problem: `It differs from the audit log in: ${fields.join(', ')}.` }];
}

function ids(rows: readonly Row[]): string {
  return rows.map((row) => row.id).join(' ');
}
