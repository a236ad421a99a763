import { HALF_WAY } from './half-way.js';
import { french as plural } from '../plural.js';
import { evidenceTroubles } from './evidence.js';
import type { NotMade } from '../../core/decline.js';
import type { ConfigFault, KeyFault, Noun } from '../../errors.js';
import { booksFaults } from './books-faults.js';
import { serverTroubles, tokens } from './users.js';
import { ADD_DEFAULT_CARD, type ProblemTexts } from '../said.js';
import { refusals } from './refusals.js';
import { keychains, keySources, listeningTroubles } from './payments.js';
import { schedulerTroubles } from './renewals.js';
import { screens } from './screens.js';
import { supportTroubles } from './support.js';
import { FORGET_ACCOUNT, isUnset, listedBy, NEW_SECRET } from '../names.js';
import { rows } from './rows.js';
import { conflictText, correcting, faultLines, firstLines } from '../row-faults.js';
import { addressFaults, unseen, wanted } from './wanted.js';
import { refusedAs, unseenIn, whyOf } from '../unseen.js';
import { sh } from '../command-line.js';
import { inAccord } from '../stated.js';

const nouns: Readonly<Record<Noun, string>> = {
  account: 'compte partenaire',
  area: 'domaine',
  benefit: 'avantage',
  offer: 'offre',
  subscription: 'abonnement',
  order: 'commande',
  'payment-method': 'mode de paiement',
  programme: 'programme',
  setting: 'réglage',
  topic: "sujet d'aide",
  'error-code': "code d'erreur",
  terms: 'texte de conditions',
  token: 'jeton',
  user: 'utilisateur',
  login: 'utilisateur du serveur',
  request: 'demande de service',
  reminder: 'rappel qui attend une réponse',
  event: 'événement',
};

const declined: Readonly<Record<string, string>> = {
  generic_decline: "La banque n'a pas donné de motif.",
  insufficient_funds: 'La banque indique une provision insuffisante.',
  lost_card: 'La banque indique que la carte a été déclarée perdue.',
  stolen_card: 'La banque indique que la carte a été déclarée volée.',
  expired_card: 'La banque indique que la carte a expiré.',
  incorrect_cvc: 'La banque indique que le code de sécurité est faux.',
  processing_error: "La banque n'a pas pu traiter le paiement pour le moment.",
  card_velocity_exceeded: 'La banque indique que la carte a été utilisée trop souvent.',
  fraudulent: 'Le paiement a été bloqué pour risque.',
};

/** D'un paiement qu'aucune banque n'a reçu ou accepté : il est certain que rien n'a été débité. */
const notMade: Readonly<Record<string, string>> = {
  authentication_required: "Son titulaire devait le confirmer, et ne l'a pas fait à temps.",
  called_off: "Quelqu'un a dit qu'il ne serait pas payé.",
  absent_at_gateway: "Un autre processus l'a cherché auprès de la passerelle, ne l'a pas trouvé et a clos la commande.",
  abandoned_by_two: "Deux personnes ont dit qu'il ne serait jamais envoyé, et la passerelle n'en connaît aucun.",
  charge_differs: 'Rien n’a été débité : la passerelle détient un débit d’un autre montant (partner reconcile).',
  charge_found: 'Elle était déjà payée : la passerelle montre le débit, qui a maintenant sa propre commande.',
  charge_given_back: 'Un débit fait auparavant pour cette commande a été remboursé.',
  last_charge_given_back:
    "La passerelle a remboursé le dernier paiement, et ce registre n'en contient pas le remboursement.",
  key_reused: "La passerelle connaît sa clé d'un autre paiement.",
  not_sent: "Un autre processus s'en était chargé.",
  busy: "La passerelle était occupée et n'a pris aucun paiement. Réessayez dans un instant.",
  unreachable: "La passerelle n'a pas pu être jointe : rien n'a été envoyé.",
  key_refused: "La passerelle refuse la clé présentée, et n'a rien débité.",
  no_such_card: 'La passerelle ne connaît pas la carte.',
  invalid_amount: "La passerelle n'accepte pas un tel montant.",
  canceled: 'Il a été annulé à la passerelle avant que rien ne soit débité.',
  paid_elsewhere: "Dans ce registre, le fournisseur est payé ailleurs et rien n'est débité ici.",
  refused:
    "La passerelle n'a pas accepté la requête telle qu'elle était envoyée ; aucune banque n'a été interrogée. Avec --debug, une nouvelle tentative montre ses mots.",
} satisfies Readonly<Record<NotMade, string> & Record<string, string>>;
const reasons = { ...declined, ...notMade };

