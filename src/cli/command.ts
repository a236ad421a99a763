import type { Screen } from '../io/blocks.js';
import type { CiReport } from '../io/github.js';
import type { Printed } from '../io/output.js';
import type { Context } from './context.js';
import type { CommandPath, ProgrammeSpec, Spec } from './spec.js';
import { may, type Act, type Role } from '../core/role.js';

/** What a command is and what it does. */
export interface Runnable<Path extends string = string> extends Spec<Path> {
  readonly run: (context: Context, given: Given) => Promise<Outcome>;
}

/** One of the program's own: it does not compile before each language has its words. */
export type Command = Runnable<CommandPath>;

/** One that a programme names for what it sells. */
export type ProgrammeCommand = Runnable & ProgrammeSpec;

export type AnyCommand = Command | ProgrammeCommand;

/** What the command line said. A switch is `true` or absent; a bare optional flag is the empty text. */
export interface Given {
  readonly arguments: Readonly<Record<string, string | undefined>>;
  readonly flags: Readonly<Record<string, string | true | undefined>>;
  /** Of the flags, those whose value the environment gave. */
  readonly fromEnvironment?: readonly string[];
}

/** What a command gives back: the value for scripts, the screen for people. */
export interface Outcome extends Printed {
  /** What a dry run shows before the list of what would be written: the screen says that it was. */
  readonly preview?: Screen;
  /** For a person, on stderr, after the result. */
  readonly afterword?: Screen;
  /** What a continuous-integration service shows of it. */
  readonly ci?: CiReport;
  /** What stopped it half way: told on stderr after what it had done, with the exit code of `exit`. */
  readonly failure?: unknown;
  /** 0 unless the command is done and still has to warn (`db check`, a partial run). */
  readonly exit?: number;
}

/** D18: what this command line is: a switch that is only looked at is not turned, and a request may turn one, too (D9). */
export function actOf({ deed }: Spec, { flags, arguments: words }: Given): Act | 'open' {
  if (deed.onlyWith !== undefined && flags[deed.onlyWith] === undefined) return 'look';
  if (deed.act === 'file-requests' && flags['autorenew'] === 'off') return 'turn-off';
  return deed.act === 'turn-off' && (words['action'] ?? 'status') === 'status' ? 'look' : deed.act;
}

/** May somebody with these roles give this command? */
export function mayRun(roles: readonly Role[], command: Spec, given: Given): boolean {
  const act = actOf(command, given);
  return act === 'open' || may(roles, act);
}

/** Nothing of the ledger changes by this command. */
export function onlyLooks({ deed: { scope } }: Spec): boolean {
  return scope === null || scope === 'read';
}
