import type { SupportCode } from '../en/support-problems.js';
import type { ProblemTexts } from '../said.js';
import { support } from './support.js';
import { sh } from '../command-line.js';

export const supportRefusals: Pick<ProblemTexts, SupportCode> = {
  SUBSCRIPTION_CANCELLED: ({ offer, from }, s) => ({
    what: `« ${s.offer(offer)} » est résilié.`,
    why: `L'abonnement n'est pas renouvelé et peut être acheté de nouveau à partir du ${s.day(from)}.`,
    short: 'résilié',
    try: [sh`partner subscriptions show ${offer}`],
  }),
  NOTHING_TO_CANCEL: ({ offer, why, on, by }, s) => ({
    what: `Il n'y a rien à résilier : « ${s.offer(offer)} » ${
      {
        grace: `a pris fin le ${s.day(on)} et n'est pas payé au-delà.`,
        expired: `a expiré après le ${s.day(on)}.`,
        cancelled: `est résilié depuis le ${s.day(on)}.`,
        ending: `est déjà résilié, à partir du ${s.day(on)}.`,
        superseded: `a été remplacé par l'offre « ${s.offer(by ?? '')} » le ${s.day(on)}.`,
      }[why]
    }`,
    try: [sh`partner subscriptions show ${offer}`],
  }),
  CANCELLATION_NOT_REQUESTED: ({ offer, order }, s) => ({
    what: `Personne n'a demandé à résilier « ${s.offer(offer)} ».`,
    why: `La commande ${order} est remboursée en réponse à une demande de résiliation, et aucune n'est ouverte.`,
    try: [sh`partner subscriptions cancel ${offer}`],
  }),
  REFUND_WINDOW_CLOSED: ({ order, why, until }, s) => ({
    what: `La commande ${order} ne peut pas être remboursée : ${support.noRefund[why]}`,
    ...(until === null
      ? {}
      : { why: `Elle pouvait l'être jusqu'au ${s.day(until)}, tant que rien n'en avait été utilisé.` }),
    try: ['partner support list'],
  }),
  REQUEST_CLOSED: ({ request, outcome, at }, s) => ({
    what: `La demande ${request} est close.`,
    why: `Elle est ${support.statuses[outcome]} depuis le ${s.instant(at)}. Rien n'y est plus ajouté.`,
    try: [sh`partner support show ${request}`],
  }),
  OTHER_USER_REQUIRED: ({ request, filedBy }) => ({
    what: `La demande ${request} doit être tranchée par quelqu'un d'autre que ${filedBy}, qui l'a envoyée.`,
    why: 'Il faut une autre personne qui puisse acheter.',
    try: ['partner who-can buy'],
  }),
  TWO_ADMINS_REQUIRED: ({ order, why }) => ({
    what: `La commande ${order} n'a pas été abandonnée : deux personnes doivent le dire, l'une après l'autre.`,
    why:
      why === 'token'
        ? "Un jeton n'est pas une personne. Qui peut acheter le dit en son nom, sans le jeton."
        : 'Vous êtes la seule personne à pouvoir acheter pour ce compte. Ajoutez un autre administrateur général ou administrateur partenaire MPN, qui le dira après vous.',
    try:
      why === 'token'
        ? [sh`partner recover --abandoned ${order} --user <e-mail>`]
        : ['partner users add <e-mail> --roles mpn-partner-admin'],
  }),
  HAS_OPEN_REQUESTS: ({ requests }, s) => ({
    what: "L'adhésion ne peut pas prendre fin tant qu'une demande au support est ouverte.",
    why: `Ouvertes : ${s.list(requests.map(String))}. Retirez-la ou attendez sa réponse.`,
    try: requests.map((request) => sh`partner support withdraw ${request}`),
  }),
};

export const supportTroubles: Pick<ProblemTexts, 'REFUND_REFUSED' | 'REFUND_UNKNOWN'> = {
  REFUND_REFUSED: ({ order, reason }) => ({
    what: `La passerelle ne rembourse pas la commande ${order}. Rien n'a été résilié ; la demande reste ouverte.`,
    why: support.reasons[reason] ?? `La passerelle a donné la raison ${reason}.`,
    try: ['partner support list'],
  }),
  REFUND_UNKNOWN: ({ order }) => ({
    what: "On ne sait pas encore si l'argent a été rendu.",
    why: `Commande ${order} : la passerelle n'a donné aucune réponse fiable. Rien n'est encore résilié ; la demande se clôt avec le remboursement.`,
    try: ['partner recover'],
  }),
};

export const supportHelp: Readonly<Record<SupportCode | 'REFUND_REFUSED' | 'REFUND_UNKNOWN', string>> = {
  SUBSCRIPTION_CANCELLED:
    "Une résiliation a été approuvée. Ce qui est payé et n'a pas été remboursé court jusqu'à son terme ; rien n'est renouvelé, ni à la main ni automatiquement.",
  NOTHING_TO_CANCEL:
    'Seul ce qui court peut être résilié, et une seule fois. Ce qui a passé sa date anniversaire prend fin de lui-même si personne ne le renouvelle.',
  CANCELLATION_NOT_REQUESTED:
    "Un remboursement répond à une demande de résiliation adressée au support. Envoyez-en d'abord une.",
  REFUND_WINDOW_CLOSED:
    "L'argent est rendu dans les jours que le programme prévoit, tant qu'aucun avantage n'a été activé et qu'aucune clé de produit n'a été affichée. La résiliation reste possible : l'abonnement court alors jusqu'à sa date anniversaire.",
  REQUEST_CLOSED: 'Une demande approuvée, rejetée ou retirée reste comme elle est. Envoyez-en une nouvelle.',
  OTHER_USER_REQUIRED:
    "Lorsqu'un compte a plusieurs utilisateurs, une demande est tranchée par un autre que son auteur.",
  TWO_ADMINS_REQUIRED:
    "Que personne n'enverra plus un paiement ou un remboursement dont l'issue est inconnue, deux personnes différentes pouvant acheter le disent : chacune lance recover --abandoned avec la commande. Un jeton ne peut pas le dire.",
  HAS_OPEN_REQUESTS:
    "L'adhésion peut prendre fin une fois que chaque demande au support a eu sa réponse ou a été retirée.",
  REFUND_REFUSED:
    "La passerelle ou la banque n'a pas accepté le remboursement. Rien n'a été résilié et la demande reste ouverte ; on peut réessayer.",
  REFUND_UNKNOWN:
    "La réponse de la passerelle s'est perdue ou n'est pas fiable : l'argent est peut-être en route. recover le découvre ; il n'est jamais rendu deux fois.",
};
