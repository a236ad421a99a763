// The tests of commands, wizards and money once more, with every ledger on a server: `npm run test:server [paths]`.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const { jest } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

// Left out: what is said of files, their folders, bytes and locks, or of settings alone.
const OF_FILES = ['books', 'config', 'db', 'errors', 'evidence', 'renewals/schedule', 'sandbox/seed-killed'];
// Left out, too: what compares the bytes of a file before and after.
const BY_FILES = ['dry-run', 'dry-run-stories'];

export default {
  ...jest,
  rootDir: fileURLToPath(new URL('..', import.meta.url)),
  roots: ['commands', 'wizards', 'money'].map((room) => `<rootDir>/build/test/${room}`),
  testPathIgnorePatterns: [...OF_FILES, ...BY_FILES].map((name) => `/build/test/commands/${name}\\.test\\.js$`),
  setupFilesAfterEnv: ['<rootDir>/build/test/servers/server.js'],
  testTimeout: 60_000,
};
