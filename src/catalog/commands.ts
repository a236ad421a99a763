import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { commandsOf, type OfferCommand } from '../core/offer-command.js';
import type { Programme } from '../core/programme.js';
import { inFolder, jsonOf, programmeFile, readBytes } from './files.js';
import { ownIds } from './own.js';

/** Where programmes lie, and what the build knows of the shipped ones. */
export interface NamedIn {
  readonly folder: string;
  readonly own: string | undefined;
  /** Of every programme that comes with the program, the default one first; the files are read where it is left out. */
  readonly shipped?: readonly OfferCommand[];
}

/**
 * Every command that a programme names. Nothing is checked: who uses one has its programme read and checked, and a file
 * that cannot be read names none.
 */
export function commandsIn({ folder, own, shipped }: NamedIn): readonly OfferCommand[] {
  return [...(shipped ?? shippedCommands(folder)), ...ownIds(own).flatMap((id) => namedBy(join(own ?? '', id), id))];
}

/** What the build keeps of the shipped programmes, the default one first. */
export function shippedCommands(folder: string): readonly OfferCommand[] {
  const file = inFolder(folder, 'catalog.json');
  const { default: first } = jsonOf(file, readBytes(file)) as { readonly default: string };
  const ids = readdirSync(join(folder, 'programmes')).map((file) => basename(file, '.json'));
  return [first, ...ids.filter((id) => id !== first).sort()].flatMap((id) => namedBy(folder, id));
}

function namedBy(folder: string, id: string): readonly OfferCommand[] {
  const file = programmeFile(folder, id);
  try {
    return existsSync(file.path) ? commandsOf(jsonOf(file, readBytes(file)) as Programme) : [];
  } catch {
    return [];
  }
}
