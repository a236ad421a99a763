import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import { stop } from '../errors.js';
import { readText } from '../files/text.js';
import { sweepDrafts } from '../files/workshop.js';

/**
 * Keeps a value under a key, or forgets it where the value is undefined. conf reads the file again right before, and
 * writes it beside itself and renames it, so that another process sees either the old file or the new one (F8). File
 * and folder are for their owner alone.
 * @throws Stop FILE_UNWRITABLE
 */
export async function keep(file: string, key: string, value: string | undefined): Promise<void> {
  const { default: Conf } = await import('conf');
  try {
    ownFolder(dirname(file));
    const extension = extname(file);
    const conf = new Conf<Record<string, unknown>>({
      cwd: dirname(file),
      configName: basename(file, extension),
      fileExtension: extension,
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false,
      // conf has read it as UTF-8, which it need not be.
      deserialize: () => JSON.parse(readText(file)) as Record<string, unknown>,
      serialize: (values) => `${JSON.stringify(values, null, 2)}\n`,
    });
    if (value === undefined) conf.delete(key);
    else conf.set(key, value);
    // A umask can have taken the owner's own rights away; an older file can be open to others.
    chmodSync(file, 0o600);
    sweepDrafts(dirname(file), (name) => name.startsWith(`${basename(file)}.tmp-`), statSync(file).mtimeMs);
  } catch (error) {
    throw stop('FILE_UNWRITABLE', { location: file }, { cause: error });
  }
}

// A folder that was there before belongs to somebody's own arrangement: it is left as it is.
function ownFolder(folder: string): void {
  if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) chmodSync(folder, 0o700);
}
