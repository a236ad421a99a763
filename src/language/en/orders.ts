import type { Here } from '../said.js';
import { sh } from '../command-line.js';
import { english as plural } from '../plural.js';

/** What is paid for, with what, and what came of it. */
export const orders = {
  orderStates: {
    placed: 'placed',
    paid: 'paid',
    failed: 'failed',
    action_required: 'waits for its cardholder',
    refund_pending: 'being refunded',
    refunded: 'refunded',
    pending: 'pending',
    expired: 'expired',
    cancelled: 'cancelled',
    recorded: 'recorded',
  },
  orderKinds: { purchase: 'purchase', renewal: 'renewal', upgrade: 'upgrade' },
  review: {
    line: (offer: string, years: string) => `${offer}, ${years}`,
    tax: 'Tax',
    taxNotComputed: 'not computed',
    total: (card: string) => `Total, charged now to ${card}`,
    totalAlone: 'Total',
    notVerified: 'The price is not verified.',
    anniversary: (day: string, once: string) =>
      `Anniversary date ${day}. Renews by itself each year on that date${once}; you can turn this off at any time, but not on again until you have renewed.`,
    once: (needs: string) => `, once there is ${needs}`,
    needs: {
      card: 'a card on file',
      cardGoodThen: 'a default card that is good then',
      job: 'a job that runs the renewals every day',
    },
    anniversaryAtVendor: (day: string) =>
      `Anniversary date ${day}. Whether the vendor renews it by itself on that date, its confirmation says.`,
    anniversaryByHand: (day: string) => `Anniversary date ${day}. Renewed by hand; nothing is charged by itself.`,
    takesThePlace: (offer: string) =>
      `It takes the place of ${offer}, which ends with this purchase; nothing is given back for the rest of its term.`,
    termRuns: (from: string, to: string) => `The term runs from ${from} to ${to}.`,
    termPaid: (from: string, to: string) => `The term runs from ${from} to ${to}; nothing more is charged for it.`,
    hash: (hash: string) => `Review ${hash}`,
    dryRun: 'Dry run: nothing was written and nothing was charged.',
    wouldWrite: 'Would be written',
    joinsFirst: (company: string) => `${company} joins the network with this order.`,
  },
  confirmed: {
    found: (day: string, card: string) =>
      `It was paid on ${day} with ${card}, as the gateway shows. Nothing was charged now.`,
    benefits: (count: number, { here }: Here) =>
      `Next: ${here('partner benefits list')}  # ${plural(count, '1 benefit waits', `${count} benefits wait`)} to be activated`,
    job: (install: string) => `Next: ${install}  # without it nothing renews by itself`,
    jobInCi: `In CI: ${sh`partner help renewals-in-ci`}`,
  },
  methods: {
    id: 'Payment method',
    card: 'Card',
    expires: 'Good to',
    holder: 'Holder',
    isDefault: 'Default',
    none: 'No way to pay is on file.',
    added: (card: string) => `${card} is on file.`,
    removed: (card: string) => `${card} was removed.`,
    madeDefault: (card: string) => `${card} is the default: automatic renewal charges it.`,
    chargedAtNextRun: (card: string, offer: string, { here }: Here) =>
      `The next run charges ${card} for ${offer}: ${here('partner renewals run')}`,
    chargedOn: (card: string, offer: string, day: string) =>
      `${card} is charged for ${offer} at the next try, on ${day}.`,
    onlyTheDefault: (offer: string, id: string, { here }: Here) =>
      `The charge for ${offer} is waiting for another default card: ${here(sh`partner payment-methods default ${id}`)}`,
    add: ({ here }: Here) => `Add one: ${here('partner payment-methods add')}`,
  },
  orders: {
    id: 'Order',
    kind: 'Kind',
    offer: 'Offer',
    total: 'Total',
    state: 'State',
    placed: 'Placed',
    paid: 'Paid',
    found: 'Found at the gateway',
    refunded: 'Refunded',
    receipt: 'Receipt',
    terms: 'Terms accepted',
    attempt: 'Attempt',
    sent: 'Sent',
    reason: 'Reason',
    none: 'Nothing has been ordered yet.',
    attemptStates: {
      sending: 'sent, no answer yet',
      unknown: 'outcome unknown',
      succeeded: 'succeeded',
      declined: 'declined',
      action_required: 'needs the holder',
      not_executed: 'not executed',
    },
  },
  receipt: {
    title: 'Receipt',
    number: 'Receipt number',
    paidBy: 'Paid by',
    paidWith: 'Paid with',
    paidOn: 'Paid on',
    order: 'Order',
    term: 'Term',
    tax: 'Tax',
    total: 'Total paid',
    mpnId: 'MPN ID',
    charge: 'Charge',
    saved: (file: string) => `Receipt written to ${file}.`,
    rehearsal: {
      sandbox: 'Sandbox: no money moved. This is not a proof of payment.',
      'test-mode': 'Test mode: no money moved. This is not a proof of payment.',
    },
  },
  invoice: {
    titles: { invoice: 'Invoice', 'credit-note': 'Credit note' },
    numbers: { invoice: 'Invoice number', 'credit-note': 'Credit note number' },
    seller: 'Sold by',
    buyer: 'Sold to',
    issuedOn: 'Issued on',
    corrects: 'For invoice',
    supplied: 'Supplied',
    ofDay: (number: string, day: string) => `${number} of ${day}`,
    what: 'Description',
    quantity: 'Quantity',
    price: 'Unit price',
    amount: 'Amount',
    untaxed: 'none',
    net: 'Total before tax',
    taxAt: (name: string, rate: string, base: string) => `${name} ${rate} on ${base}`,
    totals: { invoice: 'Total paid', 'credit-note': 'Total refunded' },
    bank: (holder: string, iban: string, bic = '') =>
      `Bank account of ${holder}: IBAN ${iban}${bic && `, BIC ${bic}`}.`,
    saved: (file: string) => `Invoice written to ${file}.`,
    soldBy: (seller: string) => `Sold by ${seller}, which gives an invoice.`,
    noAddress: ({ here }: Here) =>
      `The invoice will name no address of yours. To state it first: ${here('partner account set --address TEXT')}`,
  },
  postings: {
    date: 'Date',
    document: 'Document',
    kind: 'Kind',
    posting: 'Account',
    debit: 'Debit',
    credit: 'Credit',
    currency: 'Currency',
    none: 'Nothing was paid in these days.',
    noneHere:
      'Nothing was paid here in these days. What was paid elsewhere is not exported: the vendor has the books of it.',
    kinds: {
      sale: 'sale',
      payment: 'payment',
      fee: 'fee',
      'credit-note': 'credit note',
      refund: 'refund',
      'refund-failed': 'refund failed',
      dispute: 'dispute',
      'dispute-won': 'dispute won',
    },
    postings: { receivable: 'receivable', revenue: 'revenue', tax: 'tax', cash: 'cash', fees: 'fees' },
  },
  creditNote: {
    title: 'Credit note',
    number: 'Credit note number',
    unnumbered: 'none: it was refunded before credit notes were numbered',
    refundedTo: 'Refunded to',
    fundsSentOn: 'Funds sent on',
    approvedOn: 'Approved on',
    refundedOn: 'Refunded on',
    card: 'Given back to',
    way: 'Given back by',
    receipt: 'For receipt',
    refund: 'Refund',
    total: 'Total refunded',
    saved: (file: string) => `Credit note written to ${file}.`,
    rehearsal: {
      sandbox: 'Sandbox: no money moved. This is not a proof of a refund.',
      'test-mode': 'Test mode: no money moved. This is not a proof of a refund.',
    },
  },
  recovered: {
    none: 'No payment is open.',
    paid: (order: string, total: string, receipt: string) =>
      `Order ${order} is paid with ${total}: receipt ${receipt}.`,
    found: (order: string, total: string, day: string) =>
      `Order ${order} was paid with ${total} on ${day}: found at the gateway, nothing was charged now.`,
    takenAsDone: (order: string) => `Order ${order}: this dry run takes for done what is open of it.`,
    failed: (order: string) => `Order ${order} was not charged.`,
    differs: (order: string) =>
      `Order ${order} was not charged: the gateway holds a charge of another amount for the same. Order it again to see which.`,
    unknown: (order: string, { here }: Here) =>
      `Order ${order}: still not known. Do not pay again; later, run: ${here('partner recover')}`,
    held: (order: string, sender: string, { here }: Here) =>
      `Order ${order}: ${sender} began to send it and may do so yet. Do not pay again. Where it is certain that it never will, two people who can buy say so: ${here(sh`partner recover --abandoned ${order}`)}`,
    saidBy: (order: string, who: string, { here }: Here) =>
      `Order ${order}: ${who} has said that it will never be sent. Another person who can buy has to say the same: ${here(sh`partner recover --abandoned ${order}`)}`,
    process: (host: string, pid: string) => `process ${pid} of ${host}`,
    inProgress: (order: string) => `Order ${order}: another partner process is paying it right now.`,
  },
  sandbox: { number: 'Number', token: 'Token', brand: 'Brand', does: 'What it does' },
  cardNotes: {
    succeeds: 'succeeds',
    'declined-at-once': 'declined when it is added',
    'declined-later': 'can be added; every charge is declined',
    mistyped: 'fails its check digit',
    'confirmed-once': 'confirmed when added; charges succeed',
    'confirmed-already': 'confirmed before; charges succeed',
    'confirmation-always': 'can be added; every charge waits for its holder',
    blocked: 'every charge is blocked as a risk',
    disputed: 'succeeds, then is disputed',
    'refund-pending': 'succeeds; a refund stays pending at first',
    'refund-fails': 'succeeds; a refund fails later',
  },
};

