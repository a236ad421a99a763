import { renewalsInCi } from './renewals-in-ci.js';

const environment = `PARTNER_ACCOUNT      le compte partenaire à utiliser
PARTNER_DATABASE     le registre
PARTNER_USER         qui agit, par e-mail ; le contact du compte sinon
PARTNER_LANG         en ou fr ; sinon LC_ALL, LC_MESSAGES, LANG décident
PARTNER_OUTPUT       table, json, csv ou tsv
PARTNER_COLOR        auto, always ou never ; NO_COLOR, FORCE_COLOR et
                     CLICOLOR_FORCE valent aussi
PARTNER_PROMPTS      menu ou plain
PARTNER_COMPANY, PARTNER_COUNTRY, PARTNER_EMAIL, PARTNER_MPN_ID,
PARTNER_PROGRAMME    réponses aux questions du même nom
PARTNER_PAYMENT_METHOD
                     le mode de paiement, un identifiant de payment-methods list
PARTNER_SMTP_URL     le serveur de messagerie pour les rappels :
                     smtp://utilisateur:motdepasse@hôte:587 (STARTTLS ; exigé
                     quand un mot de passe traverse un réseau) ou
                     smtps://utilisateur:motdepasse@hôte
PARTNER_SMTP_FROM    l'expéditeur des rappels ; le réglage smtp-from
PARTNER_WEBHOOK_URL  où les rappels sont déposés : en https, sans suivre de
                     redirection
PARTNER_WEBHOOK_FORMAT
                     json, slack ou teams ; le réglage webhook-format
PARTNER_REMINDER_DAYS
                     d'autres rappels, tant de jours avant la date anniversaire,
                     par exemple 90,30,7 ; le réglage reminder-days
PARTNER_TOKEN        un jeton qui limite ce qui est permis
PARTNER_EVENTS_FILE  reçoit une ligne JSON par renouvellement d'une exécution
PARTNER_SANDBOX_FAULT
                     bac à sable seulement : cut, cut-before, hang,
                     server-error, garbage, ignore-keys ou find-fails
CI                   rien n'est jamais demandé
XDG_DATA_HOME, XDG_CONFIG_HOME
                     où se trouvent le registre et la configuration

Une option l'emporte sur l'environnement, l'environnement sur la configuration,
la configuration sur la valeur par défaut.
Le consentement et l'argent ne viennent jamais de l'environnement :
--accept-terms et --yes ne sont que des options.`;

const prompts = `Des questions sont posées lorsque l'entrée standard et l'erreur standard sont
des terminaux, que CI n'est pas défini et que --no-input n'est pas donné. Elles
vont sur l'erreur standard : la sortie standard ne contient que le résultat, si
bien que "partner ... --json > file" fonctionne dans un assistant.

Chaque question a une option qui y répond ; ce qui est donné n'est pas demandé.
Partout ailleurs, tout ce qui manque forme une seule erreur (code 2).

--yes répond aux questions oui/non et à Acheter. Les Conditions générales
s'acceptent avec --accept-terms.

Ctrl-C et Ctrl-D avant Acheter n'écrivent rien (code 130) ; les réponses déjà
données sont affichées comme une ligne de commande pour reprendre.`;

const formatting = `--json, -o csv, -o tsv   pour les scripts ; clés, dates et codes ne changent
                         jamais avec la langue
--fields a,b.c           seulement ces champs, dans cet ordre
--query EXPRESSION       JMESPath sur le résultat

Les dates sont AAAA-MM-JJ en UTC, les instants ISO 8601.
L'argent est {"amount": 47500, "currency": "USD"} : unités mineures entières.
Dans un tube, un tableau est fait de lignes de cellules séparées par des
tabulations, sans en-tête, jamais coupées.
En sortie machine, une erreur est une ligne de JSON sur l'erreur standard :
{"error": {"code", "exit", "message", "rule", "try", "missing"}}.`;

const accessibility = `partner config set prompts plain   questions numérotées, ligne par ligne, sans
                                   mouvement du curseur
--no-color, NO_COLOR               sans couleur ; aucun sens ne tient à la seule
                                   couleur
TERM=dumb                          les deux

Les indicateurs animés n'apparaissent que dans un terminal. Chaque entrée de
menu est aussi une commande : partner --help.`;

/** What `partner help TOPIC` explains, as it is printed. */
export const topics = {
  environment: { text: environment },
  prompts: { text: prompts },
  formatting: { text: formatting },
  accessibility: { text: accessibility },
  'renewals-in-ci': { text: renewalsInCi },
};
