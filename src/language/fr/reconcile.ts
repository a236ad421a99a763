import { plural } from './plural.js';

/** What holding the gateway's books against the ledger says. */
export const reconcile = {
  working: (charges: string) => `Comparaison des livres de la passerelle avec le registre : ${charges} débits`,
  agree: (count: number, charges: string) =>
    `La passerelle et le registre concordent : ${plural(count, `${charges} débit`, `${charges} débits`)}.`,
  differ: (count: number) => plural(count, `${count} écart a été trouvé.`, `${count} écarts ont été trouvés.`),
  difference: 'Écart',
  charged: 'Débité',
  paid: 'Payé',
  charge: 'Débit',
  codes: {
    CHARGE_WITHOUT_ORDER: 'un débit sans commande',
    CHARGE_OF_UNPAID_ORDER: "un débit dont la commande n'est pas payée ; lancez : partner recover",
    CHARGED_TWICE: 'un second débit pour une commande déjà payée',
    AMOUNT_DIFFERS: "un débit d'un autre montant que la commande",
    PAID_WITHOUT_CHARGE: 'une commande payée sans débit',
    REFUND_NOT_IN_LEDGER: 'un remboursement que le registre ne connaît pas ; lancez : partner recover',
    REFUND_NOT_AT_GATEWAY: 'un remboursement que la passerelle ne connaît pas',
  },
};
