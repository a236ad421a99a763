import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { facts, JOIN_AND_SUBSCRIBE, SUBSCRIBE, sums } from '../money/partner.js';
import { booksOf, ledgerOf } from '../support/ledgers.js';
import { MPN_2018 } from '../support/invariants/rules.js';
import { at, triedEach, type Check, type Tried } from './check.js';
import { blind, mustRun, runIn, type Program } from './program.js';
import {
  charged,
  complaints,
  inHome,
  joining,
  member,
  oneLine,
  RESOLVE,
  RUN,
  scene,
  subscriber,
  threeDue,
} from './scenes.js';

interface Story {
  readonly name: string;
  readonly home: () => Promise<string | undefined>;
  /** What is wrong at its end. */
  readonly tell: (program: Program, home: string) => Promise<readonly string[]>;
}

const RESTORED = { ...MPN_2018, restored: true };
const CARD = ['payment-methods', 'add', '--token', 'pm_card_visa', '--json'];

const STORIES: readonly Story[] = [
  {
    name: 'bought, put back to before, bought again',
    home: member,
    async tell(program, home) {
      const putBack = keep(home);
      await mustRun(program, home, SUBSCRIBE);
      putBack();
      const again = await runIn(program, home, SUBSCRIBE);
      return [
        ...ended(again, [0]),
        ...count('charges', charged(home), 1),
        ...(await complaints(program, home, RESTORED)),
      ];
    },
  },
  {
    name: 'run, put back to before, run again',
    home: threeDue,
    async tell(program, home) {
      const putBack = keep(home);
      await mustRun(program, home, RUN);
      putBack();
      const again = await runIn(program, home, RUN);
      return [
        ...ended(again, [0]),
        ...count('charges', charged(home), 6),
        ...(await complaints(program, home, RESTORED)),
      ];
    },
  },
  {
    name: 'a backup of the program itself put back, and bought again',
    home: member,
    async tell(program, home) {
      const copy = join(home, 'copy.db');
      await mustRun(program, home, ['db', 'backup', copy]);
      await mustRun(program, home, SUBSCRIBE);
      copyFileSync(copy, ledgerOf(home));
      const again = await runIn(program, home, SUBSCRIBE);
      return [
        ...ended(again, [0]),
        ...count('charges', charged(home), 1),
        ...(await complaints(program, home, RESTORED)),
      ];
    },
  },
  {
    name: 'bought, cancelled and given back, put back to before, bought again',
    home: member,
    async tell(program, home) {
      const putBack = keep(home);
      await mustRun(program, home, SUBSCRIBE);
      await mustRun(program, home, ['actionpack', 'cancel']);
      await mustRun(program, home, RESOLVE);
      putBack();
      await runIn(program, home, SUBSCRIBE);
      await runIn(program, home, ['recover']);
      return ownedForNothing(home);
    },
  },
  {
    name: 'the same with a clock that stands still, so that the very same request is made again',
    home: () => scene(joining('1234567'), CARD, ['clock', 'set', '2028-03-01']),
    async tell(program, home) {
      const putBack = keep(home);
      await mustRun(program, home, SUBSCRIBE);
      await mustRun(program, home, ['actionpack', 'cancel']);
      await mustRun(program, home, RESOLVE);
      putBack();
      await runIn(program, home, SUBSCRIBE);
      await runIn(program, home, ['recover']);
      return ownedForNothing(home);
    },
  },
  {
    name: 'put back to before the cancellation and its refund, renewed',
    home: subscriber,
    async tell(program, home) {
      const putBack = keep(home);
      await mustRun(program, home, ['actionpack', 'cancel']);
      await mustRun(program, home, RESOLVE);
      putBack();
      const looked = await runIn(program, home, ['reconcile', '--json']);
      return looked.code === 0 ? ['reconcile sees nothing of a refund that the ledger does not know'] : [];
    },
  },
  {
    name: 'the books moved away before recover',
    home: member,
    async tell(program, home) {
      await leaveUnknown(program, home);
      const away = `${booksOf(home)}.away`;
      renameSync(booksOf(home), away);
      const ran = await runIn(program, home, ['recover', '--json']);
      const state = facts(home).orders[0]?.['state'];
      rmSync(booksOf(home), { force: true });
      renameSync(away, booksOf(home));
      const back = await runIn(program, home, ['recover', '--json']);
      return [
        ...(ran.code === 0 ? ['recover without the books ended with 0'] : []),
        ...(state === 'placed' ? [] : [`recover without the books left the order ${String(state)}`]),
        ...ended(back, [0]),
        ...count('paid orders', sums(home).paid, 1),
        ...(await complaints(program, home)),
      ];
    },
  },
  {
    name: `another ledger's books in the place of its own`,
    home: member,
    async tell(program, home) {
      await leaveUnknown(program, home);
      return inHome(undefined, async (other) => {
        await mustRun(program, other, JOIN_AND_SUBSCRIBE);
        const own = `${booksOf(home)}.own`;
        renameSync(booksOf(home), own);
        copyFileSync(booksOf(other), booksOf(home));
        const recovered = await runIn(program, home, ['recover', '--json']);
        const bought = await runIn(program, home, [...SUBSCRIBE, '--token', 'pm_card_visa']);
        const strangers = charged(home);
        const state = facts(home).orders[0]?.['state'];
        renameSync(own, booksOf(home));
        return [
          ...(recovered.code === 0 ? ['recover by the books of another ledger ended with 0'] : []),
          ...(bought.code === 0 ? ['a purchase by the books of another ledger ended with 0'] : []),
          ...count(`charges in the other's books`, strangers, 1),
          ...(state === 'placed' ? [] : [`recover by the books of another ledger left the order ${String(state)}`]),
        ];
      });
    },
  },
  {
    name: 'the ledger by a symbolic link from another folder',
    home: member,
    tell: async (program, home) => byLink(program, home, (target, link) => symlinkSync(target, link)),
  },
  {
    name: 'the folder of the ledger by a symbolic link',
    home: member,
    async tell(program, home) {
      await leaveUnknown(program, home);
      const link = join(home, 'elsewhere');
      symlinkSync(dirname(ledgerOf(home)), link);
      await runIn(program, home, ['recover', '--database', join(link, 'ledger.db')]);
      await runIn(program, home, [...SUBSCRIBE, '--database', join(link, 'ledger.db')]);
      return [...count('charges', charged(home), 1), ...(await complaints(program, home))];
    },
  },
  {
    name: 'the books gone, and a card to be kept',
    home: subscriber,
    async tell(program, home) {
      rmSync(booksOf(home));
      const ran = await runIn(program, home, CARD);
      return [
        ...(ran.code === 0 ? ['a card was kept in new books, and not a word was said'] : []),
        ...(existsSync(booksOf(home)) ? ['new books were made in the place of those that are gone'] : []),
      ];
    },
  },
  {
    name: 'the ledger deleted beside books with charges',
    home: subscriber,
    async tell(program, home) {
      rmSync(ledgerOf(home));
      const ran = await runIn(program, home, JOIN_AND_SUBSCRIBE);
      const agreed = await runIn(program, home, ['reconcile', '--json']);
      return [
        ...(ran.code === 0 ? ['it bought again beside the books of a ledger that is gone'] : []),
        ...count('charges', charged(home), 1),
        ...(ran.code === 0 && agreed.code === 0 ? ['and reconcile has nothing against it'] : []),
      ];
    },
  },
  {
    name: `another company's ledger put beside these books`,
    home: subscriber,
    async tell(program, home) {
      return inHome(undefined, async (other) => {
        await mustRun(program, other, joining('7654321'));
        copyFileSync(ledgerOf(other), ledgerOf(home));
        const ran = await runIn(program, home, [...SUBSCRIBE, '--token', 'pm_card_visa']);
        return [
          ...(ran.code === 0 ? ['it bought by the books of another ledger'] : []),
          ...count('charges', charged(home), 1),
        ];
      });
    },
  },
  {
    name: 'ledger and books moved to another folder together',
    home: member,
    async tell(program, home) {
      await leaveUnknown(program, home);
      const there = join(home, 'moved');
      mkdirSync(there, { mode: 0o700 });
      for (const name of readdirSync(dirname(ledgerOf(home))))
        renameSync(join(dirname(ledgerOf(home)), name), join(there, name));
      const database = ['--database', join(there, 'ledger.db')];
      const recovered = await runIn(program, home, ['recover', '--json', ...database]);
      const again = await runIn(program, home, [...SUBSCRIBE, ...database]);
      const agreed = await runIn(program, home, ['reconcile', '--json', ...database]);
      return [...ended(recovered, [0]), ...ended(again, [5]), ...ended(agreed, [0])];
    },
  },
];

