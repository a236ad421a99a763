import { HALF_WAY } from './half-way.js';
import type { LedgerRole } from '../../core/ledger-role.js';
import type { Act, Role } from '../../core/role.js';
import type { ProblemTexts } from '../said.js';

const roles: Readonly<Record<Role, string>> = {
  'global-admin': 'Administrateur général',
  'account-admin': 'Administrateur de compte',
  'mpn-partner-admin': 'Administrateur partenaire MPN',
  'billing-admin': 'Administrateur de facturation',
  user: 'Utilisateur',
};

/** After "peut" or "ne peut pas". */
const acts: Readonly<Record<Act, string>> = {
  look: 'consulter le compte',
  buy: 'acheter',
  renew: 'renouveler',
  'turn-off': 'désactiver le renouvellement automatique',
  'see-orders': 'voir les commandes et les reçus',
  'manage-payment-methods': 'gérer les modes de paiement',
  'assign-benefits': 'assigner des avantages',
  'file-requests': 'déposer des demandes de service',
  'manage-account': "modifier ce que la société dit d'elle-même, et qui reçoit les rappels",
  'manage-users': 'gérer les utilisateurs',
  'manage-global-admins': 'nommer ou révoquer un administrateur général',
  'manage-tokens': 'gérer les jetons',
  'manage-ledger': 'gérer le registre',
  'manage-programmes': 'importer des programmes ou passer à un autre',
  'end-membership': "mettre fin à l'adhésion",
};

/** What users and their roles say. */
export const users = {
  rights: {
    isRun: 'Voici ce qui est exécuté sur le serveur :',
    grant: { message: 'Donner le rôle ?', no: 'Non, laisser ainsi', yes: 'Oui, le donner' },
    revoke: { message: 'Retirer le rôle ?', no: 'Non, laisser ainsi', yes: 'Oui, le retirer' },
    has: (login: string, roles: string) => `Le serveur dit de ${login} : ${roles}.`,
    none: (login: string) => `Le serveur dit de ${login} : aucun rôle dans ce registre.`,
    of: (role: LedgerRole, account: string | null) =>
      `${role} (${account === null ? 'tous les comptes' : `compte de ${account}`})`,
    nobody: "Personne n'a de rôle ici, sauf la personne à qui le registre appartient et qui peut tout faire.",
    file: "Le registre est un fichier : qui peut l'écrire peut tout faire.",
    login: 'Utilisateur',
    role: 'Rôle',
  },
  roles,
  acts,
  anyUser: 'tout utilisateur',
  choices: {
    'global-admin': 'Administrateur général : tout',
    'account-admin': 'Administrateur de compte : les utilisateurs',
    'mpn-partner-admin':
      'Administrateur partenaire MPN : acheter, renouveler, désactiver le renouvellement automatique',
    'billing-admin': 'Administrateur de facturation : commandes, reçus, modes de paiement',
    user: 'Utilisateur : consulter et déposer des demandes de service',
  } satisfies Readonly<Record<Role, string>>,
  title: 'Utilisateurs',
  user: 'Utilisateur',
  mayAs: 'Rôles',
  added: 'Ajouté',
  action: 'Action',
  whoCan: 'Qui peut',
  by: 'Par le rôle',
  can: 'Peut',
  noUser: 'aucun utilisateur de ce compte',
  who: "Adresse e-mail de l'utilisateur :",
  whichRole: 'Rôle :',
  add: 'Ajouter un utilisateur',
  whoCanWhat: 'Qui peut faire quoi',
  grant: (role: string) => `Donner le rôle ${role}`,
  revoke: (role: string) => `Retirer le rôle ${role}`,
  remove: 'Supprimer cet utilisateur',
  is: (email: string, held: string) => `${email} : ${held}.`,
  still: (email: string, held: string) => `${email}, comme avant : ${held}. Rien n'a changé.`,
  isRemoved: (email: string) =>
    `${email} est supprimé, et toute licence détenue est de nouveau libre. Ce qui a été fait sous ce nom reste consigné.`,
  guides:
    "Qui peut écrire dans le fichier du registre peut agir au nom de n'importe qui avec --user : les rôles guident ici les collègues. Un jeton (PARTNER_TOKEN) est tenu à son utilisateur et à ses permissions.",
  enforced:
    "Le jeton agit au nom de l'utilisateur qui l'a créé, avec les rôles de celui-ci et ses propres permissions.",
  denied: (email: string, act: string) => `${email} ne peut pas ${act} ici.`,
  notUser: "Cette personne n'est pas utilisateur de ce compte.",
  held: (held: string) => `Rôles détenus : ${held}.`,
  takes: (needed: string) => `Il faut : ${needed}.`,
  theyCan: (who: string) => `Qui peut : ${who}.`,
};

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

/** What a server says against it, told. */
export const serverTroubles: Pick<
  ProblemTexts,
  | 'SERVER_UNREACHABLE'
  | 'SERVER_TLS'
  | 'SERVER_LOGIN'
  | 'SERVER_DATABASE'
  | 'SERVER_RIGHTS'
  | 'SERVER_ROLE'
  | 'LEDGER_OLDER'
  | 'SERVER_ONLY'
  | 'SERVER_OLD'
  | 'SERVER_READ_ONLY'
  | 'SERVER_CROWDED'
  | 'SERVER_FULL'
  | 'SERVER_COPY'
