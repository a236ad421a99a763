import type { Defect } from '../../../src/store/store.js';
import { BUY, CARD, Workplace, type Answer } from '../../support/in-process.js';
import { openLedgerOf } from '../../support/ledgers.js';

export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as JSON, where that was asked for. */
  readonly value: Answer;
}

type Environment = Readonly<Record<string, string | undefined>>;

export const MPN = '1234567';
export const BOUGHT = '2026-11-22';

/** A company that is reminded: commands run on the day, and in the surroundings, that they are given. */
export class House {
  readonly home: string;

  constructor(private readonly world = new Workplace()) {
    this.home = world.home;
  }

  /** With a company on it that bought the Action Pack on BOUGHT. */
  static async bought(env: Environment = {}, company = 'Contoso', country = 'GB'): Promise<House> {
    const model = models.get(company) ?? new Workplace({ now: BOUGHT }).after(joining(company, country), CARD, BUY);
    models.set(company, model);
    return new House((await model).copy({ env }));
  }

  /** As `run`, and has to succeed. */
  async runs(line: string | readonly string[], env: Environment = {}, today = BOUGHT): Promise<Said> {
    const said = await this.run(line, env, today);
    if (said.code !== 0) throw new Error(`partner ${String(line)} ended with ${said.code}\n${said.stderr}`);
    return said;
  }

  /** Runs one command at noon of a day. */
  async run(line: string | readonly string[], env: Environment = {}, today = BOUGHT, stdin?: string): Promise<Said> {
    const argv = typeof line === 'string' ? line.split(' ') : line;
    const ran = await this.world.run(argv, { env, now: today, ...(stdin === undefined ? {} : { stdin }) });
    const { code, stdout, stderr } = ran;
    return { code, stdout, stderr, value: argv.includes('--json') && stdout !== '' ? ran.json() : undefined };
  }

  async defects(): Promise<readonly Defect[]> {
    const ledger = await openLedgerOf(this.world.home);
    try {
      return await ledger.check();
    } finally {
      await ledger.close();
    }
  }
}

/** Bought once a company; every test gets a copy. */
const models = new Map<string, Promise<Workplace>>();

function joining(company: string, country: string): readonly string[] {
  const who = ['--company', company, '--country', country, '--email', 'admin@contoso.example', '--mpn-id', MPN];
  return ['join', ...who, '--accept-terms'];
}
