import type { AddressFault } from '../../core/server-address.js';
import type { Wanted } from '../../errors.js';

/** What a value that is refused should have been. */
export const wanted: Readonly<Record<Wanted, string>> = {
  company: 'A company name has 1 to 200 characters, and no control character such as a tab or NUL.',
  holder: 'A name on a card has at most 100 characters.',
  login: 'A login has 1 to 63 letters, digits, dots, underscores, hyphens or @.',
  'token-name': 'The name of a token has 1 to 100 characters.',
  country: 'A country is its ISO 3166 code of two letters, such as FR, or its name.',
  address: 'An address is one line of 1 to 200 characters.',
  'vat-id':
    'A VAT number has 2 to 20 letters and digits in the form of its country, such as FR40303265045, with right check digits.',
  email: 'An e-mail address looks like name@example.com.',
  'mpn-id': 'An MPN ID has 6 to 10 digits from 0 to 9, and nothing else, not even a character that cannot be seen.',
  card: 'A card is given as: number, expiry MM/YY, security code, on standard input.',
  date: 'A date is written YYYY-MM-DD and has to exist.',
  'date-ahead': 'A day from today on is wanted here.',
  duration: 'A duration is years, months, weeks and days, such as 1y, 6m, 2w, 400d or P1Y2D.',
  number: 'A whole number is wanted here.',
  evidence:
    'Write what is counted as names and numbers, such as certified-people=4,customer-references=5, and no more than there can be; whole numbers, or points with a dot and two decimals at most.',
  'reminder-days': 'Days before the anniversary date are whole numbers with commas between them, such as 90,30,7.',
  'smtp-url':
    'A mail server is given as smtp://user:password@host:587 or smtps://user:password@host:465; letters such as @ and / in a password are written %40 and %2F.',
  'webhook-url': 'A webhook begins with https://, or http:// on this machine, and holds no user name.',
  'stripe-secret':
    'The secret of an endpoint at Stripe begins with whsec_; PARTNER_STRIPE_WEBHOOK_SECRET_FILE may name a file with it.',
  'events-secret':
    'A secret for events begins with whsec_ and holds 24 to 64 bytes as base64; PARTNER_EVENTS_SECRET_FILE may name a file with it.',
  'request-text': 'A text has 1 to 2,000 characters.',
  time: 'A time of day is written HH:MM.',
  fields: 'That field is not in the result.',
  query: 'That is not a JMESPath expression.',
  'query-bound':
    'A query has 4,000 letters at most, and what it makes is not many times larger than the result that it is made of.',
  'before-anniversary': 'A day before the anniversary date.',
  'one-date': 'A date that reads one way only: YYYY-MM-DD, or say how with --date-format DD.MM.YYYY.',
  'date-format': 'D, M and YYYY in their order, such as DD.MM.YYYY.',
  mapping: 'A field and its column, such as invoice=Document.',
  column: 'Not a known field: leave the column out, or say which it is with --map FIELD=COLUMN.',
  'column-missing': 'A column that says it. Where one is called otherwise, say which it is with --map FIELD=COLUMN.',
  'benefit-named': 'The id or the name of a benefit.',
  cells: 'There are more cells in the row than columns.',
  'no-card-number': 'No card number: it would be kept for ever.',
  'plain-value': 'An object stands there, where a text, a number or a list of them is wanted.',
  'cell-length': 'There are more than 10,000 characters in the cell.',
  columns: 'There are more than 256 columns that stand for no field.',
  quotation: 'The quotation mark is never closed.',
  'after-quotation':
    'Something follows a quotation that was closed: a quotation mark within a quotation is written twice.',
  'column-twice': 'Another column stands for the same field: leave one of them out.',
  'mapped-column': '--map names it, and the file has no column of that name.',
  rows: 'A first row with the names of the columns, or a JSON list of objects.',
  programme: 'A programme that catalog list shows.',
  offer: 'An offer of the programme.',
  benefit: 'Benefits that the offer gives.',
  autorenew: 'on, off or unknown.',
  'paid-by': 'card, transfer or other.',
  'day-since': 'A day from that on which it was asked to today.',
  'off-today': 'Nothing: what is charged here is turned off today. A day is for what was turned off at the vendor.',
  'day-from-on': 'A day from that of --from on, written YYYY-MM-DD.',
  'past-day': 'A day that is not after today, written YYYY-MM-DD.',
  'term-end': 'A day after the one to which it is paid now, written YYYY-MM-DD.',
  currency: 'A currency code of three letters, such as USD.',
  invoice: 'A number of at most 100 letters, as the paper has it.',
  reason: 'A few words, in at most 500 letters.',
  'received-day': 'The funds of an order come on a day from the order to today, written YYYY-MM-DD.',
  amount: 'An amount is written such as 475.00, in the currency of the order.',
  'amount-with-comma':
    'An amount is written such as 475,00 where a comma is the decimal sign, and a dot parts three digits each.',
  setting: 'That value is not possible for this setting.',
  'file-name':
    'A file is named here, and neither a server nor standard output, which holds the result: ./- is one that is called so.',
  text: 'A text is UTF-8, or UTF-16 with its mark: save it once more as one of them.',
};

/** What of a value that is refused nobody can see. */
export const unseen = (code: string, place: number) =>
  `Its character ${place} cannot be seen, or looks like another: ${code}.`;

/** Why a text is no place for a ledger. */
export const addressFaults: Readonly<Record<AddressFault | 'place', string>> = {
  place:
    'A ledger is a file, given by its path, or lies on a server: postgres://user@host/database. An address is kept without its password: PGPASSWORD or the file ~/.pgpass holds it.',
  hosts: 'The address of a server names one host, and this one has several: give the one that takes writes.',
  word: 'Behind the question mark of the address of a server stand host, schema, sslmode, sslrootcert, sslcert and sslkey, and no other word.',
  schema:
    'The schema in the address of a server has 1 to 48 lower-case letters without accents, digits and underscores, begins with no digit and not with pg_.',
  sslmode: 'sslmode in the address of a server is disable, require, verify-ca or verify-full.',
  form: 'The address of a server is written postgres://user@host:port/database; a user that it leaves out is in PGUSER, and letters such as @ and / in a password are written %40 and %2F.',
};
