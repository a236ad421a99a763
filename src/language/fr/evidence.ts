import { french as plural } from '../plural.js';
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
      "1 justificatif n'y est plus, et n'est pas dans la copie.",
      `${count} justificatifs n'y sont plus, et ne sont pas dans la copie.`,
    ),
};

export const evidenceTroubles: Pick<ProblemTexts, 'FILE_UNREADABLE' | 'EVIDENCE_REFUSED'> = {
  FILE_UNREADABLE: ({ location }) => ({
    what: `${location} ne peut pas être lu.`,
    why: "Il n'est pas là, n'est pas un fichier, n'est pas permis, ou n'est pas un texte en UTF-8 ou UTF-16.",
  }),
  EVIDENCE_REFUSED: ({ location, why }) => ({ what: evidence.refused(location), why: evidence.faults[why] }),
};
