import { runPartner } from '../support/run.js';
import { closeAll, copyOf, partner, WORLD, worldOf } from './terminal.js';

let member = '';
beforeAll(async () => {
  member = await worldOf(...WORLD.member);
});
afterEach(closeAll);

const shown = async (home: string) => (await runPartner(['account', 'show', '--json'], { home })).json<object>();

test('G26 account set, bare in a terminal: what is stored, what changes, a review, and only then it is written', async () => {
  const wizard = partner('account set', { home: copyOf(member), cols: 120 });
  await wizard.choose('What changes?', 'Address');
  await wizard.answer('Address:', '1 rue de la Paix, 75002 Paris');
  await wizard.choose('What changes?', 'Company');
  await wizard.answer('Company:', 'Fabrikam');
  await wizard.choose('What changes?', 'Nothing more');
  await wizard.choose('Write this for', 'Write it');
  expect(await wizard.exit()).toBe(0);
  expect(wizard.screen()).toContain('partner account set --company Fabrikam');
  expect(await shown(wizard.home)).toMatchObject({ company: 'Fabrikam', address: '1 rue de la Paix, 75002 Paris' });
});

test('G26 whoever leaves it, or agrees to nothing, has changed nothing', async () => {
  const before = await shown(member);
  const wizard = partner('account set --lang fr', { home: copyOf(member), cols: 120 });
  await wizard.choose('Que faut-il modifier', 'Numéro de TVA');
  await wizard.answer('Numéro de TVA', 'FR40303265045');
  await wizard.choose('Que faut-il modifier', 'Rien de plus');
  await wizard.choose('Écrire cela pour', 'Laisser tel quel');
  expect(await wizard.exit()).toBe(130);
  expect(await shown(wizard.home)).toEqual(before);
});
