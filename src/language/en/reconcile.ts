import { english as plural } from '../plural.js';

/** What holding the gateway's books against the ledger says. */
export const reconcile = {
  working: (charges: string) => `Comparing the gateway's books with the ledger: ${charges} charges`,
  agree: (count: number, charges: string) =>
    `The gateway and the ledger agree: ${plural(count, '1 charge', `${charges} charges`)}.`,
  differ: (count: number) => plural(count, '1 difference was found.', `${count} differences were found.`),
  difference: 'Difference',
  charged: 'Charged',
  paid: 'Paid',
  charge: 'Charge',
  codes: {
    CHARGE_WITHOUT_ORDER: 'a charge without an order',
    CHARGE_OF_UNPAID_ORDER: 'a charge whose order is not paid; run: partner recover',
    CHARGED_TWICE: 'a second charge for an order that is paid',
    AMOUNT_DIFFERS: 'a charge of another amount than the order',
    PAID_WITHOUT_CHARGE: 'a paid order without a charge',
    REFUND_NOT_IN_LEDGER: 'a refund that the ledger does not know; run: partner recover',
    REFUND_NOT_AT_GATEWAY: 'a refund that the gateway does not know',
  },
};
