import type { Lang } from '../lang.js';
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

/** Each part is read when a word of it is asked for: most commands speak with a few of them. */
export const words = {
  lang: 'en' as Lang,
  get glossary() {
    return glossary;
  },
  get general() {
    return general;
  },
  get commands() {
    return commands;
  },
  get arguments() {
    return args;
  },
  get attention() {
    return attention;
  },
  get benefits() {
    return benefits;
  },
  get cardholder() {
    return cardholder;
  },
  get catalog() {
    return catalog;
  },
  get checkup() {
    return checkup;
  },
  get competencies() {
    return competencies;
  },
  get db() {
    return db;
  },
  get elsewhere() {
    return elsewhere;
  },
  get events() {
    return events;
  },
  get flags() {
    return flags;
  },
  get flagsOf() {
    return flagsOf;
  },
  get help() {
    return help;
  },
  get overview() {
    return overview;
  },
  get payments() {
    return payments;
  },
  get problems() {
    return problems;
  },
  get receipt() {
    return receipt;
  },
  get reconcile() {
    return reconcile;
  },
  get refusals() {
    return refusals;
  },
  get reminders() {
    return reminders;
  },
  get renewals() {
    return renewals;
  },
  get report() {
    return report;
  },
  get schedule() {
    return schedule;
  },
  get screens() {
    return screens;
  },
  get seed() {
    return seed;
  },
  get support() {
    return support;
  },
  get tokens() {
    return tokens;
  },
  get transfers() {
    return transfers;
  },
  get users() {
    return users;
  },
  get verbs() {
    return verbs;
  },
  get wizards() {
    return wizards;
  },
};
