import { closeAll, copyOf, filesIn, partner, WORLD, worldOf, type Wizard } from './terminal.js';

let inWindow: string;
let asked: string;
let due: string;
beforeAll(async () => {
  inWindow = await worldOf(...WORLD.inWindow);
  due = await worldOf(...WORLD.inWindow, ['clock', 'advance', '70d']);
  asked = await worldOf(...WORLD.inWindow, ['support', 'new', '--problem', 'other', '--text', 'Hello']);
});
afterEach(closeAll);

/** What is asked on the way, each answered by Enter alone. */
const QUESTIONS: readonly (readonly [line: string, ...asks: readonly [string, ...string[]]])[] = [
  ['actionpack autorenew off', 'Turn off automatic renewal?'],
  ['actionpack cancel', 'Why', 'Turn off automatic renewal now?', 'Send the request?'],
  ['support new --problem billing --text Help', 'What is it about?', 'Send the request?'],
  ['support resolve 1', 'How does request 1 end?'],
  ['renewals schedule install', 'Write this?'],
  ['renewals run', 'Charge this renewal, US$475.00?'],
];

test.each(QUESTIONS)('R15 R18 Enter alone takes nothing that cannot be given back: %s', async (line, ...asks) => {
  const home = copyOf(line.startsWith('support resolve') ? asked : line === 'renewals run' ? due : inWindow);
  const before = filesIn(home);
  const wizard: Wizard = partner(line, { home });
  for (const question of asks) {
    await wizard.waitFor(new RegExp(`^\\? ${question.replaceAll(/[?$.]/g, '\\$&')}`, 'm'));
    wizard.press('enter');
  }
  expect(await wizard.exit()).toBe(130);
  expect(filesIn(home)).toEqual(before);
});
