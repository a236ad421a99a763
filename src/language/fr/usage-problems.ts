import { sh } from '../command-line.js';
import type { ProblemTexts } from '../said.js';

type UsageCode = 'VARIABLE_EMPTY' | 'FLAG_UNUSED' | 'ANSWERS_DIFFER' | 'BEYOND_CALENDAR';

/** What was said does not fit who acts, the calendar, or something else that was said. */
export const usageTroubles: Pick<ProblemTexts, UsageCode> = {
  VARIABLE_EMPTY: ({ variable }) => ({
    what: `${variable} est définie mais vide.`,
    why: "Sans valeur, autre chose serait pris à sa place. Donnez-lui une valeur, ou supprimez-la. Rien n'a été fait.",
    try: ['partner help environment'],
  }),
  FLAG_UNUSED: ({ flag, beside }) => ({
    what: `${flag} serait sans effet à côté de ${beside}.`,
    why: "Une option donnée n'est jamais ignorée. Retirez l'une des deux ; rien n'a été fait.",
  }),
  ANSWERS_DIFFER: ({ of, given, company, mpnId, other }) => ({
    what: `${of} indique « ${given} », et c'est ${company} (MPN ${mpnId}) qui paierait.`,
    why: `${other === null ? "Une autre société adhère d'abord" : "Pour agir au nom de l'autre société, choisissez son compte"}, ou retirez ces réponses. Rien n'a été fait.`,
    try: [other === null ? 'partner join' : sh`partner account use ${other}`, 'partner account list'],
  }),
  BEYOND_CALENDAR: ({ clock }) => ({
    what: clock
      ? "L'horloge de cette machine n'indique aucun jour possible."
      : 'Il faudrait pour cela un jour hors du calendrier.',
    why: "Les jours vont de 1970 à 9999. Rien n'a été fait.",
    try: ['partner clock show'],
  }),
};
