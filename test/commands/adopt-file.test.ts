import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADOPT_FIELDS } from '../../src/acts/adopt-rows.js';
import { addDays, type Day } from '../../src/core/day.js';
import { TODAY, Workplace, type Answer } from '../support/in-process.js';
import { rowsIn } from '../support/ledgers.js';

const HEADER = 'mpn_id,company,country,email,programme,offer,anniversary,autorenew,invoice,amount,currency,paid_on';

/** Companies with anniversary dates before and after today. */
function companies(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const anniversary = addDays(TODAY as Day, index - Math.floor(count / 2));
    return `${1_000_000 + index},"Company, ${index}",FR,admin${index}@contoso.example,mpn-2018,action-pack,${anniversary},on,E${index},475.00,USD,2026-01-31`;
  });
}

function elsewhere(text: string | Buffer): { readonly world: Workplace; readonly line: string } {
  const world = new Workplace();
  writeFileSync(join(world.home, 'owned.csv'), text);
  return { world, line: 'adopt --file owned.csv --gateway none' };
}

/** What was said on stderr, each fault as one line again. */
function unwrapped({ stderr }: { readonly stderr: string }): string {
  return stderr.replace(/\n {2}(?!Lines?|Lignes?|Fields|What there is)/g, ' ');
}

function count(world: Workplace, table: string): number {
  return rowsIn(world.home, 'ledger', `SELECT 1 AS row FROM ${table}`).length;
}

