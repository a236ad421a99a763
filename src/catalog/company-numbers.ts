/**
 * Whether a VAT ID, in capitals and digits, can have been given out: its form and its check digits, in the countries that
 * the library knows. One of any other country is taken as it is. Whether it was given out, an office knows.
 */
export async function isVatId(id: string): Promise<boolean> {
  const { checkVAT, countries } = await import('jsvat');
  // Northern Ireland's are those of the United Kingdom by another name.
  const known = id.replace(/^XI/, 'GB');
  const { isSupportedCountry, isValid } = checkVAT(known, countries);
  return isValid || !(isSupportedCountry || countries.some(({ codes }) => known.startsWith(codes[0] ?? '?')));
}

/** The number of a bank account by its country's form and its check digits (ISO 13616). */
export async function isIban(iban: string): Promise<boolean> {
  return (await import('ibantools')).isValidIBAN(iban);
}

/** The name of a bank (ISO 9362). */
export async function isBic(bic: string): Promise<boolean> {
  return (await import('ibantools')).isValidBIC(bic);
}
