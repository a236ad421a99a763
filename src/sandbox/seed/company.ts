import type { Account } from '../../core/account.js';
import type { CompanyWords } from '../company-words.js';
import { pick, pickWeighted, type Chance } from './chance.js';

/** The made-up company of an account: what it says of itself when it joins. */
export type Company = Pick<Account, 'company' | 'country' | 'email' | 'mpnId'>;

const MPN_IDS = 9_000_000;
// Shares no factor with the number of IDs, so that different accounts never get the same one.
const STRIDE = 4_826_809;

/** As many accounts as there are IDs of seven digits to tell them apart, and time to wait for. */
export const MOST_ACCOUNTS = 5_000_000;

export function companyOf(words: CompanyWords, seed: number, index: number, roll: Chance): Company {
  const { country, language, forms } = pickWeighted(roll, words.countries);
  const known = words.languages[language];
  if (!known) throw new RangeError(`there are no words for ${language}`);
  const { pattern, plants, animals, trades } = known;
  const parts: Readonly<Record<string, string>> = {
    plant: pick(roll, plants),
    animal: pick(roll, animals),
    trade: pick(roll, trades),
    form: pick(roll, forms),
  };
  const company = pattern.replace(/\{(\w+)\}/g, (_, part: string) => parts[part] ?? '');
  const mpnId = mpnIdOf(seed, index);
  // A domain that is reserved for examples: no mail ever reaches anybody (RFC 2606).
  return { company, country, mpnId, email: `partner@${mpnId}.example` };
}

function mpnIdOf(seed: number, index: number): string {
  return String(1_000_000 + ((STRIDE * (index + (seed % MPN_IDS))) % MPN_IDS));
}
