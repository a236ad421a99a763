#!/usr/bin/env node
// Plain enough for any Node to read, so that an old one gets a sentence and not a syntax error.
import process from 'node:process';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 17)) {
  process.stderr.write(`partner needs Node.js 20.17 or later; this is ${process.versions.node}.\n`);
  process.exitCode = 1;
} else {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache?.();
  const { run, realMachine } = await import('../dist/main.js');
  process.exitCode = await run(process.argv.slice(2), realMachine());
}
