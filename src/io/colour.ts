import { Chalk } from 'chalk';

/** When colours are wanted: as the stream allows, or whatever it says. */
export type Colouring = 'auto' | 'always' | 'never';

/** How a piece of text stands out. Colour only ever repeats what the words or marks already say. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly accent: (text: string) => string;
  /** False where every function above gives its text back unchanged. */
  readonly colourful: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Decides once for a stream (F8: chalk's own detection knows no `NO_COLOR` and looks at stdout alone). */
export function painter(stream: { readonly isTTY?: boolean }, env: Environment, setting: Colouring): Paint {
  if (!wantsColour(stream, env, setting)) return COLOURLESS;
  // The sixteen basic colours follow the palette that the reader has chosen; more of them would not.
  const chalk = new Chalk({ level: 1 });
  return {
    bold: (text) => chalk.bold(text),
    dim: (text) => chalk.dim(text),
    good: (text) => chalk.green(text),
    bad: (text) => chalk.red(text),
    warn: (text) => chalk.yellow(text),
    accent: (text) => chalk.cyan(text),
    colourful: true,
  };
}

const asItIs = (text: string) => text;
const COLOURLESS: Paint = {
  bold: asItIs,
  dim: asItIs,
  good: asItIs,
  bad: asItIs,
  warn: asItIs,
  accent: asItIs,
  colourful: false,
};

/** Whether lines may be redrawn: a terminal that understands more than plain lines. */
export function canRedraw(stream: { readonly isTTY?: boolean }, env: Environment): boolean {
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

// The flag, then FORCE_COLOR as Node reads it, then NO_COLOR (no-color.org), then the CLICOLOR convention.
function wantsColour(stream: { readonly isTTY?: boolean }, env: Environment, setting: Colouring): boolean {
  if (setting !== 'auto') return setting === 'always';
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (env['NO_COLOR']) return false;
  const always = env['CLICOLOR_FORCE'];
  if (always && always !== '0') return true;
  if (env['CLICOLOR'] === '0') return false;
  return canRedraw(stream, env);
}
