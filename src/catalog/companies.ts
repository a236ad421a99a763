import { readFileSync } from 'node:fs';
import type { CompanyWords } from '../core/company-words.js';

/** The words that made-up companies are named from: `data/sandbox-companies.json`. */
export function readCompanyWords(file: string): CompanyWords {
  return JSON.parse(readFileSync(file, 'utf8')) as CompanyWords;
}
