import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileFunction } from 'node:vm';
import type { TransformOptions } from 'esbuild';
import { packageRoot } from '../../src/files/package-root.js';

/** How a file becomes one that `Modules` can load. */
export const LOADABLE = {
  format: 'cjs',
  platform: 'node',
  target: 'node20.17',
  define: { 'import.meta.url': 'HERE', 'import.meta.dirname': 'FOLDER' },
  supported: { 'dynamic-import': false },
} as const satisfies TransformOptions;

const GIVEN = ['exports', 'module', 'require', 'HERE', 'FOLDER', 'AS_IS'] as const;

type Code = (
  exports: object,
  module: object,
  require: (name: string) => unknown,
  here: string,
  folder: string,
  asIs: unknown,
) => void;

/** What is imported is a module already, as esbuild would have to make of what CommonJS requires. */
const AS_IS = <T>(module: T): T => module;

/**
 * The sources and the tests in one process: forgotten and run anew as often as is wanted, with another text in one of them,
 * while all the others stay compiled.
 */
export class Modules {
  /** How many files are being run at this moment, each for the one before it. */
  running = 0;
  private readonly changed = new Map<string, string>();
  private readonly compiled = new Map<string, Code>();
  private readonly names = new Map<string, readonly string[]>();
  private readonly packages = new Map<string, unknown>();
  private loaded = new Map<string, { exports: object }>();

  constructor(private readonly folder: string) {}

  /** From now on these files have these texts, and all others their own. */
  change(codes: ReadonlyMap<string, string>): void {
    for (const file of [...this.changed.keys(), ...codes.keys()]) this.compiled.delete(file);
    this.changed.clear();
    for (const [file, code] of codes) this.changed.set(file, code);
  }

  /** Loads a file and all that it imports anew. */
  async load(file: string): Promise<void> {
    this.loaded = new Map();
    await this.fetchPackages(file, new Set());
    this.require(file);
  }

  private require(file: string): object {
    const known = this.loaded.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    this.loaded.set(file, module);
    const path = join(packageRoot(), 'build', file);
    this.running += 1;
    try {
      const require = (name: string) => this.import(name, file);
      this.codeOf(file)(module.exports, module, require, pathToFileURL(path).href, dirname(path), AS_IS);
    } finally {
      this.running -= 1;
    }
    return module.exports;
  }

  private import(name: string, from: string): unknown {
    const file = fileOf(name, from);
    if (file !== undefined) return this.require(file);
    return this.packages.get(name) ?? (createRequire(import.meta.url)(name) as unknown);
  }

  private codeOf(file: string): Code {
    const known = this.compiled.get(file);
    if (known) return known;
    const text = this.textOf(file).replaceAll(/__toESM\(/g, 'AS_IS(');
    const code = compileFunction(text, GIVEN, { filename: file }) as Code;
    this.compiled.set(file, code);
    return code;
  }

  private textOf(file: string): string {
    return this.changed.get(file) ?? readFileSync(join(this.folder, file), 'utf8');
  }

  /** Packages are modules of Node.js, which are never run again. */
  private async fetchPackages(file: string, seen: Set<string>): Promise<void> {
    if (seen.has(file)) return;
    seen.add(file);
    for (const name of this.importedBy(file)) {
      const other = fileOf(name, file);
      if (other !== undefined) await this.fetchPackages(other, seen);
      else if (!this.packages.has(name)) this.packages.set(name, await import(name).catch(() => undefined));
    }
  }

  private importedBy(file: string): readonly string[] {
    const known = this.names.get(file);
    if (known) return known;
    const names = [...this.textOf(file).matchAll(/require\("([^"]+)"\)/g)].map(([, name = '']) => name);
    this.names.set(file, names);
    return names;
  }
}

function fileOf(name: string, from: string): string | undefined {
  return name.startsWith('.') ? posix.join(posix.dirname(from), name) : undefined;
}
