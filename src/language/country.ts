import { LANGS, type Lang } from './lang.js';

/** ISO 3166: each code of two letters, and the one of three that stands for the same. */
const THREE_LETTERS =
  'ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH BBBRB ' +
  'BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR ' +
  'BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR ' +
  'CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK ' +
  'FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS ' +
  'GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN ' +
  'ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO ' +
  'LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD ' +
  'MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER ' +
  'NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM ' +
  'PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP ' +
  'SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF ' +
  'TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY ' +
  'UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM YEYEM YTMYT ZAZAF ZMZMB ZWZWE';

// Unions of countries have names there too.
const UNIONS = new Set(['EU', 'EZ', 'UN']);
// ISO 3166 leaves these codes to whoever wants them; everybody wants one of them to be Kosovo.
const FREE = /^(AA|Q[M-Z]|X[A-JL-Z]|ZZ)$/;

/**
 * The country that a person means, as its code of two letters: the code in any case, or the English or French name. The
 * codes are those of ISO 3166, those that it keeps for what practice takes for a country (Canary Islands, Ascension), and
 * Kosovo's; codes and names come from Unicode's CLDR, as Node.js has it.
 */
export function parseCountry(text: string): string | undefined {
  const wanted = text.trim();
  if (isPair(wanted)) {
    const code = wanted.toUpperCase();
    return isCountry(code) ? code : undefined;
  }
  return wanted.length < 4 ? undefined : byName(fold(wanted))?.code;
}

/**
 * What may have been meant by what names no country: a name that is spelled much like it, or the code that stands for an
 * older or another one, such as GB for UK.
 * @param guess picks the nearest of some names
 */
export function nearestCountry(
  text: string,
  guess: (given: string, known: readonly string[]) => string | undefined,
): string | undefined {
  const wanted = text.trim();
  const ofThree = codeOfThree(wanted);
  if (ofThree !== undefined) return names('en').of(ofThree);
  if (isPair(wanted)) return [canonical(wanted)].find((code) => code !== wanted.toUpperCase() && isCountry(code));
  return byName(
    guess(
      fold(wanted),
      LANGS.flatMap((lang) => [...named(lang).keys()]),
    ) ?? '',
  )?.name;
}

/** The countries that the letters typed so far may be meant for, by name in either language or by code; the likeliest first. */
export function countriesLike(lang: Lang, typed: string): readonly { readonly value: string; readonly name: string }[] {
  const wanted = fold(typed);
  // Signs without a letter are no name: only what is empty may be any.
  if (wanted === '' && typed.trim() !== '') return [];
  const collator = new Intl.Collator(lang);
  return [...named(lang).values()]
    .map((one) => ({ ...one, rank: likeness(one.code, wanted) }))
    .filter(({ rank }) => rank < NOT_ALIKE)
    .sort((left, right) => left.rank - right.rank || collator.compare(left.name, right.name))
    .map(({ code, name }) => ({ value: code, name: `${name} (${code})` }));
}

const NOT_ALIKE = 4;

/** A code first, then how a name begins, a word of one, and what is within. */
function likeness(code: string, wanted: string): number {
  if (wanted === '' || code.toLowerCase() === wanted || codeOfThree(wanted) === code) return 0;
  const said = LANGS.map((lang) => fold(names(lang).of(code) ?? code));
  if (said.some((name) => name.startsWith(wanted))) return 1;
  if (said.some((name) => name.includes(` ${wanted}`))) return 2;
  return wanted.length > 2 && said.some((name) => name.includes(wanted)) ? 3 : NOT_ALIKE;
}

function codeOfThree(text: string): string | undefined {
  if (!/^[a-z]{3}$/i.test(text)) return undefined;
  const found = THREE_LETTERS.split(' ').find((pair) => pair.endsWith(text.toUpperCase()));
  return found?.slice(0, 2);
}

/** The language that most of a country speaks, where it is one of ours. @param code of two letters */
export function languageOfCountry(code: string): Lang | undefined {
  const { language } = new Intl.Locale(`und-${code}`).maximize();
  return LANGS.find((lang) => lang === language);
}

function isPair(text: string): boolean {
  return /^[a-z]{2}$/i.test(text);
}

function isCountry(code: string): boolean {
  return !UNIONS.has(code) && !FREE.test(code) && canonical(code) === code && names('en').of(code) !== undefined;
}

/** A code that was withdrawn or is another's second one comes back as that of today. */
function canonical(code: string): string {
  return new Intl.Locale(`und-${code}`).region ?? '';
}

function byName(letters: string): Named | undefined {
  return LANGS.map((lang) => named(lang).get(letters)).find((found) => found !== undefined);
}

interface Named {
  readonly code: string;
  readonly name: string;
}

// A file of companies asks for thousands.
const names = onceMade((lang: Lang) => new Intl.DisplayNames(lang, { type: 'region', fallback: 'none' }));

/** Every country by the letters of each of its names in a language. */
const named = onceMade((lang: Lang) => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters.flatMap((first) => letters.map((second) => first + second)).filter(isCountry);
  const rows = codes.map((code): Named => ({ code, name: names(lang).of(code) ?? code }));
  return new Map(rows.map((row) => [fold(row.name), row]));
});

function onceMade<T>(make: (lang: Lang) => T): (lang: Lang) => T {
  const made = new Map<Lang, T>();
  return (lang) => {
    const found = made.get(lang) ?? make(lang);
    made.set(lang, found);
    return found;
  };
}

// Accents, case, and which hyphen or apostrophe was typed make no other country.
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
}
