export interface Rules {
  /** Days from the anniversary date in which a term may be renewed (P1). */
  readonly opens: number;
  readonly closes: number;
  /** Days from the payment in which it may be given back (P8). */
  readonly refunds: number;
  /** Offers that are not sold while another one is owned, by its name (P7). */
  readonly includes: Readonly<Record<string, string>>;
  /** The ledger was once put back to an earlier state: the books may know of charges that it does not (F6). */
  readonly restored?: boolean;
}

export const MPN_2018: Rules = {
  opens: -90,
  closes: 30,
  refunds: 30,
  includes: { 'gold-competency': 'silver-competency' },
};
