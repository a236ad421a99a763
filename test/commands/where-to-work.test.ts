import { COMMANDS } from '../support/commands.js';
import { everyWorld, LINES, prepared, type Worlds } from '../support/every-command.js';
import type { Workplace } from '../support/in-process.js';
import { ofFiles } from '../support/ledgers.js';

/** Those that look at a ledger or write to it; a copy of one is named by its own words. */
const ON_A_LEDGER = COMMANDS.filter(({ path, deed }) => path !== '' && path !== 'db copy' && deed.scope !== null)
  .map(({ path }) => path)
  .join('|');
const A_LINE = new RegExp(`(?<![\\w-])partner (?:${ON_A_LEDGER})(?![\\w-])[^\\n]*`, 'g');

let worlds: Worlds;
beforeAll(async () => {
  worlds = await everyWorld();
});

/** Lines to copy that have lost the ledger that the command line names. */
async function lost(world: Workplace, line: string, lang = 'en'): Promise<readonly string[]> {
  const there = world.copy();
  const terminal = { stdout: true, columns: 1000 };
  const said = `${line} --database ${there.ledgerFile} --lang ${lang}`;
  const { stdout, stderr } = await there.run(said, { terminal, env: { NO_COLOR: '1' } });
  return [
    ...`${stdout}\n${stderr}`
      .replaceAll(IN_THE_TABLE, '')
      .replaceAll(/ \\\n\s*/g, ' ')
      .matchAll(A_LINE),
  ]
    .map(([found]) => found)
    .filter((found) => !/ --(?:database|help)\b/.test(found));
}

/** What doctor says may be sent to anybody and names no place; the others are about no ledger. */
const PLACELESS = /^(doctor|help|commands|db copy|db restore)$/;
/** Stands in the machine's own table of jobs, from an earlier day. */
const IN_THE_TABLE = 'removed by: partner renewals schedule remove';

ofFiles.test.each(Object.keys(LINES).filter((path) => !PLACELESS.test(path)))(
  'C18 whatever `partner %s` gives to copy works on the ledger that it worked on',
  async (path) => {
    const { world, line } = await prepared(worlds, path);
    const yes = / subscribe| renew| upgrade|^join/.test(line) ? ' --accept-terms --yes' : ' --yes';
    for (const one of [line, `${line}${line.includes('--accept-terms') ? ' --yes' : yes}`])
      for (const lang of ['en', 'fr']) expect([one, await lost(world, one, lang)]).toEqual([one, []]);
  },
);

ofFiles.test.each([
  ['unsettled', 'renewals due'],
  ['unsettled', 'renewals run --yes'],
  ['unsettled', 'recover'],
  ['unsettled', 'reconcile'],
  ['unsettled', 'reminders list'],
  ['member', 'status'],
  ['member', 'payment-methods list'],
  ['nobody', 'status'],
  ['nobody', 'account list'],
  ['asked', 'support list'],
  ['window', 'actionpack show'],
  ['due', 'reminders list'],
] as const)('C18 neither is it lost where a ledger is %s: partner %s', async (place, line) => {
  for (const lang of ['en', 'fr']) expect(await lost(worlds[place], line, lang)).toEqual([]);
});
