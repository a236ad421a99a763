import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import type { run } from '../../src/main.js';
import { CHECKED } from './checked.js';

interface Program {
  readonly run: typeof run;
}

let loaded: Promise<Program> | undefined;

/**
 * What commands run in tests of this process: the shipped bundle, as bin/partner.js reads it, so that a fault of the
 * build shows as any other. With PARTNER_TESTED=sources it is the compiled sources, each in its own file.
 */
export function program(): Promise<Program> {
  loaded ??= process.env['PARTNER_TESTED'] === 'sources' ? fromSources() : Promise.resolve(fromBundle());
  return loaded;
}

/** The compiled sources, each in its own file: they know the programmes that the build has checked, as the bundle does. */
export async function fromSources(): Promise<Program> {
  Object.assign(globalThis, { CHECKED_PROGRAMMES: CHECKED });
  return import('../../src/main.js');
}

// Jest's own ways to load a module know nothing of a function without a file.
function fromBundle(): Program {
  const { createRequire } = process.getBuiltinModule('node:module');
  const { Script } = process.getBuiltinModule('node:vm');
  const file = join(packageRoot(), 'dist', 'main.cjs');
  const bundle = { exports: {} as Program };
  const wrapped = new Script(readFileSync(file, 'latin1'), { filename: file }).runInThisContext() as Wrapped;
  wrapped(bundle.exports, createRequire(file), bundle, file, dirname(file));
  return bundle.exports;
}

type Wrapped = (exports: object, require: NodeJS.Require, module: object, file: string, folder: string) => void;
