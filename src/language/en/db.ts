import { sh } from '../command-line.js';
import { english as plural } from '../plural.js';

/** What is said of the ledger as a whole. */
export const db = {
  checking: (percent: number) => `Checking the ledger: ${percent}%`,
  sound: 'The ledger is sound.',
  notCompared:
    'Its tables, rules and guards were not compared with what this version makes: that takes a write, which a standby refuses. The primary server compares them.',
  defects: (count: number) => plural(count, '1 defect was found.', `${count} defects were found.`),
  where: 'Where',
  problem: 'Problem',
  backedUp: (file: string) => `The ledger was copied to ${file}.`,
  booksBackedUp: (file: string) => `The books of its sandbox lie beside it: ${file}.`,
  nowAt: (to: string) => `To name it where it is now: ${sh`partner config set database ${to}`}`,
  copy: {
    explained: (from: string, to: string) =>
      `The ledger ${from} is copied to ${to} and checked there account by account. From then on it is used there; here it can only be read.`,
    question: 'Move it there?',
    no: 'No, leave it',
    yes: 'Yes, move it',
    copying: (percent: number) => `Copying and checking the ledger: ${percent}%`,
    done: (accounts: number, entries: number, to: string) =>
      `The ledger is at ${to} now: ${plural(accounts, '1 account', `${accounts} accounts`)}, ${plural(entries, '1 record', `${entries} records`)}. Name it there from now on: partner config set database, or PARTNER_DATABASE.`,
    already: (to: string) => `The ledger was moved to ${to} already.`,
  },
  redate: {
    warning: (count: number, latest: string) =>
      `${plural(count, '1 record is', `${count} records are`)} dated after today, the newest ${latest}. They stay as they are; that the clock was wrong is written after them.`,
    question: (today: string) => `Is ${today} the right date?`,
    no: 'No, leave it',
    yes: 'Yes, go on from there',
    done: (count: number, today: string) =>
      `${plural(count, '1 record was', `${count} records were`)} dated wrong; the ledger goes on from ${today}.`,
    nothing: 'Nothing in the ledger is dated after today.',
  },
  restore: {
    explained: (from: string, to: string, until: string) =>
      `The ledger ${to} is made again from the copy ${from}, checked account by account, and takes its place. ${until}`,
    until: (day: string) => `Of what was done after ${day}, when its last record was written, the copy knows nothing.`,
    empty: 'The copy holds no record.',
    since:
      'What was turned off, cancelled, revoked or handed out since stands again as it was before; what was charged since is looked for at the gateway, and not charged once more.',
    present: {
      none: 'There is no ledger in that place now.',
      damaged: 'What is in that place now is no sound ledger; it is kept beside it.',
      sound: (lost: number) =>
        lost === 0
          ? 'The ledger in that place has nothing that the copy lacks; it is kept beside it and can only be read.'
          : `The ledger in that place has ${plural(lost, '1 record', `${lost} records`)} that the copy lacks; it is kept beside it and can only be read.`,
    },
    question: 'Put it back from the copy?',
    no: 'No, leave it',
    yes: 'Yes, put it back',
    working: (percent: number) => `Making and checking the ledger: ${percent}%`,
    done: (accounts: number, entries: number) =>
      `The ledger was put back and is sound: ${plural(accounts, '1 account', `${accounts} accounts`)}, ${plural(entries, '1 record', `${entries} records`)}.`,
    aside: (file: string) => `What was there before is kept as ${file}.`,
    books: (file: string) => `The books of its sandbox, of which there were none, came with it: ${file}.`,
    lost: (count: number) =>
      `${plural(count, '1 record of it is', `${count} records of it are`)} not in the ledger any more.`,
    notingExplained: (to: string) => `The ledger ${to} is checked, and noted as put back from a copy by other means.`,
    noteQuestion: 'Was it put back from a copy?',
    noteNo: 'No, it was not',
    noteYes: 'Yes, check and note it',
    noted: 'The ledger is sound, and says from now on that it was put back.',
    notNoted: 'It was not noted as put back: a ledger with defects is no copy to go on with.',
    charges: (count: number) =>
      `The gateway knows ${plural(count, '1 thing', `${count} things`)} that the ledger does not, or otherwise.`,
    agrees: 'The gateway and the ledger agree.',
    unknown: 'The gateway could not be asked what was charged since.',
  },
  migrate: {
    already: 'The ledger is of the version of this program already.',
    done: (from: number, to: number) => `The ledger was brought from version ${from} to ${to}.`,
    older: 'Older versions of partner are told from now on to upgrade.',
  },
  export: {
    working: (percent: number) => `Writing the ledger: ${percent}%`,
    done: (files: number, rows: string, folder: string) =>
      `${files} files with ${rows} rows were written to ${folder}.`,
    file: 'File',
    rows: 'Rows',
  },
  places: {
    what: 'What',
    path: 'Where',
    there: 'There',
    names: {
      ledger: 'ledger',
      books: 'books of the sandbox gateway',
      evidence: 'files of evidence',
      catalog: 'imported programmes',
      'run-log': 'log of the scheduled job',
      configuration: 'settings',
    },
    onServer: 'on a server',
    no: 'no',
  },
};
