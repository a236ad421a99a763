import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workplace, member, type Answer } from '../support/in-process.js';

const WHO = '--company Contoso --country FR --email admin@contoso.example --mpn-id 1234567';
const NEW = `--gateway none ${WHO}`;

function owning(said: string, programme = 'mpn-2018'): Promise<Workplace> {
  return new Workplace().after(`adopt ${said} ${NEW} --programme ${programme}`);
}

/** With every space the same, on one line. */
async function spoken(world: Workplace, line: string, now?: string): Promise<string> {
  const { stdout, stderr } = await world.run(line, now === undefined ? {} : { now });
  return (stdout + stderr).replaceAll('\u00A0', ' ').replace(/\s+/g, ' ');
}

describe('D29 whether the vendor renews it is not known', () => {
  const ON_THE_DAY = '2027-03-01';
  let world: Workplace;
  beforeAll(async () => (world = await owning('action-pack --anniversary 2027-03-01 --autorenew unknown')));

  test('so neither the timeline nor the calendar says that it will', async () => {
    const events = await world.json<readonly Answer[]>('subscriptions timeline');
    expect(events.filter(({ date }) => date === ON_THE_DAY).map(({ event }) => event)).toContain('maybeAtVendor');
    expect(events.map(({ event }) => event)).not.toContain('atVendor');
    for (const [lang, doubt, claim] of [
      ['en', 'does the vendor renew it today? Nobody has said', 'expected'],
      ['fr', "le fournisseur renouvelle-t-il aujourd'hui ? Personne ne l'a dit", 'attendu'],
    ] as const) {
      const calendar = (await world.run(`reminders calendar --lang ${lang}`)).stdout.replace(/\r\n /g, '');
      const summaries = calendar.split('\r\n').filter((text) => text.startsWith('SUMMARY'));
      expect(summaries.join('\n').replaceAll('\u00A0', ' ')).toContain(doubt);
      expect(summaries.join('\n')).not.toContain(claim);
      expect(await spoken(world, `subscriptions timeline --lang ${lang}`)).not.toContain(claim);
    }
  });

  test.each([ON_THE_DAY, '2027-03-20'])('and renewals due of %s says that nobody has said', async (now) => {
    expect(await world.json('renewals due', { now })).toMatchObject([
      { result: 'expected', reason: 'VENDOR_RENEWAL_UNKNOWN' },
    ]);
    const said = await spoken(world, 'renewals due', now);
    expect(said).toContain('nobody has said whether the vendor renews it');
    expect(said).not.toContain('expected at the vendor');
    const sure = await owning('action-pack --anniversary 2027-03-01 --autorenew on');
    expect(await sure.json('renewals due', { now })).toMatchObject([{ result: 'expected', reason: null }]);
    expect(await spoken(sure, 'renewals due', now)).toContain('expected at the vendor');
  });
});

describe('D24 what is asked where the vendor is paid elsewhere', () => {
  test.each([
    ['en', 'went to nobody: ask the vendor for it in its portal', /Support contacts you|Filed|is filed/],
    ['fr', "n'est envoyée à personne : adressez-la au fournisseur", /Le support vous contactera|Envoyée|est envoyée\./],
  ])('R18 goes to nobody, and the portal is named: %s', async (lang, said, promised) => {
    for (const line of ['actionpack cancel', 'support new --problem other --text Help']) {
      const world = await owning('action-pack --anniversary 2027-03-01 --autorenew off');
      const heard = await spoken(world, `${line} --lang ${lang}`);
      expect(heard).toContain(said);
      expect(heard).toContain('https://partner.microsoft.com/dashboard');
      for (const later of ['', `support show 1 --lang ${lang}`, `support list --lang ${lang}`])
        expect(later === '' ? heard : await spoken(world, later)).not.toMatch(promised);
    }
  });
});

