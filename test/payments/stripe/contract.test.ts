import { AT } from '../../sandbox/gateway/world.js';
import { gatewayContract } from '../contract.js';
import { Counterpart } from './counterpart.js';
import { through } from './world.js';

let counterpart: Counterpart;
beforeAll(async () => {
  counterpart = await Counterpart.start();
});
afterAll(() => counterpart.close());

let worlds = 0;
gatewayContract('Stripe', async () => {
  const world = (worlds += 1);
  const confirm = async (ref: string) => counterpart.confirm(ref);
  return { gateway: through(counterpart), at: AT, confirm, fresh: (text) => `${world} ${text}` };
});
