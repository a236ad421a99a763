import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { COMMANDS } from '../support/commands.js';
import { subscriber, Workplace, type Answer, type InProcessOptions } from '../support/in-process.js';
import { SHELLS } from '../../src/cli/shells.js';
import { understoodByPowerShell } from '../support/windows-shells.js';

let owner: Workplace;
beforeAll(async () => {
  owner = await (await subscriber()).after("users add o'neill@contoso.example");
});

/** The words that may stand at the cursor. */
async function offered(world: Workplace, words: readonly string[], options?: InProcessOptions) {
  const { code, stdout, stderr } = await world.run(['__complete', 'zsh', ...words], options);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.split('\n').slice(0, -1);
}

async function valuesOffered(world: Workplace, words: readonly string[], options?: InProcessOptions) {
  return (await offered(world, words, options)).map((line) => line.split('\t')[0]);
}

test('first words are those of every command, and what a group holds', async () => {
  const nobody = new Workplace();
  const lines = await offered(nobody, ['']);
  const words = new Set(COMMANDS.map(({ path }) => path.split(' ')[0]).filter((word) => word !== ''));
  expect(lines.map((line) => line.split('\t')[0])).toEqual(expect.arrayContaining([...words]));
  expect(lines).toContain('offers\tlist, show');
  expect(await valuesOffered(nobody, ['renewals', 'schedule', ''])).toEqual(['install', 'remove', 'status']);
  expect(await valuesOffered(nobody, ['--lang', 'fr', 'offers', ''])).toEqual(['list', 'show']);
});

test('words of a command come after its options as well', async () => {
  expect(await valuesOffered(owner, ['--all-accounts', ''])).toContain('status');
  expect(await valuesOffered(owner, ['orders', '--limit', '3', ''])).toContain('list');
  expect(await valuesOffered(owner, ['--limit', '3', 'orders', 'list', '--'])).not.toContain('--limit');
  expect(await valuesOffered(owner, ['--nothing', ''])).toEqual([]);
});

test('options are those of the command, what was said already left out', async () => {
  const nobody = new Workplace();
  const flags = await offered(nobody, ['completion', 'bash', '-']);
  expect(flags).toContain('--install\twrite the script where the shell begins, after a look and a yes');
  const left = await valuesOffered(nobody, ['completion', 'bash', '--install', '--json', '-']);
  expect(left).toContain('--yes');
  for (const said of ['--install', '--uninstall', '--json']) expect(left).not.toContain(said);
  expect(await offered(nobody, ['config', 'list', '--show-origin', '--', '-'])).toEqual([]);
});

test.each([
  [
    ['offers', 'list', '--output', ''],
    ['table', 'json', 'csv', 'tsv'],
  ],
  [
    ['offers', 'list', '-o', 'j'],
    ['table', 'json', 'csv', 'tsv'],
  ],
  [
    ['offers', 'list', '--output='],
    ['--output=table', '--output=json', '--output=csv', '--output=tsv'],
  ],
  [['config', 'list', '--fields', ''], []],
  [
    ['commands', '--fields', 'command,'],
    ['command,command', 'command,summary'],
  ],
  [
    ['subscriptions', 'autorenew', 'action-pack', ''],
    ['off', 'on', 'status'],
  ],
  [['db', 'backup', ''], [':files']],
  [['--database', ''], [':files']],
  [['clock', 'set', ''], []],
  [
    ['config', 'set', 'lang', ''],
    ['en', 'fr'],
  ],
  [
    ['help', 'renewals', ''],
    ['due', 'run', 'forecast', 'schedule'],
  ],
  [
    ['help', 'renewals', 'schedule', ''],
    ['install', 'remove', 'status'],
  ],
  [['help', 'exit-codes', ''], []],
  [
    ['catalog', 'show', ''],
    ['mpn-2018', 'maicpp-2026'],
  ],
  [['offers', 'show', 'one', 'too-many', ''], []],
  [['no-such-command', ''], []],
  [['offers', 'list', '--no-such-option', ''], []],
])('without a ledger: %j', async (words, expected) => {
  expect(await valuesOffered(new Workplace(), words)).toEqual(expected);
});

test('what there is comes from the ledger: offers, subscriptions, orders, cards, users, accounts, benefits', async () => {
  const [order] = await owner.json<Answer[]>('orders list');
  const [card] = await owner.json<Answer[]>('payment-methods list');
  const [account] = await owner.json<Answer[]>('account list');
  expect(await valuesOffered(owner, ['offers', 'show', ''])).toEqual([
    'action-pack',
    'silver-competency',
    'gold-competency',
  ]);
  expect(await valuesOffered(owner, ['subscriptions', 'show', ''])).toEqual(['action-pack']);
  expect(await valuesOffered(owner, ['orders', 'show', ''])).toEqual([order.receiptNumber]);
  expect(await offered(owner, ['payment-methods', 'default', ''])).toEqual([`${String(card.id)}\tVisa ending 4242`]);
  expect(await valuesOffered(owner, ['actionpack', 'renew', '--payment-method', ''])).toEqual([card.id]);
  expect(await valuesOffered(owner, ['users', 'revoke', ''])).toContain("o'neill@contoso.example");
  expect(await valuesOffered(owner, ['status', '--user', ''])).toContain("o'neill@contoso.example");
  expect(await valuesOffered(owner, ['account', 'use', ''])).toEqual([account.mpnId]);
  expect(await valuesOffered(owner, ['status', '--account='])).toEqual([`--account=${String(account.mpnId)}`]);
  expect(await valuesOffered(owner, ['benefits', 'activate', ''])).toContain('azure-credit');
});

