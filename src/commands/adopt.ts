import type { Command, Given } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import type { Flag } from '../cli/spec.js';
import { requireKeyToMake, resumable, wizardTitle } from '../cli/asking.js';
import { visit, type Visit } from '../cli/visit.js';
import { stop } from '../errors.js';
import { commandLine } from '../language/command-line.js';
import { EMPTY_LINE, type Screen } from '../io/blocks.js';
import { adopted, adoptLine, adoptWorld, askAdoption } from '../acts/adopt.js';
import { ADOPT_FIELDS } from '../acts/adopt-rows.js';
import { adoptFile, FILE, FILE_FLAGS } from '../acts/adopt-file.js';
import { COMPANY, COUNTRY, EMAIL, flagsAsSaid, MPN_ID, PROGRAMME, textOf } from '../wizards/flags.js';
import { ACTIVATED, ADOPT_STEPS, ANNIVERSARY, type AdoptAnswers, type AdoptWorld } from '../wizards/adopt.js';
import { INVOICE_FLAGS, STARTED, VENDOR_RENEWAL } from '../wizards/stated.js';
import { fillWithPresets, givenAnswers, numberedPages, openSteps } from '../wizards/step.js';
import { RECORDED_KEYS } from '../acts/result-keys.js';

/** What is said of one; of many, each row of the file says its own. */
const OF_ONE: readonly Flag[] = [
  ANNIVERSARY,
  STARTED,
  VENDOR_RENEWAL,
  ACTIVATED,
  ...INVOICE_FLAGS,
  COMPANY,
  COUNTRY,
  EMAIL,
  MPN_ID,
];

/** D22 to D25, D29, D32: what is owned already comes in as it is stated; nothing is charged. */
export const adoptCommand: Command = {
  path: 'adopt',
  deed: { act: 'buy', scope: 'buy', writes: 'history' },
  result: [
    ...RECORDED_KEYS,
    ...['account', 'adopted', 'unchanged', 'conflict', 'invalid', 'joined', 'paid', 'rows'],
    // Those of a row of a file.
    ...['line', 'mpnId', 'company', 'offer', 'anniversary', 'outcome', 'reason', 'warning', 'orderId'],
  ],
  arguments: [{ name: 'offer', required: false, among: 'offers' }],
  flags: [...OF_ONE.map((flag): Flag => ({ ...flag, idleBeside: ['file'] })), PROGRAMME, ...FILE_FLAGS],
  reads: ADOPT_FIELDS,
  examples: [
    'adopt action-pack --anniversary 2027-03-01 --company Fabrikam --country FR --email admin@fabrikam.example --mpn-id 7654321',
    'adopt action-pack --anniversary 2027-03-01 --autorenew on --invoice E0800ABCDE --paid-on 2026-03-01 --amount 475.00 --currency USD --company Fabrikam --country FR --email admin@fabrikam.example --mpn-id 7654321 --json',
  ],
  run: async (context, given) => {
    const file = textOf(given.flags, FILE);
    if (file !== undefined) {
      // Each row of a file says what it is of.
      const idle = given.arguments['offer'] !== undefined ? '<offer>' : given.flags['account'] && '--account';
      if (idle !== undefined) throw stop('FLAG_UNUSED', { flag: idle, beside: `--${FILE.name}` });
      return adoptFile(context, given, file);
    }
    const seen = await visit(context);
    const world = await adoptWorld(context, seen, given.arguments['offer']);
    const answers = await givenAnswers(ADOPT_STEPS, given, world);
    const asked = await complete(context, given, seen, { world, answers });
    return adopted(context, given, { seen, world, answers: answers as AdoptAnswers, asked });
  },
};

/** Whether anything had to be asked. Changes `answers`. */
async function complete(
  context: Context,
  given: Given,
  seen: Visit,
  { world, answers }: { readonly world: AdoptWorld; readonly answers: Partial<AdoptAnswers> },
): Promise<boolean> {
  const { terminal, words } = context;
  if (!terminal.mayPrompt) fillWithPresets(ADOPT_STEPS, answers, world);
  const open = openSteps(ADOPT_STEPS, answers, world);
  const command = () => adoptLine(given, answers, world);
  if (open.length === 0) return false;
  if (!terminal.mayPrompt) {
    // Of a company, a part may be said already: it is not asked for again, nor left out of the line.
    const said = flagsAsSaid(
      given.flags,
      open.flatMap((step) => step.flags.map(({ name }) => name)),
    );
    const missing = open
      .flatMap((step) => step.missing)
      .filter((flag) => given.flags[flag.replace(/^--| .*/g, '')] === undefined);
    throw stop('ANSWERS_MISSING', { missing, command: commandLine([...command(), ...said], missing) });
  }
  await requireKeyToMake(context);
  const show = (screen: Screen) => terminal.page(screen);
  show([await wizardTitle(context, words.elsewhere.title)]);
  show([{ kind: 'hint', text: words.elsewhere.nothingCharged }]);
  const asker = { prompter: await terminal.prompter(), words, show };
  const pages = numberedPages(show, words);
  await resumable(command, async () => {
    // What stands on the command line as a word of its own was not asked for.
    const fixed = world.named === undefined ? [] : (['offer'] as const);
    const { state } = words.elsewhere.review;
    await askAdoption(context, seen, { world, answers, steps: ADOPT_STEPS, fixed, state }, asker, pages);
  });
  show([EMPTY_LINE]);
  return true;
}
