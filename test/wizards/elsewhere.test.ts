import { closeAll, partner } from './terminal.js';
import { acceptAgreement, nameCompany } from './acts.js';

afterEach(closeAll);

test('D24 who joins where the vendor is paid elsewhere is asked for the programme first, and gets a line that says it', async () => {
  const wizard = partner('join --gateway none');
  await wizard.choose('Which partner programme?', 'Microsoft AI Cloud Partner Program, 2026');
  await nameCompany(wizard);
  await acceptAgreement(wizard);
  expect(await wizard.exit()).toBe(0);
  expect(wizard.pages()[0]).toEqual([1, 6, 'Programme']);
  const script = wizard.history().replace(/\s+/g, ' ');
  expect(script).toContain('--gateway none');
  expect(script).toContain('--programme maicpp-2026');
});
