import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { quickFolder } from '../support/folders.js';

export const SHIPPED = join(packageRoot(), 'data');

/** A programme as its file says it, before anyone has checked it. */
export type Draft = ReturnType<typeof JSON.parse>;

/** A copy of the shipped catalogue that a test may spoil. */
export interface Shelf {
  readonly folder: string;
  at(...parts: string[]): string;
  /** Rewrites a programme: its draft in, the same draft changed. */
  edit(id: string, change: (draft: Draft) => void): void;
  write(text: string, ...parts: string[]): void;
}

export function newShelf(): Shelf {
  const folder = quickFolder('catalog');
  cpSync(SHIPPED, folder, { recursive: true });
  const at = (...parts: string[]) => join(folder, ...parts);
  const write = (text: string, ...parts: string[]) => writeFileSync(at(...parts), text);
  const edit: Shelf['edit'] = (id, change) => {
    const draft = JSON.parse(readFileSync(at('programmes', `${id}.json`), 'utf8'));
    change(draft);
    write(JSON.stringify(draft), 'programmes', `${id}.json`);
  };
  return { folder, at, edit, write };
}
