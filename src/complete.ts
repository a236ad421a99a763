import { existsSync } from 'node:fs';
import { locatePaths } from './env/paths.js';
import { realMachine } from './env/machine.js';
import { writeText } from './io/stream.js';
import type { Lang } from './language/lang.js';
import { complete } from './program/complete.js';
import { keptIn } from './program/completions.js';
import { readPreferences } from './settings/preferences.js';
import { langIn } from './settings/settings.js';

// Set by the build.
declare const COMPLETIONS: (lang: Lang) => string;

/**
 * Says what may stand at the cursor of a shell, as `main.ts` does, where the build has written down all that it takes: a
 * person waits for it at every key, and the whole program takes longer to load than to answer.
 * @returns undefined where it takes more: nothing has been said then
 */
export async function run(asked: readonly string[]): Promise<number | undefined> {
  const machine = realMachine();
  const { configuration, catalog } = locatePaths(machine);
  // Programmes of one's own name commands of their own; and a language may be asked for in the line itself.
  if (existsSync(catalog) || asked.some((word) => word.includes('--lang'))) return undefined;
  const lang = langIn(machine.env, readPreferences(configuration));
  if (lang === undefined) return undefined;
  const kept = keptIn(COMPLETIONS(lang));
  const text = await complete(asked, { ...kept, machine });
  if (text === undefined) return undefined;
  await writeText(machine.stdout, text);
  return 0;
}
