import { loadBundle } from './bundle.js';
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
  loaded ??= process.env['PARTNER_TESTED'] === 'sources' ? fromSources() : Promise.resolve(loadBundle<Program>());
  return loaded;
}

/** The compiled sources, each in its own file: they know the programmes that the build has checked, as the bundle does. */
export async function fromSources(): Promise<Program> {
  Object.assign(globalThis, { CHECKED_PROGRAMMES: CHECKED });
  return import('../../src/main.js');
}
