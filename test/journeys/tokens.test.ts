import type { Day, Instant } from '../../src/core/day.js';
import type { Desk } from '../../src/journeys/desk.js';
import { createToken, revokeToken, type TokenWish } from '../../src/journeys/tokens.js';
import { inWorld } from '../support/world.js';

const wish = (accountId: string): TokenWish => ({
  accountId,
  name: 'ci',
  scopes: ['read'],
  everybody: false,
  expiresOn: '2026-12-01' as Day,
  sha256: 'ab'.repeat(32),
});

describe('D17 under a clock that was set behind since the command began', () => {
  const behind = (desk: Desk): Desk => ({ ...desk, at: '2020-01-01T12:00:00.000Z' as Instant });
  const refused = { refusal: { code: 'CLOCK_BEHIND_LEDGER' } };

  test('no token is made, and none is taken back', () =>
    inWorld({}, async (world) => {
      await world.join();
      const { account } = await world.book();
      const asked = wish(account.id);
      expect(await world.act((desk) => createToken(behind(desk), asked))).toMatchObject(refused);
      const made = await world.act((desk) => createToken(desk, asked));
      if ('refusal' in made) throw new Error(`making one was refused: ${made.refusal.code}`);
      expect(made.token).toMatchObject({ name: 'ci', revokedAt: null });
      expect(await world.act((desk) => revokeToken(behind(desk), made.token))).toMatchObject(refused);
      expect(await world.act((desk) => revokeToken(desk, made.token))).toMatchObject({ changed: true });
    }));
});
