'use strict';
// Loaded before a program that is measured: it says at its end, by its fourth descriptor, how much memory it had at most.
const { peakKiB } = require('./peak.cjs');

process.once('exit', () => require('fs').writeSync(3, String(peakKiB())));
