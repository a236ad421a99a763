import type { BooksFault } from '../../core/gateway.js';

/** What is wrong with the books of the sandbox's gateway. */
export const booksFaults: Readonly<Record<BooksFault, string>> = {
  'not-ours':
    "Le fichier est endommagé ou appartient à un autre programme. Il n'a pas été touché, et aucun paiement n'a été envoyé.",
  'no-locks':
    "Leur dossier ne connaît pas les verrous de fichiers, comme souvent un dossier réseau. Aucun paiement n'a été envoyé ; gardez registre et livres dans un dossier d'un disque local.",
  unwritable:
    "Il n'y a plus de place, pas d'autorisation, ou l'emplacement est en lecture seule. Ce qui n'a pas été confirmé n'a pas été écrit, et aucun paiement n'a été envoyé.",
  unreachable:
    "Le serveur qui les garde n'a pas répondu, ou la connexion a été coupée. Ce qui n'a pas été confirmé n'a pas été écrit.",
  missing:
    "Le registre s'en est servi, et ils ne sont plus là. Eux seuls disent ce qui a été débité : aucun paiement n'a donc été envoyé. Remettez-les en place ; à côté de la copie d'un registre, il faut une copie de ses livres.",
  moved:
    "Ils sont partis avec le registre, qui a été déplacé : ce qui a été débité se trouve dans leur copie à côté de lui. Aucun paiement n'a été envoyé. Utilisez le registre là où il est ; db copy l’amène à tout endroit libre.",
  others:
    "Ce sont ceux d'un autre registre, ou une copie antérieure à la dernière carte de celui-ci. Aucun paiement n'a été envoyé. Remettez côte à côte le registre et les livres qui vont ensemble, ou donnez au nouveau registre un autre emplacement avec --database.",
  unfinished:
    'Ils ont été remplis de comptes fictifs, et cela a été interrompu avant que le registre contienne la même chose. Aucun paiement n’a été envoyé. Remplissez les deux à nouveau, ou commencez ailleurs (--database).',
  unsafe:
    "Ils appartiennent à un autre utilisateur de cette machine, ou tout le monde peut écrire dans leur dossier (chmod o-w) : ce qui a été débité pourrait être échangé. Ils n'ont pas été ouverts, et aucun paiement n'a été envoyé.",
};
