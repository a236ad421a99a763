import { sh } from '../command-line.js';

/** What the printed receipt says beyond the one on screen. */
export const receipt = {
  replaced: (sign: string, number: string) =>
    `Some letters are missing from the font of this file and were replaced by the nearest, or by ${sign}. The exact text is in the properties of this file and in: ${sh`partner orders receipt ${number}`}`,
  someReplaced:
    'Some letters could not be printed as they are; the file says so, and its properties hold the exact text.',
};
