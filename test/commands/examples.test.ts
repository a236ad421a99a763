import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { COMMANDS } from '../support/commands.js';
import { ARCHIVE, LICENCES, LINES } from '../support/every-command.js';
import { CARD, member, subscriber, Workplace } from '../support/in-process.js';
import { isOfThisEngine } from '../support/ledgers.js';
import { BUY_SOLD, customer } from '../support/selling.js';
import { shellWords, understood } from '../support/words.js';

const EXAMPLES = COMMANDS.flatMap(({ path, examples }) => examples.map((example) => ({ path, example })));
const EARNED = 'competency attain data-platform gold --evidence certified-people=4,customer-references=5';
const IN_WINDOW = { now: '2027-10-01' };

let members: Workplace;
let subscribers: Workplace;
let withBuyer: Workplace;
let qualified: Workplace;
beforeAll(async () => {
  members = await (await member()).after(CARD);
  subscribers = await subscriber();
  withBuyer = await members.copy().after('users add buyer@contoso.example');
  qualified = await members.copy().after(EARNED);
});

/** A programme of one's own in the folder, its terms beside it. */
function withProgramme(world: Workplace): Workplace {
  const invented = join(packageRoot(), 'test', 'catalog', 'invented');
  cpSync(join(invented, 'terms'), join(world.home, 'terms'), { recursive: true });
  const text = readFileSync(join(invented, 'harbour-2026.json'), 'utf8');
  writeFileSync(join(world.home, 'my-programme.json'), text.replace('"harbour-2026"', '"my-programme"'));
  return world;
}

/** The vendor's export of licences in the folder. */
function withExport(world: Workplace): Workplace {
  cpSync(LICENCES, join(world.home, 'licences.csv'));
  return world;
}

/** An archive of evidence in the folder. */
function withArchive(world: Workplace): Workplace {
  cpSync(ARCHIVE, join(world.home, 'evidence.zip'));
  return world;
}

/** Where an example makes sense: before joining, before buying, or with something owned. */
async function worldFor(path: string): Promise<Workplace> {
  const competency = /^competency (subscribe|upgrade|renew|autorenew|cancel)$/.exec(path)?.[1];
  if (competency === 'subscribe') return qualified.copy();
  if (competency !== undefined) {
    const silver = await qualified.copy().after('competency subscribe silver --accept-terms --yes');
    return silver.copy(competency === 'renew' ? IN_WINDOW : {});
  }
  if (path === 'join') return new Workplace();
  if (path === 'db restore') return subscribers.copy().after('db backup ledger-copy.db');
  if (path === 'db copy') return subscribers.copy().after('db backup ledger.db');
  if (path.startsWith('catalog ')) return withProgramme(new Workplace());
  // A channel is set; on this day there is nothing to send over it.
  if (path === 'reminders send') return subscribers.copy({ env: { PARTNER_WEBHOOK_URL: 'http://127.0.0.1:1/' } });
  if (path.endsWith(' subscribe') || path === 'leave') return members.copy();
  if (path === 'orders invoice') return (await customer()).after(BUY_SOLD);
  if (path === 'orders credit-note')
    return subscribers.copy().after('actionpack cancel', 'support resolve 1 --outcome approved --yes');
  if (path === 'evidence verify') return withArchive(subscribers.copy());
  if (path.startsWith('evidence ')) return members.copy().after('adopt action-pack --anniversary 2027-03-01');
  if (path === 'benefits compare') return withExport(subscribers.copy());
  if (path === 'benefits assign' || path === 'benefits release')
    return subscribers.copy().after('benefits activate office-365-e3 --yes');
  if (path.startsWith('users ') && path !== 'users add') return withBuyer.copy();
  return subscribers.copy(path.endsWith(' renew') ? IN_WINDOW : {});
}

test.each(EXAMPLES.filter(({ path }) => isOfThisEngine(path)))(
  'the example of help runs: partner $example',
  async ({ path, example }) => {
    const world = await worldFor(path);
    const ran = await world.run(shellWords(example));
    // An identifier that only shows its shape names nothing here, and a file has no roles of a server.
    const exit = /_01JD0+/.test(example) ? 3 : (LINES[path]?.exit ?? 0);
    expect({ code: ran.code, stderr: ran.stderr }).toMatchObject({ code: exit });
  },
);

test.each(EXAMPLES)('the example is one of its own command: partner $example', ({ path, example }) => {
  const parsed = understood(`partner ${example}`);
  expect(parsed.kind === 'run' ? parsed.command.path : parsed.path).toBe(path);
});
