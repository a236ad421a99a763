import { rmSync } from 'node:fs';
import { stopServer } from './server.js';

/** Once after all tests: the server of the run is no more, and nothing is kept. */
export default function tearDown(): void {
  stopServer();
  for (const folder of ['PARTNER_TEST_SERVER', 'PARTNER_TEST_KEPT'])
    rmSync(process.env[folder] ?? '', { recursive: true, force: true });
}
