import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../files/package-root.js';

/** One numbered step of the schema; the number is the version that it leads to. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** The migrations that this program brings along. */
export function shippedMigrations(): string {
  return join(packageRoot(), 'data', 'migrations');
}

/** Every `NNNN-name.sql` of a folder in order. @throws Error where a number is missing or used twice */
export function readMigrations(folder: string): readonly Migration[] {
  const names = readdirSync(folder)
    .filter((name) => /^\d{4}-.+\.sql$/.test(name))
    .sort();
  return names.map((name, index) => {
    const version = Number(name.slice(0, 4));
    if (version !== index + 1) throw new Error(`migration ${name} is not number ${index + 1}`);
    return { version, name, sql: readFileSync(join(folder, name), 'utf8') };
  });
}