describe('D30 what the vendor may have renewed already', () => {
  const TWO_DAYS_LATER = '2027-03-03';
  let world: Workplace;
  beforeAll(
    async () => (world = await owning('action-pack --anniversary 2027-03-01 --started 2026-03-01 --autorenew on')),
  );

  test('is not said to have ended, and is looked for at the vendor before it is paid', async () => {
    const cancelled = await world.run('actionpack cancel --json', { now: TWO_DAYS_LATER });
    expect(cancelled.error()).toMatchObject({
      code: 'NOTHING_TO_CANCEL',
      why: 'unconfirmed',
      try: ['partner orders record action-pack'],
    });
    expect(await spoken(world, 'actionpack cancel', TWO_DAYS_LATER)).not.toContain('not paid any further');
    for (const line of ['actionpack renew', 'actionpack subscribe'])
      expect(await spoken(world, line, TWO_DAYS_LATER)).toContain(
        'The vendor may have renewed it on 1 Mar 2027 already: look there first',
      );
    expect(await spoken(world, 'actionpack renew', '2027-02-20')).not.toContain('may have renewed');
  });

  test('stands in the forecast on the day that renewals due names', async () => {
    const [first] = await world.json<readonly Answer[]>('renewals forecast', { now: TWO_DAYS_LATER });
    expect(first).toMatchObject({ chargeOn: '2027-03-01', how: 'at-vendor' });
  });
});

describe('P2 a programme that renews nothing by itself', () => {
  const LINE = 'adopt launch --anniversary 2027-03-01';

  test('is not believed to: who states it is refused, and what is not known is off', async () => {
    const refused = await new Workplace().run(`${LINE} --autorenew on ${NEW} --programme maicpp-2026 --json`);
    expect(refused.error()).toMatchObject({ code: 'AUTORENEW_NOT_OFFERED', exit: 5 });
    const world = await owning('launch --anniversary 2027-03-01 --autorenew unknown --invoice E1', 'maicpp-2026');
    expect(await world.json('status')).toMatchObject({ subscriptions: [{ autorenew: { on: false, vendor: 'off' } }] });
    const again = `${LINE} --autorenew unknown --invoice E1`;
    expect(await world.json(again)).toMatchObject({ changed: false });
    for (const line of [
      'orders record launch --invoice E2 --term-end 2028-03-01 --autorenew on',
      'orders correct E1 --autorenew on --reason seen',
    ])
      expect((await world.run(`${line} --json`)).error()).toMatchObject({ code: 'AUTORENEW_NOT_OFFERED' });
    const record = 'orders record launch --invoice E2 --term-end 2028-03-01 --autorenew unknown';
    expect(await world.json(record)).toMatchObject({ changed: true });
    expect(await world.json(record)).toMatchObject({ changed: false });
  });
});

