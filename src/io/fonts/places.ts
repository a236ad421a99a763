import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Folders in which fonts may lie, those that come first being preferred. */
export type FontPlaces = readonly string[];

export interface FontMachine {
  readonly platform: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Font packages beside the program (`@fontsource/…`), then the usual folders of the machine. */
export function fontPlaces(root: string, machine: FontMachine): FontPlaces {
  return [...packagesAbove(root), ...machineFolders(machine)];
}

function packagesAbove(folder: string): readonly string[] {
  const parent = dirname(folder);
  return [join(folder, 'node_modules', '@fontsource'), ...(parent === folder ? [] : packagesAbove(parent))];
}

function machineFolders({ platform, home, env }: FontMachine): readonly string[] {
  if (platform === 'win32') {
    const { WINDIR: windows, LOCALAPPDATA: own } = env;
    return [...(own ? [join(own, 'Microsoft', 'Windows', 'Fonts')] : []), ...(windows ? [join(windows, 'Fonts')] : [])];
  }
  if (platform === 'darwin') return [join(home, 'Library/Fonts'), '/Library/Fonts', '/System/Library/Fonts'];
  const data = env['XDG_DATA_HOME'] ?? join(home, '.local/share');
  return [join(data, 'fonts'), join(home, '.fonts'), '/usr/local/share/fonts', '/usr/share/fonts'];
}

/** Fonts of ordinary weight below a folder, in an order that is always the same; none where it cannot be read. */
export function fontFilesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ttf|otf|ttc|otc)$|-400-normal\.woff$/i.test(name))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}
