import type { general } from '../../../src/language/en/general.js';

/** English as it stands, or the same with every word replaced, so that what is not ours can be seen. */
export async function loadGeneral(): Promise<typeof general> {
  const english = (await import('../../../src/language/en/general.js')).general;
  return process.env['OTHER_WORDS'] ? { ...english, chooseHint: 'flèches, puis Entrée' } : english;
}
