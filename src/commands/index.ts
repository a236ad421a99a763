import type { Command } from '../cli/command.js';
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
import { configGet } from './config/get.js';
import { configList } from './config/list.js';
import { configPath } from './config/path.js';
import { configSet } from './config/set.js';
import { configUnset } from './config/unset.js';
import { dashboard } from './dashboard.js';
import { dbBackup } from './db/backup.js';
import { dbCheck } from './db/check.js';
import { dbPath } from './db/path.js';
import { dbRedate } from './db/redate.js';
import { earnedAttain } from './earned/attain.js';
import { earnedList } from './earned/list.js';
import { earnedShow } from './earned/show.js';
import { earnedSubscribe } from './earned/subscribe.js';
import { earnedUpgrade } from './earned/upgrade.js';
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
import { ordersCancel } from './orders/cancel.js';
import { ordersConfirmTransfer } from './orders/confirm-transfer.js';
import { ordersList } from './orders/list.js';
import { ordersCorrect } from './orders/correct.js';
import { ordersReceipt } from './orders/receipt.js';
import { ordersRecord } from './orders/record.js';
import { ordersRefund } from './orders/refund.js';
import { ordersShow } from './orders/show.js';
import { paymentMethodsAdd } from './payment-methods/add.js';
import { paymentMethodsDefault } from './payment-methods/default.js';
import { paymentMethodsList } from './payment-methods/list.js';
import { paymentMethodsRemove } from './payment-methods/remove.js';
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
  dashboard,
  joinCommand,
  adoptCommand,
  leaveCommand,
  statusCommand,
  offersList,
  offersShow,
  subscriptionsList,
  subscriptionsShow,
  subscriptionsSubscribe,
  subscriptionsRenew,
  subscriptionsAutorenew,
  subscriptionsCancel,
  subscriptionsTimeline,
  benefitsList,
  benefitsActivate,
  benefitsAssign,
  benefitsRelease,
  benefitsKeys,
  benefitsCredits,
  paymentMethodsList,
  paymentMethodsAdd,
  paymentMethodsRemove,
  paymentMethodsDefault,
  ordersList,
  ordersShow,
  ordersReceipt,
  ordersRecord,
  ordersCorrect,
  ordersConfirmTransfer,
  ordersCancel,
  ordersRefund,
  recoverCommand,
  reconcileCommand,
  renewalsDue,
  renewalsRun,
  renewalsForecast,
  remindersList,
  remindersSend,
  remindersSettle,
  recipientsList,
  recipientsAdd,
  recipientsRemove,
  remindersCalendar,
  scheduleInstall,
  scheduleRemove,
  scheduleStatus,
  supportNew,
  supportList,
  supportShow,
  supportNote,
  supportResolve,
  supportWithdraw,
  termsShow,
  termsHistory,
  accountList,
  accountShow,
  accountSet,
  accountMove,
  accountUse,
  usersList,
  usersAdd,
  usersGrant,
  usersRevoke,
  usersRemove,
  whoCanCommand,
  whoamiCommand,
  tokensCreate,
  tokensList,
  tokensRevoke,
  catalogList,
  catalogShow,
  catalogValidate,
  catalogImport,
  configList,
  configGet,
  configSet,
  configUnset,
  configPath,
  dbPath,
  dbCheck,
  dbBackup,
  dbRedate,
  auditList,
  auditVerify,
  clockShow,
  clockSet,
  clockAdvance,
  clockReset,
  sandboxCards,
  sandboxSeed,
  commandsCommand,
  helpCommand,
];

/** What each command can do that a programme names: for one offer, and for all that are earned. */
export const VERBS: OfferVerbs = {
  offer: [offerShow, offerSubscribe, offerRenew, offerAutorenew, offerCancel, offerBenefits],
  earned: [
    earnedList,
    earnedShow,
    earnedAttain,
    earnedSubscribe,
    earnedUpgrade,
    offerRenew,
    offerAutorenew,
    offerCancel,
  ],
};
