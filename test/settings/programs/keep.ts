import { openPreferences } from '../../../src/settings/preferences.js';

/** Keeps a long value in the file of its argument, again and again. */
const [file = '', letter = 'x'] = process.argv.slice(2);
const preferences = openPreferences({ file, env: {}, flags: {} });
for (let time = 0; time < 100; time += 1) await preferences.set('account', letter.repeat(20_000));
