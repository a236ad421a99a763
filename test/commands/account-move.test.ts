import { BUY, CARD, JOIN, member, Workplace, type Answer } from '../support/in-process.js';

const MOVE = 'account move maicpp-2026 --accept-terms --yes';
const OFF_SINCE_THE_MOVE = { on: false, nextChargeOn: null, amount: null };

let owner: Workplace;
beforeAll(async () => {
  // The prices of today's programme are those of one country.
  owner = await new Workplace().after(JOIN.replace('FR', 'US'), CARD, BUY);
});

const moved = async () => owner.copy().after(MOVE);
const kinds = async (here: Workplace) =>
  (await here.json('audit list')).map(({ kind }: Answer) => kind) as readonly string[];

describe('D34 an account moves to another programme', () => {
  test('D34 Action Pack moved to Launch on the same MPN ID: what is owned ends where it was bought, Launch is bought', async () => {
    const here = owner.copy();
    const before = await here.json('account show');
    const answer = await here.json(MOVE);
    expect(answer).toMatchObject({
      account: { id: before.id, mpnId: before.mpnId, company: before.company, programme: 'maicpp-2026' },
      before: 'mpn-2018',
      after: 'maicpp-2026',
      changed: true,
      stays: [{ offer: 'action-pack', programme: 'mpn-2018', anniversary: '2027-11-22', turnedOff: true }],
    });
    await here.after('subscriptions subscribe launch --accept-terms --yes');
    const { subscriptions } = await here.json('status');
    expect(subscriptions).toMatchObject([
      {
        offer: 'action-pack',
        programme: 'mpn-2018',
        state: 'active',
        anniversary: '2027-11-22',
        autorenew: OFF_SINCE_THE_MOVE,
      },
      { offer: 'launch', programme: 'maicpp-2026', state: 'active', anniversary: '2027-11-22' },
    ]);
    const grace = await here.copy({ now: '2027-11-30' }).run('subscriptions show action-pack');
    expect(grace.stdout).toContain('benefits are kept until');
    expect(grace.stdout).not.toContain('can be renewed');
    const late = here.copy({ now: '2027-12-23' });
    expect((await late.json('subscriptions list')).map(({ state }: Answer) => state)).toEqual(['expired', 'expired']);
    expect((await late.run('db check')).code).toBe(0);
  });

  test('D34 R15 nothing of it is charged any more, by a run or by hand, and no renewal brings it back', async () => {
    const here = (await moved()).copy({ now: '2027-11-22' });
    expect(await here.json('renewals run --yes')).toMatchObject({ charged: 0, declined: 0, unknown: 0, items: [] });
    expect(await here.json('renewals forecast')).toEqual([]);
    const told = async (line: string) => (await here.run(`renewals forecast ${line}`)).stdout.replaceAll('\u00A0', ' ');
    expect(await told('')).toBe('Nothing is to be paid to 2028-11-22, by itself, by hand or at the vendor.\n');
    expect(await told('--months 6 --lang fr')).toBe(
      "Rien n'est à payer jusqu'au 2028-05-22, ni automatiquement, ni à la main, ni chez le fournisseur.\n",
    );
    const refused = (await here.run('actionpack renew --accept-terms --yes --json')).error();
    expect(refused).toMatchObject({
      code: 'PROGRAMME_LEFT',
      exit: 5,
      rule: 'D34',
      programme: 'mpn-2018',
      to: 'maicpp-2026',
      until: '2027-11-22',
    });
    expect((await here.run('actionpack renew --check --json')).code).toBe(5);
    expect(await here.json('actionpack show')).toMatchObject({ renewable: false, windowCloses: '2027-12-22' });
    for (const [lang, runs, wrong] of [
      ['en', 'The term runs on to 2027-11-22.', 'Renew by hand'],
      ['fr', "La période court jusqu'au 2027-11-22.", 'Renouvelez'],
    ] as const) {
      const { stdout } = await here.run(`actionpack autorenew off --lang ${lang}`);
      expect(stdout.replaceAll('\u00A0', ' ')).toContain(runs);
      expect(stdout).not.toContain(wrong);
    }
    const over = here.copy({ now: '2027-12-23' });
    expect((await over.run('actionpack autorenew off')).stdout).not.toContain('subscribe');
    // Back in the programme, what was turned off stays off until somebody renews.
    const back = await here.after('account move mpn-2018 --yes');
    expect(await back.json('actionpack autorenew')).toMatchObject({ on: false, nextChargeOn: null });
    expect(await back.json('actionpack renew --accept-terms --yes')).toMatchObject({
      subscription: { anniversary: '2028-11-22', autorenew: { on: true } },
    });
  });

  test('D34 P1 P4 what stays keeps the window, the benefits and the refund of its own programme', async () => {
    const here = await moved();
    expect(await here.json('actionpack show')).toMatchObject({
      windowOpens: '2027-08-24',
      windowCloses: '2027-12-22',
      benefits: { granted: 7 },
    });
    await here.after('benefits activate office-365-e3 --yes', 'benefits assign office-365-e3 admin@contoso.example');
    expect(await here.json('benefits list')).toContainEqual(
      expect.objectContaining({ benefit: 'office-365-e3', offer: 'action-pack', assigned: 1 }),
    );
    const offers = await here.json('offers list');
    expect(offers).toContainEqual(expect.objectContaining({ id: 'action-pack', status: 'purchased' }));
    expect(offers).toContainEqual(expect.objectContaining({ id: 'launch', status: 'available' }));
    expect((await here.run('actionpack subscribe --check --json')).code).not.toBe(0);
    const unused = await moved();
    await unused.after('actionpack cancel', 'support resolve 1 --outcome approved --yes');
    expect(await unused.json('orders list')).toMatchObject([{ state: 'refunded' }]);
  });

  test('D34 whoever owns it is told that it ends, by status and by a reminder, and never to renew it', async () => {
    const here = (await moved()).copy({ now: '2027-11-10' });
    const { warnings } = await here.json('status');
    expect(warnings).toContainEqual(
      expect.objectContaining({ code: 'ENDS_IN_PROGRAMME_LEFT', try: 'partner offers list --available' }),
    );
    for (const lang of ['en', 'fr'])
      expect((await here.run(`status --lang ${lang}`)).stdout).not.toContain('actionpack renew');
    const codes = warnings.map(({ code }: Answer) => code);
    expect(codes).not.toContain('RENEW_BY_HAND');
    const later = (await moved()).copy({ now: '2028-02-01' });
    expect((await later.json('status')).warnings.map(({ code }: Answer) => code)).not.toContain('EXPIRED');
  });

  test('D34 status, offers and the way there name the programme that succeeds', async () => {
    for (const line of ['status', 'offers list', 'status --lang fr', 'offers list --lang fr'])
      expect((await owner.run(line)).stdout.replaceAll(/\s+/g, ' ')).toContain('partner account move maicpp-2026');
    for (const line of ['status', 'offers list'])
      expect((await (await moved()).run(line)).stdout).not.toContain('account move');
  });

  test('D34 who is no member is told how to join the programme that succeeds, and not how to move there', async () => {
    const left = await new Workplace().after(JOIN, 'leave --yes');
    for (const [here, lines] of [
      [new Workplace(), ['offers list']],
      [left, ['offers list', 'status']],
    ] as const)
      for (const line of lines.flatMap((one) => [one, `${one} --lang fr`])) {
        const { stdout } = await here.run(line);
        expect(stdout).toContain('partner join --programme maicpp-2026');
        expect(stdout).not.toContain('account move');
      }
  });

  test('D34 moving to where it is changes nothing; a programme that is not there is answered by the nearest', async () => {
    const here = await moved();
    const before = (await kinds(here)).length;
    expect(await here.json('account move maicpp-2026')).toMatchObject({ changed: false, stays: [] });
    expect((await kinds(here)).length).toBe(before);
    expect((await here.run('account move mpn-2108 --json')).error()).toMatchObject({
      code: 'NOT_FOUND',
      nearest: 'mpn-2018',
    });
  });

  test('D34 back in the programme in which it was bought, it neither stays behind nor is it turned off', async () => {
    const here = await moved();
    expect(await here.json('account move mpn-2018 --yes')).toMatchObject({ after: 'mpn-2018', stays: [] });
    const late = await here.copy({ now: '2027-11-01' }).after('actionpack renew --accept-terms --yes');
    await late.after(MOVE.replace('--accept-terms ', ''));
    const [held] = (await late.json('status')).subscriptions;
    expect(held.autorenew.on).toBe(false);
    const back = await late.json('account move mpn-2018 --yes');
    expect(back.stays).toEqual([]);
  });

  test('R7 D14 the agreement of the new programme is accepted, once a text', async () => {
    const here = owner.copy();
    expect((await here.run('account move maicpp-2026 --json')).error()).toMatchObject({
      code: 'ANSWERS_MISSING',
      missing: ['--accept-terms', '--yes'],
    });
    expect((await here.run('account move maicpp-2026 --accept-terms=1999-01 --yes --json')).error().code).toBe(
      'TERMS_OUTDATED',
    );
    expect(await kinds(here)).not.toContain('account-moved');
    await here.after(MOVE, 'account move mpn-2018 --yes', 'account move maicpp-2026 --yes');
    const terms = (await here.json('terms history')).map(({ terms: name }: Answer) => name);
    expect(terms.filter((name: string) => name === 'partner-agreement')).toHaveLength(1);
  });

  test('a dry run tells what would be written, and writes nothing', async () => {
    const here = owner.copy();
    const before = await kinds(here);
    const { writes } = await here.json('account move maicpp-2026 --dry-run');
    expect(writes).toEqual(['terms-accepted', 'automatic-renewal-turned-off', 'account-moved']);
    expect(await kinds(here)).toEqual(before);
  });
});

