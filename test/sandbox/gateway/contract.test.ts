import { fileTime } from '../../../src/env/clock.js';
import { gatewayContract } from '../../payments/contract.js';
import { AT, freshBooks, sandbox } from './world.js';

gatewayContract('the sandbox', async () => ({
  gateway: await sandbox(freshBooks(), { fileTime }),
  at: AT,
  fresh: (text) => text,
}));
