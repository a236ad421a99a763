import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';

const ROOT = packageRoot();

/**
 * By file name, the text of the programmes that the build has checked and put into `dist/`, as the shipped program takes
 * them: what checks them is loaded and compiled by the tests of it alone.
 */
export const CHECKED: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(join(ROOT, 'data', 'programmes')).map((name) => [name, readFileSync(join(ROOT, 'dist', name), 'utf8')]),
);
