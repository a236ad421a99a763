import { fileTime } from '../../../src/env/clock.js';
import { gatewayContract } from '../../payments/contract.js';
import { AT, freshBooks, sandbox } from './world.js';

gatewayContract('the sandbox', async () => {
  const gateway = await sandbox(freshBooks(), { fileTime });
  const confirm = async (ref: string) => gateway.confirmForCardholder?.(ref, AT);
  return { gateway, at: AT, confirm, fresh: (text) => text };
});
