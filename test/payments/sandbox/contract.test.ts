import { gatewayContract } from '../contract.js';
import { AT, freshBooks, sandbox } from './world.js';

gatewayContract('the sandbox', async () => ({
  gateway: await sandbox(freshBooks()),
  at: AT,
  fresh: (text) => text,
}));
