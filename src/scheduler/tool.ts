import { spawn } from 'node:child_process';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { childEnvironment } from '../files/child.js';
import { readRegular } from '../files/regular.js';
import { makeFolder } from '../files/folders.js';
import { inWorkshop } from '../files/workshop.js';
import { SchedulerError, type SchedulerName, type Written } from './scheduler.js';

export const BYTE_ORDER_MARK = '\uFEFF';

/** Runs one of the machine's own programs; a test passes another. */
export type RunTool = (program: string, words: readonly string[], input?: string) => Promise<Ran>;

export interface Ran {
  /** undefined where the program is not there at all. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Without a shell, found and run in this environment save for what is ours; whatever the program's exit code. */
export function toolsIn(env: Readonly<Record<string, string | undefined>>): RunTool {
  const others = childEnvironment(env);
  return (program, words, input) =>
    new Promise((resolve) => {
      const child = spawn(program, words, { env: others, stdio: ['pipe', 'pipe', 'pipe'] });
      const said = { stdout: '', stderr: '' };
      child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
      child.on('error', () => resolve({ code: undefined, ...said }));
      child.on('close', (code) => resolve({ code: code ?? 1, ...said }));
      // A program that does not read its input is no failure of ours.
      child.stdin.on('error', () => undefined);
      child.stdin.end(input ?? '');
    });
}

/** @throws SchedulerError where the program is missing or fails */
export async function mustRun(
  run: RunTool,
  scheduler: SchedulerName,
  program: string,
  words: readonly string[],
  input?: string,
): Promise<string> {
  const { code, stdout, stderr } = await run(program, words, input);
  if (code === 0) return stdout;
  throw new SchedulerError(
    scheduler,
    code === undefined ? `${program} is not on this machine` : `${program}: ${stderr.trim()}`,
  );
}

/** The text of a file, or undefined where there is none. */
export function textIn(file: string): string | undefined {
  return bytesIn(file)?.toString('utf8');
}

function bytesIn(file: string): Buffer | undefined {
  try {
    return readRegular(file);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/**
 * Writes files and has the scheduler take them in. Where it does not, they are again what they were: half a job could
 * start at the next login, and whoever asked was told that there is none.
 * @throws SchedulerError
 */
export async function installFiles(
  scheduler: SchedulerName,
  files: readonly Written[],
  takeIn: () => Promise<unknown>,
): Promise<void> {
  const before = files.map(({ place }) => ({ place, bytes: bytesIn(place) }));
  try {
    for (const { place, text } of files) writeWhole(place, Buffer.from(text, encodingOf(text)));
    await takeIn();
  } catch (error) {
    for (const { place, bytes } of before) {
      if (bytes === undefined) removeFile(place);
      else writeWhole(place, bytes);
    }
    if (error instanceof SchedulerError) throw error;
    const { code = 'not written' } = error as NodeJS.ErrnoException;
    throw new SchedulerError(scheduler, `a file: ${code}`, { cause: error });
  }
}

/** Whole or not at all, mode 0600, in place of a link and not where it leads: a scheduler never reads half a job. */
function writeWhole(file: string, bytes: Buffer): void {
  const folder = dirname(file);
  makeFolder(folder);
  inWorkshop(folder, (workshop) => {
    const draft = join(workshop, basename(file));
    writeFileSync(draft, bytes, { mode: 0o600 });
    renameSync(draft, file);
  });
}

/** What begins with a byte order mark is for Windows, whose tools mean UTF-16 by it. */
function encodingOf(text: string): BufferEncoding {
  return text.startsWith(BYTE_ORDER_MARK) ? 'utf16le' : 'utf8';
}

export function removeFile(file: string): boolean {
  if (textIn(file) === undefined) return false;
  rmSync(file);
  return true;
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}