describe('D24 what is said of something that is paid by hand at the vendor', () => {
  test('C18 each command to copy ends its line, where a mail or a calendar names two', async () => {
    const owned = await owning('action-pack --anniversary 2027-03-15 --autorenew on', 'mpn-2018');
    const world = owned.copy({ now: '2027-03-16' });
    const calendar = (await world.run('reminders calendar')).stdout.replace(/\r\n /g, '');
    expect(calendar).toMatch(/partner orders record \S+\\nIf it was not renewed/);
  });

  test('P4 is not that nothing can be charged, where the programme lists no price', async () => {
    const world = await owning('success-core --anniversary 2027-03-15 --autorenew off', 'maicpp-2026');
    for (const lang of ['en', 'fr']) {
      const calendar = (await world.run(`reminders calendar --lang ${lang}`)).stdout.replace(/\r\n /g, '');
      expect(calendar).toContain('partner orders record');
      expect(calendar).not.toMatch(/lists no price|nothing can be charged|aucun prix|rien ne peut/);
    }
  });

  test('D27 and what was paid last is told where the programme lists no price: by the calendar, and by reminders', async () => {
    const world = await owning(
      'success-core --anniversary 2027-03-15 --amount 925.00 --currency USD --paid-on 2026-03-15',
      'maicpp-2026',
    );
    for (const [lang, said] of [
      ['en', 'US$925.00 was paid last.'],
      ['fr', 'La dernière fois, 925,00\u00a0$US ont été payés.'],
    ] as const) {
      const calendar = (await world.run(`reminders calendar --lang ${lang}`)).stdout
        .replace(/\r\n /g, '')
        .replaceAll('\\,', ',');
      expect(calendar).toContain(said);
    }
    expect(await world.json('renewals forecast')).toMatchObject([
      { chargeOn: '2027-03-15', how: 'by-hand', amount: { amount: 92500, currency: 'USD' } },
    ]);
  });

  test('P2 nor that somebody stated it to be off, where nothing renews by itself', async () => {
    const world = await owning('success-core --anniversary 2027-03-15', 'maicpp-2026');
    const [{ id }] = await world.json('orders list');
    for (const line of [`orders receipt ${id}`, `orders show ${id} --lang fr`])
      expect((await world.run(line)).stdout).not.toMatch(/Renewal at the vendor|chez le fournisseur\t/);
    const other = await owning('action-pack --anniversary 2027-03-15');
    expect((await other.run(`orders show ${(await other.json('orders list'))[0].id}`)).stdout).toMatch(
      /Renewal at the vendor\s+not known/,
    );
  });

  test('D13 is not that an area has to be attained again, which the vendor alone knows', async () => {
    const world = await owning('silver-competency --anniversary 2027-03-01 --autorenew on');
    const codes = (await world.json('status')).warnings.map(({ code }: Answer) => code);
    expect(codes).not.toContain('NOT_QUALIFIED');
    expect(codes).not.toContain('EVIDENCE_LAPSES');
  });
});

describe('R15 D22 automatic renewal that is off at the vendor', () => {
  test('as it was stated: nobody is told that it was turned off on the day of the statement', async () => {
    const world = await owning('action-pack --anniversary 2026-12-01 --autorenew off');
    const locked = await spoken(world, 'actionpack autorenew on', '2026-12-05');
    expect(locked).toContain(
      'It is off at the vendor, as stated on 22 Nov 2026, for the term that ended on 1 Dec 2026.',
    );
    expect(locked).toContain('which can be made to 31 Dec 2026.');
    expect(await spoken(world, 'actionpack autorenew off')).toContain('is off at the vendor, as stated on 2026-11-22');
  });

  test('and was turned off in its portal before that is recorded: it was on that day', async () => {
    const world = await owning('action-pack --anniversary 2027-03-01 --started 2026-03-01 --autorenew on');
    await world.after('actionpack autorenew off --on 2026-06-10');
    expect(await spoken(world, 'actionpack autorenew on')).toContain('It was turned off on 10 Jun 2026');
    expect(await spoken(world, 'actionpack autorenew off')).toContain('has been off since 2026-06-10');
    expect(await spoken(world, 'status', '2027-03-10')).toContain('was turned off on 2026-06-10');
  });
});

describe('D29 turning off what the vendor renews', () => {
  const OWNED = 'action-pack --anniversary 2027-03-01 --started 2026-03-01 --autorenew';
  const PORTAL = 'https://partner.microsoft.com/dashboard';

  test.each([
    ['en', 'Nothing was done there: until somebody turns it off in its portal, the vendor may charge it.', / is off\./],
    ['fr', "Rien n'y a été fait : tant que personne ne le désactive dans son portail", / est désactivé\./],
  ])('is noted, and nothing is said to be off that nobody turned off there: %s', async (lang, said, untrue) => {
    for (const line of ['actionpack autorenew off', 'actionpack cancel --autorenew off']) {
      const world = await owning(`${OWNED} on`);
      const heard = await spoken(world, `${line} --lang ${lang}`);
      expect(heard).toContain(said);
      expect(heard).toContain(PORTAL);
      expect(heard).not.toMatch(untrue);
      const [row] = await world.json('renewals forecast');
      expect(row).toMatchObject({ how: 'by-hand' });
    }
  });

  test.each([
    ['on', true],
    ['unknown', null],
  ])('and what changed is what was known before: %s', async (renewal, on) => {
    const world = await owning(`${OWNED} ${renewal}`);
    const off = { before: { on }, after: { on: false }, changed: true };
    if (on) expect(await world.json('actionpack autorenew on')).toMatchObject({ before: { on }, after: { on } });
    if (on) expect(await spoken(world, 'actionpack autorenew on')).toContain('is on at the vendor, as stated');
    expect(await world.json('actionpack autorenew off')).toMatchObject(off);
    expect(await world.json('actionpack autorenew off')).toMatchObject({ before: { on: false }, changed: false });
  });
});

