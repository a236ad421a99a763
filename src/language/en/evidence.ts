import { english as plural } from '../plural.js';
import type { ProblemTexts } from '../said.js';

/** Files that show what was stated. */
export const evidence = {
  question: 'A file that shows it, such as the invoice (Enter to leave out):',
  more: 'Another file (Enter where there is none):',
  unreadable: 'It is missing, not permitted, or no file.',
  faults: {
    'too-large': 'It has more than 20 MB.',
    changing: 'Somebody writes to it meanwhile.',
    empty: 'It is empty.',
    name: 'Its name is too long, or holds signs that nobody sees.',
  },
  refused: (location: string) => `${location} can't be kept as evidence.`,
  file: 'File',
  size: 'Bytes',
  kept: 'Kept',
  states: { kept: 'yes', missing: 'no: it is gone', changed: 'no: it is another file now' },
  none: 'No files were given as evidence.',
  beside: (count: number, folder: string) =>
    plural(
      count,
      `1 file of evidence lies with it in ${folder}.`,
      `${count} files of evidence lie with it in ${folder}.`,
    ),
  nothingBeside: 'No evidence belongs to it.',
  notBeside: (count: number) =>
    plural(
      count,
      '1 file of evidence is not there any more, and is not in the copy.',
      `${count} files of evidence are not there any more, and are not in the copy.`,
    ),
};

export const evidenceTroubles: Pick<ProblemTexts, 'FILE_UNREADABLE' | 'EVIDENCE_REFUSED'> = {
  FILE_UNREADABLE: ({ location }) => ({
    what: `${location} can't be read.`,
    why: 'It is not there, is no file, is not permitted, or is no text in UTF-8 or UTF-16.',
  }),
  EVIDENCE_REFUSED: ({ location, why }) => ({ what: evidence.refused(location), why: evidence.faults[why] }),
};
