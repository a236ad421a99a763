'use strict';
// What `npm start` does: the main job. In a terminal the wizard leads through it, and once somebody has joined, the
// dashboard is there; elsewhere nobody can answer, and nothing is assumed: it shows what the same act would come to as one
// script, with a test card of the sandbox gateway, and how that is said. It buys nothing and writes nothing.

const { spawnSync } = require('child_process');
const { join } = require('path');

const ACT = ['actionpack', 'subscribe'];
const ANSWERS = [
  ['--company', 'Contoso SARL'],
  ['--country', 'FR'],
  ['--email', 'admin@contoso.example'],
  ['--mpn-id', '1234567'],
  ['--accept-terms'],
  ['--token', 'pm_card_visa'],
].flat();

// The program's own rule of when it may ask.
const isCi = !['', '0', 'false'].includes(process.env.CI || '');
const mayAsk = process.stdin.isTTY && process.stderr.isTTY && !isCi;

const script = [...ACT, ...ANSWERS];
const words = hasJoined() ? [] : mayAsk ? ACT : [...script, '--dry-run'];
// As it is called before it is installed.
const called = 'node bin/partner.js';
process.stderr.write(`$ ${line(words)}\n`);
const { status, signal } = partner(words, { stdio: 'inherit', env: { ...process.env, PARTNER_CALLED: called } });
process.exitCode = signal ? 1 : status;
if (words.includes('--dry-run') && status === 0)
  process.stderr.write(
    `\nNobody can be asked here, so nothing was bought. In a terminal, npm start asks. Without one, this line buys:\n$ ${line([...script, '--yes'])}\n`,
  );

function line(words) {
  return [called, ...words.map(quoted)].join(' ');
}

/** Whatever is wrong with a ledger that is there, the dashboard says itself. */
function hasJoined() {
  const seen = partner(['account', 'list', '--json', '--no-input'], { encoding: 'utf8' });
  return seen.status !== 0 || seen.stdout.trim() !== '[]';
}

function partner(given, options) {
  return spawnSync(process.execPath, [join(__dirname, 'partner.js'), ...given], options);
}

function quoted(word) {
  return /^[\w@.=-]+$/.test(word) ? word : `"${word}"`;
}
