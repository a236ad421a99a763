import { facts, JOIN_AND_SUBSCRIBE, KILLED, SUBSCRIBE, sums } from '../money/partner.js';
import { at, triedEach, type Bench, type Check, type Tried } from './check.js';
import { programWith, runIn, type Program } from './program.js';
import { asked, complaints, inHome, member, oneLine, RESOLVE, RUN, threeDue } from './scenes.js';

const RECOVER = ['recover', '--json'];
/** Done, refused because somebody else did it, busy, partly done, not known: all that one of many may end with. */
const FAIR = [0, 5, 6, 8, 10];

interface Race {
  readonly name: string;
  readonly home: () => Promise<string | undefined>;
  /** A command that is killed at a named step first, so that its outcome is unknown. */
  readonly left?: { readonly args: readonly string[]; readonly step: string };
  /** What all of them do at once, in turns. */
  readonly lines: readonly (readonly string[])[];
  readonly count: readonly [usual: number, long: number];
  /** Charges and refunds that there are in the end. */
  readonly wanted: readonly [charges: number, refunds: number];
}

const RACES: readonly Race[] = [
  {
    name: 'purchases that join',
    home: async () => undefined,
    lines: [JOIN_AND_SUBSCRIBE],
    count: [12, 50],
    wanted: [1, 0],
  },
  {
    name: 'purchases of what was left unknown',
    home: member,
    left: { args: SUBSCRIBE, step: 'purchase:placed' },
    lines: [SUBSCRIBE],
    count: [8, 50],
    wanted: [1, 0],
  },
  {
    name: 'recoveries of one payment',
    home: member,
    left: { args: SUBSCRIBE, step: 'purchase:looked' },
    lines: [RECOVER],
    count: [8, 50],
    wanted: [1, 0],
  },
  {
    name: 'a recovery, a purchase, a run',
    home: member,
    left: { args: SUBSCRIBE, step: 'gateway:before-charge' },
    lines: [RECOVER, SUBSCRIBE, RUN],
    count: [9, 48],
    wanted: [1, 0],
  },
  { name: 'runs', home: threeDue, lines: [RUN], count: [8, 30], wanted: [6, 0] },
  {
    name: 'runs over what one left unknown',
    home: threeDue,
    left: { args: RUN, step: 'purchase:placed@3' },
    lines: [RUN, RECOVER],
    count: [8, 30],
    wanted: [6, 0],
  },
  {
    name: 'refunds of what was left unknown',
    home: asked,
    left: { args: RESOLVE, step: 'gateway:before-refund' },
    lines: [RESOLVE, RECOVER],
    count: [8, 30],
    wanted: [1, 1],
  },
];

/** The gateway does again what a key has asked for before, so that the ledger alone can keep two apart (G1). */
const FORGETFUL = { PARTNER_SANDBOX_FAULT: 'ignore-keys' };

async function raced(program: Program, { size }: Bench, race: Race, honest: boolean): Promise<readonly string[]> {
  return inHome(await race.home(), async (home) => {
    const env = honest ? {} : FORGETFUL;
    if (race.left) {
      const { code } = await runIn(program, home, race.left.args, {
        env: { ...env, PARTNER_FAILPOINT: race.left.step },
      });
      if (code !== KILLED) return at(race.name, [`${race.left.step} is no step of it any more`]);
    }
    const count = race.count[size === 'long' ? 1 : 0];
    const lines = Array.from({ length: count }, (_, index) => race.lines[index % race.lines.length] ?? []);
    const ended = await Promise.all(lines.map((args) => runIn(program, home, args, { env, timeoutMs: 300_000 })));
    const unfair = ended.filter(({ code }) => !FAIR.includes(code));
    // Who found everything in somebody else's hands has left it there.
    await runIn(program, home, RECOVER, { env });
    const { charges } = sums(home);
    const refunds = facts(home).returns.filter((row) => row['outcome'] === 'refunded').length;
    const [wantedCharges, wantedRefunds] = race.wanted;
    return at(`${count} ${race.name}${honest ? '' : ', the gateway ignores its keys'}`, [
      ...unfair.map(({ code, stderr }) => `one ended with ${code}: ${oneLine(stderr)}`),
      ...(charges === wantedCharges ? [] : [`${charges} charges instead of ${wantedCharges}`]),
      ...(refunds === wantedRefunds ? [] : [`${refunds} refunds instead of ${wantedRefunds}`]),
      ...(await complaints(program, home)),
    ]);
  });
}

async function all(program: Program, bench: Bench, races: readonly Race[], rounds: number): Promise<Tried> {
  const runs = Array.from({ length: rounds }, (_, round) =>
    races.map((race) => ({ race, honest: round % 3 === 2 })),
  ).flat();
  return triedEach(runs, ({ race, honest }) => raced(program, bench, race, honest), 1);
}

/** Everybody takes over what another one is sending, and goes on after it was taken over from him. */
const UNBELIEVED = [
  {
    file: 'src/journeys/claims.ts',
    from: `  if ((now ?? desk.at) < until) return 'live';`,
    to: `  if ((now ?? desk.at) < until) return 'free';`,
  },
  {
    file: 'src/journeys/claims.ts',
    from: `return isFresh() && sent?.state === 'sending' && sameClaim(claimOn(sent), claim);`,
    to: `return isFresh() && sent !== undefined;`,
  },
  // The way from the look to the charge is long enough for all of them to be on it.
  {
    file: 'src/journeys/charge.ts',
    from: `    desk.failpoint('purchase:looked');`,
    to: `    desk.failpoint('purchase:looked');\n    await new Promise((resolve) => setTimeout(resolve, 3000));`,
  },
];

const ROUNDS = { short: 1, usual: 4, long: 30 };

/** G1, G10: many at once do once what each of them asks for. */
export const RACES_CHECK: Check = {
  name: 'many processes at once',
  run: (program, bench) => all(program, bench, RACES, ROUNDS[bench.size]),
  control: {
    what: 'a claim of another process that nobody believes',
    run: async (bench) => all(await programWith(UNBELIEVED), bench, RACES.slice(1, 3), 1),
  },
};