const unreadable: Readonly<Record<ConfigFault, string | ((setting: string) => string)>> = {
  'not-json': "Ce n'est pas du JSON.",
  'not-an-object': "C'est du JSON, mais pas un objet.",
  'not-a-file': "Ce n'est pas un fichier, mais un tube ou un périphérique.",
  unreadable: "La machine refuse de l'ouvrir.",
  unsafe:
    "Il appartient à un autre utilisateur de cette machine, ou tout le monde peut écrire dans son dossier (chmod o-w) : d'autres pourraient décider de ce qui paie et de l'endroit.",
  empty: 'Il est vide : sans valeur, autre chose serait pris à sa place.',
  nul: "Une valeur y contient le caractère U+0000, qu'aucun chemin ni aucun nom ne contient.",
  'no-text': (setting) =>
    `La valeur de « ${setting} » n'est pas un texte entre guillemets, ou ce texte est vide : autre chose serait pris à sa place.`,
  misspelt: (setting) => `« ${setting} » n'est pas un réglage : ils s'écrivent en minuscules.`,
};

const meant = (nearest: string) => `Vouliez-vous dire ${nearest} ?`;
const did = (nearest: string | undefined, given = '') => whyOf(nearest && meant(nearest), unseenIn(given, unseen));

/** Where an account is named that a ledger does not have. */
const namedIn = {
  configuration: 'La configuration le nomme, pour tous les registres.',
  environment: 'La variable PARTNER_ACCOUNT le nomme : donnez-lui une autre valeur, ou aucune.',
};

const { faults } = tokens;

const NO_BOOKS =
  "Les livres de la passerelle du bac à sable manquent, sont ceux d'un autre registre, ou ont fait défaut pendant leur usage.";

const known: Readonly<Record<string, string>> = {
  books_missing: NO_BOOKS,
  books_others: NO_BOOKS,
  books_unreadable: NO_BOOKS,
  unreachable: "La passerelle n'a pas pu être jointe : pas de réseau, ou un nom qui ne mène nulle part.",
  busy: 'La passerelle est occupée.',
  key_refused: 'La passerelle refuse la clé présentée : révoquée, expirée, ou sans droit pour cela.',
  account_differs:
    "La clé est celle d'un autre compte auprès de la passerelle que celui qui conserve les cartes de ce registre.",
  charge_differs: 'La passerelle détient un débit d’un autre montant ; partner reconcile le nomme.',
  charge_unwritten: "La passerelle dit qu'elle a été débitée, et le registre a fait défaut au moment de le noter.",
  answer_unwritten: 'Le registre a fait défaut pendant le paiement.',
  order_unwritten:
    "Le registre a fait défaut au moment de l'écrire. Rien n'est encore débité ; si elle est enregistrée, recover la paie.",
};

const keyFaults: Readonly<Record<KeyFault, string>> = {
  missing:
    'Mettez une clé secrète ou restreinte dans PARTNER_STRIPE_KEY, ou dans un fichier désigné par PARTNER_STRIPE_KEY_FILE.',
  unreadable: "Le fichier désigné par PARTNER_STRIPE_KEY_FILE n'existe pas, ou la machine refuse de l'ouvrir.",
  form: "Ce qui a été donné n'est pas une clé entière de Stripe : une clé secrète commence par sk_live_ ou sk_test_, une clé restreinte par rk_live_ ou rk_test_.",
  publishable: "C'est une clé publiable, faite pour les pages web. Il en faut une secrète ou restreinte.",
  test: "La clé est celle du mode test, et dans ce registre l'argent circule. Essayez dans un autre registre : --gateway stripe-test.",
  live: "La clé fait circuler de l'argent, et ce registre est celui du mode test. Pour de vrais paiements, créez-en un autre : --gateway stripe.",
  place:
    'PARTNER_STRIPE_API est réservée aux clés du mode test et désigne une adresse en https://, ou en http:// sur cette machine.',
};