test('topics of help, codes of errors, actions and the commands that are only named', async () => {
  const nobody = new Workplace();
  const topics = await valuesOffered(nobody, ['help', '']);
  expect(topics).toEqual(expect.arrayContaining(['options', 'exit-codes', 'errors', 'prompts', 'orders', 'doctor']));
  expect(new Set(topics).size).toBe(topics.length);
  expect(await valuesOffered(nobody, ['help', 'errors', 'A'])).toContain('AUTORENEW_LOCKED');
  expect(await valuesOffered(nobody, ['who-can', ''])).toEqual(expect.arrayContaining(['turn-off', 'orders']));
  expect(await valuesOffered(nobody, ['who-can', 'audit', ''])).toEqual(['list', 'verify']);
});

test('texts of terms, programmes and events, the newest of them first', async () => {
  expect(await offered(owner, ['terms', 'show', ''])).toContain('network-agreement\tNetwork agreement');
  expect(await valuesOffered(owner, ['catalog', 'show', ''])).toContain('maicpp-2026');
  expect(await valuesOffered(owner, ['account', 'move', ''])).not.toContain('mpn-2018');
  const [newest, ...older] = await owner.json<Answer[]>('events list');
  expect(await valuesOffered(owner, ['events', 'resend', ''])).toEqual([newest, ...older].map((event) => event?.id));
});

test('the ledger that the line names is the one that is looked at', async () => {
  const nobody = new Workplace();
  expect(await offered(nobody, ['subscriptions', 'show', ''])).toEqual([]);
  expect(await valuesOffered(nobody, ['--database', owner.database, 'subscriptions', 'show', ''])).toEqual([
    'action-pack',
  ]);
  writeFileSync(join(nobody.home, 'broken.db'), 'no ledger');
  expect(await offered(nobody, ['--database', '~/broken.db', 'subscriptions', 'show', ''])).toEqual([]);
  expect(readFileSync(join(nobody.home, 'broken.db'), 'utf8')).toBe('no ledger');
  expect(existsSync(nobody.ledgerFile)).toBe(false);
});

test('D18 a token that may not look, or is none, is offered nothing that the ledger holds', async () => {
  const env = { PARTNER_TOKEN: 'pt_none' };
  expect(await offered(owner, ['users', 'revoke', ''], { env })).toEqual([]);
  expect(await valuesOffered(owner, ['offers', ''], { env })).toEqual(['list', 'show']);
});

test('nothing is said in the middle of a line: of a frozen clock, a broken setting, a line that nobody can read', async () => {
  const frozen = await owner.copy().after('clock set 2027-03-01');
  expect(await valuesOffered(frozen, ['subscriptions', 'show', ''])).toEqual(['action-pack']);
  const broken = owner.copy();
  mkdirSync(dirname(broken.configFile), { recursive: true });
  writeFileSync(broken.configFile, '{');
  expect(await offered(broken, ['subscriptions', 'show', ''])).toEqual([]);
  expect(await valuesOffered(broken, ['offers', ''])).toEqual(['list', 'show']);
  expect(await broken.run('__complete')).toMatchObject({ code: 0, stderr: '' });
});

test('nothing is written by looking for what there is', async () => {
  const before = await owner.json<Answer[]>('audit list');
  await offered(owner, ['benefits', 'keys', '']);
  await offered(owner, ['orders', 'refund', '']);
  expect(await owner.json('audit list')).toEqual(before);
});

test('bash gets what it is to write, PowerShell what begins as the word does', async () => {
  const bash = await owner.run(['__complete', 'bash', 'partner users revoke o', 'o']);
  expect(bash.stdout).toBe("o\\'neill@contoso.example\n");
  const powershell = await owner.run(['__complete', 'powershell', 'offers', ':sh']);
  expect(powershell.stdout).toMatch(/^show\t.*\n$/);
  expect((await owner.run(['__complete', 'powershell', 'offers', ':'])).stdout.split('\n')).toHaveLength(3);
});

