import { closeAll, copyOf, partner, WORLD, worldOf } from './terminal.js';

let inWindow: string;
beforeAll(async () => {
  inWindow = await worldOf(...WORLD.inWindow);
});
afterEach(closeAll);

test('F8 what is longer than the terminal goes through the pager, in a terminal alone and unless it is refused', async () => {
  const env = { PARTNER_PAGER: "sed 's/^/| /'" };
  const long = partner('terms show', { home: copyOf(inWindow), env });
  expect(await long.exit()).toBe(0);
  expect(long.history()).toMatch(/^\| Microsoft Action Pack|^\| \w/m);
  const refused = partner('terms show --no-pager', { home: copyOf(inWindow), env });
  expect(await refused.exit()).toBe(0);
  expect(refused.history()).not.toMatch(/^\| /m);
  const short = partner('db path', { home: copyOf(inWindow), env });
  expect(await short.exit()).toBe(0);
  expect(short.history()).not.toMatch(/^\| /m);
  const gone = partner('terms show', { home: copyOf(inWindow), env: { PARTNER_PAGER: 'no-such-pager' } });
  expect(await gone.exit()).toBe(0);
  expect(gone.history()).toContain('SHA-256');
});

test('F8 terms are drawn in a terminal: headings without their marks', async () => {
  const wizard = partner('terms show --no-pager', { home: copyOf(inWindow) });
  expect(await wizard.exit()).toBe(0);
  expect(wizard.history()).not.toMatch(/^#/m);
});
