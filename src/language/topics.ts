import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../files/package-root.js';
import type { Lang } from './lang.js';

/** What `partner help TOPIC` explains at length, each in a text file of `data/help/<language>/`. */
export const TOPICS = ['environment', 'prompts', 'formatting', 'accessibility', 'renewals-in-ci'] as const;
export type Topic = (typeof TOPICS)[number];

/** As it is printed: lines of 60 columns at most but for a file to paste, without the last line break. */
export async function topicText(lang: Lang, topic: Topic): Promise<string> {
  const text = await readFile(join(packageRoot(), 'data', 'help', lang, `${topic}.txt`), 'utf8');
  return text.trimEnd();
}
