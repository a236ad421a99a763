import { renewalsWorkflow } from '../renewals-workflow.js';

/** How to have renewals run without anybody watching. */
export const renewalsInCi = `partner renewals run --all-accounts --yes --json

peut s'exécuter une fois ou dix fois par jour : chaque période est débitée au
plus une fois. Ce qui a été refusé est retenté un jour plus tard, trois fois au
plus, sauf si la banque n'acceptera jamais cette carte ; une autre carte par
défaut recommence à zéro. L'exécution règle d'abord ce qu'une précédente a
laissé inconnu.

Code de sortie   0   tout ce qui était échu a été débité, ou rien ne l'était
                 8   certains ont été refusés, ou demandent une intervention
                10   certaines issues sont inconnues ; la prochaine exécution
                     les règle
Rien n'est jamais demandé là où CI est défini ou sans terminal.

Dans GitHub Actions : des marques dans le journal, un tableau dans le résumé, et
les sorties charged, declined, unknown, skipped. Partout, PARTNER_EVENTS_FILE
reçoit une ligne JSON par renouvellement, une par paiement ou remboursement
antérieur dont l'issue restait inconnue, et une pour l'exécution.

partner reminders send --all-accounts

a sa place dans la même tâche : chaque rappel part une fois par canal (partner
help environment), dans la langue de son lecteur. De même un débit
refusé, à sa première réponse et à la dernière, ou dont on ignore l'issue. Celui
dont la réponse s'est perdue compte comme envoyé, jusqu'à ce que vous disiez le
contraire : partner reminders settle.

PARTNER_TOKEN limite ce que la tâche peut faire :

  partner tokens create ci --scopes read,renew --all-accounts

Sans CI, la machine peut lancer la tâche : partner renewals schedule install

Le registre doit être retrouvé à la prochaine exécution : il contient ce qui a
été payé. Les exécuteurs de GitHub oublient leur disque après chaque tâche.
Utilisez un exécuteur à vous, ou un volume persistant qui gère les verrous de
fichiers : un disque local le fait, beaucoup de dossiers réseau non. C'est là
qu'il faut d'abord adhérer et acheter ; sans registre, la tâche se termine par 5
et ne débite rien.

partner s'installe depuis le fichier que produit npm pack ; dans le registre de
npm, ce nom est celui d'un autre programme.

Un workflow à coller dans .github/workflows/renewals.yml :

${renewalsWorkflow}

L'étape échoue sur 8 et 10, pour que GitHub prévienne quelqu'un. Conservez des
sauvegardes (partner db backup). Un registre remis dans un état antérieur à un
débit retrouve ce débit auprès de la passerelle et ne le refait pas.`;
