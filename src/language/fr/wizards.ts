/** The questions, in the documented order and words. */
export const wizards = {
  leave: 'Quitter',
  nothingYet: "Rien n'est écrit ni débité avant Acheter. Ctrl-C permet de quitter à tout moment.",
  nothingWritten: "Rien n'est écrit avant la dernière étape. Ctrl-C permet de quitter à tout moment.",
  join: {
    title: 'Adhérer au réseau',
    company: { title: 'Société', question: 'Nom de la société :' },
    country: { title: 'Pays', question: "Pays d'activité (par exemple FR ou France) :" },
    email: { title: 'Contact', question: 'Adresse e-mail de contact :' },
    mpnId: { title: 'Identifiant MPN', question: 'Identifiant MPN :' },
    agreement: {
      title: "Contrat d'adhésion au réseau",
      question: "Acceptez-vous le contrat d'adhésion au réseau ?",
      accept: "Suivant : je l'accepte",
      read: "Le lire d'abord",
    },
    done: (company: string) => `${company} est membre du réseau.`,
    notYet: "L'adhésion au réseau vient en premier ; elle est gratuite et n'a pas à être renouvelée.",
  },
  leaveNetwork: {
    question: (company: string) => `Mettre fin à l'adhésion au réseau de ${company} ?`,
    stay: 'Rester membre',
    leave: "Mettre fin à l'adhésion",
  },
  subscribe: { title: (offer: string) => `S'abonner : ${offer}` },
  renew: { title: (offer: string) => `Renouveler : ${offer}` },
  verify: { title: 'Détails de votre commande', question: 'Les détails de votre commande sont-ils corrects ?' },
  terms: {
    which: (title: string, version: string) => `${title}, version ${version}`,
    question: 'Acceptez-vous les Conditions générales ?',
    accept: 'Suivant : je les accepte',
    read: "Les lire d'abord",
    page: (number: number, of: number) => `Page ${number} sur ${of} :`,
    readOn: 'Lire la suite',
    enough: 'Arrêter la lecture',
  },
  payment: {
    title: 'Paiement',
    question: 'Comment souhaitez-vous payer ?',
    creditCard: 'Carte de crédit',
    another: 'Une autre carte de crédit',
    transfer: "Virement bancaire : utilisable dès que l'argent est arrivé",
  },
  card: {
    title: 'Informations de paiement',
    number: 'Numéro de carte :',
    expiry: "Date d'expiration (MM/AA) :",
    cvc: 'Code de sécurité :',
    holder: 'Nom sur la carte (Entrée pour passer) :',
    testNumbers: "Numéro d'essai : 4242 4242 4242 4242. Autres : partner sandbox cards",
    problems: {
      number: "Le numéro de carte n'est pas valide : un chiffre est faux ou manque.",
      'not-a-test-number': "Le bac à sable n'accepte que les numéros d'essai publiés, par exemple 4242 4242 4242 4242.",
      'unknown-token': 'Le bac à sable ne connaît pas ce jeton.',
      expiry: 'Indiquez un mois et une année, par exemple 12/34.',
      expired: 'Cette carte a expiré.',
      cvc: 'Trois chiffres ; quatre pour American Express.',
    },
  },
  review: {
    title: 'Vérifiez votre commande',
    question: 'Et maintenant ?',
    changePayment: 'Changer de mode de paiement',
    changeCompany: 'Corriger les informations de la société',
    readTerms: 'Relire les conditions',
    leave: 'Quitter sans acheter',
  },
  buying: { title: 'Achat', busy: 'Achat en cours' },
  notMade: (card: string) => `Le paiement avec ${card} n'a pas été fait, et rien n'a été débité.`,
  declined: (card: string) =>
    `Le paiement avec ${card} a été refusé. Rien n'a été acheté ; choisissez un autre mode de paiement ou quittez.`,
  sameByScript: 'La même chose par script :',
  turnOff: {
    title: (offer: string) => `Renouvellement automatique : ${offer}`,
    details: "Détails de l'abonnement",
    warning: (anniversary: string, opens: string, closes: string) =>
      `Une fois désactivé, il ne peut pas être réactivé avant que l'abonnement ait été renouvelé. La période court jusqu'au ${anniversary} ; elle peut être renouvelée à la main du ${opens} au ${closes}, et un rappel vous parvient avant.`,
    warningInGrace: (anniversary: string, closes: string) =>
      `Une fois désactivé, il ne peut pas être réactivé avant que l'abonnement ait été renouvelé. La période a pris fin le ${anniversary} ; elle peut être renouvelée à la main jusqu'au ${closes}.`,
    question: 'Désactiver le renouvellement automatique ?',
    keep: 'Le laisser activé',
  },
  addCard: {
    title: 'Ajouter un mode de paiement',
    declined: (card: string) =>
      `${card} a été refusée. Rien n'a été ajouté ; saisissez une autre carte ou quittez avec Ctrl-C.`,
  },
};
