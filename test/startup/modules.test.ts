import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { freshHome, runPartner } from '../support/run.js';
import { quickFolder } from '../support/folders.js';

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly { readonly count: number }[];
    }[];
  }[];
}

interface Loaded {
  /** Scripts that the process read from the disk. */
  readonly files: readonly string[];
  /** The engine's scripts, inside the bundle or beside it. */
  readonly engine: boolean;
  /** Modules of the bundle that ran. */
  readonly modules: readonly string[];
  /** Functions of the bundle that V8 has to know of: those of modules that did not run it never sees. */
  readonly functions: number;
}

const JOIN = 'join --company Contoso --country FR --email admin@contoso.example --mpn-id 1234567 --accept-terms';

/** What a real process loads: V8 itself counts what ran. The bundle names each module's function by its file. */
async function loadedBy(line: string, home = freshHome()): Promise<Loaded> {
  const folder = quickFolder('coverage');
  // V8 counts less exactly what it takes from a cache, and what that holds depends on what ran before.
  const env = { NODE_V8_COVERAGE: folder, NODE_DISABLE_COMPILE_CACHE: '1' };
  const { code, stderr } = await runPartner(line.split(' '), { home, env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [report = ''] = readdirSync(folder);
  const { result } = JSON.parse(readFileSync(join(folder, report), 'utf8')) as Coverage;
  const scripts = result.filter(({ url }) => url.startsWith('file:'));
  const ours = scripts.filter(({ url }) => !url.includes('/node_modules/'));
  const ran = ours.flatMap(({ functions }) => functions).filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0);
  const modules = ran.map(({ functionName }) => functionName).filter((name) => OWN.test(name));
  const engine = [...modules, ...scripts.map(({ url }) => url)].some((name) =>
    name.includes('better-sqlite3/lib/database.js'),
  );
  const functions = ours.flatMap((script) => script.functions).length;
  return { files: ours.map(({ url }) => basename(url)), engine, modules, functions };
}

// Packages may be reached through a link, from another checkout.
const OWN = /^(\.\.\/.*\/)?(src|node_modules)\//;

const LATE = [
  /^src\/sandbox\/gateway\/(sandbox|books|cards)/,
  /^src\/(catalog\/(check|schema)|io\/(prompt-|receipt-pdf)|language\/fr)/,
  /^node_modules\/chalk/,
  /^src\/(notify|scheduler\/(?!scheduler)|sandbox\/(company-words|fill))/,
];

const bought = (async () => {
  const home = freshHome();
  await loadedBy(`actionpack subscribe ${JOIN.replace('join ', '')} --token pm_card_visa --yes`, home);
  return home;
})();

test('F8 --version loads nothing but itself', async () => {
  expect(await loadedBy('--version')).toMatchObject({ files: ['partner.js'], engine: false, modules: [] });
});

test.each(['--help', '-h'])('F8 %s alone is told without a grammar of command lines', async (line) => {
  const { modules } = await loadedBy(line);
  expect(modules).toContain('src/program/help-text.ts');
  expect(modules.filter((name) => name.includes('commander'))).toEqual([]);
});

test.each([
  ['status', /^(index|dashboard|status)\.ts$/],
  ['offers list', /^(index|dashboard|offers\/\w+)\.ts$/],
  ['config list', /^(index|dashboard|config\/\w+)\.ts$/],
  // What a programme names has its verbs here: some are not for each.
  ['--help', /^(index|dashboard|(offer|earned)\/\w+|benefits\/list)\.ts$/],
])('F8 of all the commands, those of the group that is named run, and the root: %s', async (line, expected) => {
  const room = 'src/commands/';
  const commands = (await loadedBy(line)).modules.filter((name) => name.startsWith(room));
  expect(commands).toContain(`${room}index.ts`);
  expect(commands.filter((name) => !expected.test(name.slice(room.length)))).toEqual([]);
});

test.each(['--help', 'offers --help', 'offers list', 'offers list --json', 'terms show', 'config list'])(
  'F8 %s without a ledger: our own code, no engine, no prompts, no gateway, no other language',
  async (line) => {
    const { files, engine, modules, functions } = await loadedBy(line);
    expect(files.filter((file) => file !== 'others.cjs')).toEqual(['partner.js', 'main.cjs']);
    expect(engine).toBe(false);
    expect(modules.length).toBeLessThanOrEqual(94);
    expect(functions).toBeLessThanOrEqual(2100);
    for (const late of LATE) expect(modules.filter((name) => late.test(name))).toEqual([]);
    expect(modules).toContain('src/language/en/index.ts');
  },
);

test('F2 offers list and status load the engine for a ledger, and nothing else for it', async () => {
  const home = freshHome();
  const joined = await loadedBy(JOIN, home);
  expect(joined.files).toEqual(['partner.js', 'main.cjs', 'others.cjs']);
  for (const line of ['offers list', 'status']) {
    const { files, engine, modules, functions } = await loadedBy(line, home);
    expect({ files, engine }).toEqual({ files: ['partner.js', 'main.cjs'], engine: true });
    expect(modules.length).toBeLessThanOrEqual(130);
    expect(functions).toBeLessThanOrEqual(2450);
    for (const late of LATE) expect(modules.filter((name) => late.test(name))).toEqual([]);
  }
});

test.each(['--help', 'offers list', 'status', 'actionpack show', 'orders list'])(
  'F8 what is typed every day finds all of it in the first script: %s',
  async (line) => {
    const member = await bought;
    for (const home of /show|orders/.test(line) ? [member] : [freshHome(), member])
      expect((await loadedBy(line, home)).files).toEqual(['partner.js', 'main.cjs']);
  },
);

test('F8 what is loaded late is loaded where it is used', async () => {
  expect((await loadedBy('offers list --output csv')).files).toContain('csv-stringify.cjs');
  expect((await loadedBy('offers list --json --query [0].id')).files).toContain('jmespath.cjs');
  expect((await loadedBy('config set lang fr')).files).toContain('conf.cjs');
  expect((await loadedBy('sandbox cards')).modules).toContain('src/sandbox/gateway/cards.ts');
  expect((await loadedBy('offers list --lang fr')).files).toContain('fr.cjs');
});

test('F8 of French, too, a part runs with its first word', async () => {
  const { files, modules } = await loadedBy('status --lang fr', await bought);
  expect(files).toEqual(['partner.js', 'main.cjs', 'fr.cjs']);
  expect(modules).toContain('src/language/fr/attention.ts');
  for (const part of ['problems', 'refusals', 'support', 'help'])
    expect(modules).not.toContain(`src/language/fr/${part}.ts`);
});
