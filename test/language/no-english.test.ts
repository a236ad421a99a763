import { ERROR_CODES } from '../../src/commands/help.js';
import { COMMANDS } from '../support/commands.js';
import { BUY, CARD, JOIN, Workplace } from '../support/in-process.js';
import { EN, FR, plain, textOf } from './texts.js';
import { textsOf, TOLD } from './told.js';

const SPOKEN = { env: { PARTNER_LANG: 'fr' }, terminal: { stdout: true, stderr: true, columns: 400 } };
const NEVER_ASK = '--no-input';

const english = [...EN.values()].map(textOf);
const french = [...FR.values()].map((leaf) => plain(textOf(leaf)));
const inFrench = [...french, ...TOLD.flatMap(({ fr }) => textsOf(fr)).map(plain)].join('\n');

/** Whatever English says in two words or more between the facts, and French nowhere. */
const FRAGMENTS = [...new Set([...english, ...TOLD.flatMap(({ en }) => textsOf(en))].flatMap(fragments))].filter(
  (text) => /\p{L}{2,} \p{L}{2,}/u.test(text) && !inFrench.includes(text),
);

/** Headings are in capitals: there a single word is enough. */
const HEADINGS = [...EN]
  .filter(([path, leaf]) => path.startsWith('screens.') && typeof leaf === 'string' && /^\p{L}+$/u.test(leaf))
  .map(([, leaf]) => textOf(leaf).toUpperCase())
  .filter((heading) => !inFrench.toUpperCase().includes(heading));

const COMMAND_LINES = COMMANDS.map(({ path }) => `partner ${path}`).sort((left, right) => right.length - left.length);

const CODES = [...ERROR_CODES].sort((left, right) => right.length - left.length);

function fragments(text: string): readonly string[] {
  return text.split(/⟨[^⟩]*⟩|\n/).map((part) => part.trim().replace(/^[:;,.·] |[:;,.]$/g, ''));
}

function leaks(shown: string): readonly string[] {
  // Lines were wrapped; wider gaps stand between columns.
  const said = plain(shown)
    .replace(/ *\n */g, ' ')
    .replace(/ {2,}/g, ' | ')
    .replace(/(--[\w-]+\W)[A-Z]+/g, '$1')
    // The words of RFC 5545 are those of every language.
    .replaceAll(';VALUE=DATE', '');
  // Commands to copy and codes are English in every language.
  const text = [...COMMAND_LINES, ...CODES].reduce((rest, command) => rest.replaceAll(command, ''), said);
  const headings = HEADINGS.filter((heading) => new RegExp(`\\b${heading}\\b`).test(text));
  return [...FRAGMENTS.filter((fragment) => text.includes(fragment)), ...headings];
}

async function shown(world: Workplace, line: string): Promise<string> {
  const { stdout, stderr } = await world.run([...line.split(' '), NEVER_ASK]);
  return `${stdout}\n${stderr}`;
}

test('the search finds English where it is', async () => {
  expect(FRAGMENTS.length).toBeGreaterThan(300);
  expect(HEADINGS).toEqual(expect.arrayContaining(['STATE', 'PRICE', 'ELIGIBLE']));
  const world = new Workplace({ ...SPOKEN, env: { PARTNER_LANG: 'en' } });
  for (const line of ['status', 'offers list', 'join --help', 'help errors NOT_PAID', 'orders list']) {
    expect([line, leaks(await shown(world, line)).length]).not.toEqual([line, 0]);
  }
});

test('in French no English is shown: not before joining, not by any example, not by any help', async () => {
  const world = new Workplace(SPOKEN);
  const examples = COMMANDS.flatMap((command) => command.examples).filter(
    (line) => !/^db backup|^config set|--json|--output/.test(line),
  );
  for (const line of [...examples, ...COMMANDS.map(({ path }) => `${path} --help`.trim())]) {
    expect([line, leaks(await shown(world, line))]).toEqual([line, []]);
  }
  for (const topic of [
    'environment',
    'prompts',
    'formatting',
    'accessibility',
    'renewals-in-ci',
    'exit-codes',
    'errors',
  ]) {
    expect([topic, leaks(await shown(world, `help ${topic}`))]).toEqual([topic, []]);
  }
});

