import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeAll, filesIn, partner, worldOf } from './terminal.js';
import { openLedgerOf } from '../support/ledgers.js';
import { acceptAgreement, nameCompany } from './acts.js';

afterEach(closeAll);

test('D24 who joins where the vendor is paid elsewhere is asked for the programme first, and gets a line that says it', async () => {
  const wizard = partner('join --gateway none');
  await wizard.choose('Which partner programme?', 'Microsoft AI Cloud Partner Program, 2026');
  await nameCompany(wizard);
  await acceptAgreement(wizard);
  expect(await wizard.exit()).toBe(0);
  expect(wizard.pages()[0]).toEqual([1, 6, 'Programme']);
  expect(wizard.pages().at(-1)).toEqual([6, 6, 'Partner agreement']);
  const script = wizard.history().replace(/\s+/g, ' ');
  expect(script).toContain('--gateway none');
  expect(script).toContain('--programme maicpp-2026');
});

test('D22 D23 adopt asks seven things, ends with the right dates, and gives a line that says the same', async () => {
  const wizard = partner('adopt --gateway none');
  await nameCompany(wizard);
  await wizard.choose('Which partner programme?', 'Microsoft Partner Network, 2018');
  await wizard.choose('What is owned?', 'Microsoft Action Pack');
  await wizard.answer('Anniversary date to which it is paid', '2030-03-01');
  await wizard.answer('First day of the paid term, if you know it', '');
  await wizard.choose('Does the vendor renew it by itself on that date?', 'Yes: automatic renewal is on');
  await wizard.answer('Invoice number', 'E0800ABCDE');
  await wizard.answer('Paid on', '2026-11-01');
  await wizard.mistake('Amount paid, tax included', '475', 'The currency is missing: write it after the amount');
  await wizard.mistake('Amount paid, tax included', 'much USD', 'An amount is written with its currency');
  await wizard.answer('Amount paid, tax included', '475.00 USD');
  await wizard.answer('A file that shows it', '');
  await wizard.answer('Benefits that were activated already', 'office-365-e3');
  await wizard.waitFor('21 January 2025');
  await wizard.choose('What next?', 'Bring it in');
  expect(await wizard.exit()).toBe(0);
  const seven = [1, 2, 3, 4, 5, 6, 7];
  expect(wizard.pages().map(([number, of]) => [number, of])).toEqual([...seven, 8].map((page) => [page, 8]));
  const screen = wizard.screen();
  expect(screen).toContain('paid to');
  expect(screen).toContain('1 Mar 2030');
  const script = wizard.history().replace(/\s+/g, ' ');
  for (const said of [
    '--anniversary 2030-03-01',
    '--autorenew on',
    '--invoice E0800ABCDE',
    '--activated office-365-e3',
  ])
    expect(script).toContain(said);
});

test('D24 a file that shows it is asked for with the invoice, refused where it cannot be kept, and kept', async () => {
  const wizard = partner('adopt action-pack --gateway none --programme mpn-2018 --anniversary 2030-03-01');
  const invoice = join(wizard.home, 'invoice.pdf');
  writeFileSync(invoice, 'an invoice');
  await nameCompany(wizard);
  await wizard.choose('Does the vendor renew it by itself on that date?', 'I do not know');
  await wizard.answer('Invoice number', 'E0');
  await wizard.answer('Paid on', '');
  await wizard.answer('Amount paid, tax included', '');
  await wizard.mistake('A file that shows it', '/proc/self/maps', 'Somebody writes to it meanwhile.');
  await wizard.mistake('A file that shows it', 'nowhere.pdf', 'It is missing, not permitted, or no file.');
  await wizard.answer('A file that shows it', '~/invoice.pdf');
  await wizard.answer('Another file', '');
  await wizard.answer('Benefits that were activated already', '');
  await wizard.choose('What next?', 'Bring it in');
  expect(await wizard.exit()).toBe(0);
  expect(wizard.history().replace(/\s+/g, '')).toContain(`--evidence${invoice}`);
  const kept = createHash('sha256').update('an invoice').digest('hex');
  const ledger = await openLedgerOf(wizard.home);
  expect(await ledger.read((reader) => reader.evidence(kept))).toMatchObject({ kind: 'kept' });
  await ledger.close();
});

test('R9 D22 before anything is stated all of it is shown, and each answer can be changed or left', async () => {
  const said =
    'adopt action-pack --gateway none --company Contoso --country FR --email a@contoso.example --mpn-id 1234567';
  const spoken = (wizard: ReturnType<typeof partner>) =>
    wizard.history().replaceAll('\u00A0', ' ').replace(/\s+/g, ' ');
  const toTheReview = async () => {
    const wizard = partner(`${said} --programme mpn-2018 --anniversary 2030-03-01 --activated office-365-e3`);
    await wizard.choose('Does the vendor renew it by itself on that date?', 'I do not know');
    await wizard.answer('Invoice number', 'E1');
    await wizard.answer('Paid on', '2026-11-01');
    await wizard.answer('Amount paid, tax included', '475.00 USD');
    await wizard.answer('A file that shows it', '');
    await wizard.waitFor('? What next?');
    return wizard;
  };
  const left = await toTheReview();
  for (const fact of ['Contoso, MPN 1234567', '1 Mar 2030', 'I do not know', 'E1', '1 Nov 2026', 'US$475.00'])
    expect(spoken(left)).toContain(fact);
  await left.choose('What next?', 'Leave');
  expect(await left.exit()).toBe(130);
  expect(spoken(left)).toContain('--invoice E1 --paid-on 2026-11-01');
  expect(filesIn(left.home)).toEqual({});

  const wizard = await toTheReview();
  await wizard.choose('What next?', 'Change an answer');
  await wizard.choose('Which answer?', 'Anniversary date');
  await wizard.answer('Anniversary date to which it is paid', '2030-04-01');
  await wizard.answer('First day of the paid term, if you know it', '');
  await wizard.choose('What next?', 'Bring it in');
  expect(await wizard.exit()).toBe(0);
  expect(spoken(wizard)).toContain('its anniversary date is 1 Apr 2030');
  expect(spoken(wizard)).toContain('--anniversary 2030-04-01');
});

