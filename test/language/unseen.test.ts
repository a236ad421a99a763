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

  test('what can be seen is not called unseen', async () => {
    expect(await refused(world, ['users', 'add', 'a b'], 'en')).not.toContain('cannot be seen');
  });
});
