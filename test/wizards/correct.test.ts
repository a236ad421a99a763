import { runPartner } from '../support/run.js';
import { closeAll, copyOf, partner, WORLD, worldOf } from './terminal.js';

let adopted: string;
beforeAll(async () => {
  const adopt = (offer: string, invoice: string) => [
    'adopt',
    offer,
    '--anniversary',
    '2099-03-01',
    '--autorenew',
    'on',
    '--invoice',
    invoice,
  ];
  adopted = await worldOf(...WORLD.member, adopt('action-pack', 'E0'), adopt('silver-competency', 'S0'));
});
afterEach(closeAll);

test('D26 in a terminal, orders correct asks which order, shows what is stated, and asks what is otherwise and why', async () => {
  const home = copyOf(adopted);
  const wizard = partner('orders correct', { home });
  await wizard.choose('Which order?', 'Microsoft Action Pack, paid to 1 Mar 2099, vendor invoice E0');
  await wizard.waitFor(/Vendor invoice +E0/);
  await wizard.mistake('Anniversary date to which it is paid', 'tomorrow', 'A date is written YYYY-MM-DD');
  await wizard.answer('Anniversary date to which it is paid', '');
  await wizard.choose('Does the vendor renew it by itself on that date?', 'Leave it as it is');
  await wizard.answer('Invoice number (Enter to leave it as it is)', 'E1');
  await wizard.answer('Paid on', '');
  await wizard.answer('Amount paid', '350.00 USD');
  await wizard.answer('A file that shows it', '');
  await wizard.answer('Why is it corrected?', 'typo');
  await wizard.waitFor(/US\$350\.00 was stated for/);
  await wizard.choose('What next?', 'Correct it');
  expect(await wizard.exit()).toBe(0);
  const line = wizard.history().replaceAll(/[\s\\·]+/g, ' ');
  expect(line).toMatch(/partner orders correct ord_\w+ --invoice E1 --amount 350\.00 --currency USD --reason typo/);
  const shown = JSON.parse((await runPartner(['orders', 'show', 'E1', '--json'], { home })).stdout);
  expect(shown).toMatchObject({
    stated: { amount: { amount: 35000 }, reason: 'typo' },
    corrected: [{ invoice: 'E0' }],
  });
});

test('D29 what status says that nobody has said is asked by the wizard that it names', async () => {
  const unsaid = ['adopt', 'action-pack', '--anniversary', '2099-03-01'];
  const home = await worldOf(...WORLD.member, unsaid);
  const attention = (await runPartner(['status'], { home })).stdout;
  expect(attention).toMatch(/Nobody has said whether the vendor renews/);
  const wizard = partner(/partner (orders correct \S+)/.exec(attention)?.[1] ?? '', { home });
  await wizard.answer('Anniversary date to which it is paid', '');
  await wizard.choose('Does the vendor renew it by itself on that date?', 'No: it is off');
  for (const question of ['Invoice number', 'Paid on', 'Amount paid', 'A file that shows it'])
    await wizard.answer(question, '');
  await wizard.answer('Why is it corrected?', 'asked the vendor');
  await wizard.choose('What next?', 'Correct it');
  expect(await wizard.exit()).toBe(0);
  expect(wizard.history()).toMatch(/--autorenew off/);
  expect((await runPartner(['status'], { home })).stdout).not.toMatch(/Nobody has said/);
  const [order = ''] = /ord_\w+/.exec(attention) ?? [];
  expect((await runPartner(['orders', 'show', order], { home })).stdout).toMatch(
    /Renewal at the vendor\s+No: it is off[^]*Stated before[^]*Renewal at the vendor\s+not known/,
  );
});

test('what was said is not asked: with an order and what is otherwise, only why', async () => {
  const home = copyOf(adopted);
  const wizard = partner('orders correct S0 --paid-on 2020-03-01', { home });
  await wizard.answer('Why is it corrected?', 'the bank says so');
  await wizard.choose('What next?', 'Correct it');
  expect(await wizard.exit()).toBe(0);
});

test('off a terminal all that is missing is told at once; where nothing is recorded there is nothing to choose', async () => {
  const ran = await runPartner(['orders', 'correct', '--json'], { home: adopted });
  expect(JSON.parse(ran.stderr).error).toMatchObject({ code: 'ANSWERS_MISSING', missing: ['<id>', '--reason TEXT'] });
  const wizard = partner('orders correct', { home: await worldOf(...WORLD.member) });
  expect(await wizard.exit()).toBe(3);
});
