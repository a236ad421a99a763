import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { packageRoot } from '../../src/files/package-root.js';

/**
 * Whether the compiler takes a file of src with another text. A mistake that it refuses is told to whoever makes it and
 * never reaches a test, so it is no mutant: neither found nor missed.
 */
export function compiler(): (file: string, text: string) => boolean {
  const root = packageRoot();
  const changed = new Map<string, { readonly version: number; readonly text: string }>();
  const settings = ts.getParsedCommandLineOfConfigFile(
    join(root, 'tsconfig.json'),
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: () => undefined,
    },
  );
  if (!settings) throw new Error('tsconfig.json cannot be read');
  const sources = settings.fileNames.filter((name) => name.startsWith(join(root, 'src')));
  const textOf = (name: string) =>
    changed.get(name)?.text ?? (ts.sys.fileExists(name) ? readFileSync(name, 'utf8') : undefined);
  const service = ts.createLanguageService({
    // What a mutant leaves unused is a matter of taste, and no reason to call it refused.
    getCompilationSettings: () => ({ ...settings.options, noUnusedLocals: false, noUnusedParameters: false }),
    getScriptFileNames: () => sources,
    getScriptVersion: (name) => String(changed.get(name)?.version ?? 0),
    getScriptSnapshot(name) {
      const text = textOf(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });

  return (file, text) => {
    const name = join(root, file);
    const put = (now: string) => changed.set(name, { version: (changed.get(name)?.version ?? 0) + 1, text: now });
    const own = readFileSync(name, 'utf8');
    put(text);
    const isSound =
      service.getSyntacticDiagnostics(name).length === 0 && service.getSemanticDiagnostics(name).length === 0;
    put(own);
    return isSound;
  };
}