/** Copies the ledger now; what comes back puts the copy in its place. */
function keep(home: string): () => void {
  const copy = join(home, 'kept.db');
  copyFileSync(ledgerOf(home), copy);
  return () => copyFileSync(copy, ledgerOf(home));
}

/** The gateway has charged, and the answer never came. */
async function leaveUnknown(program: Program, home: string): Promise<void> {
  const { code, stderr } = await runIn(program, home, SUBSCRIBE, { env: { PARTNER_FAILPOINT: 'gateway:charged' } });
  if (charged(home) !== 1) throw new Error(`gateway:charged is no step of a purchase any more: ${code} ${stderr}`);
}

async function byLink(program: Program, home: string, link: (target: string, path: string) => void) {
  await leaveUnknown(program, home);
  const folder = join(home, 'linked');
  mkdirSync(folder, { mode: 0o700 });
  const path = join(folder, 'ledger.db');
  link(ledgerOf(home), path);
  await runIn(program, home, ['recover', '--database', path]);
  await runIn(program, home, [...SUBSCRIBE, '--token', 'pm_card_visa', '--database', path]);
  const beside = readdirSync(folder).filter((name) => name !== 'ledger.db');
  return [
    ...(beside.length > 0 ? [`beside the link there is now ${beside.join(', ')}`] : []),
    ...count('charges', charged(home), 1),
    ...count('orders', facts(home).orders.length, 1),
    ...(await complaints(program, home)),
  ];
}

