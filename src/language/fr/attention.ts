import { isOutdated } from '../../core/job.js';
import type { Day } from '../../core/day.js';
import type { WhyNotCharged } from '../../core/missed.js';
import type { AttentionTexts, Teller } from '../said.js';
import { french as plural } from '../plural.js';
import { reminders } from './reminders.js';
import { renewals, schedule } from './renewals.js';
import { screens } from './screens.js';
import { support } from './support.js';

const { dunning } = renewals;
const declines: Readonly<Record<string, string>> = renewals.declines;
const rules: Readonly<Record<string, string>> = renewals.reasons;

function turnedOff(off: { readonly on: Day; readonly by: string } | null, s: Teller): string {
  return off === null ? '' : ` Le renouvellement automatique a été désactivé le ${s.day(off.on)} par ${off.by}.`;
}

function paidPerhaps(order: string | undefined, offer: string, s: Teller): string {
  return order === undefined
    ? ''
    : ` Voyez d'abord si la commande ${order} est payée ; sinon seulement, rachetez l'offre : ${s.here(s.act(offer, 'subscribe'))}`;
}

function from(open: boolean, opens: Day, s: Teller): string {
  return open ? '' : ` Renouvellement possible à partir du ${s.day(opens)}.`;
}

/** As far as it is known. */
function missed(why: WhyNotCharged, s: Teller): string {
  switch (why.code) {
    case 'NO_RUN':
      return why.lastRun === null
        ? "aucune tâche n'a exécuté les renouvellements sur cette machine."
        : `aucune tâche n'a exécuté les renouvellements sur cette machine depuis le ${s.day(why.lastRun)}.`;
    case 'RUN_TOO_LATE':
      return `la tâche s'est exécutée le ${s.day(why.lastRun)}, après le dernier jour, et pas avant.`;
    case 'RUN_CHARGED_NOTHING':
      return `la tâche s'est exécutée le ${s.day(why.lastRun)} et n'a rien débité.`;
    case 'DECLINED':
      return `le débit du ${s.day(why.on)} a été refusé (${declines[why.declineCode] ?? why.declineCode}).`;
    case 'REFUSED':
      return `${rules[why.rule] ?? why.rule}.`;
    case 'PAYMENT_OPEN':
      return `le paiement de la commande ${why.order} est en suspens. Ne payez pas à nouveau.`;
    default:
      return `personne n'a confirmé le virement de la commande ${why.order}.`;
  }
}

