import { PAGE_FAILPOINTS } from '../../src/journeys/desk.js';
import { runPartner } from '../support/run.js';
import { copyOf, defects, eachOf, facts, homeAfter, JOINING, KILLED, SUBSCRIBE } from './partner.js';

const BUY = [...SUBSCRIBE, '--token', 'pm_card_authenticationRequired'];
const ASKING: readonly string[] = [...PAGE_FAILPOINTS.slice(0, 2), 'purchase:charged'];
const ENDING: readonly string[] = PAGE_FAILPOINTS.slice(2);

const succeeded = (home: string) => facts(home).charges.filter((row) => row['outcome'] === 'succeeded').length;

async function confirmed(home: string): Promise<void> {
  const orders = (await runPartner(['orders', 'list', '--json'], { home })).json<readonly { id: string }[]>();
  for (const { id } of orders) await runPartner(['sandbox', 'confirm', id], { home });
}

test('G2 a process killed at any step while a cardholder is asked leaves an order that they can pay once', async () => {
  const joined = await homeAfter(['join', ...JOINING, '--accept-terms']);
  const results = await eachOf(ASKING, async (step) => {
    const home = copyOf(joined);
    const killed = await runPartner(BUY, { home, env: { PARTNER_FAILPOINT: step } });
    const before = await defects(home);
    const waits = await runPartner(['recover', '--json'], { home });
    await confirmed(home);
    await confirmed(home);
    return [step, killed.code, before, waits.code, succeeded(home), await defects(home)];
  });
  expect(results).toEqual(ASKING.map((step) => [step, KILLED, [], 11, 1, []]));
}, 60_000);

test('G2 a process killed at any step as their time ends leaves nothing that could still be paid', async () => {
  const joined = await homeAfter(['join', ...JOINING, '--accept-terms']);
  const results = await eachOf(ENDING, async (step) => {
    const home = copyOf(joined);
    await runPartner(BUY, { home });
    await runPartner(['clock', 'advance', '2d'], { home });
    const killed = await runPartner(['recover'], { home, env: { PARTNER_FAILPOINT: step } });
    const again = await runPartner(['recover', '--json'], { home });
    await confirmed(home);
    return [step, killed.code, again.code, succeeded(home), await defects(home)];
  });
  expect(results).toEqual(ENDING.map((step) => [step, KILLED, 0, 0, []]));
}, 60_000);
