const NAMES: Readonly<Record<string, string>> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  discover: 'Discover',
  jcb: 'JCB',
};

/** A card's brand as it writes itself, in every language; an unknown one as the gateway writes it. */
export function brandName(brand: string): string {
  return NAMES[brand] ?? brand;
}
