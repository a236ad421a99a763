import type { Context } from '../cli/context.js';
import type { AttentionOf } from '../core/attention.js';
import { outboxOf } from '../journeys/events.js';
import type { Store } from '../store/store.js';

/** What was never taken by the endpoint of events; nothing where nobody is told, or where its address is none. */
export async function untoldEvents(
  { outside }: Pick<Context, 'outside'>,
  ledger: Store | undefined,
  accountId: string,
): Promise<readonly AttentionOf<'EVENTS_NOT_TOLD'>[]> {
  const endpoint = await outside.events().catch(() => undefined);
  if (!endpoint || !ledger) return [];
  const { events, told } = await ledger.read((reader) => outboxOf(reader, accountId, endpoint.id));
  const waiting = events.filter(({ number }) => number > told.through).length;
  const { length: givenUp } = told.givenUp;
  return givenUp === 0 ? [] : [{ code: 'EVENTS_NOT_TOLD', givenUp, waiting }];
}
