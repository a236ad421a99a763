import { Counterpart } from './counterpart.js';
import { through } from './world.js';

let counterpart: Counterpart;
beforeAll(async () => {
  counterpart = await Counterpart.start();
});
afterAll(() => counterpart.close());

async function page() {
  const opened = await through(counterpart).cardPage?.();
  if (!opened) throw new Error('no page was opened');
  return opened;
}

test('D19 a page on which nobody has entered a card yet is waited for', async () => {
  expect(await (await page()).entered()).toBeUndefined();
});

test('D19 what was entered there is the card, and its holder has agreed to later charges', async () => {
  const opened = await page();
  counterpart.enter('pm_card_visa');
  expect(await opened.entered()).toEqual({ kind: 'token', token: expect.stringMatching(/^pm_/), agreed: true });
});

test('D19 one that has closed without a card is over', async () => {
  const opened = await page();
  counterpart.enter(undefined);
  expect(await opened.entered()).toBe('over');
});
