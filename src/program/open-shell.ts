import { chmodSync, existsSync, lstatSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, win32 } from 'node:path';
import type { Shell, ShellStart } from '../cli/shells.js';
import type { Machine } from '../env/machine.js';
import { stop, type FileFault } from '../errors.js';
import { packageRoot } from '../files/package-root.js';
import { makeFolder } from '../files/folders.js';
import { publishOver } from '../files/publish.js';
import { readRegular } from '../files/regular.js';
import type { DryRunNotes, Unwritten } from './dry-run-notes.js';

const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: 'partner.bash',
  zsh: 'partner.zsh',
  fish: 'partner.fish',
  powershell: 'partner.ps1',
};

const BEGIN = '# >>> partner completion >>>';
const END = '# <<< partner completion <<<';
const BLOCK = new RegExp(`^${BEGIN}\\r?\\n[^]*?^${END}(?:\\r?\\n|$)`, 'm');

interface Parts {
  readonly machine: Pick<Machine, 'env' | 'home' | 'platform'>;
  readonly dryRun: DryRunNotes | undefined;
}

/** Where a shell begins, and what of it is ours: a block between two marks, which is found again and never doubled. */
export function openShell(shell: Shell, { machine, dryRun }: Parts): ShellStart {
  const path = startOf(shell, machine);
  const script = readFileSync(join(packageRoot(), 'data', 'completion', SCRIPTS[shell]), 'latin1');
  const written = `${BEGIN}\n${script}${END}\n`;
  // latin1 gives each byte back as it was, whatever the file is written in.
  const text = () => bytesOf(path)?.toString('latin1') ?? '';
  return {
    path,
    script,
    written,
    installed: () => text().includes(written),
    there: () => BLOCK.test(text()),
    write() {
      const before = text();
      const open = before === '' || before.endsWith('\n') ? before : `${before}\n`;
      // A function, since the script has dollars in it.
      const content = BLOCK.test(before) ? before.replace(BLOCK, () => written) : `${open}${written}`;
      replace(content, 'completion-installed');
    },
    remove() {
      replace(text().replace(BLOCK, ''), 'completion-removed');
    },
  };

  function replace(content: string, what: Unwritten): void {
    if (dryRun) {
      dryRun.writes.push(what);
      return;
    }
    try {
      if (content === '' && shell === 'fish') rmSync(path);
      else writeThrough(path, content);
    } catch (cause) {
      throw stop('FILE_UNWRITABLE', { location: path }, { cause });
    }
  }
}

const FAULTS: Readonly<Record<string, FileFault>> = {
  EACCES: 'denied',
  EPERM: 'denied',
  EISDIR: 'folder',
  ENOTFILE: 'no-file',
};

/** undefined where there is none. */
function bytesOf(path: string): Buffer | undefined {
  try {
    return readRegular(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw stop('FILE_UNREADABLE', { location: path, why: FAULTS[code ?? ''] ?? 'failed' }, { cause });
  }
}

/** Whole or not at all, with the rights that it had; many keep these files elsewhere and have links to them. */
function writeThrough(path: string, content: string): void {
  makeFolder(dirname(path));
  const isThere = lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  const target = isThere ? realpathSync(path) : path;
  const mode = isThere ? statSync(target).mode & 0o7777 : 0o644;
  publishOver(target, (file) => writeFileSync(file, content, 'latin1'));
  chmodSync(target, mode);
}

/** The file of a user that the shell reads when it begins. */
function startOf(shell: Shell, { env, home, platform }: Parts['machine']): string {
  const path = platform === 'win32' ? win32 : posix;
  const folder = (variable: string, usual: string) => {
    const said = env[variable];
    return said && path.isAbsolute(said) ? said : usual;
  };
  const config = folder('XDG_CONFIG_HOME', path.join(home, '.config'));
  switch (shell) {
    case 'bash': {
      // A terminal of macOS begins a login shell, which reads no other file.
      const login = path.join(home, '.bash_profile');
      return platform === 'darwin' && existsSync(login) ? login : path.join(home, '.bashrc');
    }
    case 'zsh':
      return path.join(folder('ZDOTDIR', home), '.zshrc');
    case 'fish':
      return path.join(config, 'fish', 'completions', 'partner.fish');
    case 'powershell':
      return platform === 'win32'
        ? path.join(home, 'Documents', 'PowerShell', 'profile.ps1')
        : path.join(config, 'powershell', 'profile.ps1');
  }
}
