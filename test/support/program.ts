import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkProgrammeFile } from '../../src/catalog/check.js';
import { packageRoot } from '../../src/files/package-root.js';
import type { run } from '../../src/main.js';

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

async function fromSources(): Promise<Program> {
  await checkedProgrammes();
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

// What the build defines for the shipped program: the programmes that it has checked, so that no start has to.
async function checkedProgrammes(): Promise<void> {
  const data = join(packageRoot(), 'data');
  const names = readdirSync(join(data, 'programmes'));
  const files = await Promise.all(names.map((name) => checkProgrammeFile(join(data, 'programmes', name), data)));
  const built = globalThis as { CHECKED_PROGRAMMES?: Record<string, string> };
  built.CHECKED_PROGRAMMES = Object.fromEntries(files.map(({ file, text }) => [file, text]));
}
