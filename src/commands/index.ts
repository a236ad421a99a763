import type { Command } from '../cli/command.js';
import { LateCommand, together } from '../cli/late-command.js';
import type { OfferVerbs } from '../cli/offer-verb.js';
import { accountList } from './account/list.js';
import { accountMove } from './account/move.js';
import { accountSet } from './account/set.js';
import { accountShow } from './account/show.js';
import { accountUse } from './account/use.js';
import { adoptCommand } from './adopt.js';
import { auditList } from './audit/list.js';
import { auditVerify } from './audit/verify.js';
import { benefitsActivate } from './benefits/activate.js';
import { benefitsAssign } from './benefits/assign.js';
import { benefitsCompare } from './benefits/compare.js';
import { benefitsCredits } from './benefits/credits.js';
import { benefitsKeys } from './benefits/keys.js';
import { benefitsList } from './benefits/list.js';
import { benefitsRelease } from './benefits/release.js';
import { catalogImport } from './catalog/import.js';
import { catalogList } from './catalog/list.js';
import { catalogShow } from './catalog/show.js';
import { catalogValidate } from './catalog/validate.js';
import { clockAdvance } from './clock/advance.js';
import { clockReset } from './clock/reset.js';
import { clockSet } from './clock/set.js';
import { clockShow } from './clock/show.js';
import { commandsCommand } from './commands.js';
import { completionCommand } from './completion.js';
import { configGet } from './config/get.js';
import { configList } from './config/list.js';
import { configPath } from './config/path.js';
import { configSet } from './config/set.js';
import { configUnset } from './config/unset.js';
import { dashboard } from './dashboard.js';
import { dbBackup } from './db/backup.js';
import { dbCheck } from './db/check.js';
import { dbCopy } from './db/copy.js';
import { dbExport } from './db/export.js';
import { dbGrant } from './db/grant.js';
import { dbMigrate } from './db/migrate.js';
import { dbRestore } from './db/restore.js';
import { dbRevoke } from './db/revoke.js';
import { dbRoles } from './db/roles.js';
import { dbPath } from './db/path.js';
import { dbRedate } from './db/redate.js';
import { doctorCommand } from './doctor.js';
import { eventsList } from './events/list.js';
import { eventsResend } from './events/resend.js';
import { eventsVerify } from './events/verify.js';
import { earnedAttain } from './earned/attain.js';
import { earnedList } from './earned/list.js';
import { earnedShow } from './earned/show.js';
import { earnedSubscribe } from './earned/subscribe.js';
import { earnedUpgrade } from './earned/upgrade.js';
import { evidenceExport } from './evidence/export.js';
import { evidenceList } from './evidence/list.js';
import { evidenceVerify } from './evidence/verify.js';
import { helpCommand } from './help.js';
import { joinCommand } from './join.js';
import { leaveCommand } from './leave.js';
import { offerAutorenew } from './offer/autorenew.js';
import { offerBenefits } from './offer/benefits.js';
import { offerCancel } from './offer/cancel.js';
import { offerRenew } from './offer/renew.js';
import { offerShow } from './offer/show.js';
import { offerSubscribe } from './offer/subscribe.js';
import { offersList } from './offers/list.js';
import { offersShow } from './offers/show.js';
import { ordersPay } from './orders/pay.js';
import { ordersCancel } from './orders/cancel.js';
import { ordersConfirmTransfer } from './orders/confirm-transfer.js';
import { ordersList } from './orders/list.js';
import { ordersCorrect } from './orders/correct.js';
import { ordersCreditNote } from './orders/credit-note.js';
import { ordersExport } from './orders/export.js';
import { ordersInvoice } from './orders/invoice.js';
import { ordersReceipt } from './orders/receipt.js';
import { ordersRecord } from './orders/record.js';
import { ordersRefund } from './orders/refund.js';
import { ordersShow } from './orders/show.js';
import { paymentMethodsAdd } from './payment-methods/add.js';
import { paymentMethodsDefault } from './payment-methods/default.js';
import { paymentMethodsList } from './payment-methods/list.js';
import { paymentMethodsRemove } from './payment-methods/remove.js';
import { paymentsEvents } from './payments/events.js';
import { paymentsListen } from './payments/listen.js';
import { reconcileCommand } from './reconcile.js';
import { recoverCommand } from './recover.js';
import { remindersCalendar } from './reminders/calendar.js';
import { remindersList } from './reminders/list.js';
import { recipientsAdd } from './reminders/recipients/add.js';
import { recipientsList } from './reminders/recipients/list.js';
import { recipientsRemove } from './reminders/recipients/remove.js';
import { remindersSend } from './reminders/send.js';
import { remindersSettle } from './reminders/settle.js';
import { renewalsDue } from './renewals/due.js';
import { renewalsForecast } from './renewals/forecast.js';
import { renewalsRun } from './renewals/run.js';
import { scheduleInstall } from './renewals/schedule/install.js';
import { scheduleRemove } from './renewals/schedule/remove.js';
import { scheduleStatus } from './renewals/schedule/status.js';
import { reportCommand } from './report.js';
import { sandboxConfirm } from './sandbox/confirm.js';
import { sandboxCards } from './sandbox/cards.js';
import { sandboxSeed } from './sandbox/seed.js';
import { statusCommand } from './status.js';
import { subscriptionsAutorenew } from './subscriptions/autorenew.js';
import { subscriptionsCancel } from './subscriptions/cancel.js';
import { subscriptionsList } from './subscriptions/list.js';
import { subscriptionsRenew } from './subscriptions/renew.js';
import { subscriptionsShow } from './subscriptions/show.js';
import { subscriptionsSubscribe } from './subscriptions/subscribe.js';
import { subscriptionsTimeline } from './subscriptions/timeline.js';
import { supportList } from './support/list.js';
import { supportNew } from './support/new.js';
import { supportNote } from './support/note.js';
import { supportResolve } from './support/resolve.js';
import { supportShow } from './support/show.js';
import { supportWithdraw } from './support/withdraw.js';
import { termsHistory } from './terms/history.js';
import { termsShow } from './terms/show.js';
import { tokensCreate } from './tokens/create.js';
import { tokensList } from './tokens/list.js';
import { tokensRevoke } from './tokens/revoke.js';
import { usersAdd } from './users/add.js';
import { usersGrant } from './users/grant.js';
import { usersList } from './users/list.js';
import { usersRemove } from './users/remove.js';
import { usersRevoke } from './users/revoke.js';
import { whoCanCommand } from './who-can.js';
import { whoamiCommand } from './whoami.js';

