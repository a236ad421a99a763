import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { packageRoot } from '../../src/files/package-root.js';

/** A file of src with another text. */
export interface Changed {
  readonly file: string;
  readonly text: string;
}

/**
 * Which of these changed files the compiler takes. A mistake that it refuses is told to whoever makes it and never reaches
 * a test, so it is no mutant: neither found nor missed. Each stands beside its original as a file of its own, so that
 * many are looked at in the time of one.
 */
export function compiler(): (changed: readonly Changed[]) => readonly boolean[] {
  const root = packageRoot();
  const settings = ts.getParsedCommandLineOfConfigFile(
    join(root, 'tsconfig.json'),
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: () => undefined,
    },
  );
  if (!settings) throw new Error('tsconfig.json cannot be read');
  // What a mutant leaves unused is a matter of taste, and no reason to call it refused.
  const options = { ...settings.options, noEmit: true, noUnusedLocals: false, noUnusedParameters: false };
  const declarations = settings.fileNames.filter((name) => name.endsWith('.d.ts'));
  const beside = new Map<string, string>();
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  const parsed = new Map<string, ts.SourceFile | undefined>();
  host.readFile = (name) => beside.get(name) ?? readFile(name);
  host.fileExists = (name) => beside.has(name) || fileExists(name);
  host.getSourceFile = (name, ...rest) => {
    if (!beside.has(name) && parsed.has(name)) return parsed.get(name);
    const source = getSourceFile(name, ...rest);
    if (!beside.has(name)) parsed.set(name, source);
    return source;
  };

  /** What the compiler says against each. */
  function faults(texts: ReadonlyMap<string, string>): (name: string) => readonly string[] {
    beside.clear();
    for (const [name, text] of texts) beside.set(name, text);
    const program = ts.createProgram({ rootNames: [...declarations, ...texts.keys()], options, host });
    return (name) => {
      const source = program.getSourceFile(name);
      const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
      return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
    };
  }

  return (changed) => {
    const texts = new Map(changed.map(({ file }) => [nameOf(file, 'own'), readFileSync(join(root, file), 'utf8')]));
    changed.forEach(({ file, text }, index) => texts.set(nameOf(file, index), text));
    const of = faults(texts);
    return changed.map(({ file }, index) => {
      // What a mere copy is told of is no fault of the change: some types are of one file alone.
      const known = of(nameOf(file, 'own'));
      return of(nameOf(file, index)).every((fault) => known.includes(fault));
    });
  };

  function nameOf(file: string, copy: string | number): string {
    return join(root, file.replace(/\.ts$/, `.${copy}.ts`));
  }
}
