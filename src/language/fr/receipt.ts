import { sh } from '../command-line.js';

/** What the printed receipt says beyond the one on screen. */
export const receipt = {
  replaced: (sign: string, number: string, packages: string) =>
    `Certaines lettres manquent dans la police de ce fichier : elles sont remplacées par la plus proche, ou par ${sign}. Le texte exact figure dans les propriétés du fichier et dans : ${sh`partner orders receipt ${number}`}${toInstall(packages)}`,
  someReplaced: (packages: string) =>
    `Certaines lettres n'ont pas pu être imprimées telles quelles ; le fichier le dit, et ses propriétés contiennent le texte exact.${toInstall(packages)}`,
};

function toInstall(packages: string): string {
  return packages === ''
    ? ''
    : ` Elles seront imprimées dès que cette machine aura une police qui les contient, par exemple : npm install --global ${packages}`;
}
