import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../../support/commands.js';
import { packageRoot } from '../../../src/files/package-root.js';
import { topicText } from '../../../src/language/topics.js';
import { parse } from '../../../src/program/parser.js';
import { subscriber } from '../../support/in-process.js';

const DUE = { now: '2027-11-22' };
const [english, french] = await Promise.all([topicText('en', 'renewals-in-ci'), topicText('fr', 'renewals-in-ci')]);
const README = readFileSync(join(packageRoot(), 'README.md'), 'utf8');

/** What is pasted: from the name of the workflow to the next empty line or fence. */
const workflowIn = (text: string) => /^name: .*?(?=\n(?:\n|```))/ms.exec(text)?.[0] ?? '';
/** The steps of it that run partner, word by word. */
const linesIn = (workflow: string) =>
  [...workflow.matchAll(/run: partner (.*)$/gm)].map(([, line = '']) => line.split(' '));

test('the workflow of the README is the one of the help, in either language', () => {
  const workflow = workflowIn(english);
  expect(workflow.split('\n').length).toBeGreaterThan(20);
  expect(workflowIn(README)).toBe(workflow);
  expect(workflowIn(french)).toBe(workflow);
  expect(workflow).not.toContain('\t');
});

test('the token that the help makes allows every command of it, and no more than they need', () => {
  const [, made = ''] = /^partner (tokens create .*)$/m.exec(english) ?? [];
  expect(french).toContain(`\npartner ${made}\n`);
  const words = made.split(' ');
  const scopes = words[words.indexOf('--scopes') + 1]?.split(',') ?? [];
  expect(words).toContain('--all-accounts');
  const needed = linesIn(workflowIn(english)).map((argv) => {
    const parsed = parse(COMMANDS, argv, { nearest: () => undefined });
    return parsed.kind === 'run' ? parsed.command.deed.scope : undefined;
  });
  expect(needed).toHaveLength(2);
  expect(scopes).toEqual(expect.arrayContaining(needed));
  expect(scopes).toEqual(['read', 'renew']);
});

test('a step of it, as GitHub Actions runs it: result, marks, outputs and summary each in their place', async () => {
  const world = await subscriber();
  const { token } = await world.json('tokens create ci --scopes read,renew --all-accounts --expires P2Y');
  const declined = 'payment-methods add --token pm_card_chargeCustomerFail --default';
  const [output, summary] = [join(world.home, 'output'), join(world.home, 'summary')];
  for (const file of [output, summary]) writeFileSync(file, '');
  const env = {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    PARTNER_DATABASE: world.database,
    PARTNER_TOKEN: token,
  };
  await world.run(declined);
  const [renew = []] = linesIn(workflowIn(english));
  const ran = await world.run(renew, { ...DUE, env });
  expect(ran.code).toBe(8);
  expect(ran.json()).toMatchObject({ charged: 0, declined: 1, items: [{ result: 'declined' }] });
  expect(ran.stderr).toMatch(/^::error::declined · .*1234567 · .* · US\$475\.00 · .*\n$/);
  expect(readFileSync(output, 'utf8')).toBe(
    'charged=0\nfound=0\ndeclined=1\nunknown=0\nwaiting=0\nskipped=0\nmissed=0\n',
  );
  const page = readFileSync(summary, 'utf8').split('\n');
  expect(page[0]).toBe('### renewals 2027-11-22: 1 due, 0 charged, 1 declined, 0 unknown, 0 skipped');
  expect(page[4]).toMatch(/^\| declined \| .*1234567 \| .*US\$475\.00 \| .* \|$/);

  // The token looks and renews, and does nothing else.
  const other = await world.run('payment-methods add --token pm_card_visa --json', { ...DUE, env });
  expect([other.code, other.error().code]).toEqual([4, 'TOKEN_REFUSED']);
});
