import type { Command, Outcome } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { askConsent, consent, sameByScript } from '../../cli/asking.js';
import { existing } from '../../cli/visit.js';
import { EXIT } from '../../errors.js';
import type { Screen } from '../../io/blocks.js';
import { reconcile } from '../../journeys/reconcile.js';
import { placeFlags } from '../../wizards/flags.js';
import { checked } from './check.js';

/**
 * G20: puts the ledger back from a copy; where none is named, it was put back by other means, and is checked and noted as
 * such. Either way it knows of it, and says what it cannot know.
 */
export const dbRestore: Command = {
  path: 'db restore',
  // It mends a ledger in which nobody's roles could be read.
  deed: { act: 'open', scope: 'manage', writes: null },
  arguments: [{ name: 'copy', required: false }],
  examples: ['db restore ledger-copy.db --yes', 'db restore --yes'],
  run: async (context, given) => {
    const from = given.arguments['copy'];
    const command = ['partner', 'db', 'restore', ...(from === undefined ? [] : [from]), ...placeFlags(given.flags)];
    const [outcome, asked] = from === undefined ? await noted(context, command) : await putBack(context, command, from);
    return { ...outcome, ...(asked ? { afterword: sameByScript(context, [...command, '--yes']) } : {}) };
  },
};

type Done = readonly [Outcome, asked: boolean];

async function putBack(context: Context, command: readonly string[], from: string): Promise<Done> {
  const { books, files, terminal, clock, words, speech } = context;
  const said = words.db.restore;
  const { database: path } = files.paths;
  const before = await books.beforePutBack(from);
  const until = before.until === null ? said.empty : said.until(speech.instant(before.until));
  const present = before.present === 'sound' ? said.present.sound(before.lost ?? 0) : said.present[before.present];
  const explained: Screen = [
    { kind: 'text', text: said.explained(from, path, until) },
    { kind: 'text', text: present },
    { kind: 'warning', text: said.since },
  ];
  const asked = await consent(context, command, async () => {
    terminal.page(explained);
    await askConsent(context, { message: said.question, no: said.no, yes: said.yes });
  });
  const done = await terminal.busy(said.working(0), (report) =>
    books.putBack(from, async (share) => {
      report(said.working(Math.floor(100 * share)), share);
      await clock.pause(0);
    }),
  );
  const { accounts, entries, lost, aside, books: broughtBooks } = done;
  const gateway = await againstGateway(context);
  return [
    {
      value: {
        path,
        from,
        accounts,
        entries,
        knownUntil: done.until,
        replaced: aside,
        lost,
        books: broughtBooks,
        ...gateway.value,
      },
      screen: [
        { kind: 'text', text: said.done(accounts, entries) },
        ...(aside === null ? [] : [{ kind: 'text', text: said.aside(aside) } as const]),
        ...(broughtBooks === null ? [] : [{ kind: 'text', text: said.books(broughtBooks) } as const]),
        ...(lost ? [{ kind: 'warning', text: said.lost(lost) } as const] : []),
        { kind: 'warning', text: `${until} ${said.since}` },
        ...gateway.screen,
      ],
      preview: explained,
    },
    asked,
  ];
}

/** Of a server, or of a file that was copied over: nobody has seen what it was before. */
async function noted(context: Context, command: readonly string[]): Promise<Done> {
  const { books, files, terminal, words, speech } = context;
  const said = words.db.restore;
  const { database: path } = files.paths;
  const asked = await consent(context, command, async () => {
    terminal.page([
      { kind: 'text', text: said.notingExplained(path) },
      { kind: 'warning', text: said.since },
    ]);
    await askConsent(context, { message: said.noteQuestion, no: said.noteNo, yes: said.noteYes });
  });
  const ledger = await existing(context);
  const found = await checked(context, ledger);
  if (found.defects.length > 0) {
    const screen: Screen = [...found.screen, { kind: 'warning', text: said.notNoted }];
    return [{ value: { path, sound: false, defects: found.defects }, screen, exit: EXIT.failed }, asked];
  }
  const { accounts, entries, until } = await books.noteAsPutBack();
  const gateway = await againstGateway(context);
  const known = until === null ? said.empty : said.until(speech.instant(until));
  return [
    {
      value: {
        path,
        from: null,
        accounts,
        entries,
        knownUntil: until,
        replaced: null,
        lost: null,
        books: null,
        ...gateway.value,
      },
      screen: [
        { kind: 'text', text: said.noted },
        { kind: 'warning', text: `${known} ${said.since}` },
        ...gateway.screen,
      ],
    },
    asked,
  ];
}

/** What the gateway knows and the ledger does not, as far as it can be asked: there is a ledger all the same. */
async function againstGateway(context: Context): Promise<{ readonly value: object; readonly screen: Screen }> {
  const { books, words, speech, clock } = context;
  const said = words.db.restore;
  const command = speech.here('partner reconcile');
  const unknown = { value: { differences: null }, screen: [{ kind: 'warning', text: said.unknown, command }] } as const;
  if (context.settings.dryRun) return { value: { differences: null }, screen: [] };
  try {
    const ledger = await existing(context);
    const { charges } = await books.kind();
    if (!charges) return { value: { differences: 0 }, screen: [] };
    const gateway = await books.gateway();
    await gateway.ready();
    const compared = await reconcile(ledger, gateway, () => clock.pause(0));
    if (compared.kind === 'unknown') return unknown;
    const { length: count } = compared.differences;
    const screen: Screen =
      count === 0 ? [{ kind: 'text', text: said.agrees }] : [{ kind: 'warning', text: said.charges(count), command }];
    return { value: { differences: count }, screen };
  } catch {
    return unknown;
  }
}
