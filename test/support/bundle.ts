import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';

type Wrapped = (
  exports: object,
  require: NodeJS.Require,
  module: object,
  file: string,
  folder: string,
  load: (name: string) => unknown,
) => void;

/**
 * A script of the shipped bundle, loaded as `bin/partner.js` does: jest's own ways to load a module know nothing of a
 * function without a file.
 */
export function loadBundle<T>(name = 'main.cjs'): T {
  const { createRequire } = process.getBuiltinModule('node:module');
  const { Script } = process.getBuiltinModule('node:vm');
  const folder = join(packageRoot(), 'dist');
  const file = join(folder, name);
  const bundle = { exports: {} as T & object };
  const wrapped = new Script(readFileSync(file, 'latin1'), { filename: file }).runInThisContext() as Wrapped;
  wrapped(bundle.exports, createRequire(file), bundle, file, folder, loadBundle);
  return bundle.exports;
}
