import { sh } from '../command-line.js';

/** What the printed receipt says beyond the one on screen. */
export const receipt = {
  replaced: (sign: string, number: string) =>
    `Certaines lettres manquent dans la police de ce fichier : elles sont remplacées par la plus proche, ou par ${sign}. Le texte exact figure dans les propriétés du fichier et dans : ${sh`partner orders receipt ${number}`}`,
  someReplaced:
    "Certaines lettres n'ont pas pu être imprimées telles quelles ; le fichier le dit, et ses propriétés contiennent le texte exact.",
};
