import type { events as english } from '../en/events.js';
import { french as plural } from '../plural.js';

export const events: typeof english = {
  id: 'Événement',
  type: 'Type',
  at: 'Quand',
  account: 'Compte',
  state: 'État',
  states: {
    told: 'transmis',
    waiting: 'en attente',
    'given-up': 'abandonné',
    before: 'antérieur à cette adresse',
    'nobody-told': "personne n'est informé",
  },
  none: "Rien ne s'est encore produit qui puisse être transmis.",
  older: (command: string) => `Plus anciens : ${command}`,
  nobody: "PARTNER_EVENTS_URL n'est pas défini : personne n'est informé.",
  nothingWaits: "Aucun événement n'est en attente.",
  sent: (count: number) => plural(count, 'Un événement a été transmis.', `${count} événements ont été transmis.`),
  stillGivenUp: (count: number) =>
    plural(
      count,
      "Un événement n'a pas été accepté et reste abandonné : partner events resend le retente.",
      `${count} événements n'ont pas été acceptés et restent abandonnés : partner events resend les retente.`,
    ),
  againSent: (id: string) => `L'événement ${id} a été transmis à nouveau.`,
  notSent: (id: string) => `L'événement ${id} n'a pas été accepté.`,
  behind: (count: number) =>
    plural(
      count,
      "Un événement n'a pas encore pu être transmis ; la prochaine commande le retente.",
      `${count} événements n'ont pas encore pu être transmis ; la prochaine commande les retente.`,
    ),
  left: (count: number, command: string) =>
    plural(
      count,
      `Un événement attend l'adresse informée auparavant et n'est pas transmis de lui-même à celle-ci : ${command}`,
      `${count} événements attendent l'adresse informée auparavant et ne sont pas transmis d'eux-mêmes à celle-ci : ${command}`,
    ),
  standing: (state: string, why: string, nextAt: string) => `${state} (${why} ; retenté le ${nextAt})`,
  valid: (id: string) => `Le message ${id} est signé avec ce secret et n'a pas été modifié.`,
  invalid: {
    signature: (id: string) => `Le message ${id} n'est pas signé avec ce secret, ou a été modifié.`,
    time: (id: string) =>
      `Le message ${id} est signé, mais son heure s'écarte de plus de cinq minutes de celle de cette machine : c'est peut-être un ancien message, renvoyé.`,
  },
};
