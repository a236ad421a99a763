import type { Account } from '../core/account.js';
import type { Order } from '../core/order.js';
import type { Payer } from '../payments/gateway.js';
import type { Store } from '../store/store.js';

/** Who pays what an account buys, for a gateway that asks. */
export function payerOf(ledger: Store, account: Account): () => Promise<Payer> {
  return () =>
    ledger.read(async (reader) => ({
      id: `${await reader.installation()}/${account.mpnId}`,
      name: account.company,
      email: account.email,
      card: (await reader.book(account.id))?.paymentMethods.at(-1)?.gatewayRef,
    }));
}

/** The gateway's name of the card that an order is charged to. */
export async function cardOf(ledger: Store, order: Order): Promise<string> {
  const book = await ledger.read((reader) => reader.book(order.accountId));
  const method = book?.paymentMethods.find(({ id }) => id === order.paymentMethodId);
  if (!method) throw new Error(`order ${order.id} names a payment method that the ledger does not hold`);
  return method.gatewayRef;
}
