import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../files/package-root.js';
import type { Defect } from '../store.js';

/** One numbered step of the schema; the number is the version that it leads to. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** The folder of the migrations that this program brings along for an engine. */
export function shippedMigrations(engine: 'sqlite' | 'postgres'): string {
  return join(packageRoot(), 'data', engine === 'sqlite' ? 'migrations' : engine);
}

/** Every `NNNN-name.sql` of a folder in order. @throws Error where a number is missing or used twice */
export function readMigrations(folder: string): readonly Migration[] {
  const names = readdirSync(folder)
    .filter((name) => /^\d{4}-.+\.sql$/.test(name))
    .sort();
  return names.map((name, index) => {
    const version = Number(name.slice(0, 4));
    if (version !== index + 1) throw new Error(`migration ${name} is not number ${index + 1}`);
    return {
      version,
      name,
      // Most openings only count them.
      get sql() {
        return readFileSync(join(folder, name), 'utf8');
      },
    };
  });
}

/** What a schema holds, each thing by its name with how it is defined, against what the migrations make. */
export function schemaDifferences(
  held: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
): readonly Defect[] {
  const missing = [...wanted.keys()].filter((name) => !held.has(name));
  const changed = [...held].filter(([name, sql]) => wanted.get(name) !== sql);
  return [
    ...missing.map((where) => ({ where, problem: 'It was taken out of the schema.' })),
    ...changed.map(([where]) => ({ where, problem: 'It is not what the migrations made.' })),
  ];
}
