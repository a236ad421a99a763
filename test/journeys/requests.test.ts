import { fileRequest, noteRequest, withdrawRequest } from '../../src/journeys/requests.js';
import { resolveRequest } from '../../src/journeys/resolve-request.js';
import { inWorld } from '../support/world.js';

const CLOSED = { refusal: { code: 'REQUEST_CLOSED' } };

test('R19 what was answered meanwhile is neither withdrawn nor written on, and its answer stays the last word', () =>
  inWorld({}, async (world) => {
    const account = await world.join();
    const wish = {
      accountId: account.id,
      problem: 'other',
      text: 'A question',
      cancels: null,
      turnOff: false,
    } as const;
    const filed = await world.act((desk) => fileRequest(desk, world.programme, wish));
    if ('refusal' in filed) throw new Error(`it was refused: ${filed.refusal.code}`);
    // Whoever looked before still holds the request as it was.
    const { request } = filed;
    const answer = {
      request,
      outcome: 'rejected',
      text: undefined,
      refund: 'where-possible',
      users: [],
      onRecovered: () => undefined,
    } as const;
    await world.act((desk) => resolveRequest(desk, world.programme, answer));
    expect(await world.act((desk) => withdrawRequest(desk, request))).toMatchObject(CLOSED);
    expect(await world.act((desk) => noteRequest(desk, request, 'Still there?'))).toMatchObject(CLOSED);
    const book = await (await world.desk()).ledger.read((ledger) => ledger.book(account.id));
    expect(book?.requests[0]?.entries.map(({ outcome }) => outcome)).toEqual(['rejected']);
  }));
