import { nearest } from '../../src/io/nearest.js';
import { countriesLike, languageOfCountry, nearestCountry, parseCountry } from '../../src/language/country.js';

/** ISO 3166-1 alpha-2, officially assigned. */
const ISO = `
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT
MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`
  .trim()
  .split(/\s+/);

/** Kosovo, and what ISO 3166 keeps for the post and the customs, who take them for countries. */
const IN_PRACTICE = ['AC', 'CP', 'CQ', 'DG', 'EA', 'IC', 'TA', 'XK'];

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

test('J0 of all pairs of letters, the 249 codes of ISO 3166 and eight of practice are countries', () => {
  const taken = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(
    (code) => parseCountry(code) !== undefined,
  );
  expect(ISO).toHaveLength(249);
  expect(taken).toEqual([...ISO, ...IN_PRACTICE].sort());
});

test('J0 a code may be typed in any case, with spaces around it', () => {
  expect(['fr', ' Fr ', 'FR', '\tfR\n'].map(parseCountry)).toEqual(['FR', 'FR', 'FR', 'FR']);
});

test('J0 unions, reserved, withdrawn and made-up codes are no countries', () => {
  expect(['UK', 'EU', 'XX', 'ZZ', 'SU', 'YU', 'UN', 'AA'].map(parseCountry)).toEqual(Array(8).fill(undefined));
});

test('J0 every country is found by its English and its French name', () => {
  for (const locale of ['en', 'fr']) {
    const names = new Intl.DisplayNames(locale, { type: 'region' });
    const codes = [...ISO, ...IN_PRACTICE];
    const found = codes.map((code) => [code, parseCountry(names.of(code) ?? '')]);
    expect(found).toEqual(codes.map((code) => [code, code]));
  }
});

test('J0 a name is understood without its accents, in any case, with either apostrophe', () => {
  const typed = [
    'ALLEMAGNE',
    'germany',
    'etats-unis',
    'États-Unis',
    'états unis',
    'united states',
    'Cote d’Ivoire',
    "côte d'ivoire",
  ];
  expect(typed.map(parseCountry)).toEqual(['DE', 'DE', 'US', 'US', 'US', 'US', 'CI', 'CI']);
});

test('J0 what is neither a code nor a name is refused', () => {
  const typed = ['', ' ', 'F', 'FRA', 'F R', 'Francia', 'Atlantis', 'European Union', 'FR FR', '12', 'É'];
  expect(typed.map(parseCountry)).toEqual(typed.map(() => undefined));
});

test.each([
  ['Germnay', 'Germany'],
  ['allemange', 'Allemagne'],
  ['untied states', 'United States'],
  ['cote divoire', 'Côte d’Ivoire'],
  ['UK', 'GB'],
  ['su', 'RU'],
  ['FX', 'FR'],
  ['QQ', undefined],
  ['FR', undefined],
  ['Atlantis', undefined],
])('J0 who writes %s is asked whether it is %s', (typed, meant) => expect(nearestCountry(typed, nearest)).toBe(meant));

test.each([
  ['FR', 'fr'],
  ['CI', 'fr'],
  ['MC', 'fr'],
  ['US', 'en'],
  ['IE', 'en'],
  ['DE', undefined],
  ['MA', undefined],
])('the language of most people in %s, where we speak it: %s', (code, lang) =>
  expect(languageOfCountry(code)).toBe(lang),
);

test('signs without a letter name no country, and nothing typed may be any', () => {
  for (const typed of ['?', '--', ' . ']) expect([typed, countriesLike('en', typed)]).toEqual([typed, []]);
  expect(countriesLike('en', ' ').length).toBeGreaterThan(200);
});
