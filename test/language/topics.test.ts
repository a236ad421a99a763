import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../support/commands.js';
import { packageRoot } from '../../src/files/package-root.js';
import { topicText, TOPICS } from '../../src/language/topics.js';
import { looseMarks } from './texts.js';

const LANGUAGES = ['en', 'fr'] as const;

test('every topic of help has a text in each language, and no text is left over', () => {
  const files = TOPICS.map((topic) => `${topic}.txt`).sort();
  for (const lang of LANGUAGES) expect(readdirSync(join(packageRoot(), 'data', 'help', lang)).sort()).toEqual(files);
});

describe.each(TOPICS)('the topic %s', (topic) => {
  test('F8 fits a terminal of 60 columns, as it is printed, but for a file to paste', async () => {
    for (const lang of LANGUAGES) {
      const lines = (await topicText(lang, topic)).split('\n');
      expect(lines.length).toBeGreaterThan(5);
      const tooWide = lines.filter((line) => line.length > 60 && !/^ {6,}(?:- )?run: /.test(line));
      expect(tooWide).toEqual([]);
      expect(lines.filter((line) => line.trimEnd() !== line)).toEqual([]);
    }
  });

  test('names the same options, variables and commands in both languages', async () => {
    const named = async (lang: (typeof LANGUAGES)[number]) => {
      const text = (await topicText(lang, topic)).replace(/\s+/g, ' ');
      const commands = COMMANDS.filter(({ path }) => path !== '' && text.includes(`partner ${path}`));
      return [
        ...new Set([...(text.match(/--[a-z][a-z-]*|\b[A-Z][A-Z_]{5,}\b/g) ?? []), ...commands.map(({ path }) => path)]),
      ].sort();
    };
    expect(await named('fr')).toEqual(await named('en'));
  });

  test('keeps the punctuation of French on the line of its word', async () => {
    expect(looseMarks(await topicText('fr', topic))).toBeUndefined();
  });
});
