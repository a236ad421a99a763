/** What tokens for jobs say. */
export const tokens = {
  once: 'This is shown once. Keep it in the secret store of your CI and give it as PARTNER_TOKEN.',
  goodTo: (day: string, revoke: string) => `Good to ${day}. To take it back before: ${revoke}`,
  none: 'No token has been made yet.',
  isRevoked: (name: string) => `The token ${name} is revoked: nothing can be done with it any more.`,
  id: 'Token',
  name: 'Name',
  scopes: 'May',
  expires: 'Good to',
  state: 'State',
  everybody: (scopes: string) => `${scopes} (all accounts)`,
  good: 'good',
  expired: 'expired',
  revoked: 'revoked',
  faults: {
    unknown: 'This ledger knows no such token.',
    expired: 'It has expired.',
    revoked: 'It was revoked.',
    scope: 'It was made for less.',
    account: 'It was made for another account.',
  },
};
