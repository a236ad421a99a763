import { sh } from '../command-line.js';
import { french as plural } from '../plural.js';

/** What is said of the ledger as a whole. */
export const db = {
  checking: (percent: number) => `Contrôle du registre : ${percent} %`,
  sound: 'Le registre est sain.',
  notCompared:
    'Ses tables, ses règles et ses gardes n’ont pas été comparées avec ce que fait cette version : il faut écrire pour cela, ce qu’un serveur de secours refuse. Le serveur principal les compare.',
  defects: (count: number) => plural(count, `${count} défaut a été trouvé.`, `${count} défauts ont été trouvés.`),
  where: 'Endroit',
  problem: 'Défaut',
  backedUp: (file: string) => `Le registre a été copié dans ${file}.`,
  booksBackedUp: (file: string) => `Les livres de son bac à sable sont à côté : ${file}.`,
  nowAt: (to: string) => `Pour l’indiquer là où il est maintenant : ${sh`partner config set database ${to}`}`,
  copy: {
    explained: (from: string, to: string) =>
      `Le registre ${from} est copié vers ${to} et y est contrôlé compte par compte. Il s'utilise ensuite là-bas ; ici, il ne peut plus qu'être lu.`,
    question: 'Le déplacer ?',
    no: 'Non, le laisser',
    yes: 'Oui, le déplacer',
    copying: (percent: number) => `Copie et contrôle du registre : ${percent} %`,
    done: (accounts: number, entries: number, to: string) =>
      `Le registre est maintenant à ${to} : ${plural(accounts, `${accounts} compte`, `${accounts} comptes`)}, ${plural(entries, `${entries} écriture`, `${entries} écritures`)}. Désignez-le désormais à cet endroit : partner config set database, ou PARTNER_DATABASE.`,
    already: (to: string) => `Le registre a déjà été déplacé vers ${to}.`,
  },
  redate: {
    warning: (count: number, latest: string) =>
      `${plural(count, `${count} écriture est datée d'après`, `${count} écritures sont datées d'après`)} aujourd'hui, la dernière du ${latest}. Elles restent telles quelles ; il est écrit à leur suite que l'horloge était fausse.`,
    question: (today: string) => `Le ${today} est-il la bonne date ?`,
    no: 'Non, ne rien changer',
    yes: 'Oui, continuer à partir de là',
    done: (count: number, today: string) =>
      `${plural(count, `${count} écriture était mal datée`, `${count} écritures étaient mal datées`)} ; le registre continue à partir du ${today}.`,
    nothing: "Rien dans le registre n'est daté d'après aujourd'hui.",
  },
  restore: {
    explained: (from: string, to: string, until: string) =>
      `Le registre ${to} est refait à partir de la copie ${from}, contrôlé compte par compte, et mis à sa place. ${until}`,
    until: (day: string) =>
      `De ce qui s'est fait après le ${day}, date de sa dernière écriture, la copie ne sait rien.`,
    empty: 'La copie ne contient aucune écriture.',
    since:
      "Ce qui a été désactivé, résilié, révoqué ou assigné depuis redevient ce qu'il était ; ce qui a été débité depuis est recherché auprès de la passerelle, et n'est pas débité une seconde fois.",
    present: {
      none: "Il n'y a aucun registre à cet endroit.",
      damaged: "Ce qui se trouve à cet endroit n'est pas un registre sain ; il est gardé à côté.",
      sound: (lost: number) =>
        lost === 0
          ? "Le registre à cet endroit n'a rien qui manque à la copie ; il est gardé à côté et ne peut plus qu'être lu."
          : `Le registre à cet endroit a ${plural(lost, `${lost} écriture`, `${lost} écritures`)} que la copie n'a pas ; il est gardé à côté et ne peut plus qu'être lu.`,
    },
    question: 'Le rétablir à partir de la copie ?',
    no: 'Non, le laisser',
    yes: 'Oui, le rétablir',
    working: (percent: number) => `Réfection et contrôle du registre : ${percent} %`,
    done: (accounts: number, entries: number) =>
      `Le registre a été rétabli et il est sain : ${plural(accounts, `${accounts} compte`, `${accounts} comptes`)}, ${plural(entries, `${entries} écriture`, `${entries} écritures`)}.`,
    aside: (file: string) => `Ce qui s'y trouvait est gardé sous ${file}.`,
    books: (file: string) => `Les livres de son bac à sable, qui manquaient, sont revenus avec lui : ${file}.`,
    lost: (count: number) =>
      `${plural(count, `${count} de ses écritures n'est`, `${count} de ses écritures ne sont`)} plus dans le registre.`,
    notingExplained: (to: string) =>
      `Le registre ${to} est contrôlé, et noté comme rétabli à partir d'une copie par d'autres moyens.`,
    noteQuestion: "A-t-il été rétabli à partir d'une copie ?",
    noteNo: 'Non',
    noteYes: 'Oui, le contrôler et le noter',
    noted: "Le registre est sain, et dit désormais qu'il a été rétabli.",
    notNoted:
      "Il n'a pas été noté comme rétabli : un registre qui a des défauts n'est pas une copie avec laquelle continuer.",
    charges: (count: number) =>
      `La passerelle sait ${plural(count, `${count} chose`, `${count} choses`)} que le registre ne sait pas, ou autrement.`,
    agrees: 'La passerelle et le registre concordent.',
    unknown: "La passerelle n'a pas pu dire ce qui a été débité depuis.",
  },
  migrate: {
    already: 'Le registre a déjà la version de ce programme.',
    done: (from: number, to: number) => `Le registre est passé de la version ${from} à la version ${to}.`,
    older: 'Les versions plus anciennes de partner sont désormais priées de se mettre à jour.',
  },
  export: {
    working: (percent: number) => `Écriture du registre : ${percent} %`,
    done: (files: number, rows: string, folder: string) =>
      `${files} fichiers contenant ${rows} lignes ont été écrits dans ${folder}.`,
    file: 'Fichier',
    rows: 'Lignes',
  },
  places: {
    what: 'Quoi',
    path: 'Où',
    there: 'Présent',
    names: {
      ledger: 'registre',
      books: 'livres de la passerelle bac à sable',
      evidence: 'fichiers justificatifs',
      catalog: 'programmes importés',
      'run-log': 'journal de la tâche planifiée',
      configuration: 'réglages',
    },
    onServer: 'sur un serveur',
    no: 'non',
  },
};
