import { sh } from '../command-line.js';

/** What the printed receipt says beyond the one on screen. */
export const receipt = {
  /** @param packages npm's names, a space between; '' where no package would help */
  replaced: (sign: string, number: string, packages: string) =>
    `Some letters are missing from the font of this file and were replaced by the nearest, or by ${sign}. The exact text is in the properties of this file and in: ${sh`partner orders receipt ${number}`}${toInstall(packages)}`,
  someReplaced: (packages: string) =>
    `Some letters could not be printed as they are; the file says so, and its properties hold the exact text.${toInstall(packages)}`,
};

function toInstall(packages: string): string {
  return packages === ''
    ? ''
    : ` They are printed once this machine has a font with them, such as: npm install --global ${packages}`;
}
