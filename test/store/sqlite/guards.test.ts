import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../../../src/core/entry.js';
import { openLedger } from '../../../src/store/sqlite/open.js';
import { quickFolder } from '../../support/folders.js';
import { dispatch, order } from '../samples.js';
import { append, joining, placing } from '../sample-entries.js';
import { fillModel, tamper, using } from './folder.js';

const model = quickFolder('store');
beforeAll(() => fillModel(join(model, 'ledger.db')));

function filled(): string {
  const file = join(quickFolder('store'), 'ledger.db');
  copyFileSync(join(model, 'ledger.db'), file);
  return file;
}

describe('I5 the database itself refuses to rewrite what happened', () => {
  test.each([
    [`UPDATE audit SET by = 'nobody'`, 'never changed'],
    [`DELETE FROM audit`, 'never deleted'],
    [`UPDATE turned_off SET term = 9`, 'R15'],
    [`DELETE FROM turned_off`, 'R15'],
    [`UPDATE terms SET end_day = '2030-02-28'`, 'never changed'],
    [`DELETE FROM terms`, 'never deleted'],
    [`UPDATE orders SET state = 'placed' WHERE state = 'failed'`, 'I5'],
    [`UPDATE orders SET paid_at = '2024-03-01T12:00:00.000Z' WHERE state = 'paid'`, 'I5'],
    [`UPDATE orders SET total = 1 WHERE state = 'placed'`, 'G26'],
    [`UPDATE orders SET lines = '[]' WHERE state = 'placed'`, 'G26'],
    [`DELETE FROM orders`, 'never deleted'],
    [`UPDATE attempts SET state = 'sending', settled_at = NULL, charge_id = NULL`, 'I5'],
    [`UPDATE attempts SET decline_code = 'other'`, 'I5'],
    [`UPDATE attempts SET amount = 1 WHERE state = 'sending'`, 'never changed'],
    [`UPDATE attempts SET currency = 'USD' WHERE state = 'sending'`, 'never changed'],
    [`UPDATE attempts SET key = 'fresh' WHERE state = 'sending'`, 'never changed'],
    [`DELETE FROM attempts`, 'never deleted'],
    [`DELETE FROM accounts`, 'never deleted'],
    [`DELETE FROM payment_methods`, 'never deleted'],
    [`UPDATE acceptances SET version = '9'`, 'never changed'],
    [`DELETE FROM acceptances`, 'never deleted'],
    [`UPDATE subscriptions SET offer = 'other'`, 'never changed'],
    [`DELETE FROM subscriptions`, 'never deleted'],
    [`UPDATE heads SET number = 1`, 'only goes on'],
    [`DELETE FROM heads`, 'never deleted'],
    [`UPDATE seals SET heads = '[]'`, 'never changed'],
    [`DELETE FROM seals`, 'never deleted'],
    [`DELETE FROM receipts`, 'for ever'],
    [
      `INSERT INTO audit (at, by, kind, account_id, body, prev_hash, hash)
        SELECT at, by, kind, account_id, body, prev_hash, hash FROM audit`,
      'in the chain of its account',
    ],
    [`UPDATE meta SET installation = 'other'`, 'identity'],
    [`DELETE FROM meta`, 'identity'],
    [`UPDATE dispatches SET state = 'sending', settled_at = NULL, reason = NULL, status = NULL`, 'G23'],
    [`UPDATE dispatches SET recipient = 'other' WHERE state = 'sending'`, 'never changed'],
    [`DELETE FROM dispatches`, 'never deleted'],
    [`UPDATE tokens SET everybody = 1 WHERE revoked_at IS NULL`, 'never changed'],
    [`UPDATE tokens SET revoked_at = NULL WHERE revoked_at IS NOT NULL`, 'revoked already'],
    [`DELETE FROM tokens`, 'never deleted'],
    [`UPDATE users SET roles = '["user"]'`, 'J6'],
    [`UPDATE users SET removed_on = '2024-02-29'`, 'J6'],
    [`UPDATE users SET email = 'other@example.org'`, 'keeps the name'],
    [`DELETE FROM users`, 'never deleted'],
    [`UPDATE evidence SET until = NULL`, 'never changed'],
    [`DELETE FROM evidence`, 'never deleted'],
    [`UPDATE orders SET supersedes = 'subscription-1' WHERE state = 'placed'`, 'never changed'],
    [`UPDATE benefit_records SET term = 1`, 'stays'],
    [`DELETE FROM benefit_records`, 'stays'],
    [`UPDATE requests SET text = 'other'`, 'never changed'],
    [`DELETE FROM requests`, 'never deleted'],
    [`UPDATE request_entries SET outcome = 'withdrawn', text = NULL`, 'stays'],
    [`DELETE FROM request_entries`, 'stays'],
    [`UPDATE cancellations SET from_day = '2030-01-01'`, 'stays cancelled'],
    [`DELETE FROM cancellations`, 'stays cancelled'],
    [`UPDATE refunds SET state = 'sending', settled_at = NULL, gateway_ref = NULL, reason = NULL`, 'I5'],
    [`UPDATE refunds SET amount = 1`, 'I5'],
    [`DELETE FROM refunds`, 'never deleted'],
  ])('I5 %s', async (sql, words) => {
    const file = filled();
    const claim: Entry = { kind: 'reminder-claimed', dispatch: dispatch(3, 1, 0, 23) };
    await using(openLedger(file), (store) => append(store, [...joining(2), ...placing(order(0, 2)), claim]));
    tamper(file, (db) => expect(() => db.exec(sql)).toThrow(words));
  });
});
