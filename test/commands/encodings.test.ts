import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { inEveryForm } from '../support/encodings.js';
import { Workplace } from '../support/in-process.js';

const INVENTED = join(packageRoot(), 'test', 'catalog', 'invented');
const JOIN = 'join --company Contoso --country FR --email admin@contoso.example --mpn-id 1234567 --accept-terms';
const LATIN = Buffer.from('{"lang":"fran\u00e7ais"}', 'latin1');

test.each(inEveryForm('{\n  "lang": "fr"\n}\n'))(
  'F8 the settings hold, saved as %s, and a change keeps them',
  async (_form, bytes) => {
    const here = new Workplace();
    mkdirSync(dirname(here.configFile), { recursive: true });
    writeFileSync(here.configFile, bytes);
    expect(await here.json('config get lang')).toMatchObject({ value: 'fr', origin: 'configuration' });
    await here.after('config set color never');
    expect(JSON.parse(readFileSync(here.configFile, 'utf8'))).toEqual({ lang: 'fr', color: 'never' });
  },
);

test('F8 settings in an older code page are refused, never guessed', async () => {
  const here = new Workplace();
  mkdirSync(dirname(here.configFile), { recursive: true });
  writeFileSync(here.configFile, LATIN);
  expect((await here.run('status --json')).error()).toMatchObject({ code: 'CONFIG_INVALID', reason: 'not-json' });
});

test.each(inEveryForm(readFileSync(join(INVENTED, 'harbour-2026.json'), 'utf8')))(
  'P10 a programme is taken in and used, saved as %s',
  async (_form, bytes) => {
    const here = new Workplace();
    const file = vendor(here);
    writeFileSync(file, bytes);
    expect(await here.json(['catalog', 'validate', file])).toMatchObject({ valid: true });
    expect(await here.json(['catalog', 'import', file])).toEqual({ id: 'harbour-2026', changed: true });
    expect(await here.json('catalog show harbour-2026')).toMatchObject({ id: 'harbour-2026' });
  },
);

test('P10 a programme in an older code page is refused with what to do', async () => {
  const here = new Workplace();
  const file = vendor(here);
  writeFileSync(file, LATIN);
  const error = (await here.run(['catalog', 'validate', file, '--json'])).error();
  expect(error.code).toBe('CATALOG_INVALID');
  expect(error.message).toContain('save it as UTF-8');
});

test.each(inEveryForm('Two years, société.\n'))(
  'D14 terms are shown as they read, saved as %s',
  async (_form, bytes) => {
    const here = new Workplace();
    const file = vendor(here);
    const programme = JSON.parse(readFileSync(file, 'utf8')) as { terms: { id: string; sha256: string }[] };
    for (const terms of programme.terms.filter(({ id }) => id === 'harbour-licence'))
      terms.sha256 = createHash('sha256').update(bytes).digest('hex');
    writeFileSync(join(dirname(file), 'terms', 'harbour-licence.en.md'), bytes);
    writeFileSync(file, JSON.stringify(programme));
    await here.after(['catalog', 'import', file], `${JOIN} --programme harbour-2026`);
    expect(await here.json('terms show harbour-licence')).toMatchObject({ text: 'Two years, société.\n' });
  },
);

test('D19 a card number in terms is found in whatever way they were saved', async () => {
  for (const [, bytes] of inEveryForm('4242 4242 4242 4242\n')) {
    const here = new Workplace();
    const file = vendor(here);
    writeFileSync(join(dirname(file), 'terms', 'harbour-licence.en.md'), bytes);
    const error = (await here.run(['catalog', 'validate', file, '--json'])).error();
    expect(error.message).toContain('holds a card number');
  }
});

test.each(inEveryForm('4242424242424242 12/34 123 Zoë Contoso\n'))(
  'D19 a card is read from standard input as %s',
  async (_form, stdin) => {
    const here = await new Workplace().after(JOIN);
    await here.json('payment-methods add --card-stdin', { stdin });
    expect(await here.json('payment-methods list')).toMatchObject([{ last4: '4242', holder: 'Zoë Contoso' }]);
  },
);

test('D19 a name in an older code page is not kept with its letters lost', async () => {
  const here = await new Workplace().after(JOIN);
  const stdin = Buffer.from('4242424242424242 12/34 123 Zo\u00eb', 'latin1');
  expect((await here.run('payment-methods add --card-stdin --json', { stdin })).error()).toMatchObject({
    code: 'VALUE_INVALID',
    of: 'stdin',
  });
  expect(await here.json('payment-methods list')).toEqual([]);
});

function vendor(here: Workplace): string {
  const folder = join(here.home, 'vendor');
  cpSync(INVENTED, folder, { recursive: true });
  return join(folder, 'harbour-2026.json');
}
