import type { BooksFault } from '../../errors.js';
import type { ProblemTexts } from '../said.js';
import type { GatewayTrouble } from '../en/gateway-problems.js';

const faults: Readonly<Record<BooksFault, string>> = {
  'not-ours':
    "Le fichier est endommagé ou appartient à un autre programme. Il n'a pas été touché, et aucun paiement n'a été envoyé.",
  'no-locks':
    "Leur dossier ne connaît pas les verrous de fichiers, comme souvent un dossier réseau. Aucun paiement n'a été envoyé ; gardez registre et livres dans un dossier d'un disque local.",
  unwritable:
    "Il n'y a plus de place, pas d'autorisation, ou l'emplacement est en lecture seule. Ce qui n'a pas été confirmé n'a pas été écrit, et aucun paiement n'a été envoyé.",
  missing:
    "Le registre s'en est servi, et ils ne sont plus là. Eux seuls disent ce qui a été débité : aucun paiement n'a donc été envoyé. Remettez-les en place ; à côté de la copie d'un registre, il faut une copie de ses livres.",
  others:
    "Ce sont ceux d'un autre registre, ou une copie antérieure à la dernière carte de celui-ci. Aucun paiement n'a été envoyé. Remettez côte à côte le registre et les livres qui vont ensemble, ou donnez au nouveau registre un autre emplacement avec --database.",
  unsafe:
    "Ils appartiennent à un autre utilisateur de cette machine, ou tout le monde peut écrire dans leur dossier (chmod o-w) : ce qui a été débité pourrait être échangé. Ils n'ont pas été ouverts, et aucun paiement n'a été envoyé.",
};

const NO_BOOKS =
  "Les livres de la passerelle du bac à sable manquent, sont ceux d'un autre registre, ou ont fait défaut pendant leur usage.";

const known: Readonly<Record<string, string>> = {
  books_missing: NO_BOOKS,
  books_others: NO_BOOKS,
  books_unreadable: NO_BOOKS,
  charge_unwritten: "La passerelle dit qu'elle a été débitée, et le registre a fait défaut au moment de le noter.",
  answer_unwritten: 'Le registre a fait défaut pendant le paiement.',
  order_unwritten:
    "Le registre a fait défaut au moment de l'écrire. Rien n'est encore débité ; si elle est enregistrée, recover la paie.",
};

export const gatewayTroubles: Pick<ProblemTexts, GatewayTrouble> = {
  PAYMENT_UNKNOWN: ({ order, reason }) => ({
    what: 'On ne sait pas encore si le paiement a eu lieu. Ne payez pas une seconde fois.',
    why: `${order === null ? '' : `Commande ${order} : `}${known[reason] ?? "La passerelle n'a donné aucune réponse crédible."} Rien d'autre n'est acheté pour cette période tant que ce n'est pas réglé.`,
    try: ['partner recover'],
  }),
  GATEWAY_BOOKS: ({ location, reason }) => ({
    what: `Les livres de la passerelle du bac à sable, ${location}, sont inutilisables.`,
    why: faults[reason],
    try: ['partner db path'],
  }),
  GATEWAY_UNREACHABLE: () => ({
    what: 'La passerelle ne peut pas être interrogée pour le moment.',
    why: "Elle n'a donné aucune réponse crédible. Rien n'a été modifié ; réessayer est sans risque.",
  }),
};
