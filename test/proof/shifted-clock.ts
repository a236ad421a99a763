// Loaded before the program: the machine's clock, as far off as PROOF_CLOCK says in milliseconds.
import process from 'node:process';

const real = Date.now;
const off = Number(process.env['PROOF_CLOCK'] ?? 0);

Date.now = () => real() + off;
