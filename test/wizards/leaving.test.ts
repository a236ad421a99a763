import { freshHome } from '../support/run.js';
import { acceptAgreement, acceptTerms, addAWayToPay, buy, payWith, typeCard, verifyOrder } from './acts.js';
import { closeAll, filesIn, partner, WORLD, worldOf, type Wizard } from './terminal.js';

/** A prompt of a wizard: how it is reached, what it asks, and the command line that goes on from there. */
interface Prompt {
  readonly line: string;
  readonly reach?: (wizard: Wizard) => Promise<void>;
  readonly asks: string;
  /** The choice that leaves, where the prompt is a menu. */
  readonly leave?: string;
  readonly resume: string;
}

const worlds: Record<'fresh' | 'member' | 'inWindow', string> = { fresh: '', member: '', inWindow: '' };
beforeAll(async () => {
  const [member, inWindow] = await Promise.all([worldOf(...WORLD.member), worldOf(...WORLD.inWindow)]);
  Object.assign(worlds, { fresh: freshHome(), member, inWindow });
});
afterEach(closeAll);

/** Leaves a wizard at a prompt in every way there is. */
async function leaves(world: keyof typeof worlds, prompt: Prompt): Promise<void> {
  const home = worlds[world];
  const before = filesIn(home);
  const ways: readonly ((wizard: Wizard) => unknown)[] = [
    (wizard) => wizard.press('ctrl-c'),
    (wizard) => wizard.press('ctrl-d'),
    ...(prompt.leave === undefined ? [] : [(wizard: Wizard) => wizard.choose(prompt.asks, prompt.leave ?? '')]),
  ];
  await Promise.all(
    ways.map(async (leave) => {
      const wizard = partner(prompt.line, { home, cols: 250 });
      await prompt.reach?.(wizard);
      await wizard.waitFor(`? ${prompt.asks}`);
      await leave(wizard);
      expect(await wizard.exit()).toBe(130);
      expect(wizard.screen()).toContain('Left before the end. Nothing was written and nothing was charged.');
      expect(/^Go on:\s+(.*)$/m.exec(wizard.screen())?.[1]).toBe(prompt.resume);
      expect(wizard.screen()).not.toMatch(/Error:|See:/);
      expect(wizard.cursorHidden()).toBe(false);
    }),
  );
  expect(filesIn(home)).toEqual(before);
}

const COMPANY = ['--company Contoso', '--country FR', '--email admin@contoso.example', '--mpn-id 1234567'];
const QUESTIONS = ['Company name:', 'Business country', 'Contact e-mail:', 'MPN ID:'];

/** The prompts about the company, each with the flags that lead there. */
function companyPrompts(command: string): readonly Prompt[] {
  return QUESTIONS.map((asks, index) => {
    const line = [command, ...COMPANY.slice(0, index)].join(' ');
    return { line, asks, resume: `partner ${line}` };
  });
}

const JOINING = COMPANY.join(' ');
const agreement = (command: string): Prompt => ({
  line: `${command} ${JOINING}`,
  asks: 'Do you accept the agreement?',
  leave: 'Leave',
  resume: `partner ${command} ${JOINING}`,
});

const readTerms = (wizard: Wizard) => wizard.choose('Do you accept the Terms and Conditions?', 'Read them first');

/** Payment and card, where nothing is on file; `line` has accepted the terms. */
function cardPrompts(line: string, resume: string, choose: (wizard: Wizard) => Promise<void>): readonly Prompt[] {
  const typed: readonly (readonly [asks: string, answer: string])[] = [
    ['Card number:', '4242424242424242'],
    ['Expiry', '12/34'],
    ['Security code:', '123'],
    ['Name on the card', ''],
  ];
  return typed.map(([asks], index) => ({
    line,
    asks,
    resume,
    reach: async (wizard) => {
      await choose(wizard);
      for (const [question, text] of typed.slice(0, index)) await wizard.answer(question, text);
    },
  }));
}

const rows = (prompts: readonly Prompt[]) => prompts.map((prompt) => [prompt.asks, prompt] as const);

describe('G11 R9 leaving the joining wizard', () => {
  test.each(rows([...companyPrompts('join'), agreement('join')]))(
    'at "%s" writes nothing and says how to go on',
    (_, prompt) => leaves('fresh', prompt),
  );
});

describe('G11 J6 leaving the questions about a new user', () => {
  const prompts: readonly Prompt[] = [
    { line: 'users add', asks: "The user's e-mail address:", resume: 'partner users add' },
    {
      line: 'users add',
      reach: (wizard) => wizard.answer("The user's e-mail address:", 'buyer@contoso.example'),
      asks: 'Role:',
      resume: 'partner users add buyer@contoso.example',
    },
  ];
  test.each(rows(prompts))('at "%s" writes nothing and says how to go on', (_, prompt) => leaves('member', prompt));
});

