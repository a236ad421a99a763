import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { quickFolder } from './folders.js';

/** Where a run of the tests keeps what several of its files begin with; a program that a test starts keeps its own. */
const KEPT = process.env['PARTNER_TEST_KEPT'] ?? quickFolder('kept');

const asked = new Map<string, Promise<string>>();

/**
 * The folder that `make` has filled, once a run under this name, by the test file that asked first: to be copied from, and
 * never written to. What is in it must follow from the name alone.
 */
export function keptFolder(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = asked.get(name) ?? keptAt(join(KEPT, createHash('sha256').update(name).digest('hex')), make);
  asked.set(name, folder);
  return folder;
}

async function keptAt(folder: string, make: (folder: string) => Promise<void>): Promise<string> {
  if (existsSync(folder)) return folder;
  const draft = mkdtempSync(`${folder}.`);
  await make(draft);
  try {
    renameSync(draft, folder);
  } catch (error) {
    // Another file was first; both have made the same.
    if (!existsSync(folder)) throw error;
    rmSync(draft, { recursive: true });
  }
  return folder;
}