describe('D34 it needs nothing open, and what is open is named with the command that settles it', () => {
  test('an order that waits for its bank transfer', async () => {
    const here = await (await member()).copy().after('actionpack subscribe --pay-by transfer --accept-terms --yes');
    const refused = (await here.run(`${MOVE} --json`)).error();
    expect(refused).toMatchObject({ code: 'TRANSFER_PENDING', exit: 5 });
    expect(refused.try.join()).toContain('partner orders');
  });

  test('a payment and a refund whose outcome is unknown', async () => {
    const paying = await (await member()).copy().after(CARD);
    await paying.run(BUY, { env: { PARTNER_SANDBOX_FAULT: 'cut-before' } });
    expect((await paying.run(`${MOVE} --json`)).error()).toMatchObject({
      code: 'PAYMENT_UNKNOWN',
      exit: 10,
      try: ['partner recover'],
    });
    const returning = await owner.copy().after('actionpack cancel');
    await returning.run('support resolve 1 --outcome approved --yes', { env: { PARTNER_SANDBOX_FAULT: 'cut-before' } });
    expect((await returning.run(`${MOVE} --json`)).error()).toMatchObject({ try: ['partner recover'] });
  });

  test('a request that has no answer', async () => {
    const here = await owner.copy().after('actionpack cancel');
    for (const lang of ['en', 'fr'])
      expect((await here.run(`${MOVE} --json --lang ${lang}`)).error()).toMatchObject({
        code: 'HAS_OPEN_REQUESTS',
        requests: [1],
        moving: true,
        try: ['partner support withdraw 1'],
      });
    await here.after('support withdraw 1', MOVE);
  });

  test('D18 whoever may not buy may not move it either', async () => {
    const here = await owner.copy().after('users add clerk@contoso.example --roles billing-admin');
    expect((await here.run(`${MOVE} --user clerk@contoso.example --json`)).error()).toMatchObject({
      code: 'ROLE_REQUIRED',
    });
  });
});

test('D29 what the vendor renews stays as it was stated, and its renewal is recorded all the same', async () => {
  const here = await new Workplace().after(
    `${JOIN} --gateway none --programme mpn-2018`,
    'adopt action-pack --anniversary 2027-03-01 --autorenew on',
  );
  expect(await here.json(MOVE)).toMatchObject({ stays: [{ turnedOff: false }] });
  expect(await here.json('actionpack show')).toMatchObject({ autorenew: { vendor: 'on', expectedOn: '2027-03-01' } });
  expect(await here.json('orders record action-pack --term-end 2028-03-01 --paid-on 2026-11-20')).toMatchObject({
    changed: true,
    subscription: { programme: 'mpn-2018', anniversary: '2028-03-01' },
  });
});

test('--account beside a file of what is owned is refused: each row says whose it is', async () => {
  const here = (await member()).copy();
  expect(
    (await here.run(['adopt', '--file', '-', '--account', '1234567', '--json'], { stdin: CARD })).error(),
  ).toMatchObject({ code: 'FLAG_UNUSED', flag: '--account', beside: '--file' });
});
