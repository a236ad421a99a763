// Loaded before what starts servers: where those of the proof lie, on the disk, until it ends.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const folder = mkdtempSync(join(tmpdir(), 'partner-proof-servers-'));
process.env['PARTNER_TEST_SERVER'] = folder;
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
