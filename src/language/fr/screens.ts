import type { Witness } from '../../core/day.js';
import { brandName } from '../names.js';
import { membership } from './membership.js';
import { orders } from './orders.js';

/** What tables, details and warnings say. */
export const screens = {
  brand: brandName,
  card: (card: { readonly brand: string; readonly last4: string }) =>
    `${brandName(card.brand)} finissant par ${card.last4}`,
  member: 'membre du réseau',
  left: (company: string, on: string) => `${company} a quitté le réseau le ${on}.`,
  notNeeded: 'inutile',
  dash: '–',
  ...membership,
  ...orders,
  terms: {
    version: 'Version',
    inForce: 'En vigueur depuis le',
    hash: 'SHA-256',
    accepted: 'Acceptées le',
    by: 'Par',
    forWhat: 'Pour',
    membership: 'adhésion',
    terms: 'Conditions',
  },
  config: {
    key: 'Réglage',
    value: 'Valeur',
    origin: 'Origine',
    unknown: (keys: string) => `La configuration contient aussi ce qui n'est pas un réglage et ne fait rien : ${keys}.`,
    set: (key: string, value: string) => `${key} vaut désormais ${value}.`,
    unset: (key: string) => `${key} reprend sa valeur par défaut.`,
  },
  completion: {
    question: 'Écrire ceci ?',
    write: 'Écrire',
    takeAwayQuestion: 'Retirer ceci ?',
    takeAway: 'Retirer',
    installed: (path: string) => `Écrit dans ${path} : un nouveau shell complétera partner.`,
    already: (path: string) => `C'est déjà dans ${path}.`,
    removed: (path: string) => `Retiré de ${path} : un nouveau shell ne complétera plus partner.`,
    none: (path: string) => `${path} n'en contient rien.`,
  },
  origins: { flag: 'option', environment: 'environnement', configuration: 'configuration', default: 'défaut' },
  audit: {
    sequence: 'Numéro',
    at: 'Quand',
    account: 'Compte',
    by: 'Par',
    kind: 'Écriture',
    none: "Rien n'a encore été écrit.",
    older: (command: string) => `Écritures plus anciennes : ${command}`,
  },
  clock: {
    /** What day it is by another clock. */
    byAnother: (by: Witness, day: string) => {
      if (by === 'gateway') return `la passerelle indique le ${day}`;
      return by === 'server'
        ? `le serveur du registre indique le ${day}`
        : `les fichiers sont écrits ici en date du ${day}`;
    },
    today: "Aujourd'hui",
    running: "L'horloge suit celle de la machine.",
    frozenAt: (day: string) => `L'horloge est figée au ${day}.`,
    trust: (today: string) => `L'écrire en date du ${today} ?`,
    doubt: "Non, l'horloge est fausse",
    believe: "Oui, c'est la date",
  },
  menu: {
    back: 'Retour',
    accounts: 'Comptes partenaires',
    join: 'Adhérer au réseau',
    status: 'État',
    partnershipOffers: 'Partenariat > Offres',
    competencies: 'Partenariat > Compétences',
    attain: (level: string) => `Enregistrer des justificatifs pour le niveau ${level}`,
    upgrade: 'Mettre à niveau',
    paymentMethods: 'Modes de paiement',
    addPaymentMethod: 'Ajouter un mode de paiement',
    orders: 'Commandes et reçus',
    recover: "Savoir ce qu'il est advenu du paiement",
    terms: 'Conditions générales',
    timeline: 'Calendrier',
    details: 'Détails',
    check: "Vérifier si l'achat est possible",
    possibleFrom: (act: string, day: string) => `${act} (à partir du ${day})`,
    makeDefault: (card: string) => `Utiliser ${card} par défaut`,
    remove: (card: string) => `Retirer ${card}`,
  },
  help: {
    topics: 'Sujets',
    codes: "Codes d'erreur",
    exits: 'Code de sortie',
    rule: 'Règle',
    topicHint: 'partner help <topic>',
  },
};
