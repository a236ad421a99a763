/** How many signs the account numbers of each country have (the register of ISO 13616). */
const LENGTHS = new Map(
  (
    'NO15 BE16 DK18 FI18 FK18 FO18 GL18 NL18 SD18 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20 MN20 XK20 CH21 HR21 LI21 LV21 ' +
    'BG22 BH22 CR22 DE22 GB22 GE22 IE22 ME22 RS22 VA22 AE23 GI23 IL23 IQ23 OM23 SO23 TL23 AD24 CZ24 ES24 MD24 PK24 RO24 ' +
    'SA24 SE24 SK24 TN24 VG24 LY25 PT25 ST25 IS26 TR26 BI27 DJ27 FR27 GR27 IT27 MC27 MR27 SM27 AL28 AZ28 BY28 CY28 DO28 ' +
    'GT28 HN28 HU28 LB28 NI28 PL28 SV28 BR29 EG29 PS29 QA29 UA29 JO30 KW30 MU30 YE30 MT31 SC31 LC32 RU33'
  )
    .split(' ')
    .map((row) => [row.slice(0, 2), Number(row.slice(2))]),
);

/** A text without the numbers of bank accounts in it, in one piece or in groups as on paper: a word stands in their place. */
export function withoutIbans(text: string): string {
  return text.replace(/(?<![a-z0-9])[a-z]{2}\d{2}(?: ?[a-z0-9]){11,30}/gi, (found) => {
    const end = endOfIban(found);
    return end === undefined ? found : `IBAN${found.slice(end)}`;
  });
}

/** Where the account number ends with which a text begins; undefined where it does not check (ISO 7064). */
function endOfIban(text: string): number | undefined {
  const length = LENGTHS.get(text.slice(0, 2).toUpperCase());
  if (length === undefined) return undefined;
  const [written = ''] = new RegExp(`^(?: ?[a-z0-9]){${length}}(?![a-z0-9])`, 'i').exec(text) ?? [];
  const iban = written.replaceAll(' ', '');
  return iban !== '' && remainder(iban.slice(4) + iban.slice(0, 4)) === 1 ? written.length : undefined;
}

/** Of a number whose digits are digits and, from ten on, letters. */
function remainder(signs: string): number {
  return [...signs].reduce((left, sign) => {
    const value = parseInt(sign, 36);
    return (left * (value < 10 ? 10 : 100) + value) % 97;
  }, 0);
}