test('what the script for PowerShell writes is one word to PowerShell, the one that was offered', async () => {
  const { script } = await owner.json('completion powershell');
  const [, plain = ''] = /\$plain = '(.+)'/.exec(String(script)) ?? [];
  const lines = [
    ...[[''], ['offers', 'show', ''], ['orders', 'show', ''], ['users', 'revoke', ''], ['help', 'errors', '']],
    ...[
      ['commands', '--fields', 'command,'],
      ['status', '--output='],
      ['payment-methods', 'default', ''],
    ],
    ['clock', 'set', '--'],
  ];
  const offers = (await Promise.all(lines.map((line) => valuesOffered(owner, line)))).flat().map(String);
  const bare = offers.filter((value) => new RegExp(plain).test(value));
  expect(bare.map((value) => understoodByPowerShell(value))).toEqual(bare.map((value) => [value]));
  expect(offers.filter((value) => !bare.includes(value))).toEqual(
    expect.arrayContaining([expect.stringMatching(/-000001$/), "o'neill@contoso.example", 'command,summary']),
  );
  // Between single quotes only a single quote means something, and is written twice.
  expect(script).toContain(`"'" + $value.Replace("'", "''") + "'"`);
});

test('it speaks the language of whoever types', async () => {
  expect(await offered(owner, ['--lang', 'fr', 'config', 'p'])).toEqual(
    expect.arrayContaining(['path\tAfficher où les réglages sont enregistrés.']),
  );
});

const PLACES = [
  ['bash', '.bashrc'],
  ['zsh', '.zshrc'],
  ['fish', join('config', 'fish', 'completions', 'partner.fish')],
  ['powershell', join('config', 'powershell', 'profile.ps1')],
] as const;

test.each(PLACES)(
  '%s: --install writes to %s what is printed, once, and --uninstall takes it away',
  async (shell, name) => {
    const world = new Workplace();
    const file = join(world.home, name);
    const { script } = await world.json(`completion ${shell}`);
    expect(await world.json(`completion ${shell} --install --yes`)).toMatchObject({ path: file, changed: true });
    const written = readFileSync(file, 'utf8');
    expect(written).toContain(script);
    expect(await world.json(`completion ${shell} --install --yes`)).toMatchObject({ installed: true, changed: false });
    expect(readFileSync(file, 'utf8')).toBe(written);
    expect(await world.json(`completion ${shell} --uninstall --yes`)).toMatchObject({
      installed: false,
      changed: true,
    });
    expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe('');
    expect(await world.json(`completion ${shell} --uninstall`)).toMatchObject({ changed: false });
  },
);

test('every shell has its place', () => {
  expect(PLACES.map(([shell]) => shell)).toEqual(SHELLS);
});

test('the rest of a file stays as it is, byte for byte, and so do its rights and the link that leads to it', async () => {
  const world = new Workplace();
  const kept = join(world.home, 'dotfiles');
  const file = join(world.home, '.bashrc');
  const before = Buffer.from([0x23, 0x20, 0xe9, 0xff, 0x0a, 0x61, 0x6c, 0x69, 0x61, 0x73, 0x0d, 0x0a]);
  writeFileSync(kept, before);
  chmodSync(kept, 0o640);
  symlinkSync(kept, file);
  await world.after('completion bash --install --yes');
  expect(readFileSync(kept).subarray(0, before.length)).toEqual(before);
  expect(lstatSync(file).isSymbolicLink()).toBe(true);
  expect(statSync(kept).mode & 0o777).toBe(0o640);
  // What an earlier version wrote is replaced where it stands.
  writeFileSync(kept, `${readFileSync(kept, 'latin1').replace('complete -F', 'complete -X')}after\n`, 'latin1');
  expect(await world.json('completion bash --install --yes')).toMatchObject({ changed: true });
  expect(readFileSync(kept, 'latin1').match(/complete -F/g)).toHaveLength(1);
  await world.after('completion bash --uninstall --yes');
  expect(readFileSync(kept)).toEqual(Buffer.concat([before, Buffer.from('after\n')]));
});

test('off a terminal it takes --yes; a look writes nothing and shows what would stand there', async () => {
  const world = new Workplace();
  const refused = await world.run('completion bash --install --json');
  expect(refused.code).toBe(2);
  expect(refused.error()).toMatchObject({ missing: ['--yes'] });
  const look = await world.run('completion bash --install --dry-run');
  expect(look.stdout).toContain('complete -F _partner_completion partner');
  const told = await world.json('completion bash --install --dry-run');
  expect(told).toMatchObject({ dryRun: true, path: join(world.home, '.bashrc'), writes: ['completion-installed'] });
  expect(existsSync(join(world.home, '.bashrc'))).toBe(false);
});

test('what cannot be read or written is said', async () => {
  const world = new Workplace();
  mkdirSync(join(world.home, '.bashrc'));
  expect((await world.run('completion bash --install --yes --json')).error()).toMatchObject({
    code: 'FILE_UNREADABLE',
  });
  writeFileSync(join(world.home, 'config'), '');
  const unwritable = await world.run('completion fish --install --yes --json');
  expect(unwritable.error()).toMatchObject({ code: 'FILE_UNWRITABLE' });
});

test('D19 what is written names nobody: neither an account nor a path', async () => {
  for (const shell of SHELLS) {
    const { stdout } = await owner.run(`completion ${shell}`);
    for (const private_ of [owner.home, '1234567', 'contoso']) expect(stdout).not.toContain(private_);
  }
});
