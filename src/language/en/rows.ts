import { english as plural } from '../plural.js';

/** What is said of the rows of a file: where something is wrong, and what is known there. */
export const rows = {
  whole: (line: number) => `Line ${line}`,
  lines: (list: string) => `Lines ${list}`,
  cell: (lines: string, number: string) => `${lines}, column ${number}`,
  column: (lines: string, name: string) => `${lines}, column "${name}"`,
  called: (field: string, column: string) => `${field} (column "${column}")`,
  nameless: (lines: string) => `${lines}, a column without a name`,
  given: (place: string, given: string) => `${place}, "${given}"`,
  suchAs: (place: string, given: string) => `${place}, such as "${given}"`,
  others: (count: number) => plural(count, '1 other', `${count} others`),
  moreLines: (count: number) => `${count} more: with --output json`,
  says: (place: string, what: string) => `${place}: ${what}`,
  hints: {
    decimal: 'Where a comma is the decimal sign: --decimal ,',
    'decimal-point': 'Where a dot is the decimal sign: --decimal .',
    'decimal-either': 'It can be read in two ways: with --decimal . or with --decimal ,',
    programme: 'Where it is the same for all rows: --programme ID',
  },
  fields: (list: string) => `Fields: ${list}.`,
  columns: (list: string) => `Columns of the file: ${list}.`,
  known: (field: string, list: string) => `What there is for ${field}: ${list}.`,
  otherCompany: (mpnId: string, of: string) => `The company with the MPN ID ${mpnId} is here with another ${of}.`,
  companyUnknown: (mpnId: string, missing: string) =>
    `The company with the MPN ID ${mpnId} is not here yet: the row has to say ${missing}.`,
};
