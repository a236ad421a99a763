import { type Answer, type Workplace } from '../support/in-process.js';
import { ADMIN, BUYER, E3, licenceHolders } from './licences.js';

let holding: Workplace;
beforeAll(async () => {
  holding = await licenceHolders();
});

const line = (...words: readonly string[]) => ['benefits', 'compare', '-', ...words];

async function compared(stdin: string, ...flags: readonly string[]) {
  const ran = await holding.copy().run(line(...flags, '--json'), { stdin });
  return { code: ran.code, rows: ran.json<Answer[]>().filter(({ benefit }) => benefit === E3 || benefit === 'Teams') };
}

describe('what is granted and handed out here, against the vendor’s export of licences', () => {
  test('the same people: nothing differs, whatever the case of an address, and the exit is 0', async () => {
    const { code, rows } = await compared(`benefit,user\n${E3},${ADMIN.toUpperCase()}\n${E3},${BUYER}\n`);
    expect(code).toBe(0);
    expect(rows.map(({ what, outcome, here }) => [what, outcome, here])).toEqual([
      ['holder', 'same', ADMIN],
      ['holder', 'same', BUYER],
    ]);
  });

  test('only here, only there, another holder, another count, and a product that nobody knows here: exit 8', async () => {
    const there = `benefit,user\n${E3},${ADMIN}\n${E3},new@contoso.example\n${E3},more@contoso.example\nTeams,${ADMIN}\n`;
    expect(await compared(there)).toEqual({
      code: 8,
      rows: [
        { benefit: E3, what: 'holder', outcome: 'same', here: ADMIN, there: ADMIN },
        { benefit: E3, what: 'holder', outcome: 'other-holder', here: BUYER, there: 'new@contoso.example' },
        { benefit: E3, what: 'holder', outcome: 'only-there', here: null, there: 'more@contoso.example' },
        { benefit: 'Teams', what: 'holder', outcome: 'only-there', here: null, there: ADMIN },
      ],
    });
    expect((await compared(`benefit,user\n${E3},${ADMIN}\n`)).rows).toContainEqual({
      benefit: E3,
      what: 'holder',
      outcome: 'only-here',
      here: BUYER,
      there: null,
    });
    expect((await compared(`benefit,granted,assigned\n${E3},25,2\n`)).rows).toEqual([
      { benefit: E3, what: 'granted', outcome: 'other-count', here: 10, there: 25 },
      { benefit: E3, what: 'assigned', outcome: 'same', here: 2, there: 2 },
    ]);
  });

  test('nothing is handed out on either side: a vendor that lists no such product differs in nothing', async () => {
    const here = holding.copy();
    await here.after(`benefits release ${E3} ${ADMIN} --yes`, `benefits release ${E3} ${BUYER} --yes`);
    const ran = await here.run(line('--json'), { stdin: `benefit,assigned\n${E3},0\n` });
    expect([ran.code, ran.json()]).toEqual([
      0,
      [{ benefit: E3, what: 'assigned', outcome: 'same', here: 0, there: 0 }],
    ]);
    const stdin = 'benefit,assigned\nwindows-10-enterprise,0\n';
    expect((await holding.copy().run(line('--json'), { stdin })).json()).toContainEqual({
      benefit: E3,
      what: 'assigned',
      outcome: 'only-here',
      here: 2,
      there: null,
    });
  });

  test('as vendors write it: semicolons, a mark, columns of other names, several products of one person, names instead of ids', async () => {
    const saved = `\ufeffDisplay name;UPN;Licenses\r\nA;${ADMIN};Office 365 E3+Windows 10\r\nB;${BUYER};"Office 365 E3"\r\n`;
    const flags = ['--map', 'benefit=Licenses,user=UPN'];
    const { rows } = await compared(saved, ...flags);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['same', 'same']);
    const told = await holding.copy().run(line(...flags), { stdin: saved });
    expect(`${told.stdout}${told.stderr}`).toContain('Display name');
    const json = JSON.stringify([
      { benefit: E3, user: ADMIN },
      { benefit: E3, user: BUYER },
    ]);
    expect((await compared(json)).code).toBe(0);
  });

  test('nothing is written, and every form of output says the same', async () => {
    const here = holding.copy();
    const before = here.files();
    const stdin = `benefit,user\n${E3},${ADMIN}\n`;
    for (const form of [[], ['-o', 'csv'], ['-o', 'tsv'], ['--lang', 'fr']]) {
      const ran = await here.run(line(...form), { stdin });
      expect(ran.code).toBe(8);
      expect(ran.stdout).toContain(BUYER);
    }
    expect((await here.run(line('--lang', 'fr'), { stdin })).stdout).toMatch(/1 différent\b/);
    expect(here.files()).toEqual(before);
  });

  test.each([
    ['user\nadmin@contoso.example', 'benefit'],
    [`benefit\n${E3}`, 'user, granted, assigned'],
    [`benefit,granted\n${E3},many`, 'granted'],
    ['', ''],
  ])('a file that does not say it is refused with its place: %j', async (stdin, column) => {
    const { faults, ...error } = (await holding.copy().run(line('--json'), { stdin })).error();
    expect(error).toMatchObject({ code: 'ROWS_REFUSED', comparing: true });
    expect((faults as Answer[]).map((one) => one.column)).toContain(column);
  });
});
