import type { EXIT, ProblemCode } from '../../errors.js';
import { benefitHelp } from './benefits.js';
import { supportHelp } from './support.js';
import { transferHelp } from './transfers.js';

const exits: Readonly<Record<keyof typeof EXIT, string>> = {
  done: "fait ; aussi lorsque rien n'était dû, que rien n'a été trouvé ou que c'était déjà le cas",
  failed: 'échec : erreur inattendue, disque, registre endommagé',
  usage: 'ligne de commande, ou réponses manquantes là où personne ne peut être interrogé',
  notFound: 'introuvable',
  forbidden: 'interdit : rôle ou jeton',
  refused: 'refusé par une règle ; le code dit laquelle',
  busy: 'occupé : un autre processus partner ; réessayer est sans risque',
  changed: 'changé depuis le récapitulatif',
  partial: 'fait en partie : certains ont été refusés ou ont échoué',
  declined: "paiement refusé, rien n'a été acheté",
  unknown: 'issue du paiement inconnue : ne pas payer une seconde fois, lancer partner recover',
  waiting: 'le paiement attend le titulaire de la carte : ouvrir le lien, ou lancer partner orders pay',
  cancelled: "abandonné : rien n'a été écrit",
};

const errors: Readonly<Record<ProblemCode, string>> = {
  ...supportHelp,
  ...transferHelp,
  ...benefitHelp,
  NOT_A_MEMBER:
    "Tout, sauf regarder, suppose l'adhésion au réseau. Adhérez d'abord : c'est gratuit et l'affaire d'une minute.",
  ALREADY_MEMBER: "Un identifiant MPN n'adhère qu'une fois. Utilisez le compte qui existe.",
  ALREADY_SUBSCRIBED:
    "Un compte n'a qu'un abonnement par offre. Tant qu'il est actif ou en délai de grâce, il se renouvelle et ne s'achète pas une seconde fois.",
  NOT_SUBSCRIBED:
    "La commande porte sur un abonnement qui n'a jamais été acheté. offers list montre ce qui est acquis et ce qui peut être acheté.",
  NOT_ELIGIBLE:
    "Une compétence se gagne d'abord : un domaine doit être obtenu à son niveau. Le refus nomme la commande qui montre ce qui y manque.",
  UPGRADE_INSTEAD:
    "À partir d'une offre inférieure détenue, l'offre supérieure s'achète comme mise à niveau : elle coûte moins et commence une nouvelle année.",
  ALREADY_UPGRADED: "Une mise à niveau a remplacé cet abonnement. L'offre supérieure le comprend.",
  OFFER_INCLUDED:
    "Ce qu'une offre supérieure comprend n'est pas vendu à côté d'elle. Il n'y a rien à acheter : l'offre supérieure donne ce qu'elle donne.",
  PRICE_NOT_KNOWN:
    "Le programme n'indique aucun prix pour ce pays et ce jour. Les prix ne sont jamais convertis à un taux de change. offers show dit ce qui est indiqué ; catalog import apporte un fichier de programme qui a le prix.",
  OFFER_ENDED:
    "Le programme dit jusqu'à quand une offre s'achète, et jusqu'à quand elle se renouvelle. Après ce jour, elle court jusqu'à sa date anniversaire, et pas au-delà.",
  PRICE_ROSE:
    "Un débit automatique coûterait plus que la dernière période, au-delà de ce que le programme permet. Renouveler à la main, en voyant la commande, c'est donner son accord.",
  CARD_DISPUTED:
    "La banque du titulaire conteste ce qui a été payé avec cette carte : aucune exécution ne la débite plus, pour qu'un litige n'en devienne pas deux. Une autre carte par défaut, un litige gagné ou un paiement à la main avec la même carte y met fin.",
  WINDOW_NOT_OPEN:
    "Le renouvellement à la main n'est possible que dans la fenêtre de renouvellement, qui s'ouvre quelque temps avant la date anniversaire. Le message dit le jour ; renew --check le dit aussi.",
  WINDOW_CLOSED:
    "La fenêtre de renouvellement s'est fermée et l'abonnement a expiré. S'abonner de nouveau ouvre un nouvel abonnement, avec une nouvelle date anniversaire.",
  ALREADY_RENEWED:
    "La période suivante est payée, à la main ou automatiquement. Rien n'est débité deux fois pour une même période.",
  AUTORENEW_LOCKED:
    'Une fois désactivé, le renouvellement automatique le reste pour la période. Un renouvellement à la main, dans la fenêtre, le réactive.',
  AUTORENEW_AT_VENDOR:
    "Ce qui a été acheté ailleurs est renouvelé par le fournisseur, ou non. Personne n'a dit ce qu'il en est ; orders correct le dit.",
  RECORD_CONFLICT:
    "La même facture, ou la même période, est déjà consignée avec autre chose : orders correct la déclare à nouveau, et les deux restent dans l'historique. Ou elle est commandée ici, et son paiement n'est pas réglé.",
  DAY_TOO_EARLY:
    "Ce qui s'est passé avant d'être consigné a un jour (--on), et rien ne se passe avant ce dont il découle : un remboursement avant le paiement, l'usage d'un avantage avant que la période le donne, la fin du renouvellement automatique avant le renouvellement qui l'a réactivé.",
  ANNIVERSARY_NOT_KNOWN:
    "Là où la règle du programme pour la date anniversaire après un renouvellement n'est pas vérifiée, ou compte depuis un paiement dont personne n'a déclaré le jour, --term-end doit la dire.",
  TERM_SETTLED: "Les dates d'une période ne se déplacent que tant qu'aucune période suivante ne repose sur elle.",
  AUTORENEW_NOT_OFFERED:
    "Dans ce programme, on ne renouvelle qu'à la main. Il n'y a rien à désactiver ; les rappels disent quand renouveler.",
  TERMS_NOT_ACCEPTED:
    "Les conditions s'acceptent à chaque achat et à chaque renouvellement : par Suivant, ou par --accept-terms.",
  TERMS_OUTDATED:
    "La version indiquée n'est pas celle en vigueur ce jour. terms show donne celle qui l'est : lisez-la, puis acceptez-la par --accept-terms.",
  PAYMENT_METHOD_REQUIRED:
    'Chaque achat et chaque renouvellement exigent un mode de paiement. Ajoutez-en un par payment-methods add, ou par --token dans la même commande.',
  PROGRAMME_LEFT:
    "Un compte passé à un autre programme y achète désormais. Ce qu'il détient reste dans le programme où il l'a acheté, et y prend fin.",
  PAYMENT_WAITS:
    "La banque demande l'accord du titulaire de la carte pour ce paiement. Il le donne sur la page de la passerelle, dont l'erreur contient l'adresse ; `partner orders pay` l'attend. D'ici là rien n'est débité, et passé son délai la commande prend fin. `partner orders cancel` y met fin tout de suite.",
  PAYMENT_METHOD_IN_USE:
    "La carte doit payer un prochain renouvellement automatique. Choisissez d'abord un autre mode de paiement par défaut, ou désactivez le renouvellement automatique.",
  CARD_EXPIRED: "Une carte est valable jusqu'au dernier jour de son mois. Ajoutez-en une autre.",
  CARD_INVALID:
    "Le numéro, la date d'expiration ou le code de sécurité est impossible, ou le bac à sable n'accepte pas cette carte. sandbox cards liste celles qu'il accepte.",
  ROLE_REQUIRED:
    "Une commande demande un rôle ; who-can nomme les utilisateurs qui en ont un. Qui agit est dit par --user, PARTNER_USER ou le réglage user ; sinon, c'est le contact du compte. Avec un registre dans un fichier local, cela guide les collègues et n'arrête pas qui peut écrire le fichier ; un jeton est tenu à ses rôles et à ses permissions.",
  LAST_GLOBAL_ADMIN:
    "Il reste toujours un administrateur général : le dernier n'est pas supprimé et ne perd pas son rôle.",
  ALREADY_USER: "L'adresse est déjà celle d'un utilisateur. users grant et users revoke changent les rôles.",
  HAS_ACTIVE_OFFERS:
    "L'adhésion peut prendre fin lorsque plus rien d'acheté n'est en cours et que chaque paiement est réglé.",
  CLOCK_BEHIND_LEDGER:
    "L'horloge indique un jour antérieur au dernier événement du compte. Mettez-la à l'heure ; rien n'est écrit sur ce compte d'ici là. Si l'horloge est juste et que cet événement a été daté par une horloge en avance, un administrateur général le dit avec db redate.",
  CLOCK_AHEAD:
    "L'horloge indique un jour que ni le dernier événement, ni la passerelle, ni le système de fichiers n'ont atteint. Rien de ce qui déplace de l'argent n'est fait ; le reste est demandé, dans un script par --trust-clock.",
  SANDBOX_ONLY:
    "Déplacer l'horloge et créer des comptes fictifs n'est possible que dans un registre bac à sable, sans argent réel.",
  PAID_ELSEWHERE:
    "Un registre de la passerelle none ne débite rien et ne conserve aucune carte : le fournisseur est payé dans son portail ou sur facture, et c'est consigné ici.",
  CLOCK_NOT_FROZEN:
    "Une exécution débite à la date du jour. Elle ne peut débiter à une autre date que là où l'horloge du bac à sable est figée.",
  LEDGER_NOT_EMPTY:
    "sandbox seed ne remplit qu'un nouveau registre : l'histoire ne s'écrit que vers l'avant, et rien ne peut être placé avant ce qui existe.",
  UNKNOWN_COMMAND: "La commande n'existe pas. partner --help les liste toutes.",
  COMMAND_NOT_OFFERED:
    "La commande correspond à une offre d'un autre programme que celui de cette société. Le refus liste celles de son programme ; subscriptions fonctionne avec toute offre.",
  UNKNOWN_FLAG: "L'option n'existe pas ici. Chaque commande liste les siennes avec --help.",
  UNKNOWN_CHOICE: 'Seules les valeurs listées sont possibles. Le message les donne, et --help de la commande aussi.',
  ARGUMENT_MISSING:
    'Il manque un mot dont la commande a besoin. Son --help dit lequel ; dans un terminal, on le choisit dans une liste.',
  ARGUMENT_UNEXPECTED:
    "Il y a un mot de plus que la commande n'en prend. Mettez entre guillemets un nom qui contient des espaces ; --help dit ce que la commande prend.",
  VALUE_MISSING:
    "L'option doit être suivie d'une valeur. Dans un script, vérifiez que la variable qui devrait la contenir est définie.",
  VARIABLE_EMPTY:
    "Une variable d'environnement qui décide qui agit, où, ou avec quoi l'on paie est définie mais vide, comme lorsqu'un service d'intégration n'a pas de valeur pour elle. Donnez-lui une valeur, ou ne la définissez pas.",
  FLAG_TWICE:
    "Une option qui prend une seule valeur est donnée plusieurs fois. Celles qui prennent une liste (--to, --fields, --evidence, --roles, --scopes) peuvent l'être, et tout compte.",
  FLAGS_CONFLICT:
    "Deux options répondent à la même question, comme un jeton et une carte sur l'entrée standard, ou --json et -o csv : n'en donnez qu'une.",
  VALUE_INVALID: "La valeur n'a pas la forme attendue. Le message dit laquelle, avec un exemple quand il y en a un.",
  FLAG_UNUSED:
    "Une option qui serait sans effet à côté du reste. Aucune n'est jamais ignorée. Omettez-la, ou ajoutez ce qu'elle demande à côté d'elle.",
  ANSWERS_DIFFER:
    "La société, le pays, l'adresse ou l'identifiant MPN donné n'est pas celui du compte qui paierait, ou pour lequel quelque chose serait repris. account use, ou --account, en choisit un autre ; account set indique ce qui a changé d'une société, et account move la fait passer à un autre programme.",
  ANSWERS_MISSING:
    'Personne ne peut être interrogé : pas de terminal, CI ou --no-input. Le message liste chaque réponse qui manque, et une ligne de commande entière.',
  CARD_NUMBER_IN_ARGUMENTS:
    "Une ligne de commande peut être lue par d'autres et reste dans les historiques. On n'y prend jamais un numéro de carte. Tapez-le à la question, ou donnez-le sur l'entrée standard à --card-stdin ; retirez la ligne de l'historique du shell.",
  CARD_NUMBER_IN_VALUE:
    "Ce qui est conservé ou répété ne doit contenir aucun numéro de carte : ni un nom, ni une adresse, ni un texte, ni un réglage. Une carte se saisit à la question qui demande son numéro, ou se donne par l'entrée standard à --card-stdin.",
  ACCOUNT_NOT_CHOSEN:
    'Quand un registre contient plusieurs comptes, il faut en choisir un : durablement avec account use, ou une seule fois avec --account.',
  NOT_FOUND:
    "Rien ne porte ce nom. Le plus proche qui existe est indiqué, s'il y en a un. La liste des mêmes choses (orders list, users list…) a tous les noms.",
  CHANGED_SINCE_REVIEW:
    'Le prix, les conditions, les dates ou la carte ne sont plus ceux du récapitulatif. Regardez de nouveau avec --dry-run.',
  PAYMENT_DECLINED:
    "La banque a refusé, et rien n'a été acheté. Un débit refusé reste enregistré comme commande échouée, et la société qui a adhéré avec elle est membre ; une carte refusée à l'ajout ne laisse rien. Une autre carte peut convenir.",
  PAYMENT_UNKNOWN:
    "La réponse de la passerelle s'est perdue ou n'est pas crédible : l'argent a pu être débité. recover le détermine ; d'ici là, rien d'autre n'est acheté pour cette période.",
  NOTHING_TO_PAY: "La commande a échoué ou a été annulée. Ce qu'elle portait peut être acheté à nouveau.",
  PAYMENT_IN_PROGRESS: 'Un autre processus attend la réponse pour le même paiement. Réessayez dans un instant.',
  NOT_PAID: "Seule une commande payée a un reçu, et une facture si quelqu'un l'a vendue.",
  LEDGER_MISSING: "Aucun registre n'a encore été créé ; l'adhésion le crée.",
  ROWS_REFUSED:
    'Un fichier est repris en entier ou pas du tout : chaque erreur est dite avec sa ligne et sa colonne. --keep-good reprend les lignes qui n’en ont pas.',
  FILE_UNREADABLE:
    "Le fichier manque, n'est pas permis, n'est pas un fichier mais un dossier, un tube ou un périphérique, est trop grand ou en cours d'écriture, ou n'est pas un texte en UTF-8 ou UTF-16. Le message dit lequel, et que faire.",
  EVIDENCE_REFUSED:
    "Un justificatif est conservé entier, tel qu'il a été lu : pas s'il est vide, trop grand, en cours d'écriture ou mal nommé. Son contenu n'est pas examiné, pas même pour un numéro de carte.",
  EVIDENCE_LOST:
    "Un fichier consigné n'y est plus, ou en est un autre à présent. db check les nomme ; le même fichier redonné le rétablit.",
  ARCHIVE_REFUSED:
    "Une archive peut venir de n'importe qui : celle qui n'est pas un zip, est endommagée, chiffrée ou trop grande, ou contient des liens, des dossiers ou des noms qui mènent hors d'elle, n'est pas ouverte. Rien n'en est jamais écrit nulle part.",
  GATEWAY_DIFFERS:
    "La passerelle d'un registre est fixée à sa création, et un registre de l'une n'est jamais ouvert comme d'une autre. db path dit laquelle c'est.",
  LEDGER_FOREIGN:
    "Le fichier n'est pas un registre de partner. Il n'est jamais remplacé. Nommez-en un autre par --database ; db path dit lequel est utilisé.",
  LEDGER_CORRUPT: 'Le fichier est un registre, mais il ne peut pas être lu en entier. Restaurez une sauvegarde.',
  LEDGER_NEWER: 'Une version plus récente de partner a écrit ce registre. Installez cette version ou une suivante.',
  LEDGER_OLDER:
    'Une version antérieure de partner a créé les tables de ce registre sur un serveur, et seul leur propriétaire peut les modifier. Il lance partner db migrate, ou toute commande qui écrit ; jusque-là, la version antérieure continue de fonctionner.',
  LEDGER_BUSY: 'Un autre processus a gardé le registre trop longtemps. Réessayez.',
  LEDGER_LOCKLESS:
    'Le dossier du registre ne connaît pas les verrous de fichiers, comme beaucoup de dossiers réseau. Prenez un disque local.',
  LEDGER_MOVED:
    'Le registre a été déplacé avec db copy. Ici, il est en lecture seule ; désignez-le là où il se trouve maintenant.',
  LEDGER_UNFINISHED:
    "Une copie s'est arrêtée avant d'être complète. Elle ne s'utilise pas tant que db copy n'a pas été relancé avec les deux mêmes endroits.",
  LEDGER_EXISTS: 'Un registre se copie vers un endroit libre, jamais par-dessus un autre.',
  LEDGER_UNSAFE:
    'Le registre est à un autre utilisateur, ou tout le monde peut écrire dans son dossier. Reprenez-le (chown), ou fermez le dossier (chmod o-w).',
  LEDGER_JOURNAL:
    "À côté du registre, là où le moteur tient un journal pendant qu'il écrit, se trouve un dossier, un tube ou un lien de ce nom. Retirez-le.",
  LEDGER_UNWRITABLE:
    "Le disque est plein ou en lecture seule, ou il manque des autorisations. Faites de la place, ou donnez à qui exécute partner le droit d'y écrire ; doctor regarde les deux.",
  LEDGER_ENGINE_MISSING:
    "Le moteur de base de données, better-sqlite3, n'est pas installé pour ce Node.js. Réinstallez partner avec ce Node.js.",
  LEDGER_CONFLICT: "Un autre processus a écrit la même chose avant. Réessayez : ce qu'il a fait sera vu.",
  SERVER_UNREACHABLE:
    "Rien ne répond à l'adresse du serveur, ou la connexion a été coupée. Vérifiez l'hôte et le port, et que le serveur fonctionne.",
  SERVER_TLS:
    "Le serveur n'offre pas de chiffrement, ou son certificat ne prouve rien. Pour une autre machine, il doit être d'une autorité connue et au nom de l'adresse (sslmode=verify-full).",
  SERVER_LOGIN:
    "L'utilisateur, le mot de passe ou l'endroit d'où l'on vient n'est pas accepté. Le mot de passe vient de l'adresse, de PGPASSWORD ou de ~/.pgpass.",
  SERVER_DATABASE: "La base de données de l'adresse n'existe pas sur ce serveur. La personne qui le gère la crée.",
  SERVER_RIGHTS: "Le serveur l'a refusé à cet utilisateur. La personne qui gère le serveur accorde les droits.",
  SERVER_ROLE:
    'Le rôle de cet utilisateur dans le registre du serveur ne le permet pas. La personne à qui le registre appartient donne les rôles avec db grant.',
  SERVER_ONLY:
    "Les rôles se donnent dans un registre sur un serveur PostgreSQL. Un fichier appartient à qui peut l'écrire.",
  SERVER_OLD: 'Le registre demande PostgreSQL 14 ou une version suivante.',
  SERVER_READ_ONLY:
    "Un serveur de secours ou en lecture seule n'accepte aucune écriture. Désignez le serveur principal.",
  SERVER_CROWDED: "Le serveur a autant de connexions qu'il peut en avoir. Réessayez, ou faites-en admettre davantage.",
  SERVER_FULL: 'Le disque ou la mémoire du serveur est plein.',
  SERVER_COPY:
    'Un registre sur un serveur est sauvegardé et rétabli par les outils du serveur, comme pg_dump et pg_restore ; db restore sans fichier le contrôle ensuite.',
  PROGRAMME_EXISTS:
    "L'import d'un programme n'en écrase aucun : avec --replace un programme importé, jamais un programme fourni.",
  FILE_EXISTS:
    "Un fichier qui existe n'est jamais écrasé. Nommez un autre fichier, ou déplacez celui-là ; le message propose un nom libre.",
  FILE_UNWRITABLE:
    "Le dossier manque, est en lecture seule, plein, ou n'est pas autorisé. Nommez un dossier qui existe et qui est à vous, ou faites de la place.",
  FILE_LOCKLESS:
    'Le dossier où placer la sauvegarde ne connaît pas les verrous de fichiers, comme beaucoup de dossiers réseau. Sauvegardez sur un disque local, puis copiez le fichier.',
  FILE_RESERVED:
    "Rien n'est écrit par-dessus les fichiers de partner : registre, sauvegarde, leurs journaux, livres de la passerelle, réglages, programmes importés, journal de la tâche planifiée. Nommez un autre fichier.",
  GATEWAY_BOOKS:
    "La passerelle du bac à sable tient ses propres livres à côté du registre : ils manquent, sont ceux d'un autre registre, ou ne peuvent être ni lus ni écrits. Remettez-les avec le registre auquel ils appartiennent, depuis la même sauvegarde. S’ils étaient en cours de remplissage avec des comptes fictifs, sandbox seed remplit les deux à nouveau.",
  GATEWAY_UNREACHABLE:
    "La passerelle n'a donné aucune réponse crédible, n'a pas pu être jointe, ou refuse la clé. Rien n'a été modifié. Réessayez dans un instant, ou corrigez ce que le message indique.",
  GATEWAY_KEY:
    "Un registre de la passerelle stripe demande une clé secrète ou restreinte du mode réel, et stripe-test une clé du mode test : dans PARTNER_STRIPE_KEY, dans le fichier désigné par PARTNER_STRIPE_KEY_FILE, ou dans le trousseau du système. Ce n'est jamais une option, et elle n'est jamais conservée.",
  GATEWAY_SILENT:
    "Seul un registre dont les cartes sont débitées par Stripe reçoit des événements : le bac à sable et none ne disent rien d'eux-mêmes.",
  EVENT_REFUSED:
    "Un message est pris si son en-tête Stripe-Signature vaut pour ses octets exacts, avec le secret de l'adresse de réception, et s'il date de cinq minutes au plus. Transmettez le corps tel quel.",
  PORT_UNUSABLE: 'Le port est pris, ou interdit à cet utilisateur. --port en désigne un autre.',
  TOKEN_REFUSED:
    "Le jeton de PARTNER_TOKEN est vide, inconnu, expiré, révoqué, créé pour autre chose ou créé par une personne retirée depuis. Là où cette variable n'est pas définie, un registre local croit qui dit agir (voir ROLE_REQUIRED).",
  SCHEDULER_FAILED:
    'Le programme qui lance les tâches sur cette machine est absent ou a refusé. --debug affiche ses propres mots ; --scheduler en désigne un autre.',
  CATALOG_INVALID:
    "Un fichier de programme ne respecte pas son schéma. Le message indique le fichier, l'endroit et la raison.",
  CONFIG_INVALID:
    "La configuration n'est pas du JSON lisible, ou un réglage y a une valeur qui n'est pas un texte, ou un nom écrit autrement ; ou bien un fichier désigné par une variable est vide. Corrigez-la ou retirez-la.",
  DATABASE_UNSUPPORTED:
    'Un registre est un fichier, désigné par son chemin, ou se trouve sur un serveur PostgreSQL. Une adresse est gardée sans son mot de passe.',
  CHANNEL_NOT_SET:
    "Ni serveur de messagerie ni webhook n'est défini, ou l'expéditeur manque. help environment nomme les variables.",
  BEYOND_CALENDAR:
    "Une date antérieure à 1970 ou postérieure à 9999 est indiquée par l'horloge, ou découlerait de la demande. Mettez l'horloge à l'heure.",
  CANCELLED: "Quitté par Ctrl-C, Ctrl-D ou par choix. Rien n'a été écrit et rien n'a été débité.",
  UNEXPECTED: 'Un défaut du programme, ou un refus de la machine. --debug en montre la cause, sans les secrets.',
};

export const help = {
  titles: {
    environment: "variables d'environnement",
    prompts: 'questions, scripts et consentement',
    formatting: 'sortie pour les personnes et pour les scripts',
    accessibility: 'questions simples, sans couleur',
    'renewals-in-ci': 'renouvellements sans surveillance',
    options: 'les options de toute commande',
    'exit-codes': 'ce que signifie chaque code de sortie',
    errors: "chaque code d'erreur ; errors CODE en explique un",
  },
  exits,
  errors,
};
