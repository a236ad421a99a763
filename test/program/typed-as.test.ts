import { typedAs } from '../../src/program/typed-as.js';

const typed = typedAs('node bin/partner.js', () => [{ path: '' }, { path: 'orders list' }, { path: 'status' }]);

test.each([
  ['Next: partner orders list --json', 'Next: node bin/partner.js orders list --json'],
  ['partner status\n  partner status', 'node bin/partner.js status\n  node bin/partner.js status'],
  ['the partner account in use', 'the partner account in use'],
  ['another partner process, statusless', 'another partner process, statusless'],
  ['partner status-page', 'partner status-page'],
])('F8 where it is not installed, what is shown can be typed: %j', (text, expected) =>
  expect(typed(text)).toBe(expected),
);
