import { dayOf } from '../../src/core/day.js';
import { addRecipient } from '../../src/journeys/account.js';
import { sendReminders } from '../../src/journeys/reminders-send.js';
import type { Sender } from '../../src/notify/notifier.js';
import { message } from '../notify/samples.js';
import { inWorld, type World } from '../support/world.js';
import { four } from './job.js';

/** Sends what is due: to whom each mail went, and of which companies nobody could be written to. */
async function mailed(world: World): Promise<{ readonly to: readonly string[]; readonly nobody: readonly string[] }> {
  const to: string[] = [];
  const nobody: string[] = [];
  const postman: Sender = {
    channel: 'mail',
    send: (one) => {
      to.push(one.to.join(' '));
      return Promise.resolve({ kind: 'sent' });
    },
    close: () => Promise.resolve(),
  };
  await world.act((desk) =>
    sendReminders(
      desk,
      { programmes: [world.programme], accountId: undefined, requested: [], ledger: desk.ledger, at: world.at },
      {
        notifiers: [postman],
        to: undefined,
        compose: (_, readers) => message({ to: readers }),
        stopAsked: () => false,
        onItem: () => undefined,
        onNobody: ({ company }) => nobody.push(company),
      },
    ),
  );
  return { to, nobody };
}

test('R16 where nobody can be written to the run says so, nothing is sent, and it stays due', () =>
  inWorld({}, async (world) => {
    await four(world);
    world.advance(-10);
    const [first] = await world.act((desk) => desk.ledger.read((reader) => reader.accounts()));
    if (!first) throw new Error('four companies have joined');
    const addedOn = dayOf(world.at);
    const user = { accountId: first.id, email: 'an old address', roles: ['global-admin'] as const };
    await world.act((desk) =>
      desk.ledger.write(async (ledger) => {
        const added = { ...user, addedOn, addedBy: first.email, removedOn: null };
        await ledger.append({ kind: 'user-added', user: added }, world.at, first.email);
        const gone = { accountId: first.id, email: first.email, on: addedOn };
        await ledger.append({ kind: 'user-removed', ...gone }, world.at, first.email);
      }),
    );
    const { to, nobody } = await mailed(world);
    expect(nobody).toEqual([first.company]);
    expect(to).toHaveLength(3);
    await world.act((desk) => addRecipient(desk, first.id, 'partners@contoso.example'));
    expect(await mailed(world)).toEqual({ to: ['partners@contoso.example'], nobody: [] });
  }));
