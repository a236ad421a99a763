import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { member, type Workplace } from '../support/in-process.js';

const JOIN = ['join', '--country', 'FR', '--email', 'admin@contoso.example', '--accept-terms', '--company'];

const refused = async (world: Workplace, words: readonly string[], lang: string) =>
  (await world.run([...words, '--lang', lang])).stderr.replaceAll(/\s+/g, ' ');

describe('what cannot be seen in a value that is refused is named, with its place', () => {
  let world: Workplace;
  beforeAll(async () => {
    world = await member();
  });

  test.each([
    ['a control character', [...JOIN, 'Con\u0007toso', '--mpn-id', '1234567'], 'U+0007', 4],
    ['a space without a width', [...JOIN, 'Contoso', '--mpn-id', '12\u200b34567'], 'U+200B', 3],
    ['a space that is another', ['users', 'add', 'a\u00a0b@contoso.example'], 'U+00A0', 2],
    ['a mark that turns the reading order, after a letter of two units', ['orders', 'show', '🙂\u202e1'], 'U+202E', 2],
    ['what turns a name round', [...JOIN, 'Con\u202etoso', '--mpn-id', '1234567'], 'U+202E', 4],
    ['what turns an address round', ['users', 'add', 'a\u202emoc@contoso.example'], 'U+202E', 2],
    ['of a description', ['support', 'new', '--problem', 'other', '--text', 'see\u2066 it'], 'U+2066', 4],
    ['of the name of a token', ['tokens', 'create', 'c\u200bi'], 'U+200B', 2],
    ['of where a company is', ['account', 'set', '--address', '1 rue\u200e A', '--yes'], 'U+200E', 6],
    ['an address', ['users', 'add', 'b\u200b@contoso.example'], 'U+200B', 2],
    ['one of a choice', ['users', 'add', 'b@contoso.example', '--roles', 'us\u00ader'], 'U+00AD', 3],
  ])('%s', async (_, words, code, place) => {
    const [english, french] = [await refused(world, words, 'en'), await refused(world, words, 'fr')];
    expect(english).toContain(`Its character ${place} cannot be seen, or looks like another: ${code}.`);
    expect(french).toContain(`Son caractère ${place} est invisible, ou ressemble à un autre : ${code}.`);
  });

  test('a cell of a file', async () => {
    const text = 'mpn_id,offer,anniversary\n12\u200b34567,action-pack,2027-03-01\n';
    writeFileSync(join(world.home, 'owned.csv'), text);
    const said = await refused(world, ['adopt', '--file', 'owned.csv'], 'en');
    expect(said).toContain('Its character 3 cannot be seen, or looks like another: U+200B.');
  });

  test.each([
    ['anniv\u200bersary', 6, 'U+200B'],
    ['\u202eoff\u2066er', 4, 'U+2066'],
    ['off\u00a0er', 4, 'U+00A0'],
  ])('the heading of a column, with the field that was meant: %j', async (heading, place, code) => {
    const text = `mpn_id,offer,anniversary,${heading}\n1234567,action-pack,2027-03-01,x\n`;
    writeFileSync(join(world.home, 'owned.csv'), text);
    const said = await refused(world, ['adopt', '--file', 'owned.csv'], 'en');
    expect(said).toContain(`Its character ${place} cannot be seen, or looks like another: ${code}.`);
    expect(said).toMatch(/Did you mean (anniversary|offer)\?/);
  });

  test('what can be seen is not called unseen', async () => {
    expect(await refused(world, ['users', 'add', 'a b'], 'en')).not.toContain('cannot be seen');
  });
});

test('D33 what means nothing around a name, a cell or a heading is left out, and a space that does not break is one', async () => {
  const world = await member();
  const text =
    '\ufeffmpn_id\u200b,company,country,email,offer,anniversary\u00a0,\u200b\n7654321\u200e,\u2068Fabrikam\u00a0SA\u2069,FR,a@b.example,action-pack\u200b,2027-03-01,\n';
  writeFileSync(join(world.home, 'owned.csv'), text);
  expect((await world.run(['adopt', '--file', 'owned.csv'])).code).toBe(0);
  const shown = await world.run(['account', 'show', '--account', '7654321', '--json']);
  expect(JSON.parse(shown.stdout)).toMatchObject({ company: 'Fabrikam SA', mpnId: '7654321' });
});
