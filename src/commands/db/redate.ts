import type { Command } from '../../cli/command.js';
import { dayOf } from '../../core/day.js';
import { datedAhead, redate } from '../../journeys/redate.js';
import { placeFlags } from '../../wizards/flags.js';
import { askConsent, consent, sameByScript } from '../../cli/asking.js';
import { deskOf, pastMembership } from '../../cli/visit.js';

const COMMAND = ['partner', 'db', 'redate'];

/**
 * G15: the way back from a clock that was ahead, said by a Global admin and written after what it dated. An account that
 * has left under such a clock could not join again without it.
 */
export const dbRedate: Command = {
  path: 'db redate',
  deed: { act: 'manage-ledger', scope: 'manage', writes: 'history' },
  result: ['today', 'since', 'until', 'latest', 'changed'],
  examples: ['db redate --yes'],
  run: async (context, given) => {
    const { words, speech } = context;
    const said = words.db.redate;
    const { ledger, at, today, book } = await pastMembership(context);
    const ahead = await ledger.read((reader) => datedAhead(reader, { at }, book.account.id));
    if (!ahead)
      return {
        value: { today, since: null, until: null, latest: null, changed: false },
        screen: [{ kind: 'text', text: said.nothing }],
      };
    const command = [...COMMAND, ...placeFlags(given.flags)];
    const asked = await consent(context, command, async () => {
      context.terminal.page([{ kind: 'warning', text: said.warning(ahead.count, speech.day(dayOf(ahead.latest))) }]);
      await askConsent(context, {
        message: said.question(speech.day(today)),
        no: said.no,
        yes: said.yes,
      });
    });
    const done = (await redate(deskOf(context, ledger, at, book.account), book.account.id)) ?? ahead;
    const { since, until, latest } = done;
    return {
      value: { today, since, until, latest, changed: true },
      screen: [{ kind: 'text', text: said.done(done.count, speech.day(today)) }],
      ...(asked ? { afterword: sameByScript(context, [...command, '--yes']) } : {}),
    };
  },
};
