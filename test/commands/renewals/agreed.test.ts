import { JOIN, CARD, BUY, subscriber } from '../../support/in-process.js';

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
