import { sendReminders, type SendItem } from '../../src/journeys/reminders-send.js';
import type { Channel } from '../../src/core/dispatch.js';
import { addDays, noonOf } from '../../src/core/day.js';
import type { Sent } from '../../src/notify/notifier.js';
import { message } from '../notify/samples.js';
import { inWorld, type World } from '../support/world.js';
import { four } from './job.js';

interface Told {
  readonly items: readonly SendItem[];
  readonly behind: readonly string[];
}

async function sent(world: World, channels: readonly Channel[], result: Sent): Promise<Told> {
  const told: { items: SendItem[]; behind: string[] } = { items: [], behind: [] };
  await world.act((desk) =>
    sendReminders(
      desk,
      { programmes: [world.programme], accountId: undefined, requested: [], ledger: desk.ledger, at: world.at },
      {
        notifiers: channels.map((channel) => ({ channel, send: async () => result, close: async () => undefined })),
        to: undefined,
        compose: (_, to) => message({ to }),
        stopAsked: () => false,
        onItem: (item) => told.items.push(item),
        onBehind: (accountId) => told.behind.push(accountId),
      },
    ),
  );
  return told;
}

test('G15 of an account whose history is ahead of the clock nothing is told but that, once over all channels', () =>
  inWorld({}, async (world) => {
    await four(world);
    world.advance(-10);
    // Handed over three times and refused: what is left of it is listed at every run.
    const refused = { kind: 'not-sent', reason: 'refused', status: 550 } as const;
    for (let day = 0; day < 3; day += 1) {
      await sent(world, ['mail', 'webhook'], refused);
      world.advance(1);
    }
    const [first] = await world.act((desk) => desk.ledger.read((reader) => reader.accounts()));
    if (!first) throw new Error('four companies have joined');
    const of = ({ items }: Told) =>
      items.filter(({ account }) => account.id === first.id).map(({ result }) => result.kind);
    expect(of(await sent(world, ['mail', 'webhook'], refused))).toEqual(['skipped', 'skipped']);
    const ahead = noonOf(addDays(world.today, 4000));
    await world.act((desk) =>
      desk.ledger.write((ledger) =>
        ledger.append({ kind: 'recipient-added', accountId: first.id, email: 'a@contoso.example' }, ahead, first.email),
      ),
    );
    const told = await sent(world, ['mail', 'webhook'], { kind: 'sent' });
    expect(told.behind).toEqual([first.id]);
    expect(of(told)).toEqual([]);
  }));
