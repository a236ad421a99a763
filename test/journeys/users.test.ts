import { addUser, grantRole } from '../../src/journeys/users.js';
import { inWorld } from '../support/world.js';

test('D18 a role that was taken away since it was looked at gives nothing more, and its holder is not named', () =>
  inWorld({}, async (world) => {
    await world.join();
    const { account } = await world.book();
    const late = 'late@contoso.example';
    const acting = { accountId: account.id, actor: { email: account.email, roles: ['global-admin'] as const } };
    const added = await world.act((desk) => addUser(desk, acting, late, ['account-admin']));
    if ('refusal' in added) throw new Error('it was refused');
    const stale = { accountId: account.id, actor: { email: late, roles: ['global-admin'] as const } };
    expect(await world.act((desk) => grantRole(desk, stale, added.user, 'global-admin'))).toMatchObject({
      refusal: { code: 'ROLE_REQUIRED', user: late, roles: ['account-admin'], who: [account.email] },
    });
  }));
