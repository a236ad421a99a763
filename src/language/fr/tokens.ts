/** What tokens for jobs say. */
export const tokens = {
  once: "Ce jeton n'est affiché qu'une fois. Conservez-le dans le coffre à secrets de votre CI et transmettez-le par PARTNER_TOKEN.",
  goodTo: (day: string, revoke: string) => `Valable jusqu'au ${day}. Pour le révoquer avant : ${revoke}`,
  none: "Aucun jeton n'a encore été créé.",
  isRevoked: (name: string) => `Le jeton ${name} est révoqué : il ne permet plus rien.`,
  id: 'Jeton',
  name: 'Nom',
  scopes: 'Permet',
  expires: "Jusqu'au",
  state: 'État',
  everybody: (scopes: string) => `${scopes} (tous les comptes)`,
  good: 'valable',
  expired: 'expiré',
  revoked: 'révoqué',
  faults: {
    empty:
      "La variable est définie mais vide, comme lorsqu'un service d'intégration n'a pas de secret de ce nom : donnez-lui une valeur, ou supprimez-la.",
    creator: "La personne qui l'a créé ne fait plus partie des utilisateurs du compte.",
    unknown: 'Ce registre ne connaît pas ce jeton.',
    expired: 'Il a expiré.',
    revoked: 'Il a été révoqué.',
    scope: 'Il a été créé pour moins que cela.',
    account: 'Il a été créé pour un autre compte.',
  },
};
