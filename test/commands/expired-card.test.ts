import { BUY, member, type InProcessRan, type Workplace } from '../support/in-process.js';

const RENEW = 'actionpack renew --accept-terms --yes';
const ADD_GOOD = 'payment-methods add --token pm_card_mastercard';

let owner: Workplace;
beforeAll(async () => {
  const world = await member();
  await world.run('payment-methods add --card-stdin', { stdin: '4242424242424242 12/26 123' });
  owner = (await world.after(BUY)).copy({ now: '2027-10-28' });
});

const wayOut = (ran: InProcessRan): string => String(ran.error().try[0]).replace(/^partner /, '');

async function other(world: Workplace): Promise<string> {
  const { id } = await world.json(ADD_GOOD);
  return id;
}

test('D7 what is to be tried where the card has expired leads on', async () => {
  const world = owner.copy();
  const ran = await world.run(`${RENEW} --json`);
  expect(ran.error()).toMatchObject({ code: 'CARD_EXPIRED', try: ['partner payment-methods add --default'] });
  await world.after(`${wayOut(ran)} --token pm_card_mastercard`);
  expect((await world.run(RENEW)).code).toBe(0);
});

test('D7 where another card is good, it is what the renewal is to be paid with', async () => {
  const world = owner.copy();
  const id = await other(world);
  const ran = await world.run(`${RENEW} --json`);
  expect(ran.error()).toMatchObject({
    code: 'CARD_EXPIRED',
    try: [`partner actionpack renew --payment-method ${id}`],
  });
  expect((await world.run(`${wayOut(ran)} --accept-terms --yes`)).code).toBe(0);
});

test('D7 no line to copy names a card that has expired', async () => {
  const world = owner.copy();
  const expired = (await world.json('payment-methods list'))[0].id;
  for (const line of ['actionpack renew --accept-terms', `actionpack renew --payment-method ${expired}`]) {
    const said = (await world.run(`${line} --json`)).error();
    expect(said).toMatchObject({ code: 'CARD_EXPIRED' });
    expect(JSON.stringify(said)).not.toContain(expired);
  }
});

test('D7 a look at what stands against it names the card, and says it of the one that was named', async () => {
  const world = owner.copy();
  const id = await other(world);
  const expired = (await world.json('payment-methods list'))[0].id;
  for (const [lang, sentence] of [
    ['en', 'Visa ending 4242 has expired: it was good to 2026-12-31.'],
    ['fr', "Visa finissant par 4242 a expiré : elle était valable jusqu'au 2026-12-31."],
  ] as const)
    expect((await world.run(`actionpack renew --check --lang ${lang}`)).stdout).toContain(sentence);
  expect((await world.run(`actionpack renew --check --payment-method ${expired}`)).code).toBe(5);
  expect((await world.run(`actionpack renew --check --payment-method ${id}`)).code).toBe(0);
});

describe('D7, R8 what no card will pay is nowhere said to be charged', () => {
  const visaOf = async (world: Workplace) => (await world.json('payment-methods list'))[0].id;

  test('status tells the last day of the card, and that it has passed', async () => {
    const { stdout } = await owner.run('status');
    expect(stdout).toContain('475.00 USD due on 2027-11-22, but Visa ending 4242 is good to 2026-12-31 only');
    expect(stdout).toContain("! Visa ending 4242 has expired: the charge can't be made with it.");
    const french = (await owner.run('status --lang fr')).stdout;
    expect(french).toContain("n'est valable que jusqu'au 2026-12-31");
    expect(french).toContain('a expiré\u00a0: le débit ne pourra pas se faire');
  });

  test('the forecast holds each charge against the card that is to pay it', async () => {
    const hows = async (world: Workplace) =>
      (await world.json('renewals forecast --months 72')).map(({ how }: { how: string }) => how);
    expect(await hows(owner)).toEqual(Array.from({ length: 6 }, () => 'by-hand'));
    const world = await owner.copy().after(`${ADD_GOOD} --default`);
    expect(await hows(world)).toEqual([...Array.from({ length: 5 }, () => 'automatic'), 'by-hand']);
  });

  test('no day of a charge stands in status, timeline, calendar or reminder', async () => {
    const bare = await owner.copy().after(`payment-methods remove ${await visaOf(owner)}`);
    const good = await owner.copy().after(`${ADD_GOOD} --default`);
    for (const [world, day] of [
      [owner, null],
      [bare, null],
      [good, '2027-11-22'],
    ] as const) {
      const [held] = (await world.json('status')).subscriptions;
      expect(held.autorenew).toMatchObject({ on: true, nextChargeOn: day });
      expect(held.autorenew.amount === null).toBe(day === null);
      const events = (await world.json('subscriptions timeline')).map(({ event }: { event: string }) => event);
      expect(events.includes('charge')).toBe(day !== null);
      const calendar = (await world.run('reminders calendar')).stdout.replaceAll(/\r\n /g, '');
      expect(calendar.includes('SUMMARY:Microsoft Action Pack renews by itself')).toBe(day !== null);
      expect(calendar).toContain('DTSTART;VALUE=DATE:20271122');
    }
  });

  test('once its day has passed, it is told that the charge was not made', async () => {
    const events = async (now: string) =>
      (await owner.copy({ now }).json('subscriptions timeline')).map(({ event, date }: Record<string, string>) => [
        event,
        date,
      ]);
    expect((await events('2027-11-22')).flat()).not.toContain('charge');
    expect(await events('2027-11-23')).toContainEqual(['chargeNotMade', '2027-11-22']);
  });

  test('a cancellation that is asked for warns of a charge only where a card is good then (D9)', async () => {
    const world = owner.copy();
    const asked = await world.json('actionpack cancel');
    expect(asked.charge).toBe(null);
    const { stdout } = await owner.copy().run('actionpack cancel');
    expect(stdout).toContain('renews by itself on 2027-11-22, where a card on file is good then');
  });

  test('a card that pays nothing may go', async () => {
    const world = owner.copy();
    expect((await world.run(`payment-methods remove ${await visaOf(world)}`)).code).toBe(0);
    expect((await world.json('renewals forecast'))[0]).toMatchObject({ how: 'by-hand' });
    expect((await world.run('status')).stdout).toContain('no way to pay is on file');
  });

  test('a day that has passed is no day on which it renews', async () => {
    const world = (await owner.copy().after(`${ADD_GOOD} --default`)).copy({ now: '2027-12-01' });
    const [, good] = await world.json('payment-methods list');
    expect((await world.run(`payment-methods remove ${good.id} --json`)).error()).toMatchObject({
      code: 'PAYMENT_METHOD_IN_USE',
      chargeOn: '2027-12-01',
    });
  });
});