test('J1 J2 J3 in French no English is shown to a member, from the first purchase to the expiry', async () => {
  const world = await new Workplace(SPOKEN).after(JOIN, CARD, `${BUY} ${NEVER_ASK}`);
  const looks = [
    'status',
    'offers list',
    'offers show action-pack',
    'offers show network',
    'actionpack show',
    'actionpack renew --check',
    'actionpack subscribe --check',
    'actionpack renew --accept-terms --dry-run',
    'actionpack autorenew on',
    'subscriptions list',
    'subscriptions timeline',
    'payment-methods list',
    'payment-methods remove pm_gone',
    'orders list',
    'orders show 2026-000001',
    'orders receipt 2026-000001',
    'terms history',
    'account list',
    'account show',
    'support list',
    'support show 1',
    'support new --problem membership',
    'support note 9 --text Bonjour',
    'recover',
    'leave --yes',
    'db path',
    'db check',
    'clock show',
  ];
  const acts = [
    'actionpack cancel --dry-run',
    'actionpack cancel',
    'actionpack cancel',
    'support note 1 --text Bonjour',
    'support resolve 1 --outcome approved --dry-run',
    'support withdraw 1',
    'support withdraw 1',
    'clock set 2027-10-01',
    'actionpack autorenew off',
    'actionpack autorenew off',
    'payment-methods add --token pm_card_visa_chargeDeclined',
    'clock set 2027-12-01',
    'actionpack renew --accept-terms --yes',
    'actionpack cancel',
    'support resolve 2 --outcome rejected',
    'actionpack cancel --autorenew off',
    'orders refund 2027-000001 --yes',
    'clock set 2029-06-01',
  ];
  for (const act of ['status', ...acts]) {
    for (const line of [act, ...looks]) expect([act, line, leaks(await shown(world, line))]).toEqual([act, line, []]);
  }
});

test('the language comes from the flag, else PARTNER_LANG, else the configuration, else the locale of the system', async () => {
  const said = async (flag: string, env: Readonly<Record<string, string>>, kept?: string) => {
    const world = new Workplace();
    if (kept !== undefined) world.keep({ lang: kept });
    const { stdout } = await world.run(`status${flag}`, { env });
    return /Aucune société/.test(stdout) ? 'fr' : /No company/.test(stdout) ? 'en' : stdout;
  };
  expect(await said(' --lang fr', { PARTNER_LANG: 'en', LC_ALL: 'en_US.UTF-8' }, 'en')).toBe('fr');
  expect(await said('', { PARTNER_LANG: 'fr', LC_ALL: 'en_US.UTF-8' }, 'en')).toBe('fr');
  expect(await said('', { LC_ALL: 'en_US.UTF-8', LANG: 'en_US.UTF-8' }, 'fr')).toBe('fr');
  expect(await said('', { LC_ALL: 'fr_FR.UTF-8', LANG: 'en_US.UTF-8' })).toBe('fr');
  expect(await said('', { LC_ALL: 'fr', LC_MESSAGES: 'en_US.UTF-8' })).toBe('fr');
  expect(await said('', { LC_MESSAGES: 'fr_CA', LANG: 'en_US.UTF-8' })).toBe('fr');
  expect(await said('', { LANG: 'fr_FR.UTF-8' })).toBe('fr');
  expect(await said('', { LC_ALL: 'C', LANG: 'fr_FR.UTF-8' })).toBe('en');
  expect(await said(' --lang en', { PARTNER_LANG: 'fr', LANG: 'fr_FR.UTF-8' }, 'fr')).toBe('en');
  expect(await said('', { LANG: 'de_DE.UTF-8' })).toBe('en');
});

test('even an error of the command line itself comes in the language asked for', async () => {
  const wrong = ['ofers list', 'status --jsn', '--lang fr ofers', 'offers list --color maybe', 'orders show'];
  for (const line of wrong) {
    const { stderr } = await new Workplace({ env: { LANG: 'fr_FR.UTF-8' } }).run(line);
    expect([line, plain(stderr)]).toEqual([line, expect.stringMatching(/^Erreur : /)]);
    expect([line, leaks(stderr)]).toEqual([line, []]);
  }
});
