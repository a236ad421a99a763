import { sh } from '../command-line.js';
import type { ProblemTexts } from '../said.js';

type UsageCode = 'VARIABLE_EMPTY' | 'FLAG_UNUSED' | 'ANSWERS_DIFFER' | 'BEYOND_CALENDAR';

/** What was said does not fit who acts, the calendar, or something else that was said. */
export const usageTroubles: Pick<ProblemTexts, UsageCode> = {
  VARIABLE_EMPTY: ({ variable }) => ({
    what: `${variable} is set and empty.`,
    why: 'Without a value something else would be taken in its place. Give it one, or unset it. Nothing was done.',
    try: ['partner help environment'],
  }),
  FLAG_UNUSED: ({ flag, beside }) => ({
    what: `${flag} could do nothing beside ${beside}.`,
    why: 'An option that is given is never ignored. Leave one of them out; nothing was done.',
  }),
  ANSWERS_DIFFER: ({ of, given, company, mpnId, other }) => ({
    what: `${of} is "${given}", and ${company} (MPN ${mpnId}) would pay.`,
    why: `${other === null ? 'Another company joins first' : 'To act for the other company, choose its account'}, or leave these answers out. Nothing was done.`,
    try: [other === null ? 'partner join' : sh`partner account use ${other}`, 'partner account list'],
  }),
  BEYOND_CALENDAR: ({ clock }) => ({
    what: clock
      ? 'The clock of this machine shows no possible day.'
      : 'This would need a day that is outside the calendar.',
    why: 'Days go from 1970 to 9999. Nothing was done.',
    try: ['partner clock show'],
  }),
};
