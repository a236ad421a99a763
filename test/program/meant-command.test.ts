import { meantCommand } from '../../src/program/meant-command.js';
import { COMMANDS } from '../support/commands.js';

const paths = COMMANDS.map(({ path }) => path).filter((path) => path !== '');

function meant(line: string): string | undefined {
  const words = line.split(' ');
  const right = words.findIndex((_, index) => {
    const begun = words.slice(0, index + 1).join(' ');
    return !paths.some((path) => path === begun || path.startsWith(`${begun} `));
  });
  return meantCommand(paths, words.slice(0, right).join(' '), words.slice(right));
}

test.each([
  ['users rm', 'users remove'],
  ['db restoer', 'db restore'],
  ['users delete', 'users remove'],
  ['tokens rm', 'tokens revoke'],
  ['tokens del', 'tokens revoke'],
  ['payment-methods rm', 'payment-methods remove'],
  ['config delete', 'config unset'],
  ['reminders recipients rm', 'reminders recipients remove'],
  ['offers get', 'offers show'],
  ['offers ls', 'offers list'],
  ['orders view', 'orders show'],
  ['account describe', 'account show'],
  ['account edit', 'account set'],
  ['actionpack buy', 'actionpack subscribe'],
  ['users invite', 'users add'],
  ['tokens new', 'tokens create'],
  ['support create', 'support new'],
  ['buy', 'actionpack subscribe'],
  ['offers buy', 'actionpack subscribe'],
  ['orders renew', 'actionpack renew'],
  ['renew', 'actionpack renew'],
  ['rm users', 'users remove'],
  ['list offers', 'offers list'],
  ['get orders', 'orders show'],
  ['offer list', 'offers list'],
  ['ofers lst', 'offers list'],
  ['users lst', 'users list'],
  ['actionpack renw', 'actionpack renew'],
])('J0 `partner %s` means `partner %s`', (line, command) => {
  expect(meant(line)).toBe(command);
});

test.each(['rm', 'delete', 'users rename', 'db restroy', 'offers rm', 'orders delete', 'audit remove', 'sandbox get'])(
  'J0 `partner %s` is like nothing: to guess could name what does harm, or something else',
  (line) => {
    expect(meant(line)).toBeUndefined();
  },
);

const LOOKS = ['list', 'ls', 'show', 'get', 'view', 'describe', 'info'];
const REMOVES = ['remove', 'rm', 'delete', 'del', 'revoke', 'unset'];
const groups = [...new Set(paths.flatMap((path) => path.split(' ').slice(0, -1).join(' ')))].filter(Boolean);

test.each(groups)(
  'J0 in %s nobody who wants to look is sent to what changes something, nor the other way round',
  (group) => {
    const command = (path: string | undefined) => COMMANDS.find((one) => one.path === path);
    for (const verb of LOOKS) {
      const found = command(meantCommand(paths, group, [verb]));
      expect(found === undefined || found.deed.writes === null).toBe(true);
    }
    for (const verb of REMOVES) {
      const found = meantCommand(paths, group, [verb])?.split(' ').at(-1);
      expect([undefined, 'remove', 'revoke', 'unset']).toContain(found);
    }
  },
);
