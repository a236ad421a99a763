import { createHash } from 'node:crypto';
import type { Workplace } from './in-process.js';

/** Every file of a machine's home and the hash of its bytes: two of them differ in a line that can be read. */
export function fingerprint(machine: Workplace): readonly string[] {
  return [...machine.files()].map(
    ([path, bytes]) => `${path} ${createHash('sha256').update(bytes, 'latin1').digest('hex')}`,
  );
}
