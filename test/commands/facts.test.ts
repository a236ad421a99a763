import { JOIN, Workplace, type Answer } from '../support/in-process.js';

const BUY = 'actionpack subscribe --accept-terms --token pm_card_visa --yes';
const ADDRESS = '1 rue de la Paix, 75002 Paris';

const line = (...words: readonly string[]) => words;
const receiptOf = (here: Workplace, order: string) => here.json(`orders receipt ${order}`);

describe('J0 the facts of a company can change', () => {
  test('G26 what was issued before stays as it was, what is issued after says the new ones', async () => {
    const here = await new Workplace().after(JOIN);
    const first = await here.json(BUY);
    const before = await receiptOf(here, first.order.id);
    const asText = (await here.run(`orders receipt ${first.order.id}`)).stdout;
    expect(
      await here.json(line('account', 'set', '--company', 'Contoso SE', '--country', 'DE', '--address', ADDRESS)),
    ).toMatchObject({ company: 'Contoso SE', country: 'DE', address: ADDRESS, vatId: null, changed: true });
    await here.after('account set --vat-id de-136.695.976');
    expect(await receiptOf(here, first.order.id)).toEqual(before);
    expect((await here.run(`orders receipt ${first.order.id}`)).stdout).toBe(asText);
    const later = here.copy({ now: '2027-11-22' });
    const second = await later.json('actionpack renew --accept-terms --yes');
    const buyer = { company: 'Contoso SE', country: 'DE', mpnId: '1234567', address: ADDRESS, vatId: 'DE136695976' };
    expect(await receiptOf(later, second.order.id)).toMatchObject({ paidBy: buyer });
    const screen = (await later.run(`orders receipt ${second.order.id}`)).stdout;
    for (const text of ['Contoso SE, DE', ADDRESS, 'DE136695976']) expect(screen).toContain(text);
    // Another change: the second keeps what it said, and the first what it said before that.
    await later.after('account set --company Fabrikam');
    expect(await receiptOf(later, first.order.id)).toEqual(before);
    expect(await receiptOf(later, second.order.id)).toMatchObject({ paidBy: buyer });
    expect((await later.run('db check')).code).toBe(0);
  });

  test('G26 the paper too: letter for letter the same after a change', async () => {
    const here = await new Workplace().after(JOIN);
    const { order } = await here.json(BUY);
    const at = { fileTime: '2026-11-22' };
    await here.json(`orders receipt ${order.id} --pdf before.pdf`, at);
    await here.after('account set --company Fabrikam --country US');
    await here.json(`orders receipt ${order.id} --pdf after.pdf`, at);
    const files = here.files();
    const named = (name: string) => [...files].find(([path]) => path.endsWith(name))?.[1];
    expect(named('before.pdf')).toBeDefined();
    expect(named('after.pdf')).toBe(named('before.pdf'));
  });

  test('who joins again with another name leaves the old receipts as they were', async () => {
    const here = await new Workplace().after(JOIN);
    const { order } = await here.json(BUY);
    const before = await receiptOf(here, order.id);
    const gone = here.copy({ now: '2028-11-22' });
    await gone.after('leave --yes', JOIN.replace('Contoso', 'Fabrikam'));
    expect(await gone.json('account show')).toMatchObject({ company: 'Fabrikam' });
    expect(await receiptOf(gone, order.id)).toEqual(before);
  });

  test('G26 an address and a VAT number can be taken away; what was issued with them keeps them', async () => {
    const here = await new Workplace().after(
      JOIN,
      line('account', 'set', '--address', ADDRESS, '--vat-id', 'FR40303265045'),
    );
    const { order } = await here.json(BUY);
    const before = await receiptOf(here, order.id);
    expect(before).toMatchObject({ paidBy: { address: ADDRESS, vatId: 'FR40303265045' } });
    expect(await here.json('account set --without-address --without-vat-id')).toMatchObject({
      address: null,
      vatId: null,
      changed: true,
    });
    expect(await here.json('account set --without-address')).toMatchObject({ changed: false });
    const both = await here.run('account set --vat-id FR40303265045 --without-vat-id --json');
    expect(both.error()).toMatchObject({ code: 'FLAGS_CONFLICT', exit: 2 });
    expect(await receiptOf(here, order.id)).toEqual(before);
    expect(await here.json('account show')).toMatchObject({ company: 'Contoso', address: null, vatId: null });
    expect((await here.run('db check')).code).toBe(0);
  });

  test('what is so already changes nothing, and nothing said is a mistake', async () => {
    const here = await new Workplace().after(JOIN);
    expect(await here.json('account set --country FR')).toMatchObject({ changed: false });
    const entries = (await here.json('audit list')).map(({ kind }: Answer) => kind);
    expect(entries).not.toContain('account-changed');
    expect((await here.run('account set --json')).error()).toMatchObject({
      ...{ code: 'ANSWERS_MISSING', exit: 2, anyOf: true },
      message: expect.stringContaining('One of these is enough: --company NAME, --country CODE,'),
    });
  });

  test.each([
    [['--country', 'Germnay'], { code: 'VALUE_INVALID', nearest: 'Germany' }],
    [['--vat-id', 'none'], { code: 'VALUE_INVALID', of: '--vat-id' }],
    [['--vat-id', 'DE136695975'], { code: 'VALUE_INVALID', of: '--vat-id' }],
    [['--vat-id', 'FR12345'], { code: 'VALUE_INVALID', of: '--vat-id' }],
    [['--vat-id', 'XI980780685'], { code: 'VALUE_INVALID', of: '--vat-id' }],
    [['--address', 'x'.repeat(201)], { code: 'VALUE_INVALID', of: '--address' }],
    [['--email', 'somebody@contoso.example'], { code: 'NOT_FOUND', what: 'user' }],
  ])('%j is refused', async (said, wanted) => {
    const here = await new Workplace().after(JOIN);
    expect((await here.run(['account', 'set', ...said, '--json'])).error()).toMatchObject(wanted);
  });

  test('what the environment says of joining changes no company', async () => {
    const here = await new Workplace().after(JOIN);
    await here.json(line('account', 'set', '--address', ADDRESS), { env: { PARTNER_COMPANY: 'Fabrikam' } });
    expect(await here.json('account show')).toMatchObject({ company: 'Contoso', address: ADDRESS });
  });
});

