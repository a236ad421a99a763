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

  get job(): Command['job'] {
    return this.command().job;
  }
}
