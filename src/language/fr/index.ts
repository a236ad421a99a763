import { attention } from './attention.js';
import { benefits } from './benefits.js';
import { cardholder } from './cardholder.js';
import { catalog } from './catalog.js';
import { competencies } from './competencies.js';
import { checkup } from './checkup.js';
import { commands, args, flags, flagsOf, verbs } from './commands.js';
import { db } from './db.js';
import { elsewhere } from './elsewhere.js';
import { events } from './events.js';
import { general, glossary, seed } from './general.js';
import { help } from './help.js';
import { overview } from './overview.js';
import { payments } from './payments.js';
import { problems } from './problems.js';
import { refusals } from './refusals.js';
import { receipt, reconcile } from './orders.js';
import { reminders } from './reminders.js';
import { renewals, schedule } from './renewals.js';
import { report } from './report.js';
import { screens } from './screens.js';
import { support } from './support.js';
import { tokens, users } from './users.js';
import { transfers } from './transfers.js';
import { wizards } from './wizards.js';

export const words = {
  lang: 'fr' as const,
  glossary,
  general,
  commands,
  arguments: args,
  attention,
  benefits,
  cardholder,
  catalog,
  checkup,
  competencies,
  db,
  elsewhere,
  events,
  flags,
  flagsOf,
  help,
  overview,
  payments,
  problems,
  receipt,
  reconcile,
  refusals,
  reminders,
  renewals,
  report,
  schedule,
  screens,
  seed,
  support,
  tokens,
  transfers,
  users,
  verbs,
  wizards,
};
