/** Ce qui se dit d'un paiement pour lequel la banque demande l'accord du titulaire de la carte. */
export const cardholder = {
  menu: 'Poursuivre le paiement',
  placed: 'Votre commande attend le titulaire de la carte',
  asked: (amount: string) =>
    `La banque demande que le titulaire de la carte confirme ${amount} sur la page de la passerelle. Rien n'est débité avant. Ouvrez :`,
  page: 'À confirmer sur',
  until: "À confirmer jusqu'au",
  next: (command: string) => `Une fois la confirmation donnée, ou pour l'attendre : ${command}`,
  question: 'Comment la confirmation se fait-elle ?',
  open: 'Ouvrir la page dans le navigateur et attendre',
  elsewhere: 'Attendre : la page est ouverte ailleurs',
  standIn: 'Confirmer à la place du titulaire (bac à sable)',
  later: 'Pas maintenant : laisser la commande en attente',
  waiting: 'En attente du titulaire ; Ctrl-C pour ne plus attendre',
  leaving: "La confirmation n'est plus attendue ; la page reste ouverte.",
  notOpened: "Aucun navigateur n'a pu être lancé. Ouvrez l'adresse ci-dessus.",
  rehearsed: (command: string) =>
    `Le bac à sable n'a pas de telle page. Pour jouer le titulaire de la carte : ${command}`,
  recovered: (order: string, command: string) =>
    `La commande ${order} attend le titulaire de la carte, dont la banque demande l'accord : ${command}`,
  paidAlready: (order: string) => `La commande ${order} est payée. Rien n'a changé.`,
  onPage: (card: string) => `une carte saisie sur la page de paiement ouverte pour ${card}`,
  confirmed: (order: string) =>
    `La commande ${order} est payée : l'accord du titulaire a été donné pour le bac à sable.`,
  reminder: {
    subject: (offer: string) => `Offre « ${offer} » : le renouvellement attend le titulaire de la carte`,
    asked: (offer: string, company: string, amount: string, card: string) =>
      `L'offre « ${offer} » de la société ${company} est à renouveler pour ${amount}, et la banque de la carte ${card} demande que son titulaire confirme. Rien n'est débité avant.`,
    open: (until: string) => `Jusqu'au ${until}, la confirmation se fait sur la page de la passerelle :`,
    otherwise: (command: string) =>
      `Ce qui n'est pas confirmé d'ici là est redemandé un jour plus tard, aussi souvent qu'un débit refusé est retenté. Pour poursuivre dans un terminal : ${command}`,
  },
  cancelQuestion: (order: string) =>
    `Annuler la commande ${order} ? Sa page est fermée : plus personne ne peut la payer.`,
};
