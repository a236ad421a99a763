import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { guarded } from '../../src/io/prompter.js';
import { JOIN, member, Workplace } from '../support/in-process.js';

const CARD = /4242|４２|0566/;

const HELD = [
  '4242 4242 4242 4242',
  '４２４２４２４２４２４２４２４２',
  '4242\u00A04242\u00A04242\u00A04242',
  '4242/4242/4242/4242',
  '4242x4242x4242x4242',
  '4242\t4242\n4242,4242',
  '4242424242424242@contoso.example',
];

describe('D19 a card number is refused at every way in, and not said again', () => {
  test.each(['COMPANY', 'EMAIL', 'ACCOUNT', 'USER', 'MPN_ID', 'PROGRAMME', 'DATABASE', 'OUTPUT', 'LANG', 'SMTP_FROM'])(
    'PARTNER_%s',
    async (name) => {
      for (const value of HELD) {
        const world = new Workplace({ env: { [`PARTNER_${name}`]: value } });
        const ran = await world.run(JOIN);
        expect(ran.code).toBe(2);
        expect(ran.stderr).toContain(`PARTNER_${name}`);
        expect(ran.stdout + ran.stderr).not.toMatch(CARD);
        expect(world.files().size).toBe(0);
      }
    },
  );

  test('options, each named', async () => {
    for (const value of HELD) {
      const world = new Workplace();
      for (const argv of [
        ['join', '--company', value],
        ['join', `--company=${value}`],
        ['users', 'add', '--company', value],
      ]) {
        const ran = await world.run(argv);
        expect(ran.code).toBe(2);
        expect(ran.stderr).toContain('--company');
        expect(ran.stderr).not.toMatch(CARD);
      }
    }
  });

  test('a setting that was written into the file by hand', async () => {
    const world = new Workplace();
    world.keep({ user: '4242424242424242@contoso.example' });
    const { code, stderr } = await world.run('status');
    expect(code).toBe(2);
    expect(stderr).toContain('config.json: user');
    expect(stderr).not.toMatch(CARD);
  });

  test('the holder that follows a card on standard input', async () => {
    const world = (await member()).copy();
    const stdin = '4242424242424242 12/34 123 4000 0566 5566 5556';
    const ran = await world.run('payment-methods add --card-stdin', { stdin });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('--card-stdin');
    expect(ran.stderr).not.toMatch(CARD);
    expect(await world.json('payment-methods list')).toEqual([]);
  });

  test('a programme and its terms', async () => {
    const invented = join(packageRoot(), 'test', 'catalog', 'invented');
    const world = new Workplace();
    const file = join(world.home, 'harbour-2026.json');
    const programme = readFileSync(join(invented, 'harbour-2026.json'), 'utf8');
    const terms = join(world.home, 'terms');
    mkdirSync(terms);
    for (const name of readdirSync(join(invented, 'terms')))
      writeFileSync(join(terms, name), readFileSync(join(invented, 'terms', name)));
    writeFileSync(file, programme);
    expect((await world.run(['catalog', 'validate', file])).code).toBe(0);
    writeFileSync(file, programme.replace(/"name": \{\s*"en": "[^"]*/, '$& 4242 4242 4242 4242'));
    const ran = await world.run(['catalog', 'validate', file]);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('/name/en: holds a card number');
    expect(ran.stderr).not.toMatch(CARD);
    writeFileSync(file, programme);
    writeFileSync(join(terms, 'harbour-agreement.en.md'), '4242 4242 4242 4242');
    expect((await world.run(['catalog', 'import', file])).stderr).toContain('holds a card number');
  });

  test('answers at a question: each but that for the number of a card', async () => {
    const asked: (string | undefined)[] = [];
    const prompter = guarded(
      {
        choose: ({ choices }) => Promise.resolve(choices[0]?.value ?? ('' as never)),
        text: async ({ check }) => {
          asked.push(await check('4242 4242 4242 4242'), await check('Contoso'));
          return '';
        },
      },
      { wrong: (answer) => (answer.includes('4242') ? 'no card number' : undefined), isLeaving: () => false },
    );
    await prompter.text({ message: 'Company', check: (answer) => (answer === 'Contoso' ? 'taken' : undefined) });
    await prompter.text({ message: 'Number', takesCardNumber: true, check: () => undefined });
    expect(asked).toEqual(['no card number', 'taken', undefined, undefined]);
  });
});

test('D19 a secret is neither kept nor said, and may hold a long number', async () => {
  const url = 'https://hooks.contoso.example/4242424242424242/x';
  expect((await new Workplace({ env: { PARTNER_WEBHOOK_URL: url } }).run('status')).code).toBe(0);
});

test('D19 two values that would make a number together make none', async () => {
  const ran = await new Workplace().run([
    ...['join', '--mpn-id', '42424242', '--company', '42424242', '--country', 'FR'],
    ...['--email', 'admin@contoso.example', '--accept-terms'],
  ]);
  expect(ran.code).toBe(0);
});
