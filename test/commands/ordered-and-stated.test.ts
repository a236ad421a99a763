import { JOIN, Workplace } from '../support/in-process.js';
import { sound } from './sound.js';

const ADOPT = 'adopt action-pack --anniversary 2027-01-01 --yes';
const ASKS = '--accept-terms --token pm_card_authenticationRequired --yes';

let world: Workplace;
beforeEach(async () => {
  world = new Workplace({ env: { PARTNER_PROGRAMME: 'mpn-2018' } });
  await world.after(JOIN);
});

const orderThat = async (state: string): Promise<string> =>
  (await world.json('orders list')).find((order: { state: string }) => order.state === state).id;

const charged = async (): Promise<readonly string[]> =>
  (await world.json('orders list')).map(({ state }: { state: string }) => state);

describe('I2, I10 what is ordered here and may yet be paid is not brought in as bought elsewhere', () => {
  test('a payment of which nobody knows is settled first, and then owned', async () => {
    const { code } = await world.run(`actionpack subscribe --accept-terms --token pm_card_visa --yes`, {
      env: { PARTNER_SANDBOX_FAULT: 'cut' },
    });
    expect(code).toBe(10);
    const refused = await world.run(`${ADOPT} --json`);
    expect(refused.error()).toMatchObject({
      code: 'RECORD_CONFLICT',
      open: true,
      try: ['partner recover', expect.stringContaining('orders show')],
    });
    await world.after('recover');
    expect((await world.run(`${ADOPT} --json`)).error()).toMatchObject({ code: 'ALREADY_SUBSCRIBED' });
    expect(await charged()).toEqual(['paid']);
    await sound(world);
  });

  test('what waits for its cardholder is paid by them, or cancelled, first', async () => {
    expect((await world.run(`actionpack subscribe ${ASKS}`)).code).toBe(11);
    expect((await world.run(`${ADOPT} --json`)).error()).toMatchObject({ code: 'RECORD_CONFLICT', open: true });
    const other = world.copy();
    await world.after(`sandbox confirm ${await orderThat('action_required')}`);
    expect(await charged()).toEqual(['paid']);
    await sound(world);
    world = other;
    await world.after(`orders cancel ${await orderThat('action_required')} --yes`, ADOPT);
    await sound(world);
  });

  test('what waits for its bank transfer names it, and is brought in where none came', async () => {
    await world.after('actionpack subscribe --accept-terms --pay-by transfer --yes');
    const placed = await orderThat('pending');
    expect((await world.run(`${ADOPT} --json`)).error()).toMatchObject({ code: 'TRANSFER_PENDING', order: placed });
    const { code } = await world.run(ADOPT, { now: '2026-12-23' });
    expect(code).toBe(0);
    expect((await world.run(`orders confirm-transfer ${placed} --yes`, { now: '2026-12-23' })).code).toBe(5);
  });

  test('a file says it of its row, and brings in the others', async () => {
    await world.run(`actionpack subscribe ${ASKS}`);
    const rows = 'mpn_id,company,country,email,offer,anniversary\n1234567,,,,action-pack,2027-01-01\n';
    const read = await world.run('adopt --file - --keep-good --yes --json', { stdin: rows });
    expect(read.code).toBe(8);
    expect(read.json().rows).toMatchObject([{ outcome: 'conflict', reason: 'RECORD_CONFLICT' }]);
  });
});

test.each([
  ['by card', ASKS],
  ['by bank transfer', '--accept-terms --pay-by transfer --yes'],
])('I4, D26 the days on which an open renewal %s stands are not moved; what else was stated is', async (_, pay) => {
  await world.after('adopt action-pack --anniversary 2026-12-10 --autorenew off --yes');
  const stated = await orderThat('recorded');
  await world.run(`actionpack renew ${pay}`);
  const moved = `orders correct ${stated} --term-end 2026-12-20 --reason typo --yes`;
  expect((await world.run(`${moved} --json`)).error()).toMatchObject({ code: 'TERM_SETTLED', order: stated });
  await world.after(`orders correct ${stated} --invoice E0800ABCDE --reason typo --yes`);
  const [open] = (await world.json('orders list')).filter(({ kind }: { kind: string }) => kind === 'renewal');
  await world.after(`orders cancel ${open.id} --yes`, moved);
  await sound(world);
});
