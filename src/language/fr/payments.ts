import type { KeySource } from '../../errors.js';
import type { ProblemTexts } from '../said.js';

/** Ce que la passerelle dit d'elle-même. */
export const payments = {
  message: 'Un message',
  listening: (url: string) => `À l'écoute sur ${url} ; Ctrl-C y met fin.`,
  wouldListen: (port: number) => `L'écoute se ferait sur le port ${port} de cette machine. Rien n'a été reçu.`,
  unread: 'Plus personne ne lit ce qui est reçu : l’écoute s’arrête.',
  leaving: 'Arrêt en cours : ce qui est arrivé est encore consigné.',
  results: {
    written: 'consigné',
    unchanged: 'rien de nouveau',
    ignored: 'ne concerne aucun paiement',
    elsewhere: "concerne un paiement d'un autre registre ou compte",
    'no-order': 'aucune commande ne lui correspond, voir partner reconcile',
    'not-looked': "n'a pas pu être vérifié, Stripe le redira",
    refused: "n'est pas de Stripe pour cette adresse",
  },
  fee: 'Frais de la passerelle',
  returned: 'Rendu à la passerelle',
  failed: 'échoué',
  dispute: 'Contesté à la banque',
  disputes: { open: 'en cours', won: 'gagné', lost: 'perdu' },
  each: (amount: string, about: string) => `${amount} (${about})`,
};

const eventFaults = {
  signature:
    "Aucune de ses signatures n'est faite avec le secret de PARTNER_STRIPE_WEBHOOK_SECRET sur ces octets mêmes. Rien n'a été fait.",
  time: "Il a été signé il y a plus de cinq minutes, ou l'horloge de cette machine est fausse. Rien n'a été fait.",
  form: "Il est signé, mais ne dit pas de quoi il s'agit. Rien n'a été fait.",
};

const portFaults = {
  taken: 'Un autre programme y écoute déjà.',
  denied:
    "La machine n'y laisse pas écouter cet utilisateur : les ports au-dessous de 1024 sont réservés à son administrateur.",
  failed: "La machine n'en dit pas plus. --debug affiche ses propres mots.",
};

export const listeningTroubles: Pick<ProblemTexts, 'GATEWAY_SILENT' | 'EVENT_REFUSED' | 'PORT_UNUSABLE'> = {
  GATEWAY_SILENT: ({ gateway }) => ({
    what: `La passerelle de ce registre, ${gateway}, ne dit rien d'elle-même.`,
    why: "Seul Stripe envoie des événements. Ce qu'est devenu un paiement, les commandes qui paient et recover le vérifient.",
    try: ['partner recover'],
  }),
  EVENT_REFUSED: ({ fault }) => ({
    what: "Ce n'est pas un événement que Stripe vient d'envoyer à cette adresse.",
    why: eventFaults[fault],
    try: ['partner help environment'],
  }),
  PORT_UNUSABLE: ({ port, why }) => ({
    what: `Impossible d'écouter sur le port ${port} de cette machine.`,
    why: portFaults[why],
    try: ['partner payments listen --port 8788'],
  }),
};

/** Beside a key that is missing: what the system's keychain came to. */
export const keychains = {
  none: " Cette machine n'a pas de trousseau qui pourrait être interrogé.",
  empty: " Le trousseau du système n'en contient aucune sous partner et stripe-live ou stripe-test.",
  silent: " Le trousseau du système n'a pas répondu en cinq secondes : il est peut-être verrouillé.",
};

/** Où la clé inutilisable a été trouvée. */
export const keySources: Readonly<Record<KeySource, string>> = {
  variable: ' Elle a été lue dans PARTNER_STRIPE_KEY.',
  file: ' Elle a été lue dans le fichier désigné par PARTNER_STRIPE_KEY_FILE.',
  keychain: ' Elle a été lue dans le trousseau du système.',
};
