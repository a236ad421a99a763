import { buyerOf, isMember, parseMpnId, stating } from '../../src/core/account.js';
import { parseEmail, parseSender } from '../../src/core/email.js';
import { account, day } from './world.js';

test('R2 a member is an account that joined and has not left', () => {
  expect(isMember(account())).toBe(true);
  expect(isMember(account({ leftOn: day('2019-01-01') }))).toBe(false);
});

describe('J0 what a company says of itself', () => {
  test.each([
    ['1234567', '1234567'],
    [' 12 345 678 ', '12345678'],
    ['123456', '123456'],
    ['1234567890', '1234567890'],
    ['0012345', '0012345'],
  ])('J0 %j is the MPN ID %s', (text, expected) => expect(parseMpnId(text)).toBe(expected));

  test.each(['', '12345', '12345678901', '1234-567', 'MPN1234567', '１２３４５６７', '1234567.0'])(
    'J0 %j is no MPN ID',
    (text) => expect(parseMpnId(text)).toBeUndefined(),
  );

  test.each([
    ['admin@contoso.example', 'admin@contoso.example'],
    [' admin@contoso.example ', 'admin@contoso.example'],
    ['first.last+tag@mail.contoso.example', 'first.last+tag@mail.contoso.example'],
    ['élodie@société.example', 'élodie@société.example'],
    ["o'brien@contoso.example", "o'brien@contoso.example"],
    ['admin@xn--bcher-kva.example', 'admin@xn--bcher-kva.example'],
    ['<admin@contoso.example>', 'admin@contoso.example'],
    ['Ada Admin <admin@contoso.example>', 'admin@contoso.example'],
    ['"Admin, Ada" <admin@contoso.example>;', 'admin@contoso.example'],
    ['mailto:admin@contoso.example', 'admin@contoso.example'],
    ['<mailto:admin@contoso.example>', 'admin@contoso.example'],
    ['admin@contoso.example;', 'admin@contoso.example'],
    ['admin@contoso.example ,', 'admin@contoso.example'],
    ['admin@contoso.example\u200b', 'admin@contoso.example'],
    ['\ufeffadmin@contoso.example\u2069', 'admin@contoso.example'],
  ])('J0 %j is the address %s', (text, expected) => expect(parseEmail(text)).toBe(expected));

  test.each([
    ['no at', 'contoso.example'],
    ['what turns it round', 'a\u202emoc.b@contoso.example'],
    ['a mark of direction', 'a\u200fb@contoso.example'],
    ['a letter that is nothing to see', 'a\u3164b@contoso.example'],
    ['a joiner', 'a\u200db@contoso.example'],
    ['two at', 'a@b@contoso.example'],
    ['no name', '@contoso.example'],
    ['no domain', 'admin@'],
    ['a domain without a dot', 'admin@contoso'],
    ['an empty label', 'admin@contoso..example'],
    ['a dot at the end', 'admin@contoso.example.'],
    ['a space inside', 'ad min@contoso.example'],
    ['two addresses', 'a@contoso.example, b@contoso.example'],
    ['a line break', 'a@contoso.example\nBcc: b@contoso.example'],
    ['a name of 65 letters', `${'a'.repeat(65)}@contoso.example`],
    ['255 letters', `a@${'b'.repeat(61)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(63)}`],
    ['nothing', ''],
    ['two dots in the name', 'a..b@contoso.example'],
    ['a dot at the start of the name', '.a@contoso.example'],
    ['a dot at the end of the name', 'a.@contoso.example'],
    ['a bracket at the end', 'admin@contoso.example)'],
    ['a sign after the domain', 'admin@contoso.example+x'],
    ['a bracket in the name', 'x)@contoso.example'],
    ['a comma in the name', 'a,b@contoso.example'],
    ['a label that begins with a hyphen', 'admin@-contoso.example'],
    ['a label of 64 letters', `admin@${'a'.repeat(64)}.example`],
    ['half an angle bracket', '<admin@contoso.example'],
    ['a question after it', 'mailto:admin@contoso.example?subject=x'],
    ['a letter of control', 'ad\u0007min@contoso.example'],
  ])('J0 an address with %s is refused', (_, text) => expect(parseEmail(text)).toBeUndefined());

  test('P5 who sends may be on its own machine', () => {
    expect(parseSender('<root@localhost>')).toBe('root@localhost');
    expect(parseSender('a..b@localhost')).toBeUndefined();
  });
});

describe('G26 what was issued keeps what it said of the company', () => {
  const before = account({ address: '1 rue de la Paix, Paris', vatId: 'FR1' });

  test('G26 company, country, address and VAT id, for each document that was issued until then', () => {
    const after = stating(before, { company: 'New name', address: '2 High Street', vatId: 'FR2' }, ['ord_1', 'ord_2']);
    const said = { company: 'Contoso', country: 'FR', address: '1 rue de la Paix, Paris', vatId: 'FR1' };
    expect(buyerOf(after, 'ord_1')).toEqual({ ...said, documents: ['ord_1', 'ord_2'] });
    expect(buyerOf(after, 'ord_2')).toMatchObject(said);
    expect(buyerOf(after, 'ord_3')).toMatchObject({ company: 'New name', address: '2 High Street', vatId: 'FR2' });
  });

  test('G26 what need not be stated is taken away with null, and stays where nothing is said of it', () => {
    const { address: _address, ...without } = before;
    expect(stating(before, { address: null }, [])).toEqual(without);
    const { vatId: _vatId, ...nothing } = without;
    expect(stating(before, { address: null, vatId: null }, [])).toEqual(nothing);
    expect(stating(nothing, { vatId: 'FR2' }, [])).toEqual({ ...nothing, vatId: 'FR2' });
    expect(stating(nothing, { company: 'Contoso' }, [])).toEqual(nothing);
  });

  test('G26 a fact that nobody had stated is absent', () => {
    const { former } = stating(account(), { address: '2 High Street', vatId: 'FR2' }, ['ord_1']);
    expect(former).toStrictEqual([{ company: 'Contoso', country: 'FR', documents: ['ord_1'] }]);
  });

  test('G26 a document keeps the oldest, and where none was issued nothing is kept', () => {
    expect(stating(before, { company: 'New name' }, [])).toEqual({ ...before, company: 'New name' });
    const once = stating(before, { company: 'Second' }, ['ord_1']);
    const twice = stating(once, { company: 'Third' }, ['ord_1', 'ord_2']);
    expect(['ord_1', 'ord_2', 'ord_3'].map((id) => buyerOf(twice, id).company)).toEqual(['Contoso', 'Second', 'Third']);
    expect(stating(twice, { company: 'Fourth' }, ['ord_1', 'ord_2']).former).toEqual(twice.former);
  });
});
