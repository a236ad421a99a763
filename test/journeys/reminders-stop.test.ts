import type { Channel } from '../../src/core/dispatch.js';
import { sendReminders } from '../../src/journeys/reminders-send.js';
import type { Sender } from '../../src/notify/notifier.js';
import { message } from '../notify/samples.js';
import { inWorld, type World } from '../support/world.js';
import { four } from './job.js';

/** Sends what is due until somebody asks to stop after so many messages; how many went out. */
async function sentUntil(world: World, stopAfter: number, channels: readonly Channel[]): Promise<number> {
  let sent = 0;
  const postman = (channel: Channel): Sender => ({
    channel,
    send: () => {
      sent += 1;
      return Promise.resolve({ kind: 'sent' });
    },
    close: () => Promise.resolve(),
  });
  await world.act((desk) => {
    const of = { programmes: [world.programme], accountId: undefined, requested: [] };
    return sendReminders(
      desk,
      { ...of, ledger: desk.ledger, at: world.at },
      {
        notifiers: channels.map(postman),
        to: undefined,
        compose: (_, to) => message({ to }),
        stopAsked: () => sent >= stopAfter,
        onItem: () => undefined,
      },
    );
  });
  return sent;
}

test('G11 G23 asked to stop: the message under way is finished, every other stays due, over each channel', () =>
  inWorld({}, async (world) => {
    await four(world);
    world.advance(-10);
    expect(await sentUntil(world, 1, ['mail', 'webhook'])).toBe(1);
    expect(await sentUntil(world, 0, ['mail', 'webhook'])).toBe(0);
    expect(await sentUntil(world, Infinity, ['mail', 'webhook'])).toBe(7);
    expect(await sentUntil(world, Infinity, ['mail', 'webhook'])).toBe(0);
  }));
