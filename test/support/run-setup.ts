import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { QUICKEST } from './folders.js';

/**
 * Once before all tests: names the folder in which whoever needs a server starts one, and the one in which what several
 * files begin with is kept.
 */
export default function setUp(): void {
  process.env['PARTNER_TEST_RUN'] = String(process.pid);
  process.env['PARTNER_TEST_SERVER'] = mkdtempSync(join(QUICKEST, `partner-server-${process.pid}-`));
  process.env['PARTNER_TEST_KEPT'] = mkdtempSync(join(QUICKEST, `partner-kept-${process.pid}-`));
}
