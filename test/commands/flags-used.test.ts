import type { Given } from '../../src/cli/command.js';
import { COMMANDS as OWN, VERBS } from '../../src/commands/index.js';
import { COMMANDS } from '../support/commands.js';
import { everyWorld, prepared, type Worlds } from '../support/every-command.js';
import { BUY, JOIN, member, subscriber, type Answer, type Workplace } from '../support/in-process.js';
import { fromSources } from '../support/program.js';

/** A value of every flag that takes one. */
const VALUES: Readonly<Record<string, string>> = {
  company: 'Contoso',
  country: 'FR',
  email: 'admin@contoso.example',
  'mpn-id': '1234567',
  programme: 'mpn-2018',
  'payment-method': '{method}',
  token: 'pm_card_visa',
  'pay-by': 'card',
  review: 'rev_0000000000000000',
  evidence: 'certified-people=2',
  until: '2030-01-01',
  offer: 'action-pack',
  received: '2026-11-22',
  amount: '475.00',
  pdf: 'paper.pdf',
  'as-of': '2027-11-22',
  last: '5',
  limit: '5',
  concurrency: '2',
  at: '06:30',
  scheduler: 'cron',
  to: 'else@contoso.example',
  ics: 'dates.ics',
  problem: 'billing',
  cancel: 'action-pack',
  text: 'Hello',
  autorenew: 'on',
  outcome: 'approved',
  roles: 'billing-admin',
  scopes: 'read',
  expires: 'P30D',
  months: '3',
  accounts: '2',
  seed: '7',
};

let worlds: Worlds;
beforeAll(async () => {
  worlds = await everyWorld();
});

const FLAGS = COMMANDS.flatMap((command) => (command.flags ?? []).map((flag) => [command.path, flag.name] as const));

interface Watchable {
  run: (context: unknown, given: Given, ...rest: unknown[]) => Promise<unknown>;
}

/** What a command is made of: its own spec, or that of the verb where the programme names the command. */
function specOf(path: string): Watchable {
  const [first = '', verb] = path.split(' ');
  const verbs = { actionpack: VERBS.offer, competency: VERBS.earned }[first] ?? [];
  return (verbs.find((one) => one.verb === verb) ?? OWN.find((one) => one.path === path)) as unknown as Watchable;
}

/** Which of its flags a command asks for while it runs. */
async function askedFor(path: string, work: () => Promise<unknown>): Promise<ReadonlySet<string>> {
  const asked = new Set<string>();
  const command = specOf(path);
  const { run } = command;
  command.run = (context, given, ...rest) => run(context, { ...given, flags: watched(given.flags, asked) }, ...rest);
  try {
    await work();
  } finally {
    command.run = run;
  }
  return asked;
}

function watched(flags: Given['flags'], asked: Set<string>): Given['flags'] {
  return new Proxy(flags, {
    get(target, name) {
      asked.add(String(name));
      return Reflect.get(target, name) as string | true | undefined;
    },
  });
}

/** The shipped bundle has commands of its own, which nobody can watch. */
async function ranFromSources(world: Workplace, line: string) {
  const { run } = await fromSources();
  const argv = line.split(' ').filter((word) => word !== '');
  return world.watch((machine) => run(argv, machine), {}, argv);
}

test.each(FLAGS)('a flag that was given is used or refused: partner %s --%s', async (path, name) => {
  const flag = COMMANDS.find((command) => command.path === path)?.flags?.find((known) => known.name === name);
  const { world: original, line } = await prepared(worlds, path);
  const world = original.copy();
  // Where the line says it already, or says another answer to the same question, it is taken out.
  const plain = line.replace(new RegExp(` --(?:${name}|${name === 'token' ? '' : 'token'})(?: [^-\\s]\\S*)?`, 'g'), '');
  const method = (await world.run('payment-methods list --json')).stdout;
  const value = (VALUES[name] ?? '').replace('{method}', /pm_\w+/.exec(method)?.[0] ?? 'pm_none');
  const said = flag?.kind === 'text' ? ` --${name} ${value}` : ` --${name}`;
  let ran: Answer;
  const asked = await askedFor(path, async () => (ran = await ranFromSources(world, `${plain}${said} --yes`)));
  if (ran.code !== 2) expect([...asked]).toContain(name);
});

