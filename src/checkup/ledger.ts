import type { Context } from '../cli/context.js';
import type { FoundOf } from '../core/checkup.js';
import { isServerAddress } from '../core/server-address.js';
import type { ServerStanding, Store } from '../store/store.js';
import { finding, problemCode, type Check, type Finding } from './check.js';

/** What keeps the ledger, and whether it is of the version that this program knows. */
export const engine: Check = {
  id: 'engine',
  look: async ({ books }) => {
    const standing = await books.standing().catch(() => undefined);
    if (!standing) return [];
    const { engine: name, version, format } = standing;
    const older = finding('note', { code: 'OLDER_FORMAT', ...format });
    return [finding('ok', { code: 'ENGINE', engine: name, version }), ...(format.held < format.known ? [older] : [])];
  },
};

/** Whether it can be used, is sound, and is the one to use. */
export const ledger: Check = {
  id: 'ledger',
  look: async (context) => {
    try {
      const store = await context.books.existing();
      if (!store) return [finding('note', { code: 'NO_LEDGER' })];
      return [
        ...(await checked(context, store)),
        ...(await notCompared(context)),
        ...(await marks(store)),
        ...(await accountSet(context, store)),
      ];
    } catch (error) {
      const problem = problemCode(error);
      return [finding('fault', { code: 'LEDGER_NOT_USABLE', problem })];
    }
  },
};

async function checked({ terminal, words, clock }: Context, store: Store): Promise<readonly Finding[]> {
  const { checking } = words.db;
  try {
    const defects = await terminal.busy(checking(0), (report) =>
      store.check(async (share) => {
        report(checking(Math.floor(100 * share)), share);
        await clock.pause(0);
      }),
    );
    if (defects.length === 0) return [finding('ok', { code: 'LEDGER_SOUND' })];
    return [finding('fault', { code: 'LEDGER_DEFECTS', count: defects.length })];
  } catch (error) {
    const problem = problemCode(error);
    return [finding('warning', { code: 'LEDGER_NOT_CHECKED', problem })];
  }
}

async function notCompared({ books }: Context): Promise<readonly Finding[]> {
  return (await books.standing().catch(() => undefined))?.server?.standby
    ? [finding('note', { code: 'SCHEMA_NOT_COMPARED' })]
    : [];
}

/** What is kept of an account holds for every ledger. */
async function accountSet({ settings: { account, accountFrom } }: Context, store: Store): Promise<readonly Finding[]> {
  if (account === undefined || accountFrom === 'default') return [];
  const isThere = await store.read(
    async (reader) => (await reader.accounts(1)).length === 0 || reader.account(account),
  );
  return isThere ? [] : [finding('warning', { code: 'ACCOUNT_NOT_THERE', origin: accountFrom })];
}

/** What it says of itself as a whole. */
async function marks(store: Store): Promise<readonly Finding[]> {
  const { newest, moved, restored } = await store.read(async (reader) => ({
    newest: await reader.lastEntryAt(),
    moved: await reader.moved(),
    restored: await reader.restored(),
  }));
  return [
    finding('ok', { code: 'NEWEST_ENTRY', at: newest ?? null }),
    ...(moved ? [finding('warning', { code: 'MOVED', to: keptBy(moved.to, store.location) })] : []),
    ...(restored ? [finding('note', { code: 'PUT_BACK', ...restored })] : []),
  ];
}

function keptBy(to: string, location: string): FoundOf<'MOVED'>['to'] {
  if (to === location) return 'here';
  return isServerAddress(to) ? 'server' : 'file';
}

/** Slower, a purchase of some twenty questions takes seconds. */
const SLOW_MS = 100;
/** More than what a network and two clocks that are set by themselves come to. */
const APART_S = 5;
const BEHIND_S = 60;

/** The server that it lies on. */
export const server: Check = {
  id: 'server',
  look: async (context) => {
    const standing = (await context.books.standing().catch(() => undefined))?.server;
    return standing ? ofServer(context, standing) : [];
  },
};

function ofServer({ clock }: Context, standing: ServerStanding): readonly Finding[] {
  const milliseconds = Math.round(standing.milliseconds * 10) / 10;
  const seconds = Math.round((Date.parse(standing.now) - Date.parse(clock.system())) / 1000);
  const { standby, follows, followers, secondsBehind, archivedAt } = standing;
  const late = (secondsBehind ?? 0) > BEHIND_S;
  return [
    finding(milliseconds > SLOW_MS ? 'warning' : 'ok', { code: 'SERVER_ANSWERS', milliseconds }),
    Math.abs(seconds) > APART_S
      ? finding('warning', { code: 'SERVER_CLOCK', seconds })
      : finding('ok', { code: 'SERVER_CLOCK', seconds }),
    standby
      ? finding(late || !follows ? 'warning' : 'note', { code: 'SERVER_STANDBY', follows, secondsBehind })
      : finding(late ? 'warning' : 'ok', { code: 'SERVER_FOLLOWED', followers, secondsBehind }),
    // That is the primary's to do.
    ...(standby ? [] : [finding(archivedAt ? 'ok' : 'note', { code: 'SERVER_ARCHIVES', at: archivedAt })]),
  ];
}