/** What the printed receipt says beyond the one on screen. */
export const receipt = {
  /** @param packages npm's names, a space between; '' where no package would help */
  replaced: (sign: string, command: string, packages: string) =>
    `Some letters are missing from the font of this file and were replaced by the nearest, or by ${sign}. The exact text is in the properties of this file and in: ${command}${toInstall(packages)}`,
  someReplaced: (packages: string) =>
    `Some letters could not be printed as they are; the file says so, and its properties hold the exact text.${toInstall(packages)}`,
};

function toInstall(packages: string): string {
  return packages === ''
    ? ''
    : ` They are printed once this machine has a font with them, such as: npm install --global ${packages}`;
}

/** What holding the gateway's books against the ledger says. */
export const reconcile = {
  working: (charges: string) => `Comparing the gateway's books with the ledger: ${charges} charges`,
  agree: (count: number, charges: string) =>
    `The gateway and the ledger agree: ${plural(count, '1 charge', `${charges} charges`)}, refunded ones left out.`,
  differ: (count: number) => plural(count, '1 difference was found.', `${count} differences were found.`),
  difference: 'Difference',
  charged: 'Charged',
  paid: 'Paid',
  charge: 'Charge',
  codes: {
    CHARGE_WITHOUT_ORDER: 'a charge without an order',
    CHARGE_OF_UNPAID_ORDER: 'a charge whose order is not paid',
    CHARGED_TWICE: 'a second charge for an order that is paid',
    AMOUNT_DIFFERS: 'a charge of another amount than the order',
    CARD_DIFFERS: 'a charge of another card than the order names',
    DAY_DIFFERS: 'a charge of another day than the order tells',
    PAID_WITHOUT_CHARGE: 'a paid order without a charge',
    REFUND_NOT_IN_LEDGER:
      'a refund that the ledger does not know; ask for it again with partner support new --cancel, and partner orders refund takes it over',
    REFUNDED_IN_PART: 'a part of the payment was given back at the gateway, which the ledger does not know',
    REFUND_NOT_AT_GATEWAY: 'a refund that the gateway does not know',
    REFUND_FAILED: 'a refund that failed at the gateway: the money came back to it, and is given back there',
  },
};
