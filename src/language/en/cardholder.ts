/** What is said of a payment whose bank wants the cardholder's word. */
export const cardholder = {
  menu: 'Go on with the payment',
  placed: 'Your order waits for the cardholder',
  asked: (amount: string) =>
    `The bank wants the cardholder to confirm ${amount} on the gateway's own page. Nothing is charged before that. Open:`,
  page: 'To be confirmed at',
  until: 'To be confirmed by',
  next: (command: string) => `Once it is confirmed, or to wait for it: ${command}`,
  question: 'How is it confirmed?',
  open: 'Open the page in the browser and wait',
  elsewhere: 'Wait: the page is opened elsewhere',
  standIn: 'Confirm it in place of the cardholder (sandbox)',
  later: 'Not now: leave it waiting',
  waiting: 'Waiting for the cardholder; Ctrl-C leaves it waiting',
  leaving: 'The wait is over; the page stays open.',
  notOpened: 'No browser could be started. Open the address above.',
  rehearsed: (command: string) => `The sandbox has no such page. To play the cardholder: ${command}`,
  recovered: (order: string, command: string) =>
    `Order ${order} waits for its cardholder, whose word the bank wants: ${command}`,
  paidAlready: (order: string) => `Order ${order} is paid. Nothing was changed.`,
  onPage: (card: string) => `a card given on the payment page that was opened for ${card}`,
  confirmed: (order: string) => `Order ${order} is paid: the cardholder's word was given for the sandbox.`,
  reminder: {
    subject: (offer: string) => `${offer}: its renewal waits for the cardholder`,
    asked: (offer: string, company: string, amount: string, card: string) =>
      `${offer} of ${company} is to be renewed for ${amount}, and the bank of ${card} wants its holder to confirm that. Nothing is charged before.`,
    open: (until: string) => `Until ${until} it can be confirmed on the gateway's own page:`,
    otherwise: (command: string) =>
      `What is not confirmed by then is asked for again a day later, as often as a declined charge is tried. To go on with it at a terminal: ${command}`,
  },
  cancelQuestion: (order: string) => `Cancel order ${order}? Its page is closed, so that nobody can pay it any more.`,
};
