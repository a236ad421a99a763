import type { CheckId, OwnFile } from '../../core/checkup.js';
import type { FoundTexts } from '../said.js';
import { french as plural } from '../plural.js';
import { db } from './db.js';
import { reminders } from './reminders.js';
import { screens } from './screens.js';

const files: Readonly<Record<string, string>> = {
  ledger: 'Le registre',
  books: 'Les livres de la passerelle bac à sable',
  evidence: 'Le dossier des justificatifs',
  catalog: 'Le dossier des programmes importés',
  'run-log': 'Le journal de la tâche planifiée',
  configuration: 'Le fichier des réglages',
} satisfies Readonly<Record<OwnFile, string>>;

const reasons: Readonly<Record<string, string>> = reminders.notes;
const origins: Readonly<Record<string, string>> = screens.origins;
const channels = { mail: 'Le serveur de messagerie', webhook: 'Le webhook' };

const texts: FoundTexts = {
  RUNTIME: ({ node, platform }) => `Node.js ${node} sous ${platform}`,
  ENGINE: ({ engine, version }) => `${engine}, version ${version}`,
  NO_LEDGER: () => "Il n'y a pas encore de registre.",
  LEDGER_NOT_USABLE: ({ problem }) => `Le registre est inutilisable : ${problem}.`,
  ACCOUNT_NOT_THERE: ({ origin }) => `Le compte réglé (${origins[origin] ?? origin}) n'est pas dans ce registre.`,
  LEDGER_SOUND: () => 'Le registre est sain.',
  LEDGER_DEFECTS: ({ count }) => plural(count, `Le registre a ${count} défaut.`, `Le registre a ${count} défauts.`),
  LEDGER_NOT_CHECKED: ({ problem }) => `Le registre n'a pas pu être contrôlé : ${problem}.`,
  SCHEMA_NOT_COMPARED: () => db.notCompared,
  NEWEST_ENTRY: ({ at }, s) =>
    at === null ? 'Il ne contient aucune écriture.' : `Sa dernière écriture date du ${s.instant(at)}.`,
  OLDER_FORMAT: ({ held, known }) =>
    `Il est à la version ${held}, et ce programme écrit la version ${known} : la première écriture l'y amène.`,
  MOVED: ({ to }) =>
    to === 'here'
      ? 'Il est en cours de rétablissement depuis une copie, ou ce rétablissement a été interrompu : en attendant, il n’est que lu.'
      : `Il a été déplacé vers ${to === 'server' ? 'un serveur' : 'un autre fichier'}, et n’est plus que lu ici : indiquez désormais cet endroit.`,
  PUT_BACK: ({ at, until }, s) =>
    until === null
      ? `Il a été rétabli le ${s.instant(at)} à partir d'une copie sans écriture.`
      : `Il a été rétabli le ${s.instant(at)} à partir d'une copie ; de ce qui s'est fait après le ${s.instant(until)}, il ne sait rien.`,
  SERVER_ANSWERS: ({ milliseconds }) => `Le serveur répond en ${milliseconds} ms.`,
  SERVER_CLOCK: ({ seconds }) =>
    Math.abs(seconds) <= 1
      ? 'Son horloge et celle de cette machine concordent.'
      : seconds > 0
        ? `Son horloge avance de ${seconds} s sur celle de cette machine.`
        : `Son horloge retarde de ${-seconds} s sur celle de cette machine.`,
  SERVER_STANDBY: ({ follows, secondsBehind }) => {
    const late =
      secondsBehind === null
        ? 'il ne sait pas dire son retard'
        : secondsBehind === 0
          ? 'il montre tout ce qui est venu du serveur principal'
          : `il a ${secondsBehind} s de retard sur le serveur principal`;
    return `Le serveur est un serveur de secours, où l’on regarde et où rien ne s’écrit ; ${follows ? late : 'rien ne lui vient d’un serveur principal en ce moment'}.`;
  },
  SERVER_FOLLOWED: ({ followers, secondsBehind }) =>
    followers === 0
      ? 'Aucun serveur de secours ne suit le serveur, pour autant que cet utilisateur puisse le voir.'
      : `${plural(followers, `${followers} serveur de secours suit`, `${followers} serveurs de secours suivent`)} le serveur${
          secondsBehind === null ? '' : `, avec ${secondsBehind} s de retard au plus`
        }.`,
  SERVER_ARCHIVES: ({ at }, s) =>
    at === null
      ? "Le serveur n'archive rien pour une restauration à un instant donné ; il ne sait pas quand pg_dump a été exécuté."
      : `Le serveur a archivé pour la dernière fois le ${s.instant(at)}, pour une restauration à un instant donné.`,
  PAID_ELSEWHERE: () => "Rien n'est débité ici : le fournisseur est payé ailleurs.",
  BOOKS_AGREE: ({ charges }, s) =>
    `La passerelle et le registre concordent : ${plural(charges, `${charges} débit`, `${s.number(charges)} débits`)}.`,
  BOOKS_DIFFER: ({ count }) =>
    `La passerelle et le registre divergent sur ${plural(count, `${count} point`, `${count} points`)}.`,
  BOOKS_UNKNOWN: ({ problem }) => `La passerelle n'a pas pu être interrogée : ${problem}.`,
  CLOCK_RIGHT: () => "L'horloge concorde avec le registre et avec tout ce qui donne l'heure.",
  CLOCK_FROZEN: ({ on }, s) => `L'horloge de ce registre bac à sable est figée au ${s.day(on)}.`,
  CLOCK_AHEAD: ({ today, other, by }, s) =>
    `L'horloge affiche le ${s.day(today)}, et ${screens.clock.byAnother(by, s.day(other))}.`,
  CLOCK_BEHIND_LEDGER: ({ today, newest }, s) =>
    `L'horloge affiche le ${s.day(today)}, et la dernière écriture date du ${s.day(newest)}.`,
  NO_SCHEDULER: () => "Il n'y a pas de planificateur sur cette machine.",
  JOB_INSTALLED: ({ scheduler }) => `Les renouvellements s'exécutent chaque jour, lancés par ${scheduler}.`,
  NO_JOB: () => "Aucune tâche de renouvellement n'est installée sur cette machine.",
  JOB_OUTDATED: () => "La tâche a été écrite par une version antérieure : il faut l'écrire à nouveau.",
  JOB_NOT_LOOKED_AT: ({ problem }) => `Le planificateur n'a pas pu dire si la tâche existe : ${problem}.`,
  JOB_RAN: ({ at, charged, declined }, s) =>
    `Sa dernière exécution date du ${s.instant(at)} : ${plural(charged, `${charged} débité`, `${charged} débités`)}, ${plural(declined, `${declined} refusé`, `${declined} refusés`)}.`,
  JOB_NEVER_RAN: () => "La tâche ne s'est pas encore exécutée.",
  JOB_SILENT: ({ since }, s) => `La tâche ne donne plus signe de vie depuis le ${s.day(since)}.`,
  JOB_FAILS: ({ on, problem }, s) => `L'exécution du ${s.day(on)} a échoué : ${problem}.`,
  NO_CHANNEL: () => "Les rappels ne partent pas : ni serveur de messagerie ni webhook n'est indiqué.",
  CHANNEL_ANSWERS: ({ channel }) => `${channels[channel]} répond ; rien n'a été envoyé.`,
  CHANNEL_FAILS: ({ channel, reason }) => `${channels[channel]} est inutilisable : ${reasons[reason] ?? reason}.`,
  CHANNEL_NOT_USABLE: ({ channel, problem }) =>
    `${channels[channel]} est inutilisable tel qu'il est indiqué : ${problem}.`,
  FILES_CLOSED: () => 'Les fichiers de partner sont réservés à leur propriétaire.',
  FILE_OPEN: ({ file, others }) =>
    `${files[file] ?? file} : d'autres peuvent ${others === 'may-write' ? 'y écrire' : 'y lire'} ; la prochaine commande qui s'en sert y met fin.`,
  DISK_FREE: () => 'Il y a de la place pour des copies du registre à côté de lui.',
  DISK_NEARLY_FULL: ({ megabytes }, s) =>
    `${s.number(megabytes)} Mo sont libres à côté du registre : trop peu pour en faire une copie.`,
  SETTINGS_UNKNOWN: ({ count }) =>
    count === 1
      ? "La configuration contient un réglage qui n'existe pas : il ne fait rien."
      : `La configuration contient ${count} réglages qui n'existent pas : ils ne font rien.`,
  SETTING: ({ setting, origin, value }) =>
    `${setting} est indiqué (${origins[origin] ?? origin})${value === null ? '' : ` : ${value}`}`,
};

/** What `doctor` says. */
export const checkup = {
  check: 'Contrôle',
  found: 'Constat',
  more: 'Suite',
  checks: {
    runtime: 'programme',
    settings: 'réglages',
    files: 'fichiers',
    disk: 'disque',
    engine: 'moteur',
    ledger: 'registre',
    server: 'serveur',
    gateway: 'passerelle',
    clock: 'horloge',
    job: 'tâche',
    channels: 'rappels',
  } satisfies Readonly<Record<CheckId, string>>,
  healthy: (warnings: number, missing: number) => {
    const look =
      warnings > 0 ? [plural(warnings, `${warnings} point est à voir`, `${warnings} points sont à voir`)] : [];
    const lacks = missing > 0 ? [plural(missing, `${missing} chose manque`, `${missing} choses manquent`)] : [];
    return `${["Rien n'est en panne dans ce qui a été examiné", ...look, ...lacks].join(' ; ')}.`;
  },
  notLookedAt: 'Débits, cartes et abonnements ne sont pas examinés ici : partner status',
  unwell: 'Quelque chose est en panne.',
  texts,
};
