import { JOIN, member, subscriber, Workplace, type InProcessRan } from '../support/in-process.js';
import { understoodByShell } from '../support/shell.js';

/** What a shell would hand to `partner`, were the answer's only command to copy pasted. */
function pasted(command: unknown): readonly string[] {
  const [words = []] = understoodByShell([String(command)]);
  return words;
}

const tried = (ran: InProcessRan) => pasted(ran.error().try[0]);

const NAMES = [
  "o'brien@contoso.example",
  'b&touch|x@contoso.example',
  '$HOME#x@contoso.example',
  '`id`@contoso.example',
];

test.each(NAMES)('C18 the warning about one buyer names %s as one word', async (name) => {
  const world = (await member()).copy();
  await world.after(['users', 'add', name]);
  const { warnings } = await world.json('status');
  expect(warnings.map((warning: { try: string }) => pasted(warning.try))).toEqual([
    ['users', 'grant', name, 'mpn-partner-admin'],
  ]);
  const again = await world.run(pasted(warnings[0].try));
  expect(again.code).toBe(0);
});

test('C18 a name that begins with a dash is given back as a name, and the command works', async () => {
  const world = (await member()).copy();
  await world.after(['users', 'add', '--', '-x@contoso.example']);
  const { warnings } = await world.json(['status', '--account', '1234567']);
  const words = pasted(warnings[0].try);
  expect(words).toEqual(['users', 'grant', '--account', '1234567', '--', '-x@contoso.example', 'mpn-partner-admin']);
  expect((await world.run(words)).code).toBe(0);
});

test.each(['Fabrikam & Sons; touch x', "L'été  $(id)", '"quoted" \\ 100%', '-n', 'a<b>c'])(
  'C18 a company %j that is half way into joining is given back as one word',
  async (company) => {
    const given = ['join', `--company=${company}`, '--country', 'FR'];
    const words = pasted((await new Workplace().run([...given, '--json'])).error()['command']);
    const name = company.replace(/\s+/g, ' ');
    expect(words.slice(0, 1)).toEqual(['join']);
    expect(words.join('\n')).toContain(company.startsWith('-') ? `--company=${name}` : `--company\n${name}`);
  },
);

test('C18 where to work is one word, too, in whatever is to be tried', async () => {
  const folder = "it's a (folder) --account 2; touch x";
  const world = new Workplace();
  const database = `${world.home}/${folder}/ledger.db`;
  expect(tried(await world.run(['orders', 'list', '--json', '--database', database]))).toEqual([
    'join',
    '--database',
    database,
  ]);
});

test('C18 a text that is said again keeps its quotes and its line breaks', async () => {
  const world = (await subscriber()).copy();
  await world.after('actionpack cancel');
  const text = "it's\nover; $(touch x)";
  const ran = await world.run(['support', 'resolve', '1', '--outcome', 'approved', '--text', text, '--json']);
  expect(pasted(ran.error()['command'])).toEqual([
    ...['support', 'resolve', '1', '--outcome', 'approved', '--text', text, '--yes'],
  ]);
});

test('C18 a token with a strange name is revoked by the command that is shown with it', async () => {
  const world = (await member()).copy();
  const terminal = { stdout: true, columns: 120 };
  const { stdout } = await world.run(['tokens', 'create', "it's; mine"], { terminal, env: { NO_COLOR: '1' } });
  const command = /partner tokens revoke .*?(?=\.?\s*$)/m.exec(stdout)?.[0] ?? '';
  expect(pasted(command)).toEqual(['tokens', 'revoke', "it's; mine"]);
});

test('C18 on Windows it is its shells that take a line', async () => {
  const line = ['join', '--company', "O'Brien & $ons", '--country', 'FR', '--json'];
  const { command } = (await new Workplace().run(line, { platform: 'win32' })).error();
  expect(command).toMatch(/^partner join --company "O'Brien & `\$ons" --country FR .* # PowerShell$/);
  expect((await new Workplace().run(line)).error()['command']).toContain(`--company 'O'\\''Brien & $ons'`);
});

test('C18 an unknown command is answered with one that can be pasted', async () => {
  const world = await new Workplace().after(JOIN);
  expect(tried(await world.run('orders lst --json'))).toEqual(['orders', 'list']);
});