test('P2 D29 in a programme that renews nothing by itself nobody is asked whether it does, and a changed programme is asked for its offer', async () => {
  const wizard = partner('adopt --gateway none');
  await nameCompany(wizard);
  await wizard.choose('Which partner programme?', 'Microsoft Partner Network, 2018');
  await wizard.choose('What is owned?', 'Microsoft Action Pack');
  await wizard.answer('Anniversary date to which it is paid', '2030-03-01');
  await wizard.answer('First day of the paid term, if you know it', '');
  await wizard.choose('Does the vendor renew it by itself on that date?', 'Yes: automatic renewal is on');
  await wizard.answer('Invoice number', '');
  await wizard.answer('Paid on', '');
  await wizard.answer('Amount paid, tax included', '');
  await wizard.answer('A file that shows it', '');
  await wizard.answer('Benefits that were activated already', '');
  await wizard.choose('What next?', 'Change an answer');
  await wizard.choose('Which answer?', 'Programme');
  await wizard.choose('Which partner programme?', 'Microsoft AI Cloud Partner Program, 2026');
  await wizard.choose('What is owned?', 'Partner Launch Benefits');
  await wizard.answer('Benefits that were activated already', '');
  await wizard.choose('What next?', 'Bring it in');
  expect(await wizard.exit()).toBe(0);
  expect(wizard.history()).toMatch(/automatic renewal\s+not offered in this programme/);
});

test.each([
  [
    'another company under the same MPN ID',
    'adopt --company Fabrikam --country FR --email a@contoso.example --mpn-id 1234567',
    'Contoso',
  ],
  ['what is owned already', 'adopt', 'Something else is recorded for this'],
])('D25 %s is told as soon as it is known, and not after the last answer', async (_, line, then) => {
  const home = await worldOf(
    'join --company Contoso --country FR --email a@contoso.example --mpn-id 1234567 --accept-terms --gateway none --programme mpn-2018'.split(
      ' ',
    ),
    'adopt action-pack --anniversary 2027-03-01 --invoice E1'.split(' '),
  );
  const before = filesIn(home);
  const wizard = partner(line, { home });
  if (line === 'adopt') {
    await wizard.choose('What is owned?', 'Microsoft Action Pack');
    await wizard.answer('Anniversary date to which it is paid', '2027-04-01');
    await wizard.answer('First day of the paid term, if you know it', '');
  }
  expect(await wizard.exit()).not.toBe(0);
  const said = wizard.history().replaceAll('\u00A0', ' ').replace(/\s+/g, ' ');
  expect(said).toContain(then);
  expect(filesIn(home)).toEqual(before);
});

test('D34 what is left behind at the vendor has no renewal window in status: nothing is renewed in it', async () => {
  const lines = [
    'join --company A --country FR --email a@a.example --mpn-id 1234567 --accept-terms --gateway none --programme mpn-2018',
    'adopt action-pack --anniversary 2099-03-01',
  ].map((line) => line.split(' '));
  const shown = async (home: string) => {
    const status = partner('status', { home });
    expect(await status.exit()).toBe(0);
    return status.history();
  };
  expect(await shown(await worldOf(...lines))).toContain('closes');
  const left = await shown(await worldOf(...lines, 'account move maicpp-2026 --accept-terms --yes'.split(' ')));
  expect(left).toContain('paid to');
  expect(left).not.toContain('closes');
});

test('D14 who has accepted the terms on the command line and is asked for the programme accepts those of that one', async () => {
  const wizard = partner(
    'join --company A --country FR --email a@a.example --mpn-id 1234567 --accept-terms --gateway none',
  );
  await wizard.choose('Which partner programme?', 'Microsoft AI Cloud Partner Program, 2026');
  expect(await wizard.exit()).toBe(0);
  expect(wizard.history().replace(/\s+/g, ' ')).toContain('--accept-terms=2026-01');
});

test.each([
  ['en', 'Note the request?', 'Note it', /Submit|Send the request/],
  ['fr', 'Noter la demande ?', 'La noter', /Envoyer/],
])('D24, J4 a request that goes to nobody is noted, and not sent: %s', async (lang, question, yes, sent) => {
  const owned = 'adopt action-pack --anniversary 2099-03-01 --autorenew off --gateway none --programme mpn-2018';
  const who = '--company Contoso --country FR --email a@contoso.example --mpn-id 1234567';
  const home = await worldOf(`${owned} ${who}`.split(' '));
  const wizard = partner(`actionpack cancel --text Unused --lang ${lang}`, { home });
  await wizard.choose(question, yes);
  expect(await wizard.exit()).toBe(0);
  expect(wizard.history()).not.toMatch(sent);
});
