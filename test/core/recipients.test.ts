import { attention } from '../../src/core/attention.js';
import { readersOf } from '../../src/core/recipients.js';
import { book, day, view } from './world.js';

const BOUGHT = day('2018-09-01');

const user = (email: string, roles: readonly string[], removedOn: string | null = null) => ({
  accountId: 'acc_1',
  email,
  roles,
  addedOn: BOUGHT,
  addedBy: email,
  removedOn,
});
const around = {
  job: { ranBy: () => BOUGHT, isKnown: true, silentSince: undefined, quietSince: undefined, failed: undefined },
  unanswered: () => false,
};
const having = (users: readonly object[], recipients: readonly string[] = []) => {
  const { account, ...rest } = book();
  return { ...rest, account: { ...account, recipients }, users: users as never };
};

test('R16 who can renew is written to, and who was removed or may only look is not', () => {
  const users = [
    user('global@contoso.example', ['global-admin']),
    user('mpn@contoso.example', ['mpn-partner-admin']),
    user('account@contoso.example', ['account-admin']),
    user('bills@contoso.example', ['billing-admin']),
    user('looks@contoso.example', ['user']),
    user('gone@contoso.example', ['global-admin'], BOUGHT),
  ];
  expect(readersOf(having(users))).toEqual(['global@contoso.example', 'mpn@contoso.example']);
});

test('R16 an address that was added comes after them, each once', () => {
  const users = [user('Admin@contoso.example', ['global-admin'])];
  const added = ['admin@contoso.example', 'partners@contoso.example'];
  expect(readersOf(having(users, added))).toEqual(['Admin@contoso.example', 'partners@contoso.example']);
});

test('R16 nobody to write to is a warning, with the way out', () => {
  const nobody = { ...view(BOUGHT), book: having([user('no address', ['global-admin'])]) };
  expect(attention(nobody, around).map(({ code }) => code)).toContain('NOBODY_REMINDED');
  const somebody = { ...nobody, book: having([], ['partners@contoso.example']) };
  expect(attention(somebody, around).map(({ code }) => code)).not.toContain('NOBODY_REMINDED');
});
