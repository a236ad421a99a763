import type { Command } from '../../cli/command.js';
import type { Context, OwnPlace } from '../../cli/context.js';
import type { Screen } from '../../io/blocks.js';

/** Where the ledger is, or would be, and of which gateway it is. One that cannot be opened has a place all the same. */
export const dbPath: Command = {
  path: 'db path',
  deed: { act: 'open', scope: null, writes: null },
  flags: [{ name: 'all', about: 'allPlaces', kind: 'switch' }],
  examples: ['db path', 'db path --all --json'],
  run: async (context, given) => {
    const { books, files, words } = context;
    const kind = await books.kind().catch(() => undefined);
    const { database: path } = files.paths;
    const left = (await books.moved().catch(() => undefined))?.to;
    // One that is being put back went nowhere.
    const to = left === path ? undefined : left;
    const found = { path, gateway: kind?.name ?? null, ...(to ? { movedTo: to } : {}) };
    const hint: Screen = [
      ...(kind ? [{ kind: 'hint', text: words.general.gateways[kind.name] } as const] : []),
      ...(to ? [{ kind: 'hint', text: words.db.nowAt(to) } as const] : []),
    ];
    if (given.flags['all'] === undefined)
      return { value: found, screen: [{ kind: 'verbatim', text: found.path }, ...hint] };
    const places = await files.places();
    return {
      value: { ...found, places: places.map(({ what, path, there }) => ({ what, path, exists: there !== undefined })) },
      screen: [await table(context, places), ...hint],
    };
  },
};

async function table({ words, files }: Context, places: readonly OwnPlace[]): Promise<Screen[number]> {
  const said = words.db.places;
  const onServer = (await files.freeBytes()) === undefined;
  const isThere = ({ what, there }: OwnPlace) =>
    what === 'ledger' && onServer ? said.onServer : there ? words.general.yes : said.no;
  return {
    kind: 'table',
    columns: [{ title: said.what }, { title: said.path }, { title: said.there }],
    rows: places.map((place) => [said.names[place.what], place.path, isThere(place)]),
  };
}
