import { mailServer } from '../notify/mail-server.js';
import { runPartner } from '../support/run.js';
import { closeAll, copyOf, partner, WORLD, worldOf } from './terminal.js';

/** A reminder that was begun, and whose answer nobody got. */
let owner = '';
let id = '';
beforeAll(async () => {
  owner = copyOf(await worldOf(...WORLD.inWindow));
  const [first] = (await runPartner(['reminders', 'list', '--json'], { home: owner })).json<{ day: string }[]>();
  const day = first?.day ?? '';
  await runPartner(['clock', 'set', day], { home: owner });
  const server = await mailServer();
  const env = {
    PARTNER_SMTP_URL: `smtp://127.0.0.1:${server.port}`,
    PARTNER_SMTP_FROM: 'partner@contoso.example',
    PARTNER_FAILPOINT: 'reminder:begun',
  };
  await runPartner(['reminders', 'send'], { home: owner, env });
  await server.close();
  const { warnings } = (await runPartner(['status', '--json'], { home: owner })).json<{
    warnings: { try: string }[];
  }>();
  id = /rem_\w+/.exec(warnings.map((warning) => warning.try).join(' '))?.[0] ?? '';
  expect(id).not.toBe('');
});
afterEach(closeAll);

const unsettled = async (home: string) =>
  (await runPartner(['status', '--json'], { home })).stdout.includes('REMINDER_UNKNOWN');

test('G23 what became of a reminder is asked in a terminal, and Enter alone changes nothing', async () => {
  const wizard = partner(`reminders settle ${id}`, { home: copyOf(owner), cols: 120 });
  await wizard.waitFor(`Reminder ${id}: Did it arrive?`);
  wizard.press('enter');
  expect(await wizard.exit()).toBe(130);
  expect(await unsettled(wizard.home)).toBe(true);
});

test('G23 a person says that it did not arrive, and is shown the same by script', async () => {
  const wizard = partner(`reminders settle ${id}`, { home: copyOf(owner), cols: 120 });
  await wizard.choose(`Reminder ${id}: Did it arrive?`, 'No: send it again');
  expect(await wizard.exit()).toBe(0);
  expect(wizard.screen()).toMatch(new RegExp(`partner reminders settle ${id} \\\\\\s+--outcome not-arrived`));
  expect(await unsettled(wizard.home)).toBe(false);
});

test('G23 off a terminal the missing flag is named', async () => {
  const { code, stderr } = await runPartner(['reminders', 'settle', id, '--json'], { home: copyOf(owner) });
  expect([code, JSON.parse(stderr)]).toMatchObject([
    2,
    {
      error: {
        code: 'ANSWERS_MISSING',
        missing: ['--outcome arrived|not-arrived'],
        command: `partner reminders settle ${id} --outcome HOW`,
        try: ['arrived', 'not-arrived'].map((how) => `partner reminders settle ${id} --outcome ${how}`),
      },
    },
  ]);
});
