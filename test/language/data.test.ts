import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { looseMarks } from './texts.js';

const data = join(packageRoot(), 'data');
const filesIn = (folder: string, ending: string) =>
  readdirSync(join(data, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
const read = (file: string) => readFileSync(join(data, file), 'utf8');

/** Whatever a person may be shown in a language: every `{ en, … }`, and every source that is one text for all. */
function wordings(value: unknown, key = ''): readonly (string | { en: string; fr?: string })[] {
  if (typeof value === 'string') return key === 'source' ? [value] : [];
  if (typeof value !== 'object' || value === null || key === 'files' || key === 'taxes') return [];
  if ('en' in value) return [value as { en: string; fr?: string }];
  return Object.entries(value).flatMap(([name, inner]) => wordings(inner, name));
}

test.each(filesIn('programmes', '.json'))(
  '%s says everything in French too, its marks bound to their words',
  (file) => {
    const found = wordings(JSON.parse(read(file)));
    expect(found.length).toBeGreaterThan(20);
    expect(found.filter((wording) => typeof wording === 'string' || wording.fr === undefined)).toEqual([]);
    expect(
      found.map((wording) => looseMarks(typeof wording === 'string' ? '' : (wording.fr ?? ''))).filter(Boolean),
    ).toEqual([]);
  },
);

test.each(filesIn('terms', '.fr.md'))('the marks of %s are bound to their words', (file) => {
  expect(looseMarks(read(file))).toBeUndefined();
});
