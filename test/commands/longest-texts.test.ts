import { LONGEST } from '../../src/core/free-text.js';
import { member, Workplace } from '../support/in-process.js';

/** Of a letter that takes two units of UTF-16: it counts as one. */
const letters = (count: number) => '\u{20BB7}'.repeat(count);

const ROWS: readonly (readonly [
  string,
  number,
  (world: Workplace, text: string) => ReturnType<Workplace['run']>,
  RegExp,
  string,
])[] = [
  [
    'a company',
    LONGEST.company,
    (_, text) =>
      new Workplace().run([
        ...['join', '--company', text, '--country', 'FR', '--email', 'a@contoso.example', '--mpn-id', '1234567'],
        '--accept-terms',
      ]),
    /--company.*1 to 200 characters/s,
    '',
  ],
  [
    'a request for support',
    LONGEST.requestText,
    (world, text) => world.run(['support', 'new', '--problem', 'other', '--text', text]),
    /--text.*1 to 2,000 characters/s,
    'support show 1',
  ],
  [
    'the name of a token',
    LONGEST.tokenName,
    (world, text) => world.run(['tokens', 'create', text]),
    /<name>.*1 to 100 characters/s,
    'tokens list',
  ],
  [
    'the holder of a card',
    LONGEST.holder,
    (world, text) => world.run('payment-methods add --card-stdin', { stdin: `4242424242424242 12/34 123 ${text}` }),
    /--card-stdin.*at most 100 characters/s,
    '',
  ],
];

test.each(ROWS)(
  'C19 %s of %i letters is kept and shown, one more is refused by name',
  async (_, most, give, told, look) => {
    const world = (await member()).copy();
    const refused = await give(world, letters(most + 1));
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toMatch(told);
    expect((await give(world, letters(most))).code).toBe(0);
    if (look === '') return;
    for (const columns of [20, 80]) {
      const { code, stdout } = await world.run(look, { terminal: { stdout: true, columns }, env: { NO_COLOR: '1' } });
      expect([code, stdout.split('\u{20BB7}').length - 1]).toEqual([0, most]);
    }
    expect((await world.run(`${look} --json`)).stdout).toContain(letters(most));
  },
);
