import type { Command } from './command.js';
import type { Argument, CommandPath, Deed, Flag } from './spec.js';

/**
 * A command of which a list knows the path, and the rest once somebody asks: a start gives one command and has no use for
 * the files of all others (F8).
 */
export class LateCommand implements Command {
  readonly run: Command['run'] = (context, given) => this.command().run(context, given);

  constructor(
    /** As the command itself says it. */
    readonly path: CommandPath,
    readonly command: () => Command,
  ) {}

  get deed(): Deed {
    return this.command().deed;
  }

  get arguments(): readonly Argument[] | undefined {
    return this.command().arguments;
  }

  get flags(): readonly Flag[] | undefined {
    return this.command().flags;
  }

  get reads(): readonly string[] | undefined {
    return this.command().reads;
  }

  get examples(): Command['examples'] {
    return this.command().examples;
  }

  get fields(): readonly string[] | undefined {
    return this.command().fields;
  }

  get result(): readonly string[] | undefined {
    return this.command().result;
  }

  get job(): Command['job'] {
    return this.command().job;
  }
}

/** Those of a noun, of which the first that is asked for brings the others along: each arrow of the list is one more for every start. */
export function together(paths: readonly CommandPath[], commands: () => readonly Command[]): readonly LateCommand[] {
  return paths.map((path) => new LateCommand(path, () => named(commands(), path)));
}

/** @throws RangeError on a list that names others than it has: a bug */
function named(commands: readonly Command[], path: CommandPath): Command {
  const found = commands.find((command) => command.path === path);
  if (!found) throw new RangeError(`no command is called ${path}`);
  return found;
}
