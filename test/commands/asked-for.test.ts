import type { Argument } from '../../src/cli/spec.js';
import { COMMANDS } from '../support/commands.js';
import { everyWorld, LINES, type Worlds } from '../support/every-command.js';
import { member, Workplace } from '../support/in-process.js';

/** What only its owner knows: a name, a file, a day. Anything else is one of the things that there are. */
const FREE: ReadonlySet<Argument['name']> = new Set([
  'address',
  'archive',
  'date',
  'duration',
  'export',
  'file',
  'folder',
  'login',
  'name',
  'programme-file',
  'value',
]);

const wanting = COMMANDS.map(({ path, deed, arguments: all = [] }) => ({
  path,
  // The ledger itself is no thing of a ledger.
  wanted: all.some(({ place }) => place) ? [] : all.filter(({ required }) => required),
  writes: deed.writes !== null,
})).filter(({ wanted }) => wanted.length > 0);

/** What has to be there before it can be chosen, and is not in the world of the command. */
const THERE: Readonly<Record<string, readonly string[]>> = {
  'reminders recipients remove': ['reminders recipients add partners@contoso.example'],
};

let worlds: Worlds;
beforeAll(async () => {
  worlds = await everyWorld();
});

const AT_A_TERMINAL = {
  terminal: { stdin: true, stderr: true },
  env: { PARTNER_PROMPTS: 'plain', NO_COLOR: '1' },
} as const;

test('what a command is about is one of the things that there are, a choice, or known to its owner alone', () => {
  expect(wanting.length).toBeGreaterThan(40);
  for (const { path, wanted } of wanting)
    for (const { name, among, choices } of wanted)
      expect([path, name, FREE.has(name), (among ?? choices) !== undefined].slice(2)).toContain(true);
});

describe.each(wanting.map(({ path, wanted, writes }) => [path, wanted, writes] as const))(
  'partner %s without what it is about',
  (path, wanted, writes) => {
    const [first] = wanted;
    const world = () => worlds[LINES[path]?.in ?? 'owner'].copy();

    test('asks for it in a terminal, and goes on with the answer', async () => {
      const there = await world().after(...(THERE[path] ?? []));
      const ran = await there.run(path, {
        ...AT_A_TERMINAL,
        stdin: `${first?.among || first?.choices ? '1' : 'x'}\n`,
      });
      const question = first?.among ? /^Which .*\?\n {2}1\. \S/m : /^[A-Z].*: ?/m;
      // Of what is only looked at, and of which there is one, nobody is asked which.
      if (writes || question.test(ran.stderr) || !first?.among) expect(ran.stderr).toMatch(question);
      else expect(ran.stderr).toBe('');
      // Answered, it is not missing any more, and not unknown where it was chosen.
      expect(ran.stderr).not.toMatch(/^Error: Missing: |to choose\.$/m);
      if (first?.among) expect([2, 3]).not.toContain(ran.code);
      // Once it is done, the line that asks nothing.
      if (ran.code === 0) expect(ran.stderr.includes(`Same by script:\n\n  partner ${path} `)).toBe(writes);
    });

    test('says that it is missing where nobody can be asked', async () => {
      const error = (await world().run(`${path} --json`)).error();
      expect(error).toMatchObject({ code: 'ARGUMENT_MISSING', exit: 2, argument: first?.name });
    });
  },
);

test.each(['orders receipt', 'orders show', 'subscriptions show'])(
  'where there is one, nobody is asked which: %s',
  async (line) => {
    const ran = await worlds.owner.copy().run(line, AT_A_TERMINAL);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('Microsoft Action Pack');
  },
);

test('one that is there is asked about all the same before it is changed', async () => {
  const ran = await worlds.owner.copy().run('payment-methods remove', AT_A_TERMINAL);
  expect(ran.stderr).toContain('Which payment method?');
});

test('where there is nothing to choose from, that is said, in both languages', async () => {
  const world = await member();
  const english = await world.run('orders receipt', AT_A_TERMINAL);
  expect([english.code, english.stderr]).toEqual([3, expect.stringContaining('There is no order to choose.')]);
  const french = await world.run('support show --lang fr', AT_A_TERMINAL);
  expect(french.stderr.replaceAll('\u00A0', ' ')).toContain('Rien à choisir : demande');
});

test('G11 who leaves at the question has written nothing, and is told the line that goes on', async () => {
  const world = await new Workplace().after(
    'join --company C --country FR --email a@b.example --mpn-id 1234567 --accept-terms',
  );
  const before = world.files();
  const left = await world.run('account move', AT_A_TERMINAL);
  expect(left.code).toBe(130);
  expect(left.stderr).toMatch(/Go on: +partner account move/);
  expect(world.files()).toEqual(before);
});
