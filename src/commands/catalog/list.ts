import type { Command } from '../../cli/command.js';
import { warningBlock } from '../../screens/warning.js';
import { changedProgrammes } from '../../warnings/programme.js';

export const catalogList: Command = {
  path: 'catalog list',
  deed: { act: 'open', scope: null, writes: null },
  examples: ['catalog list', 'catalog list --json'],
  fields: ['id', 'name', 'origin', 'default', 'offers'],
  run: async (context) => {
    const catalog = await context.catalog();
    const { words, speech } = context;
    const said = words.catalog;
    const changed = await changedProgrammes(context, await context.books.existing());
    const programmes = await Promise.all(catalog.ids.map((id) => catalog.programme(id)));
    const value = programmes.map(({ id, name, offers }, index) => ({
      id,
      name: name.en,
      origin: catalog.originOf(id),
      default: index === 0,
      offers: offers.length,
      differs: changed.some(({ programme }) => programme === id),
    }));
    const rows = programmes.map(({ id, name, offers }, index) => [
      index === 0 ? said.isDefault(id) : id,
      speech.text(name),
      speech.number(offers.length),
      said.origins[catalog.originOf(id)],
    ]);
    const columns = [said.programme, said.name, said.offers, said.origin].map((title) => ({ title }));
    const warnings = changed.map((one) => warningBlock(context, one));
    return { value, screen: [{ kind: 'table', columns, rows }, ...warnings] };
  },
};
