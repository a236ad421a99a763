import { partsOf, type Lang } from '../lang.js';
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

export const words = partsOf({
  lang: (): Lang => 'en',
  glossary: () => glossary,
  general: () => general,
  commands: () => commands,
  arguments: () => args,
  attention: () => attention,
  benefits: () => benefits,
  cardholder: () => cardholder,
  catalog: () => catalog,
  checkup: () => checkup,
  competencies: () => competencies,
  db: () => db,
  elsewhere: () => elsewhere,
  events: () => events,
  flags: () => flags,
  flagsOf: () => flagsOf,
  help: () => help,
  overview: () => overview,
  payments: () => payments,
  problems: () => problems,
  receipt: () => receipt,
  reconcile: () => reconcile,
  refusals: () => refusals,
  reminders: () => reminders,
  renewals: () => renewals,
  report: () => report,
  schedule: () => schedule,
  screens: () => screens,
  seed: () => seed,
  support: () => support,
  tokens: () => tokens,
  transfers: () => transfers,
  users: () => users,
  verbs: () => verbs,
  wizards: () => wizards,
});
