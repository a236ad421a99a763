/** What is said of the rows of a file: where something is wrong, and what is known there. */
export const rows = {
  whole: (line: number) => `Ligne ${line}`,
  field: (line: number, field: string) => `Ligne ${line}, ${field}`,
  cell: (line: number, number: string) => `Ligne ${line}, colonne ${number}`,
  column: (line: number, name: string) => `Ligne ${line}, colonne « ${name} »`,
  nameless: (line: number) => `Ligne ${line}, une colonne sans nom`,
  given: (place: string, given: string) => `${place}, « ${given} »`,
  says: (place: string, what: string) => `${place} : ${what}`,
  decimal: 'Si la virgule est le signe décimal : --decimal ,',
  fields: (list: string) => `Champs : ${list}.`,
  known: (field: string, list: string) => `Ce qu'il y a pour ${field} : ${list}.`,
  otherCompany: (mpnId: string, of: string) =>
    `La société de l'identifiant MPN ${mpnId} est déjà là, avec une autre valeur de ${of}.`,
  companyUnknown: (mpnId: string, missing: string) =>
    `La société de l'identifiant MPN ${mpnId} n'est pas encore là : la ligne doit indiquer ${missing}.`,
};
