import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { QUICKEST } from './folders.js';

/** Once before all tests: names the folder in which whoever needs a server starts one. */
export default function setUp(): void {
  process.env['PARTNER_TEST_SERVER'] = mkdtempSync(join(QUICKEST, `partner-server-${process.pid}-`));
}
