import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The licence of every package that esbuild put into the program, as text. @throws Error where one has none */
export function licencesOf(metafiles) {
  const folders = new Set(
    metafiles
      .flatMap(({ inputs }) => Object.keys(inputs))
      .map(packageFolder)
      .filter(Boolean),
  );
  const texts = new Map([...folders].map((folder) => licenceIn(folder)));
  const heading = 'partner contains the packages below, under these licences.\n';
  return [
    heading,
    ...[...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, text]) => `${name}\n\n${text}\n`),
  ].join(`\n${'-'.repeat(80)}\n\n`);
}

/** The folder below the innermost node_modules that holds the package's own package.json. */
function packageFolder(file) {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file);
  return match?.[1];
}

function licenceIn(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : undefined;
  if (!license && !text) throw new Error(`${name} says nothing about its licence`);
  return [
    `${name} ${version} (${license ?? 'see its text'})`,
    text ?? `Its package holds no licence text; it declares ${license}.`,
  ];
}