/** A term that stands, and whose charge was given back. */
function ownedForNothing(home: string): readonly string[] {
  const { attempts, returns, terms, cancellations } = facts(home);
  return terms
    .filter((term) => !cancellations.some((row) => row['subscription_id'] === term['subscription_id']))
    .filter((term) => {
      const paid = attempts.find((row) => row['order_id'] === term['order_id'] && row['state'] === 'succeeded');
      return returns.some((row) => row['charge_id'] === paid?.['charge_id'] && row['outcome'] === 'refunded');
    })
    .map((term) => `${String(term['subscription_id'])} is owned, and what paid for it was given back`);
}

function ended({ code, stderr }: { readonly code: number; readonly stderr: string }, fair: readonly number[]) {
  return fair.includes(code) ? [] : [`it ended with ${code}: ${oneLine(stderr)}`];
}

function count(what: string, is: number, wanted: number): readonly string[] {
  return is === wanted ? [] : [`${is} ${what} instead of ${wanted}`];
}

function told(program: Program, stories: readonly Story[]): Promise<Tried> {
  return triedEach(stories, async ({ name, home, tell }) =>
    inHome(await home(), async (copy) => at(name, await tell(program, copy))),
  );
}

/** G17, G20: files that were put back, moved, swapped or lost cost nobody money and give nothing away. */
export const RESTORES: Check = {
  name: 'files put back, moved, swapped, lost',
  run: (program) => told(program, STORIES),
  control: {
    what: 'a purchase that does not look before it charges, at a gateway that ignores its keys',
    run: async () => told(await blind(), STORIES.slice(0, 3)),
  },
};
