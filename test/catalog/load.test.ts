import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { checkProgrammeFile } from '../../src/catalog/check.js';
import { openCatalog } from '../../src/catalog/load.js';
import type { Day } from '../../src/core/day.js';
import { benefitsOn } from '../../src/core/programme.js';
import { newShelf } from './shelf.js';

const FILE = 'mpn-2018.json';

test('P10 a file that the build has checked is used without a second check', async () => {
  const shelf = newShelf();
  const { file, text } = await checkProgrammeFile(shelf.at('programmes', FILE), shelf.folder);
  rmSync(shelf.at('programme.schema.json'));
  await expect(openCatalog({ folder: shelf.folder }).programme('mpn-2018')).rejects.toMatchObject({
    file: 'programme.schema.json',
    reason: 'the file is missing',
  });
  const checked = openCatalog({ folder: shelf.folder, checked: { [file]: text } });
  expect(await checked.programme('mpn-2018')).toMatchObject({ id: 'mpn-2018' });
});

test('P10 a file changed since the build is checked again', async () => {
  const shelf = newShelf();
  const { file, text } = await checkProgrammeFile(shelf.at('programmes', FILE), shelf.folder);
  shelf.edit('mpn-2018', (draft) => (draft.policy.perAccount = 0));
  const catalog = openCatalog({ folder: shelf.folder, checked: { [file]: text } });
  await expect(catalog.programme('mpn-2018')).rejects.toMatchObject({
    path: '/policy/perAccount',
    reason: 'must be >= 1',
  });
});

test('P10 a programme is read once, and only when asked for', async () => {
  const shelf = newShelf();
  const catalog = openCatalog({ folder: shelf.folder });
  shelf.edit('mpn-2018', (draft) => (draft.name.en = 'Changed after opening'));
  const first = await catalog.programme('mpn-2018');
  expect(first.name.en).toBe('Changed after opening');
  rmSync(shelf.at('programmes', FILE));
  expect(await catalog.programme('mpn-2018')).toBe(first);
});

test('P10 the pointer to the schema does not become part of the programme', async () => {
  const shelf = newShelf();
  expect(readFileSync(shelf.at('programmes', FILE), 'utf8')).toContain('"$schema": "../programme.schema.json"');
  expect(await openCatalog({ folder: shelf.folder }).programme('mpn-2018')).not.toHaveProperty('$schema');
});

describe('P10 the ids of a catalogue', () => {
  const withThree = () => {
    const shelf = newShelf();
    for (const id of ['aaa-2026', 'zzz-2026']) shelf.write('{}', 'programmes', `${id}.json`);
    shelf.write('not a programme', 'programmes', 'README.md');
    return shelf;
  };

  test('P10 the default of catalog.json comes first, the others by name', () => {
    expect(openCatalog({ folder: withThree().folder }).ids).toEqual([
      'mpn-2018',
      'aaa-2026',
      'maicpp-2026',
      'zzz-2026',
    ]);
  });

  test('P10 another default can be asked for', () => {
    const catalog = openCatalog({ folder: withThree().folder, defaultProgramme: 'zzz-2026' });
    expect(catalog.ids).toEqual(['zzz-2026', 'aaa-2026', 'maicpp-2026', 'mpn-2018']);
  });

  test.each(['{"default": "mpn-1999"}', '{}', 'null', '{"default": 2018}'])(
    'P10 catalog.json %s is refused',
    (text) => {
      const shelf = newShelf();
      shelf.write(text, 'catalog.json');
      const ids = () => openCatalog({ folder: shelf.folder }).ids;
      expect(ids).toThrow('catalog.json /default: must name a programme of this catalogue');
    },
  );

  test('P10 a default that is not there is unknown', () => {
    const catalog = openCatalog({ folder: newShelf().folder, defaultProgramme: 'mpn-1999' });
    expect(() => catalog.ids).toThrow('there is no programme "mpn-1999"');
  });

  test('P10 a catalogue without its folder says so', () => {
    const shelf = newShelf();
    rmSync(shelf.at('programmes'), { recursive: true });
    expect(() => openCatalog({ folder: shelf.folder }).ids).toThrow('programmes: the folder is missing');
  });
});

test.each(['mpn-2019', '', '../catalog', 'MPN-2018', 'mpn-2018.json', 'mpn-2018\0'])(
  'P10 the programme %j is unknown, and the known ones are named',
  async (id) => {
    const asked = openCatalog({ folder: newShelf().folder }).programme(id);
    await expect(asked).rejects.toMatchObject({ code: 'PROGRAMME_UNKNOWN', known: ['maicpp-2026', 'mpn-2018'] });
  },
);

test('G16 a programme that cannot be read is named with the reason', async () => {
  const shelf = newShelf();
  mkdirSync(shelf.at('programmes', 'odd.json'));
  await expect(openCatalog({ folder: shelf.folder }).programme('odd')).rejects.toThrow(
    'programmes/odd.json: the file cannot be read (EISDIR)',
  );
});

describe('D14 the text of terms', () => {
  const opened = async () => {
    const shelf = newShelf();
    const catalog = openCatalog({ folder: shelf.folder });
    const [agreement] = (await catalog.programme('mpn-2018')).terms;
    if (!agreement) throw new Error('the shipped programme has no terms');
    return { shelf, catalog, agreement };
  };

  test('D14 comes in the language asked for', async () => {
    const { catalog, agreement } = await opened();
    expect(await catalog.termsText(agreement, 'en')).toMatch(/^# Network agreement\n/);
    expect(await catalog.termsText(agreement, 'fr')).toMatch(/^# Contrat d'adhésion au réseau\n/);
  });

  test('D14 comes in English where there is no other', async () => {
    const { catalog, agreement } = await opened();
    const english = { ...agreement, files: { en: agreement.files.en } };
    expect(await catalog.termsText(english, 'fr')).toMatch(/^# Network agreement\n/);
  });

  test.each(['en', 'fr'] as const)('D14 is refused in %s once the governing text was altered', async (language) => {
    const { shelf, catalog, agreement } = await opened();
    appendFileSync(shelf.at('terms', agreement.files.en), ' ');
    await expect(catalog.termsText(agreement, language)).rejects.toMatchObject({
      code: 'CATALOG_INVALID',
      file: `terms/${agreement.files.en}`,
      reason: 'the text of network-agreement 2018-08 is not the one that the programme promises (SHA-256 differs)',
    });
  });

  test('D14 is refused where the file is gone', async () => {
    const { shelf, catalog, agreement } = await opened();
    rmSync(shelf.at('terms', agreement.files.en));
    await expect(catalog.termsText(agreement, 'en')).rejects.toThrow(
      `terms/${agreement.files.en}: the file is missing`,
    );
  });
});

test('D16 a benefit may change from a day on: two rows of one id, one after the other', async () => {
  const shelf = newShelf();
  shelf.edit('mpn-2018', ({ offers: [pack] }) => {
    pack.benefits.push({ ...pack.benefits[3], quantity: 5, from: '2019-01-01' });
    pack.benefits[3].until = '2018-12-31';
  });
  const [pack] = (await openCatalog({ folder: shelf.folder }).programme('mpn-2018')).offers;
  const seats = (on: string) =>
    benefitsOn(pack?.benefits ?? [], on as Day).flatMap(({ id, quantity }) =>
      id === 'office-365-e3' ? [quantity] : [],
    );
  expect([seats('2018-12-31'), seats('2019-01-01')]).toEqual([[10], [5]]);
});