test.each([
  ['offers list --available --all', '--available', '--all'],
  ['offers list --purchased --all', '--purchased', '--all'],
  ['renewals run --yes --account 1234567 --all-accounts --yes', '--account', '--all-accounts'],
  ['reminders list --account 1234567 --all-accounts', '--account', '--all-accounts'],
  ['actionpack renew --check --review rev_0', '--review', '--check'],
  ['adopt action-pack --file owned.csv', '<offer>', '--file'],
  ['adopt --anniversary 2027-03-01 --file owned.csv', '--anniversary', '--file'],
  ['adopt --company Beta --file owned.csv', '--company', '--file'],
  ['support new --problem other --text Hello --autorenew off', '--autorenew', '--problem other'],
])('what could do nothing is refused: partner %s', async (line, flag, beside) => {
  const world = worlds.owner.copy();
  const before = world.files();
  const ran = await world.run(`${line} --json`);
  expect(ran.error()).toMatchObject({ code: 'FLAG_UNUSED', exit: 2, flag, beside });
  expect(world.files()).toEqual(before);
});

test.each(['--map offer=Angebot', '--date-format DD.MM.YYYY', '--decimal ,', '--keep-good'])(
  'what could do nothing without a file is refused: partner adopt %s',
  async (said) => {
    const flag = said.split(' ')[0];
    const ran = await worlds.owner.copy().run(`adopt action-pack --anniversary 2027-03-01 ${said} --json`);
    expect(ran.error()).toMatchObject({ code: 'FLAG_UNUSED', exit: 2, flag, without: '--file' });
  },
);

describe('R9 answers about another company let nobody pay', () => {
  const BETA = '--company Beta --mpn-id 2222222';

  test('a member is told who would pay, and how the other company acts', async () => {
    const world = await member();
    const before = world.files();
    const line = `actionpack subscribe ${BETA} --token pm_card_visa --accept-terms --yes --json`;
    expect((await world.run(line)).error()).toMatchObject({
      code: 'ANSWERS_DIFFER',
      exit: 2,
      of: '--mpn-id',
      given: '2222222',
      company: 'Contoso',
      mpnId: '1234567',
      try: ['partner join', 'partner account list'],
    });
    expect(world.files()).toEqual(before);
  });

  test('where the ledger knows the other one, after account use as well, its account is named', async () => {
    const world = await (await member()).after(JOIN.replace('Contoso', 'Beta').replace('1234567', '2222222'));
    await world.after('account use 1234567');
    const refused = (await world.run(`${BUY} ${BETA} --token pm_card_visa --json`)).error();
    expect(refused).toMatchObject({
      code: 'ANSWERS_DIFFER',
      try: ['partner account use 2222222', 'partner account list'],
    });
    const { order } = await world.json(`${BUY} ${BETA} --token pm_card_visa --account 2222222`);
    expect((await world.json('account show --account 2222222')).id).toBe(
      (await world.json('subscriptions list --account 2222222'))[0].accountId,
    );
    expect(order.state).toBe('paid');
    expect(await world.json('subscriptions list --account 1234567')).toEqual([]);
  });

  test.each(['--company Beta', '--country DE', '--email other@contoso.example'])('nor with %s alone', async (flag) => {
    const ran = await (await member()).run(`${BUY} --token pm_card_visa ${flag} --json`);
    expect(ran.error()).toMatchObject({ code: 'ANSWERS_DIFFER', of: flag.split(' ')[0] });
  });

  test('the environment answers no other way', async () => {
    const ran = await (
      await member()
    ).run(`${BUY} --token pm_card_visa --json`, { env: { PARTNER_MPN_ID: '2222222' } });
    expect(ran.error()).toMatchObject({ code: 'ANSWERS_DIFFER', of: '--mpn-id' });
  });

  test('answers that fit are taken, so that one line serves before and after joining', async () => {
    const world = await member();
    const line = `${BUY} --token pm_card_visa --company Contoso --country FR --email ADMIN@contoso.example --mpn-id 1234567`;
    expect((await world.json(line)).order.state).toBe('paid');
    const again = await (await subscriber()).run(`${line} --json`);
    expect(again.error()).toMatchObject({ code: 'ALREADY_SUBSCRIBED' });
  });
});
