import { constants, existsSync } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sandboxBooks } from '../src/env/paths.js';
import { inItsOwnProcess } from './own-process.js';

/** Made-up ledgers in a folder: each is made once and used again, since what is measured works on a copy of it. */
export class Ledgers {
  constructor(
    private readonly folder: string,
    private readonly said: (line: string) => void,
  ) {}

  /** @param due how many renew by themselves today, tomorrow and so on */
  async made(accounts: number, due: readonly number[]): Promise<string> {
    const file = join(this.folder, `${[accounts, ...due].join('-')}.db`);
    if (existsSync(file)) return file;
    // Under its name when it is whole: one that was cut off is never measured.
    const draft = join(this.folder, 'draft.db');
    for (const left of pair(draft)) await rm(left, { force: true });
    const built = await inItsOwnProcess('build', draft, String(accounts), ...due.map(String));
    await rename(sandboxBooks(draft), sandboxBooks(file));
    await rename(draft, file);
    const { count, entries = 0, milliseconds } = built;
    const speed = `${(milliseconds / 1000).toFixed(0)} s, ${Math.round((1000 * entries) / milliseconds)} entries/s`;
    this.said(`${accounts} accounts, ${count} charges, ${entries} entries: made in ${speed}`);
    return file;
  }

  /** Runs `work` over a copy that it may write to. */
  async copied<T>(file: string, work: (copy: string) => Promise<T>): Promise<T> {
    const copy = join(this.folder, 'copy.db');
    try {
      await copyFile(file, copy, constants.COPYFILE_FICLONE);
      await copyFile(sandboxBooks(file), sandboxBooks(copy), constants.COPYFILE_FICLONE);
      return await work(copy);
    } finally {
      for (const made of pair(copy)) await rm(made, { force: true });
    }
  }
}

/** A ledger and the books of its gateway, each with what a process that was killed leaves beside it. */
function pair(file: string): readonly string[] {
  return [file, sandboxBooks(file)].flatMap((name) => [name, `${name}-journal`]);
}
