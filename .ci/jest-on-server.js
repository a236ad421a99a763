// The tests of commands, wizards and money once more, with every ledger on a server: `npm run test:server [paths]`. As part of
// a change (`ON_SERVER=ci`), of those that go through every command one file, another each day.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const { jest } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

// Left out: what is said of files, their folders, bytes and locks, or of settings alone.
const OF_FILES = ['books', 'config', 'db', 'errors', 'evidence', 'sandbox/seed-killed'];
// Left out, too: what compares the bytes of a file before and after.
const BY_FILES = ['dry-run', 'dry-run-stories'];

// Each takes as long as twenty others, since every command has a world there, and finds on a server what it finds in a file.
const EVERY_COMMAND = ['clock', 'clock-ahead', 'clock-behind', 'examples', 'flags-used', 'users/permissions'];
const DAY = Math.floor(Date.now() / 86_400_000);
const ANOTHER_DAY = EVERY_COMMAND.filter((_, place) => place !== DAY % EVERY_COMMAND.length);

export default {
  ...jest,
  rootDir: fileURLToPath(new URL('..', import.meta.url)),
  roots: ['commands', 'wizards', 'money'].map((room) => `<rootDir>/build/test/${room}`),
  testPathIgnorePatterns: [...OF_FILES, ...BY_FILES, ...(process.env['ON_SERVER'] === 'ci' ? ANOTHER_DAY : [])].map(
    (name) => `/build/test/commands/${name}\\.test\\.js$`,
  ),
  setupFilesAfterEnv: ['<rootDir>/build/test/servers/server.js'],
  testTimeout: 60_000,
};