/** Every command of the program's own, in the order in which help lists them. */
export const COMMANDS: readonly Command[] = [
  new LateCommand('', () => dashboard),
  new LateCommand('join', () => joinCommand),
  new LateCommand('adopt', () => adoptCommand),
  new LateCommand('leave', () => leaveCommand),
  new LateCommand('status', () => statusCommand),
  new LateCommand('report', () => reportCommand),
  new LateCommand('offers list', () => offersList),
  new LateCommand('offers show', () => offersShow),
  new LateCommand('subscriptions list', () => subscriptionsList),
  new LateCommand('subscriptions show', () => subscriptionsShow),
  new LateCommand('subscriptions subscribe', () => subscriptionsSubscribe),
  new LateCommand('subscriptions renew', () => subscriptionsRenew),
  new LateCommand('subscriptions autorenew', () => subscriptionsAutorenew),
  new LateCommand('subscriptions cancel', () => subscriptionsCancel),
  new LateCommand('subscriptions timeline', () => subscriptionsTimeline),
  new LateCommand('benefits list', () => benefitsList),
  new LateCommand('benefits activate', () => benefitsActivate),
  new LateCommand('benefits assign', () => benefitsAssign),
  new LateCommand('benefits release', () => benefitsRelease),
  new LateCommand('benefits keys', () => benefitsKeys),
  new LateCommand('benefits credits', () => benefitsCredits),
  new LateCommand('benefits compare', () => benefitsCompare),
  ...together(
    ['payment-methods list', 'payment-methods add', 'payment-methods remove', 'payment-methods default'],
    () => [paymentMethodsList, paymentMethodsAdd, paymentMethodsRemove, paymentMethodsDefault],
  ),
  ...together(
    [
      'orders list',
      'orders show',
      'orders receipt',
      'orders invoice',
      'orders credit-note',
      'orders record',
      'orders correct',
      'orders confirm-transfer',
      'orders pay',
      'orders cancel',
      'orders refund',
    ],
    () => [
      ordersList,
      ordersShow,
      ordersReceipt,
      ordersInvoice,
      ordersCreditNote,
      ordersRecord,
      ordersCorrect,
      ordersConfirmTransfer,
      ordersPay,
      ordersCancel,
      ordersRefund,
    ],
  ),
  ...together(['evidence list', 'evidence export', 'evidence verify'], () => [
    evidenceList,
    evidenceExport,
    evidenceVerify,
  ]),
  new LateCommand('recover', () => recoverCommand),
  new LateCommand('reconcile', () => reconcileCommand),
  new LateCommand('orders export', () => ordersExport),
  ...together(['payments events', 'payments listen'], () => [paymentsEvents, paymentsListen]),
  new LateCommand('renewals due', () => renewalsDue),
  new LateCommand('renewals run', () => renewalsRun),
  new LateCommand('renewals forecast', () => renewalsForecast),
  new LateCommand('reminders list', () => remindersList),
  new LateCommand('reminders send', () => remindersSend),
  new LateCommand('reminders settle', () => remindersSettle),
  new LateCommand('reminders recipients list', () => recipientsList),
  new LateCommand('reminders recipients add', () => recipientsAdd),
  new LateCommand('reminders recipients remove', () => recipientsRemove),
  new LateCommand('reminders calendar', () => remindersCalendar),
  new LateCommand('events list', () => eventsList),
  new LateCommand('events resend', () => eventsResend),
  new LateCommand('events verify', () => eventsVerify),
  new LateCommand('renewals schedule install', () => scheduleInstall),
  new LateCommand('renewals schedule remove', () => scheduleRemove),
  new LateCommand('renewals schedule status', () => scheduleStatus),
  ...together(
    ['support new', 'support list', 'support show', 'support note', 'support resolve', 'support withdraw'],
    () => [supportNew, supportList, supportShow, supportNote, supportResolve, supportWithdraw],
  ),
  new LateCommand('terms show', () => termsShow),
  new LateCommand('terms history', () => termsHistory),
  ...together(['account list', 'account show', 'account set', 'account move', 'account use'], () => [
    accountList,
    accountShow,
    accountSet,
    accountMove,
    accountUse,
  ]),
  ...together(['users list', 'users add', 'users grant', 'users revoke', 'users remove'], () => [
    usersList,
    usersAdd,
    usersGrant,
    usersRevoke,
    usersRemove,
  ]),
  new LateCommand('who-can', () => whoCanCommand),
  new LateCommand('whoami', () => whoamiCommand),
  ...together(['tokens create', 'tokens list', 'tokens revoke'], () => [tokensCreate, tokensList, tokensRevoke]),
  ...together(['catalog list', 'catalog show', 'catalog validate', 'catalog import'], () => [
    catalogList,
    catalogShow,
    catalogValidate,
    catalogImport,
  ]),
  ...together(['config list', 'config get', 'config set', 'config unset', 'config path'], () => [
    configList,
    configGet,
    configSet,
    configUnset,
    configPath,
  ]),
  new LateCommand('doctor', () => doctorCommand),
  ...together(
    [
      'db path',
      'db check',
      'db backup',
      'db restore',
      'db migrate',
      'db export',
      'db copy',
      'db redate',
      'db grant',
      'db revoke',
      'db roles',
    ],
    () => [dbPath, dbCheck, dbBackup, dbRestore, dbMigrate, dbExport, dbCopy, dbRedate, dbGrant, dbRevoke, dbRoles],
  ),
  new LateCommand('audit list', () => auditList),
  new LateCommand('audit verify', () => auditVerify),
  ...together(['clock show', 'clock set', 'clock advance', 'clock reset'], () => [
    clockShow,
    clockSet,
    clockAdvance,
    clockReset,
  ]),
  new LateCommand('sandbox cards', () => sandboxCards),
  new LateCommand('sandbox confirm', () => sandboxConfirm),
  new LateCommand('sandbox seed', () => sandboxSeed),
  new LateCommand('commands', () => commandsCommand),
  new LateCommand('completion', () => completionCommand),
  new LateCommand('help', () => helpCommand),
];

/** What each command can do that a programme names: for one offer, and for all that are earned. */
export const VERBS: OfferVerbs = {
  get offer() {
    return [offerShow, offerSubscribe, offerRenew, offerAutorenew, offerCancel, offerBenefits];
  },
  get earned() {
    return [
      earnedList,
      earnedShow,
      earnedAttain,
      earnedSubscribe,
      earnedUpgrade,
      offerRenew,
      offerAutorenew,
      offerCancel,
    ];
  },
};
