import { JOIN, Workplace, type Answer } from '../../support/in-process.js';

const BUY = 'actionpack subscribe --accept-terms --token pm_card_visa --yes';
const APPROVE = 'support resolve 1 --outcome approved --yes';
const RECEIPT = 'orders receipt 2026-000001';
const NOTE = 'orders credit-note CN-2026-000001';

let asked: Workplace;
beforeAll(async () => {
  asked = await new Workplace().after(JOIN, BUY, 'actionpack cancel');
});

/** Everything that a paper looks like: on the screen, for scripts, in French, as a file. */
async function looks(here: Workplace, line: string, name: string) {
  await here.json(`${line} --pdf ${name}.pdf`, { fileTime: '2026-11-22' });
  const printed = [...here.files()].find(([path]) => path.endsWith(`${name}.pdf`))?.[1];
  if (printed === undefined) throw new Error(`${name}.pdf was not written`);
  const screens = await Promise.all([line, `${line} --json`, `${line} --lang fr`].map((one) => here.run(one)));
  return [...screens.map(({ stdout }) => stdout), printed];
}

describe('P8 a refund is a document of its own', () => {
  test('G26 a receipt is byte for byte the same before and after a refund', async () => {
    const here = asked.copy();
    const before = await looks(here, RECEIPT, 'before');
    await here.after(APPROVE);
    expect(await looks(here, RECEIPT, 'after')).toEqual(before);
  });

  test('I13 it has a number of its own and names the receipt: on the screen, on paper, for scripts', async () => {
    const here = asked.copy();
    const resolved = await here.run(APPROVE);
    expect(resolved.stdout).toContain('Credit note CN-2026-000001.');
    const note = await here.json(NOTE);
    expect(note).toMatchObject({
      creditNoteNumber: 'CN-2026-000001',
      receiptNumber: '2026-000001',
      refundedTo: { company: 'Contoso', country: 'FR', mpnId: '1234567' },
      refund: { amount: { amount: 47500, currency: 'USD' }, creditNoteNumber: 'CN-2026-000001' },
      order: { state: 'refunded', creditNoteNumber: 'CN-2026-000001' },
    });
    const { stdout } = await here.run(NOTE);
    for (const said of ['Credit note', 'CN-2026-000001', '2026-000001', '475.00 USD', note.refund.refundId])
      expect(stdout).toContain(said);
    expect(stdout).toMatch(/Given back to\s+Visa ending/);
    const french = (await here.run(`${NOTE} --lang fr`)).stdout;
    expect(french).toContain("Numéro d'avoir\tCN-2026-000001");
    expect(french).toMatch(/Remboursé sur\s+Visa/);
    for (const name of ['2026-000001', note.order.id, note.refund.id])
      expect(await here.json(`orders credit-note ${name}`)).toEqual(note);
    expect((await here.run('db check')).code).toBe(0);
  });

  test('the number is named wherever the order is: lists, exports, the history', async () => {
    const here = await asked.copy().after(APPROVE);
    expect(await here.json('orders list')).toMatchObject([{ creditNoteNumber: 'CN-2026-000001' }]);
    for (const line of ['orders list', 'orders list -o csv', 'orders show CN-2026-000001'])
      expect((await here.run(line)).stdout).toContain('CN-2026-000001');
    const settled = (await here.json('audit list')).find(({ kind }: Answer) => kind === 'refund-settled');
    expect(settled.entry.settlement).toMatchObject({ creditNoteNumber: 'CN-2026-000001' });
    expect(await here.json('orders refund 2026-000001')).toMatchObject({
      changed: false,
      refund: { creditNoteNumber: 'CN-2026-000001' },
    });
  });

  test('I13 the next one has the next number; what a dry run made up is nobody’s', async () => {
    const here = asked.copy();
    await here.run(`${APPROVE} --dry-run`);
    await here.after(APPROVE, BUY.replace('--token pm_card_visa ', ''), 'actionpack cancel');
    await here.after(APPROVE.replace('1', '2'));
    const numbers = (await here.json('orders list')).map(({ creditNoteNumber }: Answer) => creditNoteNumber);
    expect(numbers).toEqual(['CN-2026-000001', 'CN-2026-000002']);
    expect((await here.run('db check')).code).toBe(0);
  });

  test('G26 what was issued stays as it was when the company’s facts change', async () => {
    const here = asked.copy();
    await here.after(APPROVE);
    const before = [await looks(here, RECEIPT, 'receipt'), await looks(here, NOTE, 'note')];
    await here.after('account set --company Fabrikam --country DE --vat-id DE136695976');
    expect([await looks(here, RECEIPT, 'receipt2'), await looks(here, NOTE, 'note2')]).toEqual(before);
    expect((await here.run('db check')).code).toBe(0);
  });

  test('G26 a receipt and the credit note of what came after a change each say what held then', async () => {
    const here = await asked.copy().after('account set --company Fabrikam', APPROVE, 'account set --company Tailspin');
    expect(await here.json(RECEIPT)).toMatchObject({ paidBy: { company: 'Contoso' } });
    expect(await here.json(NOTE)).toMatchObject({ refundedTo: { company: 'Fabrikam' } });
  });

  test('what was not given back has none, nor has what was paid elsewhere (D24, D31)', async () => {
    expect((await asked.run('orders credit-note 2026-000001 --json')).error()).toMatchObject({
      code: 'NOT_REFUNDED',
      exit: 3,
      why: 'nothing-given-back',
    });
    const elsewhere = await new Workplace().after(
      JOIN,
      'adopt action-pack --started 2026-11-20 --anniversary 2027-11-20 --autorenew off --invoice E1 --amount 475 --currency USD --paid-on 2026-11-20',
      'actionpack cancel',
      APPROVE,
    );
    expect(await elsewhere.json('orders show E1')).toMatchObject({ state: 'refunded', creditNoteNumber: null });
    expect((await elsewhere.run('orders credit-note E1 --json')).error()).toMatchObject({ why: 'elsewhere' });
  });
});
