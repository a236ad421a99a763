import { JOIN, CARD, BUY, member, subscriber, type Workplace } from '../../support/in-process.js';
import { rowsIn } from '../../support/ledgers.js';

const DUE = { now: '2027-11-22' };

test('R9 a run charges nobody whom no person has agreed to: off a terminal it takes --yes, and says so before anything moves', async () => {
  const world = await (await subscriber()).after(JOIN.replace('1234567', '7654321'));
  await world.after(...[CARD, BUY].map((line) => `${line} --account 7654321`));
  const before = world.files();
  const ran = await world.run('renewals run --all-accounts --limit 5 --json', DUE);
  expect(ran.error()).toMatchObject({
    code: 'ANSWERS_MISSING',
    exit: 2,
    missing: ['--yes'],
    try: ['partner renewals run --all-accounts --limit 5 --yes'],
  });
  expect(world.files()).toEqual(before);
  const dry = await world.run('renewals run --all-accounts --dry-run --json', DUE);
  expect(dry.json()).toMatchObject({ charge: 2 });
  expect((await world.run('renewals run --all-accounts --yes --json', DUE)).json()).toMatchObject({ charged: 2 });
});

test('R9 where nothing would be charged, nothing has to be agreed to', async () => {
  const world = await subscriber();
  expect((await world.run('renewals run --json', { now: '2027-11-21' })).json()).toMatchObject({ charged: 0 });
});

test('R9 with --as-of, a sandbox clock stays where it is until somebody agrees', async () => {
  const world = await (await subscriber()).after('clock set 2026-11-23');
  const refused = await world.run('renewals run --as-of 2027-11-22 --json');
  expect(refused.error()).toMatchObject({
    missing: ['--yes'],
    try: ['partner renewals run --as-of 2027-11-22 --yes'],
  });
  expect(await world.json('clock show')).toMatchObject({ today: '2026-11-23' });
});

describe('R9, G3 what an earlier command left open, in a run to which nobody has agreed', () => {
  async function unanswered(world: Workplace, line: string, fault: string): Promise<Workplace> {
    expect((await world.run(line, { env: { PARTNER_SANDBOX_FAULT: fault } })).code).toBe(10);
    return world;
  }
  const buying = async (fault: string) => unanswered(await (await member()).after(CARD), BUY, fault);
  const givingBack = async (fault: string) => {
    const world = await (await subscriber()).after('actionpack cancel');
    return unanswered(world, 'support resolve 1 --outcome approved --yes', fault);
  };

  test.each([
    ['payment', buying],
    ['refund', givingBack],
  ] as const)('a %s that was made is looked for and written down', async (_, open) => {
    const world = await open('cut');
    const ran = await world.run('renewals run --no-input --json');
    expect([ran.code, ran.json()]).toMatchObject([0, { charged: 0, recovered: 1 }]);
    expect((await world.run('reconcile')).code).toBe(0);
  });

  test.each([
    ['payment', buying, 'paid'],
    ['refund', givingBack, 'refunded'],
  ] as const)(
    'a %s that was not made stays open: it is sent again by recover, or with --yes',
    async (_, open, after) => {
      const world = await open('cut-before');
      const books = () => ['charges', 'refunds'].map((table) => rowsIn(world.home, 'books', `SELECT * FROM ${table}`));
      const before = books();
      const ran = await world.run('renewals run --no-input --json');
      expect([ran.code, ran.json()]).toMatchObject([10, { charged: 0, recovered: 0 }]);
      expect(books()).toEqual(before);
      const again = world.copy();
      expect(await world.json('recover')).toMatchObject([{ result: after }]);
      expect((await again.run('renewals run --yes --json')).json()).toMatchObject({ recovered: 1 });
      expect(await again.json('orders list')).toMatchObject([{ state: after }]);
    },
  );

  test.each([
    ['payment', buying, 'failed'],
    ['refund', givingBack, 'paid'],
  ] as const)(
    'a %s of which two people have said that it is never sent ends, since nothing is sent',
    async (_, open, after) => {
      const world = await open('cut-before');
      await world.after('users add buyer@contoso.example --roles global-admin');
      const [{ id }] = await world.json('orders list');
      const abandoning = `recover --abandoned ${id} --yes`;
      const cut = { env: { PARTNER_SANDBOX_FAULT: 'find-fails' } };
      for (const user of ['admin@contoso.example', 'buyer@contoso.example'])
        await world.run(`${abandoning} --user ${user}`, cut);
      expect((await world.json('orders list'))[0].state).not.toBe(after);
      expect((await world.run('renewals run --no-input --json')).json()).toMatchObject({ charged: 0, recovered: 1 });
      expect(await world.json('orders list')).toMatchObject([{ state: after }]);
    },
  );
});