describe('R16 reminders go to the people who can act, and to the addresses that were set', () => {
  test('a contact who is removed is no longer written to', async () => {
    const here = await new Workplace().after(JOIN, 'users add buyer@contoso.example --roles global-admin');
    const listed = () => here.json<readonly Answer[]>('reminders recipients list');
    expect((await listed()).map(({ address }) => address)).toEqual(['admin@contoso.example', 'buyer@contoso.example']);
    await here.after('users remove admin@contoso.example --user buyer@contoso.example');
    expect((await listed()).map(({ address }) => address)).toEqual(['buyer@contoso.example']);
  });

  test('an address is added and removed once, in whatever letters', async () => {
    const here = await new Workplace().after(JOIN);
    const shared = { address: 'partners@contoso.example', changed: true };
    const add = 'reminders recipients add partners@contoso.example';
    expect(await here.json(add)).toMatchObject({
      ...shared,
      readers: ['admin@contoso.example', 'partners@contoso.example'],
    });
    expect(await here.json(add.toUpperCase().toLowerCase())).toMatchObject({ changed: false });
    expect(await here.json('reminders recipients list')).toEqual([
      { address: 'admin@contoso.example', because: 'can-act' },
      { address: 'partners@contoso.example', because: 'added' },
    ]);
    expect(await here.json('reminders recipients remove Partners@contoso.example')).toMatchObject({
      changed: true,
      readers: ['admin@contoso.example'],
    });
    expect((await here.run('reminders recipients add nobody --json')).error()).toMatchObject({ code: 'VALUE_INVALID' });
    expect((await here.run('db check')).code).toBe(0);
  });

  test('who may only look has no say', async () => {
    const here = await new Workplace().after(JOIN, 'users add reader@contoso.example');
    const words = 'reminders recipients add x@contoso.example --user reader@contoso.example --json';
    expect((await here.run(words)).error()).toMatchObject({ code: 'ROLE_REQUIRED', exit: 4 });
  });
});
