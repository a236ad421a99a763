import { type Runnable, actOf, mayRun } from '../../../src/cli/command.js';
import { COMMANDS } from '../../support/commands.js';
import { may, ROLES, type Role } from '../../../src/core/role.js';
import { parse } from '../../../src/program/parser.js';
import { JOIN, Workplace } from '../../support/in-process.js';

const nearest = () => undefined;
const emailOf = (role: Role) => `${role}@contoso.example`;

let world: Workplace;
beforeAll(async () => {
  world = await new Workplace().after(
    JOIN,
    ...ROLES.map((role) => `users add ${emailOf(role)} --roles ${role}`),
    'payment-methods add --token pm_card_visa',
    'actionpack subscribe --accept-terms --yes',
  );
});

/** A shell's words, as examples write them. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
}

function parsedOf(argv: readonly string[]) {
  const parsed = parse(COMMANDS, argv, { nearest });
  if (parsed.kind !== 'run') throw new Error(`${argv.join(' ')} is no command line`);
  return parsed;
}

test('D18 what a token could only look at, nobody needs more than any role for, and the other way round', () => {
  const deeds = COMMANDS.map(({ deed }) => deed);
  expect(deeds.filter(({ act, scope }) => act === 'look' && scope !== 'read')).toEqual([]);
  expect(deeds.filter(({ act, scope }) => scope === 'buy' && !['buy', 'renew'].includes(act))).toEqual([]);
});

test('D18 automatic renewal may be looked at by any role, and turned by those that may', () => {
  const act = (line: string) => {
    const { command, given } = parsedOf(line.split(' '));
    return actOf(command, given);
  };
  expect(act('actionpack autorenew')).toBe('look');
  expect(act('actionpack autorenew status')).toBe('look');
  expect(act('actionpack autorenew off')).toBe('turn-off');
  expect(act('actionpack autorenew on')).toBe('turn-off');
});

const CASES = COMMANDS.filter(({ path }) => path !== '').flatMap((command: Runnable) =>
  ROLES.map((role) => [role, command.path, command.examples[0]] as const),
);

test.each(CASES)('D18 %s and partner %s: allowed where the table says so', async (role, _path, example) => {
  const words = wordsOf(example);
  const { command, given } = parsedOf(words);
  // Where the ledger itself is an argument, it is the one in which they have their roles.
  const place = command.arguments?.find((argument) => argument.place)?.name;
  const argv = words.map((word) => (place && word === given.arguments[place] ? world.database : word));
  const line = [...argv, '--user', emailOf(role), '--dry-run', '--no-input', '--json'];
  const { code, stderr } = await world.run(line);
  const denied = code === 4 && stderr.includes('"code":"ROLE_REQUIRED"');
  expect(denied).toBe(!mayRun([role], command, given));
});

/** What moves money, or changes what will be charged or who may: written by nobody whom the table denies. */
const WRITING = [
  'subscriptions renew action-pack --accept-terms --yes',
  'subscriptions subscribe action-pack --accept-terms --yes',
  'actionpack autorenew off --yes',
  'renewals run --yes',
  'recover',
  'payment-methods add --token pm_card_mastercard',
  'users add eve@contoso.example --roles mpn-partner-admin',
  'users grant user@contoso.example mpn-partner-admin',
  'users revoke mpn-partner-admin@contoso.example mpn-partner-admin',
  'users remove mpn-partner-admin@contoso.example',
  'tokens create ci',
  'leave --yes',
] as const;

const DENIED = WRITING.flatMap((line) => {
  const { command, given } = parsedOf(line.split(' '));
  return ROLES.filter((role) => !mayRun([role], command, given)).map((role) => [role, line] as const);
});

test.each(DENIED)('D18 denied, %s writes nothing by: %s', async (role, line) => {
  const before = world.files();
  const ran = await world.run([...line.split(' '), '--user', emailOf(role), '--json'], { now: '2027-11-22' });
  expect(ran.error()).toMatchObject({ code: 'ROLE_REQUIRED', exit: 4, user: emailOf(role), roles: [role] });
  expect(world.files()).toEqual(before);
});

test('D18 who is named and no user may do nothing at all, not even look', async () => {
  for (const line of ['status', 'users list', 'actionpack autorenew', 'recover']) {
    const error = (await world.run(`${line} --user eve@contoso.example --json`)).error();
    expect(error).toMatchObject({ code: 'ROLE_REQUIRED', user: 'eve@contoso.example', roles: [] });
  }
  expect((await world.run('whoami --user eve@contoso.example --json')).json()).toMatchObject({ roles: [], can: [] });
  expect((await world.run('db check --user eve@contoso.example')).code).toBe(0);
});

test('D18 the refusal names who can, and the command that tells', async () => {
  const error = (await world.run(`actionpack renew --user ${emailOf('user')} --json`)).error();
  const who = ['admin@contoso.example', emailOf('global-admin'), emailOf('mpn-partner-admin')];
  expect(error).toMatchObject({ act: 'renew', who, try: ['partner who-can renew'] });
  for (const email of who) expect(error.message).toContain(email);
  expect(ROLES.filter((role) => may([role], 'renew'))).toEqual(error['needed']);
});
