import { existsSync } from 'node:fs';
import type { Localized, Programme } from '../core/programme.js';
import { pointer, type Fault } from './fault.js';
import { readBytes, sha256, termsFile } from './files.js';

/** The first terms whose text is missing, or whose governing text is not the one promised (D14). */
export function termsFault({ terms }: Programme, folder: string): Fault | undefined {
  for (const [row, version] of terms.entries()) {
    for (const language of Object.keys(version.files) as (keyof Localized)[]) {
      const file = termsFile(folder, version, language);
      if (!existsSync(file.path))
        return { path: pointer('terms', row, 'files', language), reason: `there is no file ${file.name}` };
    }
    const found = sha256(readBytes(termsFile(folder, version, 'en')));
    if (found !== version.sha256)
      return { path: pointer('terms', row, 'sha256'), reason: `the English text has ${found}` };
  }
  return undefined;
}
