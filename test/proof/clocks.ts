import { facts, JOIN_AND_SUBSCRIBE, SUBSCRIBE } from '../money/partner.js';
import { brokenSince } from '../support/invariants.js';
import { at, together, triedEach, type Check, type Tried } from './check.js';
import { mustRun, programWith, runIn, type Program } from './program.js';
import { asked, complaints, inHome, member, oneLine, RESOLVE, RUN, scene, subscriber } from './scenes.js';

const DAY = 86_400_000;

/** How far the machine's clock is off, in days. */
const WRONG: Readonly<Record<string, () => number>> = {
  'a day behind': () => -1.2 * DAY,
  'two days ahead': () => 2 * DAY,
  '370 days ahead': () => 370 * DAY,
  '400 days ahead': () => 400 * DAY,
  'in 1970': () => 1000 - Date.now(),
  'in 2038': () => Date.parse('2038-01-19T03:14:08Z') - Date.now(),
  'in 9999': () => Date.parse('9999-12-31T12:00:00Z') - Date.now(),
};

const NOTE = ['support', 'note', '1', '--text', 'a note', '--json'];
const NEW_REQUEST = ['support', 'new', '--problem', 'membership', '--text', 'when', '--json'];

interface Command {
  readonly name: string;
  readonly home: () => Promise<string>;
  readonly args: readonly string[];
  /** Whether it moves money. */
  readonly charges: boolean;
  /** A command that has to work as ever once the clock is right again. */
  readonly after: readonly string[];
}

const COMMANDS: readonly Command[] = [
  { name: 'a purchase', home: member, args: SUBSCRIBE, charges: true, after: SUBSCRIBE },
  { name: 'a run', home: subscriber, args: RUN, charges: true, after: ['actionpack', 'cancel', '--json'] },
  { name: 'a refund', home: asked, args: RESOLVE, charges: true, after: RESOLVE },
  { name: 'a note', home: asked, args: NOTE, charges: false, after: NOTE },
  { name: 'a request', home: subscriber, args: NEW_REQUEST, charges: false, after: NEW_REQUEST },
  {
    name: 'a switch',
    home: subscriber,
    args: ['actionpack', 'autorenew', 'off', '--json'],
    charges: false,
    after: ['actionpack', 'cancel', '--json'],
  },
];

function withClock(program: Program, off: number): Program {
  const preload = new URL('./shifted-clock.js', import.meta.url).href;
  return { ...program, env: { ...program.env, NODE_OPTIONS: `--import=${preload}`, PROOF_CLOCK: String(off) } };
}

async function under(program: Program, clock: string, off: number, tried: Command): Promise<readonly string[]> {
  return inHome(await tried.home(), async (home) => {
    const before = facts(home);
    const ran = await runIn(withClock(program, off), home, tried.args);
    const during = facts(home);
    const moved = during.charges.length - before.charges.length + during.returns.length - before.returns.length;
    const looked = await runIn(withClock(program, off), home, ['status', '--json']);
    const after = await runIn(program, home, tried.after);
    return at(`${tried.name} with the clock ${clock}`, [
      ...(tried.charges && moved > 0 ? [`money moved (exit ${ran.code})`] : []),
      ...(during.audit.length > before.audit.length ? [`it wrote (exit ${ran.code})`] : []),
      ...([0, 5].includes(looked.code) ? [] : [`status ended with ${looked.code}: ${oneLine(looked.stderr)}`]),
      ...(after.code === 0 ? [] : [`the right clock ends with ${after.code}: ${oneLine(after.stderr)}`]),
      ...brokenSince(before, facts(home)),
      ...(await complaints(program, home)),
    ]);
  });
}

const ZONES = ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kathmandu', 'Nowhere/Nothing'];

/** The same ledger is the same in every time zone, to the byte. */
async function zones(program: Program): Promise<Tried> {
  const home = await scene(JOIN_AND_SUBSCRIBE, ['clock', 'set', '2027-11-30']);
  const lines = [
    ['status', '--json'],
    ['subscriptions', 'timeline', '--json'],
    ['renewals', 'due', '--json'],
    ['orders', 'list', '--json'],
  ];
  return triedEach(lines, async (args) => {
    const seen = await Promise.all(ZONES.map((zone) => mustRun(program, home, args, { env: { TZ: zone } })));
    const other = seen.findIndex(({ stdout }) => stdout !== seen[0]?.stdout);
    return at(args.join(' '), other === -1 ? [] : [`${ZONES[other] ?? ''} sees something else than ${ZONES[0] ?? ''}`]);
  });
}

function all(program: Program, clocks: readonly string[], commands: readonly Command[]): Promise<Tried> {
  const pairs = clocks.flatMap((clock) => commands.map((tried) => ({ clock, tried })));
  return triedEach(pairs, ({ clock, tried }) => under(program, clock, WRONG[clock]?.() ?? 0, tried));
}

/** G15: a clock that is wrong moves no money, writes nothing unasked, and does no harm that outlasts it. */
export const CLOCKS: Check = {
  name: 'clocks that are wrong, and time zones',
  run: async (program) => together(await all(program, Object.keys(WRONG), COMMANDS), await zones(program)),
  control: {
    what: 'a ledger that believes every clock',
    async run() {
      const program = await programWith([
        {
          file: 'src/journeys/desk.ts',
          from: 'if (!newest || !isDayBehind(at, newest)) return undefined;',
          to: 'if (!newest || dayOf(at) !== dayOf(newest)) return undefined;',
        },
      ]);
      return all(program, ['a day behind', 'in 1970'], COMMANDS.slice(0, 3));
    },
  },
};