describe('D22 D33 whose word it is', () => {
  const HEADER = 'mpn_id,company,country,email,programme,offer,anniversary';
  const row = (id: string) => `${id},Fabrikam ${id},FR,admin${id}@fabrikam.example,mpn-2018,action-pack,2027-03-01`;

  test('is that of whoever is named, of the first companies too', async () => {
    const world = new Workplace();
    writeFileSync(join(world.home, 'owned.csv'), [HEADER, row('1234567'), row('1234568')].join('\n'));
    await world.after('adopt --file owned.csv --gateway none --user ops@contoso.example');
    for (const mpnId of ['1234567', '1234568']) {
      const [order] = await world.json(`orders list --account ${mpnId}`);
      expect(order.stated.by).toBe('ops@contoso.example');
    }
    const one = await new Workplace().after(
      `adopt action-pack --anniversary 2027-03-01 ${NEW} --programme mpn-2018 --user ops@contoso.example`,
    );
    expect((await one.json('orders list'))[0].stated.by).toBe('ops@contoso.example');
  });

  test('is the acting user of an account that is there, and not the contact of each row', async () => {
    const world = await member();
    writeFileSync(join(world.home, 'owned.csv'), [HEADER, row('7654321')].join('\n'));
    await world.after('adopt --file owned.csv');
    const [order] = await world.json('orders list --account 7654321');
    expect(order.stated.by).toBe('admin@contoso.example');
  });
});

describe('D25 D34 what is brought in is of a company as it is here', () => {
  const LAUNCH = 'adopt launch --programme maicpp-2026 --anniversary 2027-10-01';

  test('another programme leads to the move, and the line that it names leads on', async () => {
    const world = await owning('action-pack --anniversary 2027-03-01');
    for (const [lang, said] of [
      ['en', '--programme is "maicpp-2026", and Contoso (MPN 1234567) is here with "mpn-2018".'],
      ['fr', '--programme indique « maicpp-2026 », et Contoso (MPN 1234567) est ici avec « mpn-2018 ».'],
    ] as const) {
      expect(await spoken(world, `${LAUNCH} --lang ${lang}`)).toContain(said);
    }
    const error = (await world.run(`${LAUNCH} --json`)).error();
    expect(error).toMatchObject({ code: 'ANSWERS_DIFFER', exit: 2, given: 'maicpp-2026', here: 'mpn-2018' });
    const [move = ''] = error.try;
    await world.after(`${move.replace('partner ', '')} --accept-terms --yes`, LAUNCH);
  });

  test('another name leads to what has changed of it; an address in other letters is the same', async () => {
    const world = await owning('action-pack --anniversary 2027-03-01');
    const other = `adopt silver-competency --anniversary 2027-03-01 ${WHO.replace('Contoso', 'Fabrikam')} --json`;
    expect((await world.run(other)).error()).toMatchObject({
      given: 'Fabrikam',
      here: 'Contoso',
      try: ['partner account set --company Fabrikam'],
    });
    await world.after(`adopt silver-competency --anniversary 2027-03-01 ${WHO.replace('admin@', 'ADMIN@')}`);
  });
});
