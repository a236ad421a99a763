import type { CardProblem, RefusalCode } from '../../core/refusal.js';
import { roleNames, some } from '../names.js';
import { anotherCard, type ProblemTexts } from '../said.js';
import { competencies } from './competencies.js';
import { elsewhere } from './elsewhere.js';
import { screens } from './screens.js';
import { users } from './users.js';
import { benefitRefusals } from './benefit-refusals.js';
import { supportRefusals } from './support-refusals.js';
import { transferRefusals } from './transfer-refusals.js';
import { sh } from '../command-line.js';
import { correctionLine } from '../stated.js';

/** How what the vendor was paid for is written down here; `term-end` as in PAID_ELSEWHERE. */
const recordedThen = {
  no: (offer: string) => sh`partner adopt ${offer} --anniversary DATE`,
  yes: (offer: string) => sh`partner orders record ${offer} --invoice NO --paid-on DATE`,
  'term-end': (offer: string) => sh`partner orders record ${offer} --invoice NO --paid-on DATE --term-end DATE`,
};

const card: Readonly<Record<CardProblem, string>> = {
  number: "Le numéro de carte n'est pas valide : un chiffre est faux ou manque.",
  'not-a-test-number':
    "Le bac à sable n'accepte que les numéros d'essai publiés, pour qu'aucune vraie carte ne soit saisie par erreur.",
  'unknown-token': 'La passerelle ne connaît pas ce jeton.',
  elsewhere:
    "Aucun numéro de carte ne se saisit ici : la page de Stripe s'en charge. Au clavier, omettez --card-stdin ; dans un script, passez --token pm_….",
  others: "La carte est conservée pour quelqu'un d'autre chez Stripe. Faites-la saisir à nouveau.",
  expiry: "La date d'expiration est un mois et une année, par exemple 12/34.",
  expired: 'Cette carte a expiré.',
  cvc: 'Le code de sécurité a trois chiffres, quatre pour American Express.',
};

