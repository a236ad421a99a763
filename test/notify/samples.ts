import type { Message } from '../../src/notify/notifier.js';

export function message(changes: Partial<Message> = {}): Message {
  return {
    key: 'sub_1/0/-15/mail',
    lang: 'fr',
    to: ['admin@contoso.example'],
    subject: 'Abonnement : renouvellement le 22 nov. 2027, 475,00 €',
    paragraphs: ['Société « <Éléphant> & Cie » : payé.', 'Bac à sable.'],
    facts: [
      ['Société', '<b>Contoso</b>'],
      ['Montant', '475,00 €'],
    ],
    labelled: (label, value) => `${label} : ${value}`,
    data: { subscriptionId: 'sub_1', amount: { amount: 47500, currency: 'EUR' } },
    ...changes,
  };
}
