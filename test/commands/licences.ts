import { subscriber, type Workplace } from '../support/in-process.js';

export const ADMIN = 'admin@contoso.example';
export const BUYER = 'buyer@contoso.example';
export const E3 = 'office-365-e3';

/** A subscriber whose two users each hold a licence. */
export async function licenceHolders(): Promise<Workplace> {
  return (await subscriber()).after(
    `users add ${BUYER}`,
    `benefits activate ${E3} --yes`,
    `benefits assign ${E3} ${ADMIN}`,
    `benefits assign ${E3} ${BUYER}`,
  );
}
