import { factsOfHome } from '../support/invariants/facts.js';
import { member, subscriber, type Workplace } from '../support/in-process.js';
import { rowsIn } from '../support/ledgers.js';

const BUYING = 'actionpack subscribe --accept-terms --token pm_card_visa --yes';
const BUYER = 'buyer@contoso.example';
const ELSEWHERE = 'another-machine#7#7';
/** Nothing has been charged, and nobody here can know whether it will be. */
const LOST = { PARTNER_SANDBOX_FAULT: 'cut-before' };

/** A payment that a process of another machine is sending, as its row says. */
function sentElsewhere({ home }: Workplace, table: 'attempts' | 'refunds' = 'attempts'): void {
  rowsIn(
    home,
    'ledger',
    `UPDATE ${table} SET state = 'sending', claimed_by = '${ELSEWHERE}',
      claimed_at = '2026-11-23T10:00:00.000Z', claimed_until = '9999-01-01T00:00:00.000Z' WHERE state = 'unknown'`,
  );
}

async function open(): Promise<{ readonly world: Workplace; readonly order: string }> {
  const world = (await member()).copy();
  await world.after(`users add ${BUYER} --roles mpn-partner-admin`);
  expect((await world.run(`${BUYING} --json`, { env: LOST })).code).toBe(10);
  sentElsewhere(world);
  const [{ id }] = await world.json<[{ id: string }]>('orders list');
  return { world, order: id };
}

function facts({ home }: Workplace) {
  return factsOfHome(home);
}

describe('G3 what another machine holds stays unknown until two people say that it will never be sent', () => {
  test('recover leaves it, names who holds it, and says how it ends', async () => {
    const { world, order } = await open();
    const ran = await world.run('recover', { now: '2026-12-23' });
    expect(ran.code).toBe(10);
    expect(ran.stdout + ran.stderr).toContain('process 7 of another-machine');
    expect(ran.stdout + ran.stderr).toContain(`partner recover --abandoned ${order}`);
    expect(facts(world).charges).toEqual([]);
  });

  test('D18 the first word is written down, the second of another settles it, and the term can be bought', async () => {
    const { world, order } = await open();
    const first = await world.run(`recover --abandoned ${order} --json`);
    expect(first.code).toBe(10);
    expect(first.json()).toMatchObject([
      { result: 'unknown', order: { id: order, state: 'placed' }, abandonedBy: ['admin@contoso.example'] },
    ]);
    const again = await world.run(`recover --abandoned ${order}`);
    expect([again.code, again.stdout + again.stderr]).toEqual([
      10,
      expect.stringContaining('Another person who can buy'),
    ]);
    const second = await world.run(`recover --abandoned ${order} --user ${BUYER} --json`);
    expect([second.code, second.json()]).toMatchObject([0, [{ result: 'failed', order: { state: 'failed' } }]]);
    expect(facts(world).attempts).toMatchObject([{ state: 'not_executed', decline_code: 'abandoned_by_two' }]);
    expect((await world.run(`recover --abandoned ${order} --json`)).code).toBe(0);
    expect((await world.run(`${BUYING} --json`)).code).toBe(0);
    expect(facts(world).charges).toHaveLength(1);
  });

  test('what was charged all the same is adopted, whoever gave it up', async () => {
    const world = (await member()).copy();
    await world.after(`users add ${BUYER} --roles mpn-partner-admin`);
    await world.run(`${BUYING} --json`, { env: { PARTNER_SANDBOX_FAULT: 'cut' } });
    sentElsewhere(world);
    const [{ id }] = await world.json<[{ id: string }]>('orders list');
    await world.run(`recover --abandoned ${id}`);
    const second = await world.run(`recover --abandoned ${id} --user ${BUYER} --json`);
    expect([second.code, second.json()]).toMatchObject([0, [{ result: 'paid' }]]);
    expect(facts(world).charges).toHaveLength(1);
  });

  test('while the gateway cannot be asked, it takes seven days', async () => {
    const { world, order } = await open();
    const blind = { PARTNER_SANDBOX_FAULT: 'find-fails' };
    await world.run(`recover --abandoned ${order}`);
    const second = await world.run(`recover --abandoned ${order} --user ${BUYER} --json`, { env: blind });
    expect([second.code, second.json()]).toMatchObject([10, [{ result: 'unknown' }]]);
    expect((await world.run('recover --json', { env: blind, now: '2026-11-28' })).code).toBe(10);
    const ended = await world.run('recover --json', { env: blind, now: '2026-12-01' });
    expect([ended.code, ended.json()]).toMatchObject([0, [{ result: 'failed' }]]);
  });

  test('once two have said so, whoever says it again has the gateway asked again', async () => {
    const { world, order } = await open();
    await world.run(`recover --abandoned ${order}`);
    const blind = { PARTNER_SANDBOX_FAULT: 'find-fails' };
    expect((await world.run(`recover --abandoned ${order} --user ${BUYER} --json`, { env: blind })).code).toBe(10);
    const again = await world.run(`recover --abandoned ${order} --json`);
    expect([again.code, again.json()]).toMatchObject([0, [{ result: 'failed', order: { id: order } }]]);
  });

  test('D18 the word of one who may no longer buy stands: whoever is left alone is the second', async () => {
    const { world, order } = await open();
    expect((await world.run(`recover --abandoned ${order} --user ${BUYER} --json`)).code).toBe(10);
    await world.after(`users remove ${BUYER} --yes`);
    const second = await world.run(`recover --abandoned ${order} --json`);
    expect([second.code, second.json()]).toMatchObject([0, [{ result: 'failed', order: { id: order } }]]);
  });

  test('a refund likewise: it may be tried again after', async () => {
    const world = (await subscriber()).copy();
    await world.after(`users add ${BUYER} --roles mpn-partner-admin`, 'actionpack cancel');
    const approve = `support resolve 1 --outcome approved --yes --user ${BUYER} --json`;
    expect((await world.run(approve, { env: LOST })).code).toBe(10);
    sentElsewhere(world, 'refunds');
    const [{ id }] = await world.json<[{ id: string }]>('orders list');
    expect((await world.run(`recover --abandoned ${id}`)).code).toBe(10);
    const second = await world.run(`recover --abandoned ${id} --user ${BUYER} --json`);
    expect([second.code, second.json()]).toMatchObject([0, [{ result: 'refund-refused' }]]);
    expect((await world.run(approve)).code).toBe(0);
    expect(facts(world).returns.filter((row) => row['outcome'] === 'refunded')).toHaveLength(1);
  });

  test('D18 one who is alone is told to add another; a token is no person', async () => {
    const { world, order } = await open();
    const { token: secret } = await world.json<{ token: string }>('tokens create ci --scopes read,renew,buy,manage');
    const byToken = await world.run(`recover --abandoned ${order} --json`, { env: { PARTNER_TOKEN: secret } });
    expect(byToken.error()).toMatchObject({ code: 'TWO_ADMINS_REQUIRED', exit: 5 });
    await world.after(`users remove ${BUYER} --yes`);
    const alone = await world.run(`recover --abandoned ${order} --json`);
    expect(alone.error()).toMatchObject({
      code: 'TWO_ADMINS_REQUIRED',
      exit: 5,
      try: [expect.stringContaining('users add')],
    });
    expect(facts(world).attempts).toMatchObject([{ abandoned_by: null }]);
  });

  test('what is settled is told as it is', async () => {
    const world = (await subscriber()).copy();
    const [{ id }] = await world.json<[{ id: string }]>('orders list');
    expect(await world.json(`recover --abandoned ${id}`)).toMatchObject([{ result: 'paid' }]);
  });
});
