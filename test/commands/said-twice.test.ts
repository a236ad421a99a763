import type { Runnable } from '../../src/cli/command.js';
import type { Flag } from '../../src/cli/spec.js';
import { EACH } from '../../src/language/command-line.js';
import { GLOBAL_FLAGS } from '../../src/cli/global-flags.js';
import { COMMANDS } from '../support/commands.js';
import { Stop } from '../../src/errors.js';
import { nearest } from '../../src/io/nearest.js';
import { parse } from '../../src/program/parser.js';
import { Workplace } from '../support/in-process.js';

const EVERY = COMMANDS.flatMap((command) =>
  [...GLOBAL_FLAGS, ...(command.flags ?? [])]
    .filter(({ name }) => name !== 'help' && name !== 'version')
    .map((flag) => ({ command, flag, title: `${command.path} --${flag.name}` })),
);

function valueAt(choices: Flag['choices'], turn: number): string {
  return choices?.[turn] ?? choices?.[0] ?? `value${turn}`;
}

/** A flag with a value of its own, in the forms in which it can be written. */
function spelled({ name, short, kind, choices }: Flag, turn: number): readonly string[] {
  const long = `--${name}`;
  if (kind === 'switch') return [turn === 1 && short !== undefined ? `-${short}` : long];
  if (kind === 'optional') return turn === 0 ? [long] : [`${long}=2018-08`];
  const value = valueAt(choices, turn);
  if (turn === 1 && short !== undefined) return [`-${short}`, value];
  return turn === 0 ? [long, value] : [`${long}=${value}`];
}

/** What becomes of a whole command line with these flags in it, wherever they stand. */
function said(command: Runnable, ...flags: readonly (readonly string[])[]): unknown {
  const path = command.path.split(' ').filter((word) => word !== '');
  const words = (command.arguments ?? []).filter(({ required }) => required).map(({ choices }) => choices?.[0] ?? 'x');
  const [first = [], ...rest] = flags;
  try {
    const parsed = parse(COMMANDS, [...path, ...first, ...words, ...rest.flat()], { nearest });
    return parsed.kind === 'run' ? parsed.given.flags : parsed;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return error.problem;
  }
}

test('no flag that was repeated is dropped: of every command, each counts or is refused', () => {
  for (const { command, flag, title } of EVERY) {
    const other = flag.idleWithout;
    const isSwitch = command.flags?.some(({ name, kind }) => name === other && kind === 'switch');
    const needed = other === undefined ? [] : [isSwitch ? `--${other}` : `--${other}=x`];
    const beside = other === undefined ? {} : { [other]: isSwitch ? true : 'x' };
    const twice = said(command, spelled(flag, 0), spelled(flag, 1), needed);
    const same = said(command, spelled(flag, 0), spelled(flag, 0), needed);
    const all = [0, 1].map((turn) => valueAt(flag.choices, turn)).join(flag.list === 'apart' ? EACH : ',');
    if (flag.list) expect([title, twice]).toEqual([title, { ...beside, [flag.name]: all }]);
    else if (flag.kind === 'switch') expect([title, twice]).toEqual([title, { ...beside, [flag.name]: true }]);
    else
      for (const answer of [twice, same])
        expect([title, answer]).toEqual([title, { code: 'FLAG_TWICE', flag: `--${flag.name}` }]);
  }
});

test.each([
  ['--json -o csv', ['--json', '--output']],
  ['--excel -o tsv', ['--excel', '--output']],
  ['--excel --json', ['--excel', '--json']],
  ['--no-color --color=always', ['--no-color', '--color']],
  ['--color always --no-color', ['--no-color', '--color']],
  ['--verbose --quiet', ['--quiet', '--verbose']],
  ['--debug -q', ['--quiet', '--debug']],
])('flags that say different things of the same are refused: %s', async (line, flags) => {
  const ran = await new Workplace().run(`status ${line}`);
  expect(ran.code).toBe(2);
  for (const flag of flags) expect(ran.stderr).toContain(flag);
});

test.each(['--json -o json', '--excel -o csv', '--no-color --color never', '--verbose --debug', '--yes --yes'])(
  'flags that say the same are taken: %s',
  async (line) => {
    expect((await new Workplace().run(`status ${line}`)).code).toBe(0);
  },
);

test('fields, said one by one, are a list', async () => {
  const { stdout } = await new Workplace().run('offers list -o csv --fields id --fields name');
  expect(stdout).toMatch(/^id,name\r?\n/);
});
