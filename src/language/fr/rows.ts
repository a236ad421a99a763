import { french as plural } from '../plural.js';

/** What is said of the rows of a file: where something is wrong, and what is known there. */
export const rows = {
  whole: (line: number) => `Ligne ${line}`,
  lines: (list: string) => `Lignes ${list}`,
  cell: (lines: string, number: string) => `${lines}, colonne ${number}`,
  column: (lines: string, name: string) => `${lines}, colonne « ${name} »`,
  called: (field: string, column: string) => `${field} (colonne « ${column} »)`,
  nameless: (lines: string) => `${lines}, une colonne sans nom`,
  given: (place: string, given: string) => `${place}, « ${given} »`,
  suchAs: (place: string, given: string) => `${place}, par exemple « ${given} »`,
  others: (count: number) => plural(count, '1 autre', `${count} autres`),
  moreLines: (count: number) => `Encore ${count} : avec --output json`,
  says: (place: string, what: string) => `${place} : ${what}`,
  hints: {
    decimal: 'Si la virgule est le signe décimal : --decimal ,',
    'decimal-point': 'Si le point est le signe décimal : --decimal .',
    'decimal-either': 'Cela se lit de deux façons : avec --decimal . ou avec --decimal ,',
    programme: "Si c'est le même pour toutes les lignes : --programme ID",
  },
  fields: (list: string) => `Champs : ${list}.`,
  columns: (list: string) => `Colonnes du fichier : ${list}.`,
  known: (field: string, list: string) => `Ce qu'il y a pour ${field} : ${list}.`,
  otherCompany: (mpnId: string, of: string) =>
    `La société de l'identifiant MPN ${mpnId} est déjà là, avec une autre valeur de ${of}.`,
  companyUnknown: (mpnId: string, missing: string) =>
    `La société de l'identifiant MPN ${mpnId} n'est pas encore là : la ligne doit indiquer ${missing}.`,
};
