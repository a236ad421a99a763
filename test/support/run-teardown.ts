import { rmSync } from 'node:fs';
import { stopServer } from './server.js';

/** Once after all tests: the server of the run is no more. */
export default function tearDown(): void {
  stopServer();
  rmSync(process.env['PARTNER_TEST_SERVER'] ?? '', { recursive: true, force: true });
}
