import type { Command, Given, Outcome } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import type { Report } from '../../io/progress.js';
import { dayOf, type Day } from '../../core/day.js';
import { orStop, stop } from '../../errors.js';
import { seedLedger, type Filling } from '../../sandbox/seed.js';
import { seedCards, type SeedWorld } from '../../sandbox/seed/chapters.js';
import { MOST_ACCOUNTS } from '../../sandbox/seed/company.js';
import { countIn } from '../../wizards/flags.js';

/** A world to show and to measure with, made up from a number: the same number, the same world. */
export const sandboxSeed: Command = {
  path: 'sandbox seed',
  // Fills a ledger that holds nothing, and so nobody.
  deed: { act: 'open', scope: 'manage', writes: null },
  flags: [
    { name: 'accounts', kind: 'text', value: 'N' },
    { name: 'seed', kind: 'text', value: 'N' },
  ],
  examples: ['sandbox seed --accounts 100 --database demo.db'],
  run: async (context, given) => {
    const world = await worldOf(context, given);
    return seeded(context, world);
  },
};

async function worldOf(context: Context, given: Given): Promise<SeedWorld> {
  const accounts = countIn(given, 'accounts', 0, MOST_ACCOUNTS);
  if (accounts === 0)
    throw stop('ANSWERS_MISSING', { missing: ['--accounts'], command: 'partner sandbox seed --accounts 1000' });
  const programme = await (await context.catalog()).programme();
  const offer = programme.offers.find(({ requires }) => requires.length === 0);
  if (!offer) throw new Error(`programme ${programme.id} has no offer that everybody may buy`);
  return {
    seed: countIn(given, 'seed', 1),
    accounts,
    today: dayOf(await context.clock.now()),
    programme,
    offer,
    companies: await context.sandbox.companyWords(),
    cards: seedCards(await context.sandbox.cards()),
    // Enough to see a run at work, whatever the day.
    due: [Math.ceil(accounts / 100), Math.ceil(accounts / 200)],
    others: 'mixed',
  };
}

async function seeded(context: Context, world: SeedWorld): Promise<Outcome> {
  const { words, speech, terminal } = context;
  const said = words.seed;
  // One that holds nothing is filled again, whatever a seed before has left in the books beside it.
  const ledger = (await context.books.existing()) ?? (await context.books.ledger());
  const accounts = speech.number(world.accounts);
  const written = await terminal.busy(said.working(accounts), (report) => {
    report(said.working(accounts), 0);
    return seedLedger(
      {
        ledger,
        fill: (installation, work) => context.sandbox.fill(installation, work),
        settle: (installation) => context.sandbox.settle(installation),
        pause: (milliseconds) => context.clock.pause(milliseconds),
        onProgress: progressOf(context, accounts, report),
      },
      world,
    );
  });
  const { entries, charges } = orStop(written);
  if (context.settings.dryRun) {
    const { seed, accounts: count, today } = world;
    const preview = [{ kind: 'text', text: said.dryRun(accounts) }] as const;
    return { value: { seed, accounts: count, today }, screen: [], preview };
  }
  return {
    value: {
      seed: world.seed,
      accounts: world.accounts,
      charges,
      entries,
      today: world.today satisfies Day,
      path: ledger.location,
    },
    screen: [
      { kind: 'text', text: said.done(accounts, speech.number(charges)) },
      {
        kind: 'facts',
        rows: [
          [said.facts.entries, speech.number(entries)],
          [said.facts.ledger, ledger.location],
        ],
      },
    ],
    afterword: [{ kind: 'hint', text: said.next(speech) }],
  };
}

function progressOf({ words, speech }: Context, accounts: string, report: Report): Filling['onProgress'] {
  return (share, at) => report(words.seed.upTo(accounts, Math.floor(100 * share), speech.day(dayOf(at))), share);
}
