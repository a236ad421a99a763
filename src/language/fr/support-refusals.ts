import type { ProblemTexts } from '../said.js';
import type { SupportCode } from '../en/support.js';
import { some } from '../names.js';
import { insteadOfRefund } from '../stated.js';
import { sh } from '../command-line.js';
import { support } from './support.js';
import { users } from './users.js';

export const supportRefusals: Pick<ProblemTexts, SupportCode> = {
  SUBSCRIPTION_CANCELLED: ({ offer, from }, s) => ({
    what: `L'offre « ${s.offer(offer)} » est résiliée.`,
    why: `L'abonnement n'est pas renouvelé et peut être acheté de nouveau à partir du ${s.day(from)}.`,
    short: 'résilié',
    try: [sh`partner subscriptions show ${offer}`],
  }),
  NOTHING_TO_CANCEL: ({ offer, why, on, by }, s) => ({
    what: `Il n'y a ${why === 'unconfirmed' ? 'encore ' : ''}rien à résilier : l'offre « ${s.offer(offer)} » ${
      {
        unconfirmed: `a été payée ailleurs jusqu'au ${s.day(on)}, et personne n'a consigné si le fournisseur l'a renouvelée. Vérifiez-le d'abord chez lui : si elle l'est, consignez-le, et elle pourra être résiliée.`,
        grace: `a pris fin le ${s.day(on)} et n'est pas payée au-delà.`,
        expired: `a expiré après le ${s.day(on)}.`,
        cancelled: `est résiliée depuis le ${s.day(on)}.`,
        ending: `est déjà résiliée, à partir du ${s.day(on)}.`,
        superseded: `a été remplacée par l'offre « ${s.offer(by ?? '')} » le ${s.day(on)}.`,
      }[why]
    }`,
    try: [why === 'unconfirmed' ? sh`partner orders record ${offer}` : sh`partner subscriptions show ${offer}`],
  }),
  CANCELLATION_NOT_REQUESTED: ({ offer, order }, s) => ({
    what: `Personne n'a demandé à résilier « ${s.offer(offer)} ».`,
    why: `La commande ${order} est remboursée en réponse à une demande de résiliation, et aucune n'est ouverte.`,
    try: [sh`partner subscriptions cancel ${offer}`],
  }),
  REFUND_WINDOW_CLOSED: ({ offer, order, why, until }, s) => ({
    what: `La commande ${order} ne peut pas être remboursée : ${support.noRefund[why]}`,
    ...(until === null
      ? {}
      : { why: `Elle pouvait l'être jusqu'au ${s.day(until)}, tant que rien n'en avait été utilisé.` }),
    try: insteadOfRefund(why, { offer, order, show: s.act(offer, 'show') }),
  }),
  REFUNDED_IN_PART: ({ order, request, returned, left }, s) => ({
    what: `${s.money(returned)} de la commande ${order} ont été remboursés à la passerelle, et non d'ici : elle refuse maintenant de rembourser le tout.`,
    why: `Rien n'a été envoyé ni résilié. Remboursez-y aussi les ${s.money(left)} qui restent ; ceci reprend alors les deux, et la demande se clôt avec le remboursement. Ou rejetez la demande.`,
    try: [
      sh`partner support resolve ${request} --outcome approved`,
      sh`partner support resolve ${request} --outcome rejected`,
    ],
  }),
  REQUEST_CLOSED: ({ request, outcome, at }, s) => ({
    what: `La demande ${request} est close.`,
    why: `Elle est ${support.statuses[outcome]} depuis le ${s.instant(at)}. Rien n'y est plus ajouté.`,
    try: [sh`partner support show ${request}`],
  }),
  OTHER_USER_REQUIRED: ({ request, filedBy, who }, s) => ({
    what: `La demande ${request} doit être tranchée par quelqu'un d'autre que ${filedBy}, qui l'a envoyée.`,
    why: users.theyCan(s.list(some(who))),
    try: [sh`partner support show ${request}`],
  }),
  TWO_ADMINS_REQUIRED: ({ order, why }) => ({
    what: `La commande ${order} n'a pas été abandonnée : deux personnes doivent le dire, l'une après l'autre.`,
    why:
      why === 'token'
        ? "Un jeton n'est pas une personne. Qui peut acheter le dit en son nom, sans le jeton."
        : 'Vous êtes la seule personne à pouvoir acheter pour ce compte. Ajoutez un autre administrateur général ou administrateur partenaire MPN, qui le dira après vous.',
    try:
      why === 'token'
        ? [sh`partner recover --abandoned ${order} --user ADDRESS`]
        : ['partner users add ADDRESS --roles mpn-partner-admin'],
  }),
  HAS_OPEN_REQUESTS: ({ requests, moving }, s) => ({
    what: moving
      ? "Le compte ne peut pas changer de programme tant qu'une demande de service est ouverte."
      : "L'adhésion ne peut pas prendre fin tant qu'une demande de service est ouverte.",
    why: `Ouvertes : ${s.list(requests.map(String))}. Retirez-la ou attendez sa réponse.`,
    try: requests.map((request) => sh`partner support withdraw ${request}`),
  }),
};
