import type { ProblemTexts } from '../said.js';
import type { BenefitCode } from '../en/benefits.js';
import { sh } from '../command-line.js';

export const benefitRefusals: Pick<ProblemTexts, BenefitCode> = {
  BENEFIT_NOT_GRANTED: ({ benefit, offers }, s) => ({
    what:
      offers.length === 0 ? `${benefit} ne demande aucune action.` : `${benefit} ne fait pas partie de vos avantages.`,
    why:
      offers.length === 0
        ? "Cet avantage vient avec l'adhésion au réseau : il n'y a rien à activer, à assigner ou à consulter."
        : `Cet avantage est compris dans : ${s.list(offers.map((offer) => s.offer(offer)))}, de l'achat à la fermeture de la fenêtre de renouvellement.`,
    try: offers.length === 0 ? ['partner benefits list'] : [sh`partner offers show ${offers[0] ?? ''}`],
  }),
  BENEFIT_NOT_ACTIVATED: ({ benefit, offer }, s) => ({
    what: `${benefit} n'est pas encore activé.`,
    why: `Les avantages (${s.offer(offer)}) s'activent après l'achat et après chaque renouvellement ; les licences s'assignent ensuite.`,
    try: [sh`partner benefits activate ${benefit}`],
  }),
  BENEFIT_LAPSED: ({ benefit, offer, redeemBy }, s) => ({
    what: `${benefit} devait être activé au plus tard le ${s.day(redeemBy)}.`,
    why: `Le programme fixe ce délai aux avantages (${s.offer(offer)}) ; un renouvellement en apporte de nouveaux.`,
    try: ['partner benefits list'],
  }),
  NOT_A_LICENCE: ({ benefit }) => ({
    what: `${benefit} n'a ni licences ni clé de produit.`,
    why: "Cet avantage est pour toute la société : il ne s'assigne à personne.",
    try: ['partner benefits list'],
  }),
  LICENCES_EXHAUSTED: ({ benefit, granted, users }, s) => ({
    what: `Toutes les licences de ${benefit} sont assignées.`,
    why: `La période en accorde ${s.number(granted)}. Libérez-en une d'abord.`,
    try: [
      users[0] === undefined
        ? sh`partner benefits release ${benefit} ADDRESS`
        : sh`partner benefits release ${benefit} ${users[0]}`,
    ],
  }),
};
