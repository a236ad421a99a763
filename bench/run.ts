import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packageRoot } from '../src/files/package-root.js';
import { drawn, inFolder, machine, print, TABLE_FILE, type Table } from './table.js';

// All measurements one after the other, each in a process of its own: `npm run bench`, and with `-- --write` their tables
// become docs/performance.md.
const { values: said } = parseArgs({ options: { write: { type: 'boolean', default: false } } });

const MEASUREMENTS = [
  ['startup.js'],
  ['renewals.js', '--charges', '37000', '--due', '7500'],
  ['adopt.js'],
  ['growth.js', '--accounts', '500,2000,8000'],
] as const;

await inFolder(undefined, (folder) => {
  const tables = MEASUREMENTS.map(([script, ...given]) => ({
    line: ['node', `build/bench/${script}`, ...given].join(' '),
    ...tableOf(script, given, join(folder, 'table.json')),
  }));
  const goals = tables.flatMap(({ rows }) => rows.flatMap(({ goal }) => goal ?? []));
  print(`\n${goals.filter(({ met }) => met).length} of ${goals.length} goals met`);
  if (said.write) writeFileSync(join(packageRoot(), 'docs', 'performance.md'), page(tables));
  process.exitCode = goals.every(({ met }) => met) ? 0 : 1;
  return Promise.resolve();
});

function tableOf(script: string, given: readonly string[], file: string): Table {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const env = { ...process.env, [TABLE_FILE]: file };
  rmSync(file, { force: true });
  spawnSync(process.execPath, [path, ...given], { stdio: 'inherit', env });
  return JSON.parse(readFileSync(file, 'utf8')) as Table;
}

function page(tables: readonly (Table & { readonly line: string })[]): string {
  const parts = tables.map(({ title, line, rows }) => {
    const [head = '', ...body] = drawn(rows, (cells) => `| ${cells.join(' | ')} |`);
    return [
      `## ${title}`,
      `\`${line}\``,
      [head, head.replace(/[^|]/g, '-').replace(/-(?=\|)|(?<=\|)-/g, ' '), ...body].join('\n'),
    ];
  });
  const about = `Made by \`npm run bench -- --write\` on ${machine()}. A start is a multiple of one of Node.js with nothing, in the same
round; whatever else is compared was measured in one run on one machine.`;
  return `${['# Performance', about, ...parts.flat()].join('\n\n')}\n`;
}