/** Every "no" of a rule. */
export const refusals: Pick<ProblemTexts, RefusalCode> = {
  ...supportRefusals,
  ...transferRefusals,
  ...benefitRefusals,
  NOT_A_MEMBER: ({ offer, left, noLedgerAt }, s) => ({
    what: left
      ? `${left.company} a quitté le réseau le ${s.day(left.on)}.`
      : offer === undefined
        ? "Aucune société n'a encore adhéré au réseau ici."
        : `L'offre « ${s.offer(offer)} » est réservée aux membres du réseau.`,
    why: `${noLedgerAt === undefined ? '' : `Il n'y a pas de registre à l'emplacement ${noLedgerAt}. `}L'adhésion au réseau précède tout le reste. Elle est gratuite et n'a pas à être renouvelée.`,
    short: "adhérez d'abord au réseau",
    try: ['partner join'],
  }),
  ALREADY_MEMBER: ({ mpnId, company, since }, s) => ({
    what: `${company} (MPN ${mpnId}) est déjà membre du réseau.`,
    why: `L'adhésion date du ${s.day(since)} ; elle n'a pas à être renouvelée.`,
    try: ['partner status'],
  }),
  ALREADY_SUBSCRIBED: ({ offer, anniversary, opens, closes, renewable }, s) => ({
    what: `L'offre « ${s.offer(offer)} » est déjà souscrite.`,
    why: renewable
      ? `Elle est payée jusqu'au ${s.day(anniversary)} et peut être renouvelée jusqu'au ${s.day(closes)}.`
      : `Elle est payée jusqu'au ${s.day(anniversary)}. Elle peut être renouvelée du ${s.day(opens)} au ${s.day(closes)}.`,
    try: [renewable ? s.act(offer, 'renew') : s.act(offer, 'show')],
  }),
  NOT_SUBSCRIBED: ({ offer }, s) => ({
    what: `L'offre « ${s.offer(offer)} » n'est pas parmi les offres achetées.`,
    why: "Il n'y a encore rien à afficher, à renouveler ou à désactiver.",
    try: [s.act(offer, 'subscribe')],
  }),
  NOT_ELIGIBLE: ({ offer, level, area, shortfall }, s) => ({
    what: `L'offre « ${s.offer(offer)} » ne peut pas encore être achetée ni renouvelée.`,
    why:
      area === null
        ? `Il manque : ${s.level(level)}. Une compétence se gagne d'abord, puis s'achète.`
        : `Il manque : ${s.level(level)}. Le domaine le plus proche est « ${s.area(area)} », où il manque ceci : ${s.list(
            shortfall.map(({ metric, have, need }) =>
              competencies.shortfall(s.metric(metric), s.number(have), s.number(need)),
            ),
          )}.`,
    short: `il manque : ${s.level(level)}`,
    try: [area === null ? s.earn('list') : s.earn('show', area)],
  }),
  UPGRADE_INSTEAD: ({ offer, from, discount }, s) => ({
    what: `L'offre « ${s.offer(offer)} » s'achète ici comme mise à niveau.`,
    why: `L'offre « ${s.offer(from)} » est détenue : la mise à niveau la remplace et coûte ${discount / 100} % de moins.`,
    short: 'par une mise à niveau',
    try: [s.earn('upgrade')],
  }),
  ALREADY_UPGRADED: ({ offer, by, on }, s) => ({
    what: `L'offre « ${s.offer(offer)} » a été remplacée.`,
    why: `L'offre « ${s.offer(by)} » l'a remplacée le ${s.day(on)} et la comprend. Il n'y a rien à renouveler ni à désactiver.`,
    try: [s.act(by, 'show')],
  }),
  OFFER_INCLUDED: ({ offer, by, until }, s) => ({
    what: `L'offre « ${s.offer(offer)} » est comprise dans « ${s.offer(by)} ».`,
    why: `Cette dernière court jusqu'au ${s.day(until)} ; d'ici là, il n'y a rien à acheter.`,
    short: `comprise dans « ${s.offer(by)} »`,
    try: [sh`partner offers show ${by}`],
  }),
  PRICE_NOT_KNOWN: ({ offer, country, on }, s) => ({
    what: `Aucun prix de l'offre « ${s.offer(offer)} » n'est connu pour le pays ${country} au ${s.day(on)}.`,
    why: 'Les prix ne sont jamais convertis ni devinés. Le fichier du programme doit en indiquer un.',
    short: 'aucun prix connu',
    try: [sh`partner offers show ${offer}`],
  }),
  OFFER_ENDED: ({ offer, act, on, by }, s) => ({
    what: `L'offre « ${s.offer(offer)} » ${act === 'buy' ? "s'achetait" : 'se renouvelait'} jusqu'au ${s.day(on)}.`,
    why: by === null ? "Le programme n'indique rien qui la remplace." : `L'offre « ${s.offer(by)} » la remplace.`,
    short: "n'est plus vendue",
    try: [sh`partner offers show ${offer}`],
  }),
  PROGRAMME_LEFT: ({ offer, programme, to, until }, s) => ({
    what: `L'offre « ${s.offer(offer)} » a été achetée dans le programme ${programme}, que le compte a quitté.`,
    why: `Elle court jusqu'au ${s.day(until)} et ne se renouvelle pas ; ce qui s'achète désormais relève de ${to}.`,
    short: `prend fin avec ${programme}`,
    try: ['partner offers list --available'],
  }),
  PRICE_ROSE: ({ offer, paid, now, limit }, s) => ({
    what: `Le prix de l'offre « ${s.offer(offer)} » a trop augmenté pour être débité automatiquement.`,
    why: `Il était de ${s.money(paid)} et il est de ${s.money(now)} ; jusqu'à ${s.number(limit / 100)} % de plus, il est débité sans intervention.`,
    try: [s.act(offer, 'renew')],
  }),
  CARD_DISPUTED: ({ offer, card: which, order, dispute }, s) => ({
    what: `L'offre « ${s.offer(offer)} » n'est pas débitée automatiquement avec la carte ${screens.card(which)}.`,
    why: `La banque de son titulaire réclame ce qu'elle a payé pour la commande ${order}, ou l'a repris (litige ${dispute}). Une autre carte par défaut est débitée ; avec celle-ci, quelqu'un renouvelle à la main.`,
    short: 'carte contestée',
    try: ['partner payment-methods add --default', s.act(offer, 'renew')],
  }),
  WINDOW_NOT_OPEN: ({ offer, anniversary, opens, closes }, s) => ({
    what: `L'offre « ${s.offer(offer)} » ne peut pas encore être renouvelée.`,
    why: `Elle est payée jusqu'au ${s.day(anniversary)}. La fenêtre de renouvellement est ouverte du ${s.day(opens)} au ${s.day(closes)}.`,
    try: [s.act(offer, 'show')],
  }),
  WINDOW_CLOSED: ({ offer, anniversary, closed }, s) => ({
    what: `L'offre « ${s.offer(offer)} » a expiré.`,
    why: `Elle était payée jusqu'au ${s.day(anniversary)} et sa fenêtre de renouvellement s'est fermée le ${s.day(closed)}. S'abonner de nouveau fixe une nouvelle date anniversaire.`,
    try: [s.act(offer, 'subscribe')],
  }),
  ALREADY_RENEWED: ({ offer, paidTo, opens }, s) => ({
    what: `L'offre « ${s.offer(offer)} » a déjà été renouvelée.`,
    why: `Elle est payée jusqu'au ${s.day(paidTo)}. La période suivante peut être payée à partir du ${s.day(opens)}.`,
    try: [s.act(offer, 'show')],
  }),
  AUTORENEW_LOCKED: ({ offer, turnedOffOn, stated, anniversary, ended, open, opens, closes }, s) => ({
    what: 'Le renouvellement automatique ne peut pas encore être réactivé.',
    why: `Il ${stated ? 'est désactivé chez le fournisseur, comme déclaré' : 'a été désactivé'} le ${s.day(turnedOffOn)}, pour la période qui ${ended ? "s'est terminée" : 'se termine'} le ${s.day(anniversary)}. Il revient avec le prochain renouvellement, possible ${open ? "jusqu'au" : `du ${s.day(opens)} au`} ${s.day(closes)}.`,
    try: [`${s.act(offer, 'renew')} --check`],
  }),
  AUTORENEW_AT_VENDOR: ({ offer, order }, s) => ({
    what: `On ne sait pas ici si le fournisseur renouvelle l'offre « ${s.offer(offer)} » de lui-même.`,
    why: "Elle a été achetée ailleurs, et son renouvellement automatique est celui du fournisseur. Regardez dans son portail, puis dites ce qu'il en est.",
    try: [sh`partner orders correct ${order} --autorenew on --reason TEXT`],
  }),
  DAY_TOO_EARLY: ({ offer, on, earliest, since }, s) => ({
    what: `Le ${s.day(on)} est trop tôt pour ce qui s'est passé avec l'offre « ${s.offer(offer)} ».`,
    why: {
      paid: `Elle a été payée le ${s.day(earliest)} : rien n'en a été remboursé ni utilisé avant.`,
      given: `La période donne ses avantages à partir du ${s.day(earliest)}.`,
      started: `La période a commencé le ${s.day(earliest)} : rien n'a été désactivé pour elle avant.`,
      renewed: `Un renouvellement a réactivé le renouvellement automatique le ${s.day(earliest)} : ce qui a été désactivé avant l'a été pour la période précédente.`,
    }[since],
    try: [s.act(offer, 'show')],
  }),
  RECORD_CONFLICT: ({ order, by, refund, open, said = {} }, s) => {
    if (open)
      return {
        what: `Cela est commandé ici : commande ${order}, dont le paiement n'est pas réglé.`,
        why: "Une fois payée, elle porte sur la même période. Rien n'a été modifié. Réglez-la d'abord.",
        try: ['partner recover', sh`partner orders show ${order}`],
      };
    return {
      what: `Autre chose est consigné à ce sujet : commande ${order}${by === null ? '' : `, ${s.offer(by)}`}.`,
      why: refund
        ? `${s.money(refund.amount)} en ont été remboursés le ${s.day(refund.on)} : il n'a pas été payé moins, ni plus tard. Rien n'a été modifié.`
        : "Une facture est consignée une fois, et une commande par période. Rien n'a été modifié. Ce qui a été mal déclaré est déclaré à nouveau avec un motif.",
      try: [sh`partner orders show ${order}`, correctionLine(order, said)],
    };
  },
  ANNIVERSARY_NOT_KNOWN: ({ offer, command }, s) => ({
    what: `Jusqu'à quel jour l'offre « ${s.offer(offer)} » est payée ne découle pas de ce qui a été déclaré.`,
    why: "La règle du programme pour la prochaine date anniversaire n'est pas vérifiée, ou compte depuis un paiement dont le jour n'a pas été déclaré. Indiquez le jour.",
    try: [command ?? sh`partner orders record ${offer} --term-end DATE`],
  }),
  TERM_SETTLED: ({ order, offer }, s) => ({
    what: `Les dates de la commande ${order} ne peuvent pas être déplacées.`,
    why: `Une période suivante de l'offre « ${s.offer(offer)} » repose sur elles. Le reste de ce qui a été déclaré peut encore être corrigé.`,
    try: [sh`partner orders show ${order}`],
  }),
  AUTORENEW_NOT_OFFERED: ({ offer, programme }, s) => ({
    what: `Le renouvellement automatique n'est pas proposé dans le programme ${programme}.`,
    why: `L'offre « ${s.offer(offer)} » se renouvelle à la main.`,
    try: [s.act(offer, 'show')],
  }),
  TERMS_NOT_ACCEPTED: ({ terms, version }) => ({
    what: `Les conditions ${terms} n'ont pas été acceptées.`,
    why: `La version ${version} s'accepte à chaque achat et à chaque renouvellement.`,
    try: [sh`partner terms show ${terms}`],
  }),
  TERMS_OUTDATED: ({ terms, given, inForce }) => ({
    what: `La version ${given} des conditions ${terms} n'est pas celle en vigueur.`,
    why: `C'est la version ${inForce}. Lisez-la, puis acceptez-la.`,
    try: [sh`partner terms show ${terms}`],
  }),
  PAYMENT_METHOD_REQUIRED: ({ offer }, s) => ({
    what: `Aucun mode de paiement n'est enregistré pour l'offre « ${s.offer(offer)} ».`,
    why: 'Chaque achat et chaque renouvellement exigent un mode de paiement.',
    try: ['partner payment-methods add'],
  }),
  PAYMENT_WAITS: ({ order, url, until }, s) => ({
    what: `Le paiement de la commande ${order} attend le titulaire de la carte : la banque demande son accord.`,
    why: `La page ${url} attend cet accord jusqu'au ${s.instant(until)}. Rien n'est débité avant, et rien d'autre n'est acheté pour cette période.`,
    short: 'attend le titulaire de la carte',
    try: [sh`partner orders pay ${order}`, sh`partner orders cancel ${order}`],
  }),
  PAYMENT_METHOD_IN_USE: ({ offer, chargeOn, order, waits }, s) =>
    chargeOn === null
      ? {
          what: "Ce mode de paiement ne peut pas être retiré : une commande est en train d'être payée avec lui.",
          why: `La commande ${order} de l'offre « ${s.offer(offer)} » ${waits ? 'attend le titulaire de la carte' : "n'a pas encore de réponse de la passerelle"}.`,
          try: waits ? [sh`partner orders pay ${order}`, sh`partner orders cancel ${order}`] : ['partner recover'],
        }
      : {
          what: 'Ce mode de paiement ne peut pas être retiré : il paie un renouvellement.',
          why: `L'offre « ${s.offer(offer)} » sera renouvelée automatiquement le ${s.day(chargeOn)} et le débitera. Choisissez d'abord un autre mode de paiement par défaut.`,
          try: ['partner payment-methods add', 'partner payment-methods default ID'],
        },
  CARD_EXPIRED: ({ card: which, lastDay, ...paying }, s) => ({
    what: `La carte ${screens.card(which)} a expiré : elle était valable jusqu'au ${s.day(lastDay)}.`,
    try: [anotherCard(paying, s)],
  }),
  CARD_INVALID: ({ problem }) => ({
    what: card[problem],
    try: problem === 'elsewhere' || problem === 'others' ? ['partner payment-methods add'] : ['partner sandbox cards'],
  }),
  ROLE_REQUIRED: ({ act, user, roles, needed, who }) => ({
    what: users.denied(user, users.acts[act]),
    why: [
      roles.length === 0 ? users.notUser : users.held(roleNames(users, roles)),
      users.takes(roleNames(users, needed)),
      ...(who.length === 0 ? [] : [users.theyCan(some(who).join(', '))]),
    ].join(' '),
    try: [sh`partner who-can ${act}`, ...(roles.length === 0 ? ['partner whoami'] : [])],
  }),
  LAST_GLOBAL_ADMIN: ({ user, others }) => ({
    what: `${user} est le dernier administrateur général.`,
    why: "Il en faut un : donnez d'abord ce rôle à un autre utilisateur.",
    try: [
      others[0] === undefined
        ? 'partner users add ADDRESS --roles global-admin'
        : sh`partner users grant ${others[0]} global-admin`,
    ],
  }),
  ALREADY_USER: ({ user, roles }) => ({
    what: `${user} est déjà utilisateur, avec d'autres rôles.`,
    why: 'Pour donner un rôle à un utilisateur existant : users grant.',
    try: [sh`partner users grant ${user} ${roles[0] ?? 'user'}`],
  }),
  HAS_ACTIVE_OFFERS: ({ offers, until, renewing, unsettled }, s) => {
    if (unsettled)
      return {
        what: "L'adhésion ne peut pas prendre fin tant qu'un paiement est sans réponse.",
        why: `Commande ${s.list(unsettled)} : elle peut encore se révéler payée.`,
        try: ['partner recover'],
      };
    return {
      what: "L'adhésion ne peut pas prendre fin tant qu'une offre achetée est en cours.",
      why: `${s.list(offers.map((offer) => s.offer(offer)))} : jusqu'au ${s.day(until)}. ${renewing.length > 0 ? "Désactivez d'abord le renouvellement automatique et laissez la période s'achever." : "Rien n'est renouvelé automatiquement : laissez la période s'achever."}`,
      try: ['partner status'],
    };
  },
  CLOCK_BEHIND_LEDGER: ({ today, lastEvent, moved }, s) =>
    moved
      ? {
          what: "L'horloge d'un registre ne fait qu'avancer.",
          why: `Elle indiquerait le ${s.day(today)}, et le registre en est déjà au ${s.day(lastEvent)}. Rien n'a été changé. Pour recommencer, prenez un nouveau registre.`,
          try: ['partner clock show', sh`partner clock set ${lastEvent}`, 'partner join --database again.db'],
        }
      : {
          what: "L'horloge est en retard sur le registre.",
          why: `Elle indique le ${s.day(today)}, et le registre contient un événement du ${s.day(lastEvent)}. Rien n'est écrit tant que l'horloge n'est pas à l'heure.`,
          try: ['partner clock show', 'partner db redate'],
        },
  CLOCK_AHEAD: ({ today, known, by, movesMoney }, s) => ({
    what: "L'horloge est en avance.",
    why: `Elle indique le ${s.day(today)}, et ${screens.clock.byAnother(by, s.day(known))}. ${movesMoney ? "Aucun argent n'est déplacé tant que l'horloge n'est pas à l'heure." : "Mettez-la à l'heure, ou dites avec --trust-clock qu'elle l'est."} Rien n'a été fait.`,
    try: ['partner clock show'],
  }),
  SANDBOX_ONLY: ({ action }) => ({
    what: `« ${action} » n'est possible que sur un registre bac à sable.`,
    why: "L'horloge de ce registre est la vraie, et rien n'y est fictif.",
    try: ['partner db path'],
  }),
  PAID_ELSEWHERE: ({ offer, portal, owned, maybeRenewedOn }, s) => ({
    what: "Rien n'est débité ici, et aucune carte n'est conservée.",
    why: `${maybeRenewedOn === undefined ? '' : `${elsewhere.vendor.maybeRenewed(s.day(maybeRenewedOn))} `}Ce registre est de la passerelle none : le fournisseur est payé dans son portail${portal === null ? '' : ` (${portal})`} ou sur facture, et ce qui a été payé est consigné ici.`,
    try: [offer === null ? 'partner status' : recordedThen[owned](offer)],
  }),
  CLOCK_NOT_FROZEN: ({ asOf }, s) => ({
    what: `L'horloge de ce registre bac à sable tourne : rien ne peut être débité au ${s.day(asOf)}.`,
    why: "Une exécution débite à la date du jour. Figez d'abord l'horloge à ce jour, ou regardez avec --dry-run.",
    try: [sh`partner renewals run --as-of ${asOf} --dry-run`, sh`partner clock set ${asOf}`],
  }),
  LEDGER_NOT_EMPTY: ({ holds }) => ({
    what: {
      events: "Ce registre n'est pas vide : il ne peut pas être rempli de comptes fictifs.",
      charges:
        'Les livres de la passerelle du bac à sable, à côté de ce registre, ne sont pas vides : il ne peut pas être rempli de comptes fictifs.',
    }[holds],
    why: "Les années fictives doivent venir avant tout le reste. Rien n'a été écrit. Remplissez plutôt un nouveau registre.",
    try: ['partner sandbox seed --accounts 1000 --database demo.db'],
  }),
};
