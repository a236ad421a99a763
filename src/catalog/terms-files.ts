import { existsSync } from 'node:fs';
import { holdsCardNumber } from '../core/card-number.js';
import type { Localized, Programme } from '../core/programme.js';
import { pointer, type Fault } from './fault.js';
import { readBytes, sha256, termsFile, textOf } from './files.js';

/** The first terms whose text is missing, or whose governing text is not the one promised (D14). */
export function termsFault({ terms }: Programme, folder: string): Fault | undefined {
  for (const [row, version] of terms.entries()) {
    for (const language of Object.keys(version.files) as (keyof Localized)[]) {
      const file = termsFile(folder, version, language);
      const path = pointer('terms', row, 'files', language);
      if (!existsSync(file.path)) return { path, reason: `there is no file ${file.name}` };
      // What is accepted is shown and kept (D19).
      if (holdsCardNumber(textOf(file, readBytes(file)))) return { path, reason: `${file.name} holds a card number` };
    }
    const found = sha256(readBytes(termsFile(folder, version, 'en')));
    if (found !== version.sha256)
      return { path: pointer('terms', row, 'sha256'), reason: `the English text has ${found}` };
  }
  return undefined;
}
