import { french as plural, counted } from '../plural.js';
import type { FileFault } from '../../errors.js';
import type { ProblemTexts } from '../said.js';

/** Files that show what was stated. */
export const evidence = {
  question: 'Un fichier qui le montre, par exemple la facture (Entrée pour omettre) :',
  more: "Un autre fichier (Entrée s'il n'y en a pas) :",
  unreadable: "Il n'existe pas, n'est pas accessible ou n'est pas un fichier.",
  faults: {
    'too-large': 'Il a plus de 20 Mo.',
    changing: "Quelqu'un y écrit en ce moment.",
    empty: 'Il est vide.',
    name: 'Son nom est trop long ou contient des signes invisibles.',
  },
  refused: (location: string) => `${location} ne peut pas être conservé comme justificatif.`,
  file: 'Fichier',
  size: 'Octets',
  kept: 'Conservé',
  states: { kept: 'oui', missing: "non : il n'y est plus", changed: "non : c'est un autre fichier à présent" },
  none: "Aucun fichier n'a été donné comme justificatif.",
  beside: (count: number, folder: string) =>
    plural(
      count,
      `1 justificatif l'accompagne dans ${folder}.`,
      `${count} justificatifs l'accompagnent dans ${folder}.`,
    ),
  nothingBeside: "Il n'a pas de justificatifs.",
  notBeside: (count: number) =>
    plural(
      count,
      "1 justificatif n'y est plus ou a été modifié, et n'est pas dans la copie.",
      `${count} justificatifs n'y sont plus ou ont été modifiés, et ne sont pas dans la copie.`,
    ),
  exported: (count: number, file: string) =>
    count === 0
      ? `La preuve a été écrite dans ${file}. Aucun fichier n'avait été fourni à l'appui.`
      : plural(
          count,
          `1 fichier et ce qui le prouve ont été écrits dans ${file}.`,
          `${count} fichiers et ce qui les prouve ont été écrits dans ${file}.`,
        ),
  head: 'Fin de la chaîne',
  wholeHistory: (company: string) =>
    `L'archive contient tout ce qui a jamais été écrit de ${company}, car la chaîne se prouve en entier.`,
  sound: (files: number, entries: number) =>
    `Rien n'a été modifié : ${counted(files, 'fichier')}, ${counted(entries, 'écriture')} et leur chaîne sont tels quels. C'est celle du registre si sa fin y figure dans audit list.`,
  broken: (count: number) => plural(count, 'Quelque chose a été modifié.', `${count} choses ont été modifiées.`),
  places: { entry: (number: string) => `écriture ${number}`, seal: (number: string) => `sceau ${number}` },
  proofFaults: {
    missing: "Le fichier n'est pas dans l'archive.",
    changed: "Le fichier n'est pas celui qui a été consigné.",
    unlisted: 'Rien ne le nomme.',
    hash: "Ce n'est pas ce dont elle porte l'empreinte.",
    link: "Elle ne continue pas l'écriture précédente.",
    beginning: 'La chaîne ne commence pas par son registre.',
    rules: "Aucun registre ne l'aurait acceptée.",
    facts: 'Les écritures ne le disent pas ainsi.',
    seal: "Ce n'est pas ce dont il porte l'empreinte, ou il nomme une autre fin de la chaîne.",
  },
  lost: (file: string) => `${file} a été consigné et n'est plus conservé tel quel.`,
  putBack: (file: string) => `${file} n'était plus conservé tel quel et est rétabli.`,
  bringAgain: (sha256: string) =>
    `Son empreinte est ${sha256} : qui l'a encore le redonne avec --evidence, ce qui le rétablit.`,
  notOpened: (location: string) => `${location} n'est pas ouvert.`,
  archive: {
    'no-zip': "Ce n'est pas une archive zip.",
    damaged: 'Elle est endommagée, tronquée, ou compressée autrement que ce qui se lit ici.',
    encrypted: 'Elle est chiffrée.',
    'too-large': "Elle, ou ce qu'elle contient, est trop grande.",
    'too-many': 'Elle contient trop de fichiers.',
    names: "Elle contient des noms qui mènent hors d'elle, des dossiers, ou un nom deux fois.",
    link: 'Elle contient un lien.',
    'no-proof': "Ce n'en est pas une que evidence export a faite.",
    newer: "Une version plus récente de partner l'a faite.",
  },
};

/** Why, and what to do about it. */
const fileFaults: Readonly<Record<FileFault, string>> = {
  missing: "Il n'est pas là. Cherchez-le et nommez-le comme il est écrit là où il se trouve.",
  denied: "Vous n'avez pas le droit de le lire. Demandez ce droit à son propriétaire, ou faites-en une copie à vous.",
  folder: "C'est un dossier. Nommez un fichier qui s'y trouve.",
  'no-file':
    "C'est un tube ou un périphérique, et ce qui en vient peut ne jamais finir. Enregistrez-le d'abord dans un fichier, et nommez ce fichier.",
  'no-text':
    "Ce n'est pas un texte en UTF-8 ou UTF-16. Enregistrez-le de nouveau en UTF-8, ce qu'Excel appelle CSV UTF-8.",
  'too-large': 'Il compte plus de 64 Mo, ou ne finit pas. Partagez-le en fichiers plus petits.',
  changing: "Quelqu'un y écrit en ce moment, ou il n'a pas de taille propre. Faites-en une copie et nommez-la.",
  failed: "La machine refuse de l'ouvrir ; --debug montre ce qu'elle en dit.",
};

export const evidenceTroubles: Pick<
  ProblemTexts,
  'FILE_UNREADABLE' | 'EVIDENCE_REFUSED' | 'EVIDENCE_LOST' | 'ARCHIVE_REFUSED'
> = {
  FILE_UNREADABLE: ({ location, why }) => ({ what: `${location} ne peut pas être lu.`, why: fileFaults[why] }),
  EVIDENCE_REFUSED: ({ location, why }) => ({ what: evidence.refused(location), why: evidence.faults[why] }),
  EVIDENCE_LOST: ({ file, sha256 }) => ({ what: evidence.lost(file), why: evidence.bringAgain(sha256) }),
  ARCHIVE_REFUSED: ({ location, why }) => ({ what: evidence.notOpened(location), why: evidence.archive[why] }),
};