const texts: ProblemTexts = {
  ...refusals,
  PAYMENT_UNKNOWN: ({ order, reason }) => ({
    what: 'On ne sait pas encore si le paiement a eu lieu. Ne payez pas une seconde fois.',
    why: `${order === null ? '' : `Commande ${order} : `}${known[reason] ?? "La passerelle n'a donné aucune réponse crédible."} Rien d'autre n'est acheté pour cette période tant que ce n'est pas réglé.`,
    try: ['partner recover'],
  }),
  GATEWAY_BOOKS: ({ location, reason }) => ({
    what: `Les livres de la passerelle du bac à sable, ${location}, sont inutilisables.`,
    why: booksFaults[reason],
    try: [reason === 'unfinished' ? 'partner sandbox seed --accounts 1000' : 'partner db path'],
  }),
  GATEWAY_UNREACHABLE: ({ reason }) => ({
    what: 'La passerelle ne peut pas être interrogée pour le moment.',
    why: `${known[reason] ?? "Elle n'a donné aucune réponse crédible."} Rien n'a été modifié ; réessayer est sans risque.`,
  }),
  GATEWAY_KEY: ({ fault, from, keychain }) => ({
    what: "Les paiements de ce registre passent par Stripe, et aucune clé ne permet de l'interroger.",
    why: `${keyFaults[fault]}${from === undefined ? '' : keySources[from]}${keychain === undefined ? '' : keychains[keychain]}`,
    try: ['partner help environment'],
  }),
  ...listeningTroubles,
  ...supportTroubles,
  ...evidenceTroubles,
  VARIABLE_EMPTY: ({ variable }) => ({
    what: `${variable} est définie mais vide.`,
    why: "Sans valeur, autre chose serait pris à sa place. Donnez-lui une valeur, ou supprimez-la. Rien n'a été fait.",
    try: ['partner help environment'],
  }),
  FLAG_UNUSED: (facts) =>
    'without' in facts
      ? {
          what: `${facts.flag} serait sans effet sans ${facts.without}.`,
          why: `Une option donnée n'est jamais ignorée. Retirez-la ou ajoutez ${facts.without} ; rien n'a été fait.`,
        }
      : {
          what: `${facts.flag} serait sans effet à côté de ${facts.beside}.`,
          why: "Une option donnée n'est jamais ignorée. Retirez l'une des deux ; rien n'a été fait.",
        },
  ANSWERS_DIFFER: ({ of, given, company, mpnId, other, here }) => ({
    what: `${of} indique « ${given} », et ${here === undefined ? `c'est ${company} (MPN ${mpnId}) qui paierait` : `${company} (MPN ${mpnId}) est ici avec « ${here} »`}.`,
    why: `${here !== undefined ? "Dites d'abord ce qui a changé de la société" : other === null ? "Une autre société adhère d'abord" : "Pour agir au nom de l'autre société, choisissez son compte"}, ou retirez ces réponses. Rien n'a été fait.`,
    try: inAccord({ of, given, other, here }),
  }),
  BEYOND_CALENDAR: ({ clock }) => ({
    what: clock
      ? "L'horloge de cette machine n'indique aucun jour possible."
      : 'Il faudrait pour cela un jour hors du calendrier.',
    why: "Les jours vont de 1970 à 9999. Rien n'a été fait.",
    try: ['partner clock show'],
  }),
  UNKNOWN_COMMAND: ({ given, nearest, usage }) => ({
    what: `La commande « ${given} » n'existe pas.`,
    try: [nearest === undefined ? usage : sh`partner ${nearest.split(' ')}`],
  }),
  COMMAND_NOT_OFFERED: ({ command, programme, commands }, s) => ({
    what: `Le programme ${programme} n'a pas de commande « ${command} ».`,
    why:
      commands.length === 0
        ? 'Il ne nomme aucune commande pour ses offres ; partner subscriptions fonctionne avec chacune.'
        : `Les siennes sont ${s.list(commands)} ; partner subscriptions fonctionne avec toute offre.`,
    try: [...commands.map((known) => sh`partner help ${known}`), 'partner offers list --all'],
  }),
  UNKNOWN_FLAG: ({ given, nearest, usage }) => ({
    what: `L'option « ${given} » n'existe pas ici.`,
    ...did(nearest),
    try: [usage],
  }),
  UNKNOWN_CHOICE: ({ of, given, choices, nearest, usage }, s) => ({
    what: `« ${given} » n'est pas possible pour ${of}.`,
    why: [
      `${nearest === undefined ? '' : `Vouliez-vous dire ${nearest} ? `}Valeurs possibles : ${s.list(choices)}.`,
      ...unseenIn(given, unseen),
    ].join(' '),
    ...(usage === undefined ? {} : { try: [usage] }),
  }),
  ARGUMENT_MISSING: ({ missing, usage }, s) => ({ what: `Il manque ${s.list(missing)}.`, try: [usage] }),
  ARGUMENT_UNEXPECTED: ({ given, usage }) => ({ what: `« ${given} » est un mot de trop.`, try: [usage] }),
  VALUE_MISSING: ({ flag }) => ({ what: `${flag} doit être suivi d'une valeur.` }),
  FLAG_TWICE: ({ flag }) => ({
    what: `${flag} est donné deux fois.`,
    why: "Une seule de ses valeurs peut être la bonne. Rien n'a été fait.",
  }),
  FLAGS_CONFLICT: ({ flags }, s) => ({
    what: `${s.list(flags)} répondent à la même question.`,
    why: "Une seule de ces options peut être la bonne. Rien n'a été fait.",
  }),
  VALUE_INVALID: ({ of, given, wanted: shape, most, nearest }, s) => ({
    what: isUnset(of, given) ? `${of} n'est pas défini.` : `« ${given} » n'est pas possible pour ${of}.`,
    why: [
      most === undefined
        ? refusedAs({ wanted, unseen }, shape, given)
        : `Un nombre entier de 1 à ${s.number(most)} est attendu ici.`,
      ...(nearest === undefined ? [] : [meant(nearest)]),
    ].join(' '),
    ...(shape === 'events-secret' ? { try: [NEW_SECRET] } : {}),
  }),
  ANSWERS_MISSING: ({ missing, command, anyOf, each }, s) => ({
    what: anyOf
      ? `Personne ne peut être interrogé ici, et rien n'a été dit. Une seule de ces options suffit : ${s.list(missing)}.`
      : `Personne ne peut être interrogé ici, et il manque encore : ${s.list(missing)}.`,
    try: each ?? [command],
  }),
  CARD_NUMBER_IN_VALUE: ({ of }) => ({
    what: `${of} contient ce qui pourrait être un numéro de carte.`,
    why: "Il serait conservé pour toujours : rien n'a été fait. Retirez-le.",
  }),
  CARD_NUMBER_IN_ARGUMENTS: ({ of }) => ({
    what: `Un numéro de carte ne doit pas figurer sur une ligne de commande${of === undefined ? '' : ` (${of})`} : d'autres peuvent l'y lire.`,
    why: "Rien n'a été fait. Saisissez la carte dans l'assistant, ou donnez-la par l'entrée standard ou par un jeton.",
    try: ['partner payment-methods add --card-stdin', 'partner payment-methods add --token TOKEN'],
  }),
  ACCOUNT_NOT_CHOSEN: ({ mpnIds, more }, s) => ({
    what: "Ce registre contient plusieurs comptes partenaires, et aucun n'est choisi.",
    why: `${more ? 'En voici quelques-uns :' : 'Ce sont'} ${s.list(mpnIds)}. --account en nomme un pour une seule commande ; renewals run, et d’autres qui peuvent porter sur tous, acceptent --all-accounts.`,
    try: [...mpnIds.slice(0, 1).map((id) => sh`partner account use ${id}`), 'partner account list'],
  }),
  NOT_FOUND: ({ what, given, nearest, from }, s) => ({
    what: given === '' ? `Rien à choisir : ${nouns[what]}.` : `Introuvable : ${nouns[what]} « ${given} ».`,
    ...(from ? { why: namedIn[from] } : did(nearest, given)),
    try: [...(from === 'configuration' ? [FORGET_ACCOUNT] : []), ...listedBy(what, s, given)],
  }),
  CHANGED_SINCE_REVIEW: ({ given, now, command }) => ({
    what: "Quelque chose a changé depuis le récapitulatif. Rien n'a été débité.",
    why: `Le récapitulatif était ${given} ; ce serait maintenant ${now}.`,
    try: [command],
  }),
  PAYMENT_DECLINED: ({ declineCode, card: which, order, withAnotherCard }) => ({
    what: `Le paiement avec ${screens.card(which)} ${notMade[declineCode] ? "n'a pas été fait" : 'a été refusé'}. Rien n'a été acheté${order === null ? " et rien n'a changé" : ` ; la commande ${order} a échoué et reste enregistrée`}.`,
    why: reasons[declineCode] ?? `La banque a donné le motif ${declineCode}.`,
    try: [notMade[declineCode] ? 'partner status' : (withAnotherCard ?? ADD_DEFAULT_CARD)],
  }),
  PAYMENT_IN_PROGRESS: ({ order, returns }) => ({
    what: `Un autre processus partner est en train de ${returns ? 'rembourser' : 'payer'} cela.`,
    why: `La commande ${order} attend sa réponse. Rien n'a été ${returns ? 'remboursé' : 'débité'} ici ; réessayer est sans risque.`,
    try: ['partner status'],
  }),
  NOTHING_TO_PAY: ({ order }) => ({
    what: `La commande ${order} est terminée : plus rien ne peut en être payé.`,
    try: [sh`partner orders show ${order}`],
  }),
  NOT_PAID: ({ order }) => ({
    what: `La commande ${order} n'est pas payée : elle n'a pas de reçu.`,
    try: [sh`partner orders show ${order}`],
  }),
  LEDGER_MISSING: ({ location }) => ({
    what: `Il n'y a pas encore de registre à l'emplacement ${location}.`,
    why: "Il est créé lorsqu'une société adhère.",
    try: ['partner join'],
  }),
  ROWS_REFUSED: ({ file, faults, conflicts, command, comparing }, s) => ({
    what: comparing
      ? `${file} ne peut pas être comparé : ${plural(faults.length, '1 de ses cellules ou lignes est illisible', `${faults.length} de ses cellules ou lignes sont illisibles`)}.`
      : `Rien de ${file} n'a été repris : ${plural(faults.length + conflicts.length, "1 de ses cellules ou lignes ne peut pas l'être", `${faults.length + conflicts.length} de ses cellules ou lignes ne peuvent pas l'être`)}.`,
    rows: [
      ...faultLines(problems, faults, s),
      ...firstLines(
        problems,
        conflicts.map((one) => rows.says(rows.whole(one.line), conflictText(problems, one, s))),
      ),
    ],
    try: [
      ...(command === undefined ? [] : [command]),
      ...conflicts.flatMap(correcting).slice(0, 1),
      ...(command === undefined && conflicts.length === 0
        ? [comparing ? 'partner help benefits compare' : 'partner adopt --help']
        : []),
    ],
  }),
  GATEWAY_DIFFERS: ({ location, gateway, wanted }) => ({
    what: `Le registre ${location} est de la passerelle ${gateway}, et ${wanted} a été demandée.`,
    why: "C'est fixé à la création du registre. Pour celui-ci, omettez --gateway, PARTNER_GATEWAY et le réglage, ou indiquez un autre fichier.",
    try: [sh`partner status --gateway ${gateway}`],
  }),
  LEDGER_FOREIGN: ({ location }) => ({
    what: `${location} n'est pas un registre de partner.`,
    why: "Le fichier est vide ou appartient à un autre programme. Il n'a pas été touché.",
    try: ['partner db path'],
  }),
  LEDGER_CORRUPT: ({ location }) => ({
    what: `Le registre ${location} est endommagé.`,
    why: "Il n'a pas été touché. Une sauvegarde peut prendre sa place.",
    try: ['partner db check'],
  }),
  LEDGER_NEWER: ({ location }) => ({
    what: `Le registre ${location} a été écrit par une version plus récente de partner.`,
    why: "Cette version ne connaît pas ses tables et n'y touche pas. Installez la version plus récente.",
  }),
  LEDGER_BUSY: ({ location, done }) => ({
    what: `Un autre processus partner tient le registre ${location}.`,
    ...(done ? HALF_WAY : { why: "Rien n'a été écrit. Réessayer est sans risque." }),
  }),
  LEDGER_LOCKLESS: ({ location }) => ({
    what: `Le dossier du registre ${location} ne connaît pas les verrous de fichiers.`,
    why: "Sans eux, deux processus pourraient débiter la même période ; rien n'a donc été écrit. C'est souvent le cas des dossiers réseau : gardez le registre dans un dossier d'un disque local.",
    try: ['partner config set database FILE'],
  }),
  LEDGER_MOVED: ({ location, to, done }) =>
    location === to
      ? {
          what: `Le registre ${location} est en cours de rétablissement depuis une copie, ou ce rétablissement a été interrompu.`,
          why: "Tant qu'il n'est pas terminé, le registre est en lecture seule. Rien n'a été écrit. Relancez le rétablissement pour le terminer.",
          try: ['partner db restore FILE'],
        }
      : {
          what: `Le registre ${location} a été déplacé vers ${to}.`,
          why: `Il peut encore être lu ici ; tout ce qui le modifie se fait là-bas. ${done ? HALF_WAY.why : "Rien n'a été écrit."}`,
          try: [
            sh`partner config set database ${to}`,
            done ? sh`partner recover --database ${to}` : sh`partner status --database ${to}`,
          ],
        },
  LEDGER_UNFINISHED: ({ location, from }) => ({
    what: `Une copie vers ${location} n'a pas été terminée.`,
    why: "Elle ne s'utilise pas avant d'être complète. Relancer la copie la poursuit, ou la recommence.",
    try: [sh`partner db copy ${from} ${location}`],
  }),
  LEDGER_EXISTS: ({ location }) => ({
    what: `Il y a déjà un registre à ${location}.`,
    why: "Rien n'a été copié par-dessus. Désignez un endroit libre.",
  }),
  LEDGER_UNSAFE: ({ location }) => ({
    what: `Un autre utilisateur de cette machine peut modifier ${location}.`,
    why: "Un registre doit vous appartenir et se trouver dans un dossier où tout le monde ne peut pas écrire (chmod o-w) ; sinon, n'importe qui pourrait échanger ce qui a été payé. Il n'a pas été ouvert.",
    try: ['partner db path'],
  }),
  LEDGER_JOURNAL: ({ location }) => ({
    what: `${location} gêne : c'est la place du journal du registre.`,
    why: "Ce n'est pas un fichier, mais un dossier, un tube, un périphérique ou un lien. Rien n'a été lu ni écrit ; retirez-le.",
    try: ['partner db path'],
  }),
  LEDGER_UNWRITABLE: ({ location }) => ({
    what: `Impossible d'écrire dans le registre ${location}.`,
    why: "Il manque de la place ou une autorisation, ou l'emplacement est en lecture seule. Ce qui n'a pas été confirmé n'a pas été écrit ; un paiement qui était en cours se règle avec recover.",
    try: ['partner recover'],
  }),
  LEDGER_ENGINE_MISSING: ({ location }) => ({
    what: `Le moteur de base de données, better-sqlite3, ne peut pas ouvrir le registre ${location}.`,
    why: "Il n'a pas été compilé, l'a été pour un autre Node.js, ou est trop ancien pour qu'on lui confie de l'argent. Rien n'a été lu ni écrit. Réinstallez partner avec le Node.js qui l'exécute.",
  }),
  LEDGER_CONFLICT: ({ location, done }) => ({
    what: `Un autre processus partner a modifié ${location} au même moment.`,
    ...(done ? HALF_WAY : { why: "Rien n'a été écrit ici. Réessayer est sans risque." }),
  }),
  ...serverTroubles,
  PROGRAMME_EXISTS: ({ programme, file }) => ({
    what: `Un autre programme s'appelle déjà ${programme}.`,
    why: `Rien n'a été écrasé. Un programme importé peut être remplacé avec --replace ; un programme fourni avec partner ne le peut pas : donnez un autre id au programme de ${file}.`,
    try: [sh`partner catalog show ${programme}`],
  }),
  FILE_EXISTS: ({ location, command }) => ({
    what: `${location} existe déjà.`,
    why: "Le fichier n'a pas été écrasé. Choisissez un autre nom.",
    ...(command === undefined ? {} : { try: [command] }),
  }),
  FILE_UNWRITABLE: ({ location, done }) => ({
    what: `Impossible d'écrire ${location}.`,
    why: done
      ? "La demande est exécutée ; seul son résultat n'a pas pu être affiché."
      : 'Vérifiez le dossier, ses autorisations et la place libre.',
  }),
  FILE_LOCKLESS: ({ location }) => ({
    what: `Le dossier de ${location} ne connaît pas les verrous de fichiers : aucune copie ne peut y être faite.`,
    why: "Le registre est tel qu'il était. C'est souvent le cas des dossiers réseau : sauvegardez sur un disque local, puis copiez le fichier.",
  }),
  FILE_RESERVED: ({ location }) => ({
    what: `${location} est l'un des fichiers de partner lui-même.`,
    why: "Un registre, une sauvegarde, leurs journaux, les livres de la passerelle, les réglages, les programmes importés et le journal de la tâche planifiée ne sont jamais écrasés. Rien n'a été fait ; choisissez un autre nom.",
  }),
  TOKEN_REFUSED: ({ fault, scope }) => ({
    what: 'Le jeton de PARTNER_TOKEN ne permet pas cette action.',
    why: `${faults[fault]} Il en faut un avec le droit ${scope}, créé là où PARTNER_TOKEN n'est pas défini.`,
    try: [sh`partner tokens create NAME --scopes ${scope}`],
  }),
  ...schedulerTroubles,
  CATALOG_INVALID: ({ file, path, reason }) => ({
    what: `Le fichier de programme ${file} est inutilisable.`,
    why: `${path === '' ? '' : `${path} : `}${reason}`,
  }),
  CONFIG_INVALID: ({ file, reason, setting = '' }) => {
    const why = unreadable[reason];
    return {
      what: `Impossible de lire la configuration ${file}.`,
      why: typeof why === 'string' ? why : why(setting),
    };
  },
  DATABASE_UNSUPPORTED: ({ given, fault }) => ({
    what: `« ${given} » n'est pas un emplacement pour un registre.`,
    why: addressFaults[fault ?? 'place'],
    try: ['partner config list --show-origin'],
  }),
  CHANNEL_NOT_SET: ({ missing, flag }, s) => ({
    what: flag
      ? `${flag} désigne qui reçoit un e-mail, et aucun e-mail ne part. Il manque : ${s.list(missing)}.`
      : `Les rappels n'ont encore aucune destination. Il manque : ${s.list(missing)}.`,
    why: "Ils partent par e-mail (PARTNER_SMTP_URL, et le réglage smtp-from), vers un webhook (PARTNER_WEBHOOK_URL), ou les deux. Une adresse qui contient un secret n'est lue que dans l'environnement.",
    try: ['partner help environment'],
  }),
  CANCELLED: ({ resume, declined }) => ({
    what: declined
      ? "Quitté après un paiement refusé. Rien n'a été acheté et rien n'a été débité ; la tentative est enregistrée."
      : "Quitté avant la fin. Rien n'a été écrit et rien n'a été débité.",
    try: resume === undefined ? [] : [resume],
  }),
  UNEXPECTED: ({ detail }) => ({
    what: "Quelque chose a échoué qui n'aurait pas dû.",
    why: `${detail}. Rien de ce qui n'était pas confirmé n'a été écrit.`,
    try: ['partner recover', 'partner db check'],
  }),
};

const cardNumber =
  'Cela contient ce qui pourrait être un numéro de carte, et serait conservé pour toujours. Seule la question qui le demande en accepte un.';

export const problems = { texts, rows, wanted, unseen, meant, nouns, declined: reasons, notMade, cardNumber };
