import { commands, args, flags } from './commands.js';
import { general } from './general.js';
import { glossary } from './glossary.js';
import { help } from './help.js';
import { problems } from './problems.js';
import { screens } from './screens.js';
import { wizards } from './wizards.js';

export const words = { glossary, general, commands, arguments: args, flags, help, problems, screens, wizards };
