import { attention } from './attention.js';
import { benefits } from './benefits.js';
import { catalog } from './catalog.js';
import { competencies } from './competencies.js';
import { commands, args, flags } from './commands.js';
import { general } from './general.js';
import { glossary } from './glossary.js';
import { help } from './help.js';
import { overview } from './overview.js';
import { problems } from './problems.js';
import { receipt } from './receipt.js';
import { reconcile } from './reconcile.js';
import { reminders } from './reminders.js';
import { renewals } from './renewals.js';
import { schedule } from './schedule.js';
import { screens } from './screens.js';
import { seed } from './seed.js';
import { support } from './support.js';
import { tokens } from './tokens.js';
import { transfers } from './transfers.js';
import { users } from './users.js';
import { wizards } from './wizards.js';

export const words = {
  glossary,
  general,
  commands,
  arguments: args,
  attention,
  benefits,
  catalog,
  competencies,
  flags,
  help,
  overview,
  problems,
  receipt,
  reconcile,
  reminders,
  renewals,
  schedule,
  screens,
  seed,
  support,
  tokens,
  transfers,
  users,
  wizards,
};
