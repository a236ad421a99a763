'use strict';
// What `npm start` does: the main job. In a terminal the wizard leads through it; elsewhere nobody can answer, so the
// same act goes as one script, with a test card of the sandbox gateway.

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
  ['--yes'],
].flat();

// The program's own rule of when it may ask.
const isCi = !['', '0', 'false'].includes(process.env.CI || '');
const mayAsk = process.stdin.isTTY && process.stderr.isTTY && !isCi;

const words = mayAsk ? ACT : [...ACT, ...ANSWERS];
// As it is called before it is installed.
process.stderr.write(`$ node bin/partner.js ${words.map(quoted).join(' ')}\n`);
const { status, signal } = spawnSync(process.execPath, [join(__dirname, 'partner.js'), ...words], { stdio: 'inherit' });
process.exitCode = signal ? 1 : status;

function quoted(word) {
  return /^[\w@.=-]+$/.test(word) ? word : `"${word}"`;
}
