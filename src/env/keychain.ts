import { spawn } from 'node:child_process';
import { childEnvironment } from '../files/child.js';
import type { Machine } from './machine.js';

/** `none`: this machine has no keychain that could be asked. `silent`: it did not answer in time; it may be locked. */
export type Kept = { readonly kind: 'kept'; readonly secret: string } | { readonly kind: 'none' | 'empty' | 'silent' };

/** One that is locked asks whoever sits here; a job has nobody. */
const ANSWERS_WITHIN_MS = 5000;
/** No secret is longer: of a program that talks without end no more is read. */
const MOST_CHARACTERS = 4096;

/**
 * A secret that the user has put into the system's keychain, under `partner` and a name: read by the platform's own program, whose
 * environment and command line hold nothing of it.
 */
export function keptSecret(
  name: string,
  { env, platform }: Pick<Machine, 'env' | 'platform'>,
  withinMs = ANSWERS_WITHIN_MS,
): Promise<Kept> {
  const [program, ...words] = asked(platform, name);
  return new Promise((resolve) => {
    const child = spawn(program, words, {
      env: childEnvironment(env),
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
    });
    let said = '';
    const answered = (kept: Kept) => {
      clearTimeout(limit);
      resolve(kept);
    };
    const broken = (kept: Kept) => {
      child.kill('SIGKILL');
      child.stdout.destroy();
      child.unref();
      answered(kept);
    };
    const limit = setTimeout(() => broken({ kind: 'silent' }), withinMs);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.length > MOST_CHARACTERS) broken({ kind: 'kept', secret: said });
    });
    child.on('error', () => answered({ kind: 'none' }));
    child.on('close', (code) => {
      const secret = said.trim();
      answered(code === 0 && secret !== '' ? { kind: 'kept', secret } : { kind: 'empty' });
    });
  });
}

function asked(platform: NodeJS.Platform, name: string): readonly [program: string, ...words: string[]] {
  switch (platform) {
    case 'darwin':
      return commandOf('security find-generic-password -w -s partner -a', name);
    case 'win32': {
      const credential = `Get-StoredCredential -Target 'partner/${name}' -ErrorAction Stop`;
      const command = `[Console]::Out.Write((${credential}).GetNetworkCredential().Password)`;
      return commandOf('powershell.exe -NoProfile -NonInteractive -Command', command);
    }
    default:
      return commandOf('secret-tool lookup service partner key', name);
  }
}

function commandOf(line: string, last: string): readonly [program: string, ...words: string[]] {
  const [program = '', ...words] = line.split(' ');
  return [program, ...words, last];
}