describe('D33 a spreadsheet of what is owned', () => {
  const rows = companies(200);

  test('two hundred companies: a dry run writes nothing, the run gives each its date and no charge, a second changes nothing', async () => {
    const { world, line } = elsewhere([HEADER, ...rows].join('\r\n'));
    const dry = await world.json(`${line} --dry-run`);
    expect(dry).toMatchObject({ adopted: 200 });
    const path = await world.json('db path');
    expect(path.gateway).toBe('sandbox');
    const answer = await world.json(line);
    expect(answer).toMatchObject({ adopted: 200, unchanged: 0, conflict: 0, invalid: 0 });
    expect(answer.rows.map(({ anniversary }: Answer) => anniversary)).toEqual(rows.map((row) => row.split(',')[7]));
    for (const table of ['orders', 'attempts', 'receipts', 'acceptances'])
      expect([table, count(world, table)]).toEqual([table, 0]);
    expect(count(world, 'terms')).toBe(200);
    const states = new Set<string>();
    for (const mpnId of ['1000000', '1000080', '1000199'])
      states.add((await world.json(`status --account ${mpnId}`)).subscriptions[0].state);
    expect([...states]).toEqual(['expired', 'unconfirmed', 'active']);
    const before = world.files();
    expect(await world.json(line)).toMatchObject({ adopted: 0, unchanged: 200 });
    expect(world.files()).toEqual(before);
    expect(await world.json('db check')).toMatchObject({ sound: true });
  });

  test('G8 D27 a dry run and the run say how many companies join, and name each row of which something is odd', async () => {
    const [first = '', second = '', third = ''] = companies(3);
    const { world, line } = elsewhere([HEADER, first, second.replace('475.00', '480.00'), third].join('\n'));
    const differs = 'Line 3: 480.00 USD was stated for Microsoft Action Pack, and the programme lists 475.00 USD';
    for (const [said, counts] of [
      [`${line} --dry-run`, '3 to be adopted, 0 unchanged, 0 conflicts, 0 invalid rows'],
      [line, '3 adopted, 0 unchanged, 0 conflicts, 0 invalid rows'],
    ] as const) {
      const told = (await world.run(said)).stdout.replaceAll('\u00A0', ' ').replace(/\s+/g, ' ');
      expect(told).toContain(counts);
      expect(told).toContain('3 companies join with them.');
      expect(told).toContain(differs);
    }
    const again = await world.run(`${line} --dry-run`);
    expect(again.stdout).toContain('0 to be adopted, 3 unchanged');
    expect(again.stdout).not.toMatch(/join|Line/);
    const dry = elsewhere([HEADER, second.replace('475.00', '480.00')].join('\n'));
    expect(await dry.world.json(`${dry.line} --dry-run`)).toMatchObject({
      joined: 1,
      rows: [{ line: 2, company: 'Company, 1', joined: true, warnings: [{ code: 'AMOUNT_DIFFERS' }] }],
    });
    expect((await dry.world.run(`${dry.line} --lang fr`)).stdout).toContain('Une société adhère avec cette ligne.');
  });

  const AMOUNTS = 'mpn_id,company,country,email,programme,offer,anniversary,currency,amount';
  const paying = (currency: string, amount: string, id = 1_234_567) =>
    `${id},Contoso,FR,a@contoso.example,mpn-2018,action-pack,2027-03-01,${currency},"${amount}"`;

  test.each([
    [',', 'EUR', '475.00', 'decimal-point'],
    ['.', 'EUR', '475,00', 'decimal'],
    [',', 'EUR', '1.50', 'decimal-point'],
    ['.', 'EUR', '1,5', 'decimal'],
    ['.', 'EUR', '1 500,00', 'decimal'],
    ['.', 'EUR', '0,500', undefined],
    ['.', 'EUR', '1,500.00,000', undefined],
    [',', 'EUR', '1.2345,00', undefined],
    [',', 'EUR', '1.500 000', undefined],
    [',', 'EUR', '1,500', 'decimal-point'],
    ['', 'EUR', '1,500', 'decimal-point'],
    ['', 'KWD', '1,500', 'decimal-either'],
    ['', 'EUR', '475,00', 'decimal'],
    ['', 'EUR', '1.500', 'decimal'],
  ])(
    'D33 with the sign "%s", %s %s is no amount: its cell is told, with the sign that fits',
    async (sign, code, amount, hint) => {
      const { world, line } = elsewhere([AMOUNTS, paying(code, amount)].join('\n'));
      const said = sign === '' ? line : `${line} --decimal ${sign}`;
      const wanted = sign === ',' ? 'amount-with-comma' : 'amount';
      expect((await world.run(`${said} --json`)).error()['faults']).toEqual([
        { line: 2, column: 'amount', wanted, given: amount, ...(hint === undefined ? {} : { hint }) },
      ]);
      const told = unwrapped(await world.run(said));
      expect(told).toContain(sign === ',' ? 'such as 475,00' : 'such as 475.00');
    },
  );

  test.each([
    [',', 'EUR', '475,00', 47500],
    [',', 'EUR', '1.500', 150000],
    [',', 'EUR', '1.234.567,5', 123456750],
    [',', 'EUR', '1 500,00', 150000],
    ['.', 'EUR', "1'500.00", 150000],
    ['.', 'EUR', '1,500', 150000],
    ['.', 'KWD', '1.500', 1500],
    [',', 'KWD', '1,500', 1500],
    ['.', 'KWD', '1,500', 1500000],
    ['', 'EUR', '1\u00a0500.00', 150000],
  ])('D33 with the sign "%s", %s %s is %i', async (sign, currency, text, amount) => {
    const { world, line } = elsewhere([AMOUNTS, paying(currency, text)].join('\n'));
    const answer = await world.json(sign === '' ? line : `${line} --decimal ${sign}`);
    expect(answer.paid).toEqual([{ amount, currency }]);
    expect((await world.json('orders list'))[0].total).toEqual({ amount, currency });
  });

  test('G8 D15 a dry run and the run say what was paid, each currency by itself, and what was here counts once', async () => {
    const rows = [paying('EUR', '475.00'), paying('USD', '480.00', 1_234_568), paying('EUR', '25.50', 1_234_569)];
    const { world, line } = elsewhere([AMOUNTS, ...rows].join('\n'));
    for (const said of [`${line} --dry-run`, line])
      expect((await world.run(said)).stdout.replaceAll('\u00A0', ' ')).toContain(
        'Paid for it, as stated: 500.50 EUR and 480.00 USD.',
      );
    expect(await world.json(line)).toMatchObject({ unchanged: 3, paid: [] });
  });

  test('F8 as CSV it is a flat row a row of the file: line, company, what happened, and what is odd', async () => {
    const [first = '', second = ''] = companies(2);
    const bad = '12,Fabrikam,FR,x@fabrikam.example,mpn-2018,action-pack,2027-03-01,on,E1,475.00,USD,2026-01-31';
    const { world, line } = elsewhere([HEADER, first, second.replace('475.00', '480.00'), bad].join('\n'));
    for (const dry of [true, false]) {
      const { stdout } = await world.run(`${line} --keep-good --output csv${dry ? ' --dry-run' : ''}`);
      const rows = stdout.trimEnd().split('\r\n');
      expect(rows[0]).toBe('line,mpnId,company,offer,anniversary,outcome,reason,warning,orderId');
      expect(rows[1]).toMatch(/^2,1000000,"Company, 0",action-pack,2026-11-21,adopted,,,/);
      expect(rows[1]?.endsWith(',')).toBe(dry);
      expect(rows[2]).toMatch(/^3,1000001,"Company, 1",action-pack,2026-11-22,adopted,,"US\$480\.00 was stated for /);
      expect(rows[3]).toBe('4,,,,,invalid,mpn_id: mpn-id,,');
      expect(rows).toHaveLength(4);
    }
    const chosen = await world.run(`${line} --keep-good --output csv --fields line,outcome`);
    expect(chosen.stdout).toBe('line,outcome\r\n2,unchanged\r\n3,unchanged\r\n4,invalid\r\n');
  });

  test('G8 a dry run of one says what would be brought in', async () => {
    const world = new Workplace();
    const one = 'adopt action-pack --anniversary 2027-03-01 --amount 480.00 --currency USD --gateway none';
    const who = '--programme mpn-2018 --company Contoso --country FR --email a@contoso.example --mpn-id 1234567';
    const { stdout } = await world.run(`${one} ${who} --dry-run`);
    expect(stdout).toContain(
      'Microsoft Action Pack of Contoso would be brought in with the anniversary date 2027-03-01',
    );
    expect(stdout).toContain('480.00 USD was stated');
  });

  const CARD = '4111 1111 1111 1111';

  test.each(['company', 'invoice', 'email', 'offer'])(
    'D19 I14 a card number as the %s of a row is refused with its line and column, and not said again',
    async (column) => {
      const row = { mpn_id: '1000001', company: 'Contoso', country: 'FR', email: 'admin@contoso.example' };
      const held = { ...row, offer: 'action-pack', anniversary: '2027-03-01', invoice: 'E1', [column]: `Fab ${CARD}` };
      for (const text of [`${Object.keys(held).join()}\n${Object.values(held).join()}`, JSON.stringify([held])]) {
        const { world, line } = elsewhere(text);
        const ran = await world.run(`${line} --json`);
        const faults = ran.error()['faults'];
        expect(faults).toEqual([{ line: text.startsWith('[') ? 1 : 2, column, wanted: 'no-card-number' }]);
        expect(ran.stdout + ran.stderr).not.toContain('1111');
      }
    },
  );

  test('D19 a card number as the name of a column is refused, and not said again', async () => {
    const { world, line } = elsewhere(`${HEADER},${CARD}\n${companies(1)[0]},x`);
    const ran = await world.run(`${line} --json`);
    expect(ran.error()['faults']).toEqual([{ line: 1, column: '', wanted: 'no-card-number' }]);
    expect(ran.stderr).not.toContain('1111');
  });

  test('one bad row and nothing of it is written, every fault with its line and column; --keep-good takes the rest', async () => {
    const bad = '12,,XX,nobody,mpn-2018,action-pak,03/04/2026,maybe,E1,"1.234,56",USD,2099-01-01';
    const { world, line } = elsewhere([HEADER, ...companies(3), bad].join('\n'));
    const refused = (await world.run(`${line} --json`)).error();
    expect(refused).toMatchObject({ code: 'ROWS_REFUSED', exit: 5 });
    const faults = refused['faults'] as readonly { line: number; column: string; wanted: string }[];
    expect(faults.every((fault) => fault.line === 5)).toBe(true);
    expect(faults.map(({ column, wanted }) => [column, wanted])).toEqual(
      expect.arrayContaining([
        ['mpn_id', 'mpn-id'],
        ['country', 'country'],
        ['email', 'email'],
        ['offer', 'offer'],
        ['anniversary', 'one-date'],
        ['autorenew', 'autorenew'],
        ['amount', 'amount'],
        ['paid_on', 'past-day'],
      ]),
    );
    expect((await world.run(`${line} --lang fr`)).stderr).toContain('Ligne 5, mpn_id');
    expect((await world.json('status')).account).toBeNull();
    const kept = await world.run(`${line} --keep-good --json`);
    expect(kept.code).toBe(8);
    expect(kept.json()).toMatchObject({ adopted: 3, invalid: 1 });
  });

  test('each fault is told on a line of its own, with what stands there, what it may have been, and what there is', async () => {
    const bad = '1234567,Contoso,FR,a@contoso.example,mpn-2018,action-pak,2027-03-01,on,E1,"1.234,56",USD,2026-01-31';
    const { world, line } = elsewhere([HEADER, ...companies(1), bad].join('\n'));
    const stderr = unwrapped(await world.run(line));
    expect(stderr).toMatch(
      /^ {2}Line 3, offer, "action-pak": An offer of the programme\. Did you mean action-pack\?$/m,
    );
    expect(stderr).toMatch(/^ {2}Line 3, amount, "1\.234,56": .*--decimal ,$/m);
    expect(stderr.replace(/\s+/g, ' ')).toContain('What there is for offer: action-pack, ');
    expect(unwrapped(await world.run(`${line} --lang fr`))).toMatch(
      /^ {2}Ligne 3, offer, «\u00A0action-pak\u00A0»\u00A0: /m,
    );
    const { stdout } = await world.run(`${line} --keep-good`);
    expect(stdout).toContain('1 adopted, 0 unchanged, 0 conflicts, 1 invalid row');
    expect(stdout).toContain('Line 3, offer, "action-pak"');
    const withCard = elsewhere([HEADER, bad.replace('action-pak', '4242 4242 4242 4242')].join('\n'));
    expect((await withCard.world.run(withCard.line)).stderr).not.toContain('4242');
  });

  test('what is wrong in the same way in row after row is told once with all its lines, so that the rest is seen', async () => {
    const row = (index: number) =>
      `${1_000_000 + index},Contoso,FR,a@contoso.example,action-pack,0${(index % 9) + 1}/04/2027`;
    const rows = Array.from({ length: 200 }, (_, index) =>
      index === 57 ? row(index).replace('FR', 'XX') : row(index),
    );
    const { world, line } = elsewhere(['mpn_id,company,country,email,offer,anniversary', ...rows].join('\n'));
    const ran = await world.run(line);
    const stderr = unwrapped(ran);
    expect(ran.stderr.split('\n').length).toBeLessThan(30);
    expect(stderr).toMatch(/^ {2}Lines 2–201, programme: .* Where it is the same for all rows: --programme ID$/m);
    expect(stderr).toMatch(/^ {2}Line 59, country, "XX": /m);
    expect(stderr).toMatch(/^ {2}Lines 2–4, 6–13, .*, anniversary, such as "01\/04\/2027": A date that reads one way/m);
    const all = (await world.run(`${line} --json`)).error()['faults'] as readonly Answer[];
    expect(all.filter(({ column }) => column === 'programme')).toHaveLength(200);
    expect(unwrapped(await world.run(`${line} --lang fr`))).toMatch(/^ {2}Lignes 2–201, programme\u00A0: /m);
  });

  test('D27 what is odd in the same way is told once with all its lines', async () => {
    const rows = companies(30).map((row, index) =>
      index < 25 ? row.replace('475.00', '480.00') : row.replace('475.00', '1.00'),
    );
    const { world, line } = elsewhere([HEADER, ...rows].join('\n'));
    const told = (await world.run(line)).stdout.replaceAll('\u00A0', ' ').replace(/\s+/g, ' ');
    expect(told).toContain('Lines 2–26: 480.00 USD was stated for Microsoft Action Pack');
    expect(told).toContain('Lines 27–31: 1.00 USD was stated');
  });

  test('D33 a bad cell is named by its field and by what the file calls it', async () => {
    const [first = ''] = companies(1);
    const text = [HEADER.replace('amount', 'Betrag'), first.replace('475.00', 'much')].join('\n');
    const { world, line } = elsewhere(text);
    const mapped = `${line} --map amount=Betrag`;
    expect(unwrapped(await world.run(mapped))).toMatch(/^ {2}Line 2, amount \(column "Betrag"\), "much": /m);
    expect(unwrapped(await world.run(`${mapped} --lang fr`))).toMatch(
      /^ {2}Ligne 2, amount \(colonne «\u00a0Betrag\u00a0»\), «\u00a0much\u00a0»\u00a0: /m,
    );
    const [fault] = (await world.run(`${mapped} --json`)).error()['faults'] as readonly Answer[];
    expect(fault).toEqual({ line: 2, column: 'amount', called: 'Betrag', wanted: 'amount', given: 'much' });
  });

  test('D33 a spreadsheet without a column for it takes its programme from --programme', async () => {
    const text =
      'mpn_id,company,country,email,offer,anniversary\n1234567,Contoso,FR,a@contoso.example,action-pack,2027-03-01\n';
    const { world, line } = elsewhere(text);
    expect((await world.run(`${line} --programme mpn-2081 --json`)).error()).toMatchObject({ code: 'NOT_FOUND' });
    const refused = (await world.run(`${line} --programme maicpp-2026 --json`)).error();
    expect(refused['faults']).toMatchObject([{ line: 2, column: 'offer', wanted: 'offer' }]);
    expect(await world.json(`${line} --programme mpn-2018`)).toMatchObject({ adopted: 1 });
    expect((await world.json('status')).account).toMatchObject({ programme: 'mpn-2018' });
  });

  test('what a column may be called is in the help, and told of one that is none', async () => {
    const help = (await new Workplace().run('adopt --help')).stdout.replace(/\s+/g, ' ');
    expect(help).toContain(ADOPT_FIELDS.join(', '));
    const { world, line } = elsewhere('mpn_id,ofer,,2\n1234567,action-pack,y,x,more\n');
    const stderr = unwrapped(await world.run(line));
    expect(stderr).toMatch(/^ {2}Line 1, column "ofer": .*Did you mean offer\?$/m);
    expect(stderr).toMatch(/^ {2}Line 1, a column without a name: /m);
    expect(stderr).toMatch(/^ {2}Line 1, column "2": /m);
    expect(stderr).toMatch(/^ {2}Line 2, column 5: There are more cells/m);
    for (const field of ADOPT_FIELDS) expect(stderr.split('Fields: ')[1]).toContain(field);
    expect(stderr).not.toContain('--keep-good');
    writeFileSync(join(world.home, 'owned.csv'), '');
    const empty = unwrapped(await world.run(line));
    expect(empty).toMatch(/^ {2}Line 1: A first row/m);
    expect(empty).not.toContain('--keep-good');
  });

  test('the line that brings in the rest says again how the file is read, and is given where there is a rest', async () => {
    const row = (offer: string) => `1234567;Contoso;FR;a@contoso.example;mpn-2018;${offer};03.04.2027;1.234,56;EUR`;
    const header = 'mpn_id;company;country;email;programme;What;anniversary;amount;currency';
    const { world, line } = elsewhere([header, row('action-pack'), row('x')].join('\n'));
    const read = `${line} --map offer=What --date-format DD.MM.YYYY --decimal ,`;
    const refused = (await world.run(`${read} --json`)).error();
    expect(refused.try).toEqual([
      'partner adopt --file owned.csv --map offer=What --date-format DD.MM.YYYY --decimal , --keep-good --gateway none',
    ]);
    const rehearsed = (await world.run(`${read} --json --dry-run`)).error();
    expect(rehearsed.try[0]).toContain('--keep-good --dry-run');
    const [again = ''] = refused.try;
    expect(await world.run(again.replace('partner ', ''))).toMatchObject({ code: 8 });
    writeFileSync(join(world.home, 'owned.csv'), [header, row('x')].join('\n'));
    expect((await world.run(`${read} --json`)).error().try).toEqual(['partner adopt --help --gateway none']);
  });

  test('D25 D26 a conflict is told in words, with the line that states it again', async () => {
    const { world, line } = elsewhere([HEADER, ...companies(3)].join('\n'));
    await world.after(line);
    const [first = '', second = '', third = ''] = companies(3);
    const stranger = '7654321,,,,mpn-2018,action-pack,2027-03-01,on,E9,475.00,USD,2026-01-31';
    const changed = [first.replace('FR', 'DE'), second.replace('475.00', '480.00'), third, stranger];
    writeFileSync(join(world.home, 'owned.csv'), [HEADER, ...changed].join('\n'));
    const stderr = unwrapped(await world.run(line));
    expect(stderr).toMatch(/^ {2}Line 2: The company with the MPN ID 1000000 is here with another country\.$/m);
    expect(stderr).toMatch(
      /^ {2}Line 3: Something else is recorded for this: order ord_\w+, Microsoft Action Pack\.$/m,
    );
    expect(stderr.replace(/\s+/g, ' ')).toContain('7654321 is not here yet: the row has to say company, country');
    expect(stderr).not.toMatch(/RECORD_CONFLICT|ANSWERS_DIFFER|NOT_A_MEMBER/);
    expect(stderr).toMatch(
      /partner orders correct ord_\w+ --amount 480.00 --currency USD --account 1000001 --reason TEXT/,
    );
    expect(stderr).toContain('--keep-good');
    const kept = await world.run(`${line} --keep-good`);
    expect(kept.code).toBe(8);
    expect(kept.stdout).toContain('3 conflicts');
    expect(kept.stdout).toMatch(
      /partner orders correct ord_\w+ --amount 480.00 --currency USD --account 1000001 --reason TEXT/,
    );
    expect((await world.run(`${line} --lang fr`)).stderr).not.toMatch(/RECORD_CONFLICT|Something/);
  });

  test('D25 a row that says something else of what is here is a conflict, and takes the others with it', async () => {
    const { world, line } = elsewhere([HEADER, ...companies(2)].join('\n'));
    await world.after(line);
    const [first = '', second = ''] = companies(2);
    writeFileSync(join(world.home, 'owned.csv'), [HEADER, first, second.replace('475.00', '480.00')].join('\n'));
    const refused = (await world.run(`${line} --json`)).error();
    expect(refused['conflicts']).toMatchObject([{ line: 3, reason: 'RECORD_CONFLICT' }]);
  });

  test.each([
    { name: 'semicolons and CRLF', of: (text: string) => text.replaceAll(',', ';').replaceAll('\n', '\r\n') },
    { name: 'tabs', of: (text: string) => text.replaceAll(',', '\t') },
    { name: 'UTF-16 with its mark, as Excel saves it', of: (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le') },
    { name: 'a byte-order mark', of: (text: string) => `\uFEFF${text}` },
  ])('F8 $name', async ({ of }) => {
    const text =
      'mpn_id,company,country,email,programme,offer,anniversary\n1234567,Société,FR,a@contoso.example,mpn-2018,action-pack,2027-03-01\n';
    const { world, line } = elsewhere(of(text));
    await world.after(line);
    expect((await world.json('status')).account.company).toBe('Société');
  });

  test('columns with names of their own, dates and amounts as a country writes them, a newline in a cell', async () => {
    const text =
      'Partner;"Name\nof it";Land;Mail;offer;Bis;Betrag;currency;programme\n1234567;"A ""B""\nC";FR;a@contoso.example;action-pack;03.04.2027;1.234,56;EUR;mpn-2018\n';
    const { world, line } = elsewhere(text);
    const unknown = (await world.run(`${line} --json`)).error();
    expect((unknown['faults'] as readonly { column: string }[]).map(({ column }) => column)).toContain('Partner');
    const mapped = [
      '--map',
      'mpn_id=Partner',
      '--map',
      'company=Name\nof it',
      '--map',
      'country=Land',
      '--map',
      'email=Mail',
      '--map',
      'anniversary=Bis',
      '--map',
      'amount=Betrag',
    ];
    const answer = await world.run([
      ...line.split(' '),
      ...mapped,
      '--date-format',
      'DD.MM.YYYY',
      '--decimal',
      ',',
      '--json',
    ]);
    expect(answer.json()).toMatchObject({ adopted: 1, rows: [{ anniversary: '2027-04-03' }] });
    expect((await world.json('orders list'))[0].total).toEqual({ amount: 123456, currency: 'EUR' });
    expect((await world.json('status')).account.company).toBe('A "B" C');
  });

  test('an object where a text is wanted is called one', async () => {
    const row = {
      mpn_id: '1234567',
      company: { a: 1 },
      programme: 'mpn-2018',
      offer: 'action-pack',
      currency: 'USD',
      amount: [{ v: 475 }],
    };
    const ran = await new Workplace().run('adopt --file - --json', { stdin: JSON.stringify([row]) });
    const wrong = (ran.error()['faults'] as { wanted: string; column: string }[]).filter(
      ({ wanted }) => wanted === 'plain-value',
    );
    expect(wrong.map(({ column }) => column).sort()).toEqual(['amount', 'company']);
    expect(ran.stderr).not.toContain('U+0000');
  });

  test('JSON from standard input', async () => {
    const world = new Workplace();
    const row = {
      mpn_id: 1234567,
      company: 'Contoso',
      country: 'FR',
      email: 'a@contoso.example',
      programme: 'mpn-2018',
      offer: 'action-pack',
      anniversary: '2027-03-01',
      benefits_activated: ['office-365-e3'],
    };
    const ran = await world.run('adopt --file - --gateway none --json', { stdin: JSON.stringify([row]) });
    expect(ran.json()).toMatchObject({ adopted: 1 });
  });
});
