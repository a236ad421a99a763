import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workplace } from '../support/in-process.js';

function elsewhere(text: string): Workplace {
  const world = new Workplace();
  writeFileSync(join(world.home, 'owned.csv'), text);
  return world;
}

const LINE = 'adopt --file owned.csv --gateway none';

test.each([
  ['csv', 'mpn_id,Firma,offer\n1234567,Contoso,action-pack\n'],
  ['json', '[{"mpn_id":"1234567","Firma":"Contoso"},{"mpn_id":"1234568","offer":"action-pack"}]'],
])('D33 a column that is mapped and is not in the file is named, with those that are: %s', async (_, text) => {
  const world = elsewhere(text);
  const said = async (lang: string) =>
    (await world.run(`${LINE} --map company=Frima --lang ${lang}`)).stderr.replaceAll(/\s+/g, ' ');
  expect(await said('en')).toContain(
    'Line 1, column "Frima": --map names it, and the file has no column of that name. Did you mean Firma? Columns of the file: mpn_id, Firma and offer.',
  );
  expect(await said('fr')).toContain('Colonnes du fichier : mpn_id, Firma et offer.');
  const { faults } = (await world.run(`${LINE} --map company=Frima --json`)).error();
  const choices = ['mpn_id', 'Firma', 'offer'];
  expect(faults).toEqual([{ line: 1, column: 'Frima', wanted: 'mapped-column', nearest: 'Firma', choices }]);
});

test.each(['null', '[null]', '[null, null]', '[[null]]'])(
  'D33 a file that says %s is told so, and is no fault of the program',
  async (text) => {
    const world = elsewhere(text);
    for (const more of ['', ' --keep-good', ' --map company=Firma']) {
      const ran = await world.run(`${LINE}${more} --json`);
      expect([text, ran.code, ran.error().code]).toEqual([text, 5, 'ROWS_REFUSED']);
    }
  },
);
