import type { BenefitAct } from '../../core/records.js';
import { counted, french as plural } from '../plural.js';
import type { BenefitCode } from '../en/benefits.js';

/** What benefits say: what is there, what waits to be activated, and who holds which licence. */
export const benefits = {
  title: 'Avantages',
  benefit: 'Avantage',
  id: 'Identifiant',
  licences: 'Licences',
  state: 'État',
  offer: 'Offre',
  user: 'Utilisateur',
  when: 'Quand',
  by: 'Par',
  what: 'Quoi',
  from: 'Du',
  to: 'Au',
  amount: 'Montant',
  of: (offer: string, day: string) => `${offer} : jusqu'au ${day} sauf renouvellement`,
  ofRenewed: (offer: string, day: string) => `${offer} : renouvellement payé jusqu'au ${day}`,
  ofCancelled: (offer: string, day: string) => `${offer} : résiliation acceptée, jusqu'au ${day}`,
  included: (network: string) => `${network} : avantages compris, rien à activer`,
  assignedOf: (assigned: string, granted: string) => (granted === '' ? assigned : `${assigned} sur ${granted}`),
  activated: 'Activé',
  notYet: 'pas encore',
  notYetBy: (day: string) => `pas encore ; jusqu'au ${day}`,
  lapsedOn: (day: string) => `perdu après le ${day}`,
  waiting: (count: number, command: string) =>
    plural(
      count,
      `${count} avantage reste à activer : ${command}`,
      `${count} avantages restent à activer : ${command}`,
    ),
  noHistory: "Rien n'a encore été activé, assigné ou consulté.",
  acts: {
    activated: 'activé',
    assigned: 'assigné',
    released: 'libéré',
    'key-viewed': 'clé de produit consultée',
    'ran-out': 'échu',
  } satisfies Readonly<Record<BenefitAct | 'ran-out', string>>,
  asStated: (day: string) => `oui, comme déclaré le ${day}`,
  isActivated: (name: string) => `${name} : activé.`,
  wasActivated: (name: string) => `${name} : déjà activé. Rien n'a changé.`,
  wasAssigned: (name: string, user: string) => `Une licence ${name} est déjà assignée à ${user}. Rien n'a changé.`,
  isAssigned: (name: string, user: string) => `Une licence ${name} est assignée à ${user}.`,
  isReleased: (name: string, user: string) => `La licence ${name} que détenait ${user} est de nouveau libre.`,
  wasReleased: (name: string, user: string) => `${user} ne détient aucune licence ${name}. Rien n'a changé.`,
  keyHidden: "Masquée. La consulter est consigné et met fin au droit au remboursement : --reveal l'affiche.",
  keyViewed: (when: string, who: string) => `Consultée d'abord ${when} par ${who}. --reveal l'affiche à nouveau.`,
  sandboxKey: "Clé du bac à sable : elle n'ouvre rien.",
  noCredits: 'Rien de ce qui est acquis ne comprend de crédit.',
  compare: {
    compared: 'Comparaison',
    outcome: 'Résultat',
    here: 'Ici',
    there: 'Chez le fournisseur',
    what: { granted: 'accordé', assigned: 'assigné', holder: 'détenteur' },
    outcomes: {
      same: 'identique',
      'only-here': 'ici seulement',
      'only-there': 'chez le fournisseur seulement',
      'other-count': 'autre nombre',
      'other-holder': 'autre détenteur',
    },
    summary: (same: number, differing: number) =>
      `${counted(same, 'identique')}, ${counted(differing, 'différent')}. Rien n'a été modifié.`,
    unread: (columns: string) => `Colonnes non lues : ${columns}. Pour en lire une : --map CHAMP=COLONNE`,
  },
  holders: {
    title: 'Détenteurs de licences',
    question: 'Réassigner les licences à leurs détenteurs ?',
    keep: 'Oui, dans la mesure où la période à venir en compte autant',
    release: "Non : elles prennent fin, j'assignerai les nouvelles",
    of: (benefit: string, users: string) => `${benefit} : ${users}`,
    goOn: (licences: string) => `Gardent leurs licences pendant la période à venir : ${licences}.`,
    lose: (day: string, licences: string) =>
      `Détiennent des licences jusqu'au ${day} et pas au-delà, sauf réassignation : ${licences}.`,
  },
  lapses: "Ce qui n'est pas utilisé d'un crédit à son dernier jour est perdu.",
  periods: { lapsed: 'perdu', current: 'en cours', coming: 'à venir' },
  consent: {
    warning: (offer: string) => `Cela met fin au droit au remboursement : ${offer}.`,
    activate: (name: string) => `Activer ${name} ?`,
    reveal: (name: string) => `Consulter la clé de produit de ${name} ?`,
    no: 'Pas maintenant',
    yes: 'Oui, sans remboursement',
  },
  activate: 'Activer',
  releaseFrom: (user: string) => `Libérer la licence de ${user}`,
  credits: 'Crédits',
};

export const benefitHelp: Readonly<Record<BenefitCode, string>> = {
  BENEFIT_NOT_GRANTED:
    "Rien de ce qui est acquis aujourd'hui ne donne cet avantage : pas acheté, résilié, ou sa fenêtre de renouvellement est fermée. benefits list a ce qui est donné aujourd'hui.",
  BENEFIT_NOT_ACTIVATED:
    "L'activation est une étape à part, une fois par période : les avantages d'une nouvelle période remplacent les anciens.",
  BENEFIT_LAPSED:
    'Certains programmes fixent un dernier jour pour activer un avantage. Passé ce jour, il est perdu pour la période ; benefits list montre le jour de chacun.',
  NOT_A_LICENCE:
    "Les licences s'assignent à des utilisateurs et ont une clé de produit. Un compte, un crédit ou un service s'active seulement.",
  LICENCES_EXHAUSTED:
    "Une période accorde un nombre de licences, et pas davantage. Un renouvellement en apporte de nouvelles à la place des anciennes, sans s'y ajouter.",
};
