import { LEDGER_ROLES, type LedgerRole } from '../../../src/core/ledger-role.js';
import { RULES, type Entry } from '../../../src/core/entry.js';
import { EVERY_TABLE } from '../../../src/store/sql/tables.js';
import { LedgerError } from '../../../src/store/store.js';
import type { Ledger } from '../../../src/store/ledger.js';
import { withServer } from '../../support/server.js';
import { later } from '../samples.js';
import { append, PAPER } from '../sample-entries.js';
import { loginsOn, type Logins } from './logins.js';
import { histories, keyOf, touchesOfSamples, type Touch } from './touched.js';

class Undone extends Error {}

(withServer ? describe : describe.skip)('who may do what on a server', () => {
  let there: Logins;
  const stores = new Map<LedgerRole, Ledger>();
  let owners: Ledger;

  beforeAll(async () => {
    there = await loginsOn();
    owners = await there.open(there.owner);
    for (const role of LEDGER_ROLES) {
      const login = await there.login(role);
      await there.grant(login, role);
      stores.set(role, await there.open(login));
    }
  });
  afterAll(() => there.drop());

  const storeOf = (role: LedgerRole) => stores.get(role) as Ledger;

  /** What becomes of it where nothing stands against it is that it is taken back. */
  const triedBy = (role: LedgerRole, entries: readonly Entry[]) =>
    storeOf(role)
      .write(async (ledger) => {
        for (const entry of entries) await ledger.append(entry, later(500), 'somebody');
        // What is read comes after what was written.
        await ledger.lastEntryAt();
        throw new Undone();
      })
      .catch((error: unknown) => (error instanceof LedgerError ? error.code : (error as Error).constructor.name));

  test('each kind of entry is written by those that the program says, and does what it does in the program', async () => {
    const rights = await there.database.ask('SELECT kind, role, part, refunded FROM partner.entry_rights');
    const wanted = Object.entries(RULES).flatMap(([kind, { writers }]) =>
      writers.map(({ role, part = {}, refunded = false }) => ({ kind, role, part, refunded })),
    );
    const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();
    expect(sorted(rights)).toEqual(sorted(wanted));
    const effects = await there.database.ask<Touch>('SELECT kind, relation, does, columns FROM partner.entry_effects');
    const missing = (await touchesOfSamples()).flatMap((touch) => {
      const known = effects.find((effect) => keyOf(effect) === keyOf(touch));
      const lacking = touch.columns.filter((column) => !known?.columns.includes(column));
      return known && lacking.length === 0 ? [] : [`${keyOf(touch)} ${lacking.join()}`];
    });
    expect(missing).toEqual([]);
  });

  test('rows are shown by the account to which their table leads', async () => {
    const policies = await there.database.ask<{ tablename: string; qual: string }>(
      `SELECT tablename, qual FROM pg_policies WHERE schemaname = 'partner'`,
    );
    const led = EVERY_TABLE.filter((table) => {
      const qual = policies.find(({ tablename }) => tablename === table.name)?.qual ?? '';
      const { owner } = table;
      return typeof owner === 'string'
        ? qual.includes(`(${owner} IN `)
        : qual.includes(`FROM partner.${owner.through.name} o`) && qual.includes(`${table.name}.${owner.column}`);
    });
    expect(led.map(({ name }) => name)).toEqual(EVERY_TABLE.map(({ name }) => name));
  });

  test('every entry × role: each writes what its role may, and the rest is refused', async () => {
    const found: string[] = [];
    const wanted: string[] = [];
    const shelf = storeOf('admin');
    await shelf.write((ledger) => ledger.keep(PAPER));
    const [history] = await histories();
    // Some hold only together with what follows them.
    let together: Entry[] = [];
    for (const [place, entry] of (history ?? []).entries()) {
      together.push(entry);
      for (const role of LEDGER_ROLES) {
        const said = await triedBy(role, together);
        found.push(`${place} ${entry.kind} ${role} ${said}`);
        wanted.push(
          `${place} ${entry.kind} ${role} ${together.every((one) => may(role, one)) ? 'Undone' : 'SERVER_ROLE'}`,
        );
      }
      // Committed by somebody with a role: what is looked at only then holds, too.
      const isWhole = await append(shelf, together, later(500)).then(
        () => true,
        (error: unknown) => {
          if (error instanceof LedgerError && error.code === 'LEDGER_CONFLICT') return false;
          throw error;
        },
      );
      if (isWhole) together = [];
    }
    expect(together).toEqual([]);
    expect(found.filter((line) => !wanted.includes(line))).toEqual([]);
    expect(await owners.check()).toEqual([]);
  });

  test('who has the name of a login that was dropped has nothing of it, whatever is granted anew', async () => {
    const login = await there.login('again');
    await there.grant(login, 'admin');
    await there.grant(login, 'support');
    await there.database.ask(
      `DROP OWNED BY ${login}; DROP ROLE ${login}; CREATE ROLE ${login} LOGIN PASSWORD 'of-a-test'`,
    );
    expect(await there.ask(login, 'SELECT role FROM my_roles()')).toBe('42883');
    await there.grant(login, 'read');
    expect(await there.ask(login, 'SELECT role FROM my_roles()')).toEqual([{ role: 'read' }]);
    await there.grant(login, 'buy');
    expect(await there.ask(login, 'SELECT role FROM my_roles() ORDER BY 1')).toEqual([
      { role: 'buy' },
      { role: 'read' },
    ]);
  });
});

/** As the program says it. */
function may(role: LedgerRole, entry: Entry): boolean {
  const mine = RULES[entry.kind].writers.filter((writer) => writer.role === role);
  return mine.some(({ part }) => part === undefined || isPart(part, entry));
}

/** Whether a value has all that a part of it says. */
function isPart(part: object, whole: object): boolean {
  return Object.entries(part).every(([key, value]) => {
    const held = (whole as Record<string, unknown>)[key];
    return typeof value === 'object' ? isPart(value as object, held as object) : held === value;
  });
}