export const attention: AttentionTexts = {
  CLOCK_AHEAD: ({ today, other, by }, s) =>
    `L'horloge indique le ${s.day(today)}, et ${screens.clock.byAnother(by, s.day(other))}.`,
  CLOCK_BEHIND_LEDGER: ({ today, newest }, s) =>
    `Le compte contient un événement du ${s.day(newest)}, et l'horloge indique le ${s.day(today)} : rien n'y est écrit d'ici là.`,
  PUT_BACK: ({ on, until }, s) =>
    `Le registre a été rétabli le ${s.day(on)} à partir d'une copie ${until === null ? 'sans écriture' : `qui s'arrête au ${s.day(until)}`} : ce qui a été désactivé, résilié, révoqué ou assigné ensuite est comme avant. Refaites-le là où cela compte.`,
  PROGRAMME_DIFFERS: ({ programme }) =>
    `Le programme ${programme} utilisé ici n'est pas le fichier dont le registre mentionne l'importation : réimportez le bon.`,
  PAYMENT_NOT_SETTLED: ({ order }) => `Le paiement de la commande ${order} est en suspens.`,
  PAYMENT_WAITS: ({ offer, order, total, until }, s) =>
    `La banque demande que le titulaire de la carte confirme ${s.money(total)} pour l'offre « ${s.offer(offer)} » avant le ${s.instant(until)} (commande ${order}).`,
  REFUND_NOT_SETTLED: ({ order }) => `Le remboursement de la commande ${order} n'est pas réglé.`,
  CHARGE_DISPUTED: ({ offer, order, amount, dispute, lost }, s) =>
    lost
      ? `La banque du titulaire de la carte a repris ${s.money(amount)} pour l'offre « ${s.offer(offer)} » (commande ${order}, litige ${dispute}) ; l'abonnement court tant que personne ne le résilie.`
      : `La banque du titulaire de la carte réclame ${s.money(amount)} pour l'offre « ${s.offer(offer)} » (commande ${order}, litige ${dispute}) : il faut y répondre à temps auprès de la passerelle.`,
  RETURNED_BY_OTHERS: ({ offer, order, amount, all }, s) =>
    all
      ? `La totalité, ${s.money(amount)} pour l'offre « ${s.offer(offer)} », a été rendue à la passerelle et non ici (commande ${order}) : l'abonnement court tant que personne ne le résilie, et aucun avoir n'a été établi.`
      : `${s.money(amount)} de ce qui a été payé pour l'offre « ${s.offer(offer)} » ont été rendus à la passerelle (commande ${order}) ; aucun avoir n'existe pour ce montant.`,
  REFUND_FAILED: ({ offer, order, amount, refund }, s) =>
    `Le remboursement de ${s.money(amount)} pour l'offre « ${s.offer(offer)} » a échoué après coup (commande ${order}, remboursement ${refund}) : la passerelle a de nouveau l'argent, et le payeur ne l'a pas. Il faut le rendre autrement.`,
  TRANSFER_PENDING: ({ offer, total, reference, due, daysLeft }, s) =>
    `« ${s.offer(offer)} » attend un virement de ${s.money(total)}, avec la référence « ${reference} », au plus tard le ${s.day(due)} (${
      daysLeft === 0
        ? "c'est le dernier jour"
        : plural(daysLeft, `il reste ${daysLeft} jour`, `il reste ${daysLeft} jours`)
    }).`,
  TRANSFER_EXPIRED: ({ offer, total, reference, due }, s) =>
    `Le virement de ${s.money(total)} pour l'offre « ${s.offer(offer)} », avec la référence « ${reference} », était attendu jusqu'au ${s.day(due)} et personne ne l'a confirmé. S'il est arrivé d'ici là, indiquez quel jour ; faites renvoyer ce qui arrive plus tard.`,
  EXPIRED: ({ offer, closed, off, transfer, payment }, s) =>
    `L'offre « ${s.offer(offer)} » a expiré : sa fenêtre de renouvellement s'est fermée le ${s.day(closed)}.${turnedOff(off, s)}${paidPerhaps(transfer ?? payment, offer, s)}`,
  RENEWAL_MISSED: ({ offer, since, closed, why }, s) =>
    `Le renouvellement automatique de l'offre « ${s.offer(offer)} » était prévu le ${s.day(since)} et n'a pas eu lieu jusqu'au ${s.day(closed)} : ${missed(why, s)}`,
  UNCONFIRMED: ({ offer, anniversary, closes, presumed }, s) =>
    presumed
      ? `L'offre « ${s.offer(offer)} » était payée ailleurs jusqu'au ${s.day(anniversary)}, et personne n'a consigné de renouvellement : l'abonnement est présumé expiré.`
      : `L'offre « ${s.offer(offer)} » était payée ailleurs jusqu'au ${s.day(anniversary)}, et personne n'a consigné si le fournisseur l'a renouvelée : consignez-le au plus tard le ${s.day(closes)}.`,
  VENDOR_CHARGES_TOO: ({ offer, on, sure, past }, s) => {
    const unlessOff =
      "sauf si le renouvellement automatique est désactivé dans son portail. Une fois que c'est fait, déclarez-le.";
    if (past)
      return `Le fournisseur a peut-être quand même débité l'offre « ${s.offer(offer)} » le ${s.day(on)}, et peut le faire encore chaque année, ${unlessOff}`;
    return sure
      ? `Le fournisseur devrait quand même débiter l'offre « ${s.offer(offer)} » le ${s.day(on)}, ${unlessOff}`
      : `Personne n'a dit si le fournisseur débite quand même l'offre « ${s.offer(offer)} » le ${s.day(on)} : c'est possible, ${unlessOff}`;
  },
  VENDOR_RENEWAL_UNKNOWN: ({ offer, anniversary }, s) =>
    `Personne n'a dit si le fournisseur renouvelle l'offre « ${s.offer(offer)} » de lui-même le ${s.day(anniversary)}.`,
  TERM_UNUSUAL: ({ offer, days, start }, s) =>
    `La période de l'offre « ${s.offer(offer)} » a été déclarée avec ${s.number(days)} jours ; la date anniversaire déclarée fait foi. Une période jusqu'à cette date commence en principe le ${s.day(start)} : déclarez ce jour, ou ajoutez un fichier qui montre celui qui a été déclaré.`,
  AMOUNT_DIFFERS: ({ offer, paid, tax, listed }, s) =>
    `${s.money(paid)} ont été déclarés pour l'offre « ${s.offer(offer)} »${tax ? `, dont ${s.money(tax)} de taxe` : ''}, et le programme indique ${s.money(listed)} hors taxe. Corrigez-le si c'est une erreur, ou ajoutez un fichier qui le montre.`,
  ENDS_IN_PROGRAMME_LEFT: ({ offer, programme, to, on }, s) =>
    `L'offre « ${s.offer(offer)} » a été achetée dans le programme ${programme} et y prend fin le ${s.day(on)} : ce qui s'achète désormais relève de ${to}.`,
  GRACE: ({ offer, closes, off }, s) =>
    `L'offre « ${s.offer(offer)} » a passé sa date anniversaire : renouvelez-la au plus tard le ${s.day(closes)}, sinon elle est perdue.${turnedOff(off, s)}`,
  RENEW_BY_HAND: ({ offer, anniversary, open, opens, off }, s) =>
    `L'offre « ${s.offer(offer)} » se termine le ${s.day(anniversary)} et n'est pas renouvelée automatiquement.${turnedOff(off, s)}${from(open, opens, s)}`,
  CHARGE_OVERDUE: ({ offer, since }, s) =>
    `Le débit automatique de l'offre « ${s.offer(offer)} » était prévu le ${s.day(since)} et n'a pas eu lieu.`,
  CHARGE_DECLINED: ({ offer, declineCode, nextTry, isDue, closes, benefitsUntil, ends }, s) => {
    const declined = `Le débit de l'offre « ${s.offer(offer)} » a été refusé (${declines[declineCode] ?? declineCode})`;
    const comes = [
      ...(benefitsUntil ? [dunning.benefitsUntil(s.day(benefitsUntil))] : []),
      ...(ends ? [dunning.ends(s.day(ends))] : []),
    ];
    const tried =
      nextTry === null
        ? `${declined} et n'est plus retenté avec cette carte. La prochaine exécution débite une autre carte par défaut, ou renouvelez à la main jusqu'au ${s.day(closes)}.`
        : `${declined} ; ${isDue ? `la tentative suivante est due depuis le ${s.day(nextTry)} : la prochaine exécution la fait` : `il est retenté le ${s.day(nextTry)}`}. Une autre carte par défaut sera alors débitée à la place, ou renouvelez à la main jusqu'au ${s.day(closes)}.`;
    return [tried, ...comes].join(' ');
  },
  LAST_CHARGE_GIVEN_BACK: ({ offer, closes }, s) =>
    `La passerelle a remboursé le dernier paiement de l'offre « ${s.offer(offer)} », et ce registre, peut-être une copie antérieure, ne contient pas ce remboursement : rien n'est débité automatiquement. Comparez les deux ; puis résiliez-la ici aussi, ou renouvelez-la à la main jusqu'au ${s.day(closes)}.`,
  PRICE_ROSE: ({ offer, paid, now, open, opens }, s) =>
    `L'offre « ${s.offer(offer)} » coûte désormais ${s.money(now)}, contre ${s.money(paid)} auparavant : rien n'est débité automatiquement, elle se renouvelle à la main.${from(open, opens, s)}`,
  LICENCES_RUN_OUT: ({ offer, on, users }, s) =>
    `Des licences de l'offre « ${s.offer(offer)} » prennent fin le ${s.day(on)}, n'ayant pas été réassignées avec le renouvellement : ${s.list(users)}.`,
  BENEFITS_LAPSE: ({ offer, on, benefits }, s) =>
    `Des avantages de l'offre « ${s.offer(offer)} » ne s'activent que jusqu'au ${s.day(on)} : ${s.list(benefits)}.`,
  NOT_QUALIFIED: ({ offer, level, anniversary }, s) =>
    `L'offre « ${s.offer(offer)} » est conservée jusqu'au ${s.day(anniversary)}, mais ne peut pas être renouvelée ; il faut à nouveau : ${s.level(level)}.`,
  EVIDENCE_LAPSES: ({ offer, level, anniversary }, s) =>
    `À la date anniversaire du ${s.day(anniversary)}, l'offre « ${s.offer(offer)} » exige : ${s.level(level)} ; or les justificatifs expirent avant.`,
  CARD_DECLINED_BEFORE: ({ offer, card }, s) =>
    `Le prochain paiement de l'offre « ${s.offer(offer)} » sera débité avec la carte ${screens.card(card)}, refusée la dernière fois.`,
  PAID_NEXT: ({ card, declined }) =>
    `Le prochain renouvellement automatique sera débité avec la carte par défaut, ${screens.card(card)}${declined ? ', refusée la dernière fois' : ''} ; celle-ci le paiera une fois choisie par défaut.`,
  NO_CARD_FOR_CHARGE: ({ offer }, s) =>
    `Aucun mode de paiement n'est enregistré pour le renouvellement de l'offre « ${s.offer(offer)} ».`,
  CARD_DISPUTED: ({ offer, card, order }, s) =>
    `L'offre « ${s.offer(offer)} » n'est pas débitée automatiquement avec la carte ${screens.card(card)} : la banque de son titulaire réclame ce qu'elle a payé pour la commande ${order}, ou l'a repris. Une autre carte par défaut sera débitée à la place ; sinon, renouvelez à la main.`,
  CARD_EXPIRES_BEFORE_CHARGE: ({ card, expired }) =>
    expired
      ? `${screens.card(card)} a expiré : le débit ne pourra pas se faire avec cette carte.`
      : `${screens.card(card)} expire avant le débit.`,
  REQUEST_OPEN: ({ request, problem, cancels }, s) =>
    `La demande ${request} est ouverte : ${cancels === null ? support.problems[problem] : support.cancel(s.offer(cancels))}.`,
  NO_JOB_HAS_RUN: ({ lastRun }, s) =>
    lastRun === null
      ? "Aucune tâche n'a encore exécuté les renouvellements sur cette machine."
      : `Aucune tâche n'a exécuté les renouvellements depuis le ${s.day(lastRun)}.`,
  NO_JOB_FOR_CHARGE: ({ offer, on }, s) =>
    `Seule une tâche qui exécute les renouvellements chaque jour, ici ou en CI, effectue le débit de l'offre « ${s.offer(offer)} » du ${s.day(on)}, et aucune n'est connue.`,
  JOB_SILENT: ({ since }, s) =>
    `La tâche qui exécute chaque jour les renouvellements n'a plus rien exécuté depuis le ${s.day(since)} : ce qui vient à échéance n'est pas débité.`,
  JOB_FAILS: ({ on, problem }, s) =>
    `La tâche qui exécute les renouvellements s'est interrompue le ${s.day(on)} (${problem}), et aucune exécution n'est allée à son terme depuis.${
      isOutdated({ problem }) ? ` ${schedule.outdated}` : ''
    }`,
  EVENTS_NOT_TOLD: ({ givenUp, waiting }) =>
    `${plural(givenUp, "Un événement n'a pas été accepté", `${givenUp} événements n'ont pas été acceptés`)} par l'adresse de PARTNER_EVENTS_URL et ne sera plus renvoyé automatiquement${waiting > 0 ? ` ; en attente : ${waiting}` : ''}.`,
  REMINDER_UNKNOWN: ({ offer, channel, claimedOn }, s) =>
    `Le rappel sur l'offre « ${s.offer(offer)} » du ${s.day(claimedOn)} (${reminders.channels[channel]}) est resté sans réponse : il est peut-être arrivé, et n'est pas renvoyé à moins que vous ne le demandiez.`,
  NOBODY_REMINDED: ({ company }) =>
    `Personne chez ${company} ne reçoit de rappel : aucune des personnes qui peuvent agir n'a d'adresse où envoyer un e-mail.`,
  ONE_BUYER: () => 'Une seule personne peut acheter ou renouveler ici.',
};
