import { COMMANDS as OWN, VERBS } from '../../src/commands/index.js';
import { commandList } from '../../src/program/command-list.js';

const LIST = commandList(OWN, VERBS, '');

/** Every command under the programme that is the default one: the program's own, and those that it names. */
export const COMMANDS = LIST.of();

/** Every command under another programme. */
export const commandsOf = (programme: string) => LIST.of(programme);
