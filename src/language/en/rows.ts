/** What is said of the rows of a file: where something is wrong, and what is known there. */
export const rows = {
  whole: (line: number) => `Line ${line}`,
  field: (line: number, field: string) => `Line ${line}, ${field}`,
  cell: (line: number, number: string) => `Line ${line}, column ${number}`,
  column: (line: number, name: string) => `Line ${line}, column "${name}"`,
  nameless: (line: number) => `Line ${line}, a column without a name`,
  given: (place: string, given: string) => `${place}, "${given}"`,
  says: (place: string, what: string) => `${place}: ${what}`,
  decimal: 'Where a comma is the decimal sign: --decimal ,',
  fields: (list: string) => `Fields: ${list}.`,
  known: (field: string, list: string) => `What there is for ${field}: ${list}.`,
  otherCompany: (mpnId: string, of: string) => `The company with the MPN ID ${mpnId} is here with another ${of}.`,
  companyUnknown: (mpnId: string, missing: string) =>
    `The company with the MPN ID ${mpnId} is not here yet: the row has to say ${missing}.`,
};