> = {
  SERVER_UNREACHABLE: ({ location, unsure }) => ({
    what: `Aucun serveur ne répond à ${location}.`,
    why: unsure
      ? "La connexion a été coupée pendant une écriture, et personne n'a pu regarder si elle y est. Regardez avant de recommencer ; un paiement qui était en cours se règle avec recover."
      : "Rien n'y répond, ou la connexion a été coupée. Ce qui n'a pas été confirmé n'a pas été écrit ; un paiement qui était en cours se règle avec recover.",
    try: unsure ? ['partner status', 'partner recover'] : ['partner recover'],
  }),
  SERVER_TLS: ({ location }) => ({
    what: `La connexion à ${location} n'est pas sûre.`,
    why: "Le serveur n'offre pas de chiffrement, ou son certificat n'est pas d'une autorité connue ou n'est pas à ce nom. Rien n'a été envoyé. sslrootcert désigne un fichier avec l'autorité ; sslmode dit ce qui est exigé.",
  }),
  SERVER_LOGIN: ({ location }) => ({
    what: `Le serveur ne laisse pas entrer cet utilisateur : ${location}.`,
    why: "L'utilisateur ou le mot de passe est faux, il n'y en a pas, ou le serveur n'accepte personne d'ici. Le mot de passe est cherché dans l'adresse, dans PGPASSWORD et dans le fichier ~/.pgpass.",
  }),
  SERVER_DATABASE: ({ location }) => ({
    what: `Le serveur n'a pas cette base de données : ${location}.`,
    why: "Une base est créée par la personne qui gère le serveur (createdb) ; le registre y est ensuite créé lorsqu'une société adhère.",
  }),
  SERVER_RIGHTS: ({ location }) => ({
    what: `L'utilisateur de ${location} n'a pas ce droit.`,
    why: "Rien n'a été fait. La personne à qui le registre appartient y donne les rôles (partner db grant) ; créer ou vérifier un registre demande le droit de créer un schéma dans la base.",
  }),
  SERVER_ROLE: ({ location, user, roles }) => ({
    what: `${user} a le rôle ${roles} dans le registre ${location}, ce qui ne le permet pas.`,
    why: "Le serveur l'a refusé, et rien n'a été écrit. La personne à qui le registre appartient y donne les rôles.",
    try: ['partner db roles', 'partner help db grant'],
  }),
  LEDGER_OLDER: ({ location }) => ({
    what: `Le registre ${location} est d'une version antérieure de partner.`,
    why: "Seul le propriétaire de ses tables peut l'amener à celle-ci, et pas sur un serveur de secours. Rien n'a été lu ni écrit. Jusque-là, la version antérieure continue de fonctionner.",
    try: ['partner help db migrate'],
  }),
  SERVER_ONLY: ({ location }) => ({
    what: `Le registre ${location} est un fichier et n'a pas de rôles de serveur.`,
    why: "Qui peut écrire un fichier peut tout y écrire. Sur un serveur PostgreSQL, chaque utilisateur reçoit ce qu'il peut faire.",
    try: ['partner help db copy'],
  }),
  SERVER_OLD: ({ location }) => ({
    what: `Le serveur de ${location} est antérieur à PostgreSQL 14.`,
    why: "Il manque aux plus anciens ce dont le registre a besoin. Rien n'a été lu ni écrit.",
  }),
  SERVER_READ_ONLY: ({ location, done }) => ({
    what: `Le serveur de ${location} n'accepte aucune écriture.`,
    why: `C'est un serveur de secours, ou il a été mis en lecture seule. ${done ? HALF_WAY.why : "Rien n'a été écrit."} Désignez le serveur principal dans l'adresse.`,
    try: ['partner db path'],
  }),
  SERVER_CROWDED: ({ location }) => ({
    what: `Le serveur de ${location} a autant de connexions qu'il peut en avoir.`,
    why: "D'autres y travaillent. La demande a été répétée un moment ; rien n'a été écrit, et réessayer est sans danger. Qui gère le serveur peut en admettre davantage (max_connections).",
  }),
  SERVER_FULL: ({ location }) => ({
    what: `Le serveur de ${location} n'a plus de place.`,
    why: "Son disque ou sa mémoire est plein. Ce qui n'a pas été confirmé n'a pas été écrit ; un paiement qui était en cours se règle avec recover.",
    try: ['partner recover'],
  }),
  SERVER_COPY: ({ location }) => ({
    what: `Le registre ${location} est sauvegardé et rétabli par son serveur.`,
    why: "pg_dump le copie, son schéma et celui du bac à sable ensemble, et pg_restore les rétablit ; la restauration à un instant donné en garde chaque moment. Après l'une ou l'autre, db restore sans fichier contrôle ce qui s'y trouve et note qu'il a été rétabli.",
    try: ['partner help db restore'],
  }),
};