describe('G11 R9 leaving the subscription', () => {
  const command = 'actionpack subscribe';
  const accepted = `${command} ${JOINING} --accept-terms=2018-08`;
  const prompts: readonly Prompt[] = [
    ...companyPrompts(command),
    agreement(command),
    {
      line: `${command} ${JOINING}`,
      reach: acceptAgreement,
      asks: 'Do you accept the Terms and Conditions?',
      leave: 'Leave',
      // One flag accepts both texts, and only one of them was accepted.
      resume: `partner ${command} ${JOINING}`,
    },
    {
      line: `${command} ${JOINING}`,
      reach: async (wizard) => acceptAgreement(wizard).then(() => readTerms(wizard)),
      asks: 'Page 1 of 6:',
      resume: `partner ${command} ${JOINING}`,
    },
    { line: accepted, asks: 'Get started! Add a way to pay', leave: 'Leave', resume: `partner ${accepted}` },
    ...cardPrompts(accepted, `partner ${accepted}`, addAWayToPay),
    {
      line: `${accepted} --token pm_card_visa`,
      asks: 'What next?',
      leave: 'Leave without buying',
      resume: `partner ${accepted} --token pm_card_visa`,
    },
  ];
  test.each(rows(prompts))('at "%s" writes nothing, charges nothing and says how to go on', (_, prompt) =>
    leaves('fresh', prompt),
  );
});

describe('G11 R9 leaving the renewal', () => {
  const command = 'actionpack renew';
  const accepted = `${command} --accept-terms=2018-08`;
  const another = async (wizard: Wizard) => verifyOrder(wizard).then(() => payWith(wizard, 'Another credit card'));
  const prompts: readonly Prompt[] = [
    { line: command, asks: 'Are the order details right?', leave: 'Leave', resume: `partner ${command}` },
    {
      line: command,
      reach: verifyOrder,
      asks: 'Do you accept the Terms and Conditions?',
      leave: 'Leave',
      resume: `partner ${command}`,
    },
    {
      line: accepted,
      reach: verifyOrder,
      asks: 'How do you want to pay?',
      leave: 'Leave',
      resume: `partner ${accepted}`,
    },
    ...cardPrompts(accepted, `partner ${accepted}`, another),
    {
      line: `${accepted} --token pm_card_mastercard`,
      reach: verifyOrder,
      asks: 'What next?',
      leave: 'Leave without buying',
      resume: `partner ${accepted} --token pm_card_mastercard`,
    },
  ];
  test.each(rows(prompts))('at "%s" leaves ledger and books as they were', (_, prompt) => leaves('inWindow', prompt));
});

describe('G11 leaving the other wizards', () => {
  test('J2 turning off automatic renewal', () =>
    leaves('inWindow', {
      line: 'actionpack autorenew off',
      asks: 'Turn off automatic renewal?',
      leave: 'Leave it on',
      resume: 'partner actionpack autorenew off',
    }));

  test('D12 ending the membership', () =>
    leaves('member', {
      line: 'leave',
      asks: 'End the network membership of Contoso SARL?',
      leave: 'Stay a member',
      resume: 'partner leave',
    }));

  const adding = cardPrompts('payment-methods add', 'partner payment-methods add', () => Promise.resolve());
  test.each(rows(adding))('R8 adding a way to pay, at "%s"', (_, prompt) => leaves('member', prompt));
});

test('G11 the command line that was offered goes on where the person left, to the end', async () => {
  const first = partner('actionpack subscribe', { cols: 250 });
  await first.answer('Company name:', "L'Exemple & Fils");
  await first.answer('Business country', 'France');
  await first.answer('Contact e-mail:', 'admin@contoso.example');
  await first.waitFor('? MPN ID:');
  first.press('ctrl-c');
  await first.exit();
  const resume = /^Go on:\s+(.*)$/m.exec(first.screen())?.[1] ?? '';
  expect(resume).toContain('--country FR');

  const second = partner(resume, { home: first.home, shell: true });
  await second.answer('MPN ID:', '1234567');
  await acceptAgreement(second);
  await acceptTerms(second);
  await addAWayToPay(second);
  await typeCard(second);
  await second.waitFor("L'Exemple & Fils joins the network with this order.");
  await buy(second);
  expect(await second.exit()).toBe(0);
  expect(second.pages()[0]).toEqual([1, 8, 'MPN ID']);
});
