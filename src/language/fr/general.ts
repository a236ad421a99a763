import type { Here } from '../said.js';
import { french as plural } from '../plural.js';

/** Words that every screen shares. */
export const general = {
  /** Two days, where they differ. */
  recordedOn: (day: string) => `enregistré le ${day}`,
  happened: (on: string, recorded: string) => `${on}, enregistré le ${recorded}`,
  error: 'Erreur :',
  try: 'Essayez :',
  see: 'Voir :',
  goOn: 'Reprendre :',
  usage: 'Utilisation',
  commands: 'Commandes',
  arguments: 'Arguments',
  options: 'Options',
  globalOptions: 'Options générales',
  moreOptions: 'Options générales, telles que --json, --yes et --lang : partner help options',
  settings: 'Réglages',
  fileFields: "Ce qu'une ligne du fichier peut dire",
  examples: 'Exemples',
  yes: 'oui',
  none: 'aucun',
  choicesAre: (choices: string) => `au choix : ${choices}`,
  gateways: {
    sandbox: 'bac à sable : aucun débit réel',
    none: 'payé ailleurs, consigné ici',
    stripe: 'payé par Stripe',
    'stripe-test': 'Stripe en mode test : aucun débit réel',
  },
  clockFrozen: (day: string) => `L'horloge de ce registre bac à sable est figée au ${day}.`,
  upgraded: (copy: string) =>
    `Le registre a été amené à cette version de partner ; tel qu'il était avant, il est gardé dans ${copy}.`,
  moved: (to: string) => `Le registre a été déplacé vers ${to} ; ici, il est en lecture seule.`,
  closedToOthers: (path: string) =>
    `D'autres avaient sur ${path} un droit qu'ils ne devraient pas avoir ; il leur a été retiré.`,
  finishing: "Un paiement est en cours. Il est d'abord mené à son terme, pour que rien ne reste à moitié fait.",
  notWritten: (file: string) => `${file} n'a pas pu être écrit ; le travail continue.`,
  noneChosen: 'Rien ici ne correspond à ce qui est demandé.',
  moreThere: "Il y en a d'autres : --limit dit combien sont affichés.",
  leftToJson: (columns: string) => `Les listes ne figurent pas dans ces lignes : ${columns}. --json les donne.`,
  shownWhole: 'La demande est exécutée ; son résultat est affiché en entier.',
  timeLeft: (minutes: number) => (minutes <= 1 ? "moins d'une minute restante" : `${minutes} min restantes`),
  /** A company by its id in the programme. */
  partner: (mpnId: string) => `MPN ${mpnId}`,
  days: (count: number) => plural(count, `${count} jour`, `${count} jours`),
  step: (number: number, of: number) => `Étape ${number} sur ${of}`,
  moreHelp: (command: string) => `Pour en savoir plus sur une commande : ${command} <command> --help`,
  chooseHint: 'Échap : retour, flèches, Entrée pour choisir',
  labelled: (label: string, value: string) => `${label} : ${value}`,
  typeToFind: 'Tapez pour trouver',
  keyToLeave: (key: string) => `${key} pour cesser de lire`,
  plainChoice: (count: number) => `Votre choix, de 1 à ${count} :`,
  plainChoiceInvalid: (count: number) => `Saisissez un nombre de 1 à ${count}.`,
};

/** The labels of Partner Center, word for word; the spaces that its French page drops are put back. */
export const glossary = {
  dashboard: 'Tableau de bord',
  availableOffers: 'Offres disponibles',
  purchasedOffers: 'Offres achetées',
  termsAndConditions: 'Conditions générales',
  subscribeNow: "S'abonner maintenant",
  next: 'Suivant',
  buy: 'Acheter',
  close: 'Fermer',
  addAWayToPay: 'Commencer ! Ajouter un mode de paiement',
  orderConfirmed: 'Votre commande est confirmée',
  turnOffAutomaticRenewal: 'Désactiver le renouvellement automatique',
  renewSubscriptions: 'Renouveler des abonnements',
  actions: 'Actions',
  anniversaryDate: 'date anniversaire',
  submit: 'Envoyer',
  reportProblems: "Signaler des problèmes avec l'Espace partenaires",
  newRequest: 'Nouvelle demande',
  typeOfProblem: 'Type de problème',
  serviceRequests: 'Demandes de service',
  partnerCenterRequests: "Demandes à l'Espace partenaires",
  open: 'Ouvrir',
  getKeys: 'Obtenir des clés',
  assignUser: 'Assigner un utilisateur',
};

/** What filling a sandbox says. */
export const seed = {
  working: (accounts: string) => `Création de ${accounts} comptes fictifs`,
  upTo: (accounts: string, percent: number, day: string) =>
    `Création de ${accounts} comptes fictifs : ${percent} %, jusqu'au ${day}`,
  done: (accounts: string, charges: string) => `${accounts} comptes fictifs avec ${charges} paiements ont été écrits.`,
  facts: { entries: 'Écritures', ledger: 'Registre' },
  next: ({ here }: Here) => `À débiter maintenant : ${here('partner renewals due --all-accounts')}`,
  dryRun: (accounts: string) => `${accounts} comptes fictifs seraient écrits.`,
};
