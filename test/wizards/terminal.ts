import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { freshHome, plainEnvironment, PROGRAM, runPartner } from '../support/run.js';
import { copyHome } from '../support/ledgers.js';
import { spawnPty, type PtySession } from '../support/pty.js';

export interface Wizard extends PtySession {
  readonly home: string;
  /** Waits until this is what is asked now. */
  asked(question: string): Promise<void>;
  /** Chooses from the menu that asks this. */
  choose(question: string, choice: string): Promise<void>;
  /** Types at the prompt that asks this and waits until it is taken. */
  answer(question: string, text: string): Promise<void>;
  /** Types at the prompt that asks this and waits for what is said of it; the line is emptied afterwards. */
  mistake(question: string, text: string, said: string): Promise<void>;
  /** The numbered pages so far: number, count, title. */
  pages(): readonly (readonly [number: number, of: number, title: string])[];
}

export interface WizardOptions {
  readonly home?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cols?: number;
  /** Through a shell, in which the program is called `partner`: for redirections and for lines to copy. */
  readonly shell?: true;
}

const open: Wizard[] = [];

/** Ends what a failed test left running; a file of tests calls it after each. */
export function closeAll(): void {
  for (const wizard of open.splice(0)) wizard.close();
}

/** `partner` in a real terminal of 80 columns. */
export function partner(line: string, options: WizardOptions = {}): Wizard {
  const { home = freshHome(), env, cols = 80, shell } = options;
  const shown = { cols, rows: 40, env: { ...withoutUndefined(plainEnvironment(home)), ...env } };
  const words = line.split(' ').filter((word) => word !== '');
  const program = `partner() { '${process.execPath}' '${PROGRAM}' "$@"; }; ${line}`;
  const session = shell
    ? spawnPty('/bin/bash', ['-c', program], shown)
    : spawnPty(process.execPath, [PROGRAM, ...words], shown);
  const wizard: Wizard = { ...session, home, asked, choose, answer, mistake, pages };
  open.push(wizard);
  return wizard;

  function taken(question: string): number {
    return plainSpaces(session.history()).split(`✓ ${question}`).length;
  }

  // What stands above it may have been asked in the same words, and left again by Esc.
  async function asked(question: string): Promise<void> {
    await session.waitFor(new RegExp(`^\\? ${literally(question)}(?![^]*^\\? )`, 'm'));
  }

  async function giving(question: string, give: () => Promise<void> | void): Promise<void> {
    await asked(question);
    const before = taken(question);
    await give();
    await eventually(
      () => taken(question) > before,
      () => `"${question}" was not taken:\n${session.screen()}`,
    );
  }

  function choose(question: string, choice: string): Promise<void> {
    return giving(question, async () => {
      await session.waitFor(/(?:to choose|pour choisir)$/);
      const [, ...choices] = (plainSpaces(session.screen()).split(`? ${question}`).at(-1) ?? '').split('\n');
      const at = choices.findIndex((text) => text.startsWith('> '));
      const wanted = choices.findIndex((text) => text.slice(2) === choice);
      if (wanted < 0) throw new Error(`"${question}" offers no "${choice}":\n${session.screen()}`);
      for (let moved = at; moved < wanted; moved += 1) session.press('down');
      for (let moved = at; moved > wanted; moved -= 1) session.press('up');
      session.press('enter');
    });
  }

  function answer(question: string, text: string): Promise<void> {
    return giving(question, async () => {
      session.type(text);
      // What there is to choose from follows what was typed.
      if (text !== '') await session.waitFor(new RegExp(`${literally(text.slice(-8))}\\s*$`, 'm'), 300).catch(() => '');
      session.press('enter');
    });
  }

  async function mistake(question: string, text: string, said: string): Promise<void> {
    await asked(question);
    session.type(text);
    session.press('enter');
    await eventually(
      () => session.screen().replaceAll(/\s+/g, ' ').includes(`! ${said}`),
      () => `"${said}" was not said of "${text}":\n${session.screen()}`,
    );
    session.type(ERASE_LINE);
    await eventually(
      () => !/^! /m.test(session.screen()),
      () => `the line was not emptied:\n${session.screen()}`,
    );
  }

  function pages() {
    const found = session.history().matchAll(/^(?:Step|Étape) (\d+) (?:of|sur) (\d+) {2}(.+)$/gm);
    return [...found].map(([, number, of, title = '']) => [Number(number), Number(of), title] as const);
  }
}

/** French sets its marks off by spaces that do not break. */
function plainSpaces(text: string): string {
  return text.replaceAll('\u00A0', ' ');
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '[ \u00A0]');
}

const ERASE_LINE = '\u0015';
const LOOK_EVERY_MS = 10;
const PATIENCE_MS = 10_000;

export async function eventually(holds: () => boolean, otherwise: () => string): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!holds()) {
    if (performance.now() > end) throw new Error(otherwise());
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

function withoutUndefined(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined));
}

/** Every file below a home with its content: equal before and after means that nothing was touched. */
export function filesIn(home: string): Readonly<Record<string, string>> {
  const folder = join(home, 'data');
  if (!existsSync(folder)) return {};
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name)).toString('base64')]));
}

/** Runs commands, each of which has to succeed, in one home. */
export async function worldOf(...lines: readonly (readonly string[])[]): Promise<string> {
  const home = freshHome();
  for (const line of lines) {
    const ran = await runPartner(line, { home });
    if (ran.code !== 0) throw new Error(`partner ${line.join(' ')} ended with ${ran.code}\n${ran.stderr}`);
  }
  return home;
}

/** The same world again, to be changed. */
export function copyOf(home: string): string {
  const copy = freshHome();
  copyHome(home, copy);
  return copy;
}

const JOIN = 'join --country FR --email admin@contoso.example --mpn-id 1234567 --accept-terms'.split(' ');

export const WORLD = {
  /** Joined, nothing on file. */
  member: [[...JOIN, '--company', 'Contoso SARL']],
  /** Joined, a card on file. */
  withCard: [
    [...JOIN, '--company', 'Contoso SARL'],
    ['payment-methods', 'add', '--token', 'pm_card_visa'],
  ],
  /** Subscribed, and 300 days later: inside the renewal window. */
  inWindow: [
    [...JOIN, '--company', 'Contoso SARL'],
    'actionpack subscribe --accept-terms --token pm_card_visa --yes'.split(' '),
    ['clock', 'advance', '300d'],
  ],
} as const;
