import { NEEDED_JOINERS } from '../core/unseen.js';

/**
 * Texts from outside (names, notes, gateway answers) may hold sequences that move the cursor, rename the window, turn
 * the reading order round or hide letters. They are taken out before a screen or a log shows them.
 */

// CSI, terminated strings (OSC, DCS, SOS, PM, APC) and two-character escapes, in their 7-bit and 8-bit forms. A string
// without an end is left: taking it out would take out all that follows.
const SEQUENCES =
  /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|(?:\u001B[\]PX^_]|[\u0090\u0098\u009D-\u009F])[^\u0007\u001B\u009C]*(?:\u0007|\u001B\\|\u009C)|\u001B[ -/]*[0-Z\\`-~]/g;

const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;

const FURTHER_JOINERS = /(?<=[\u180E\u200C\u200D])[\u180E\u200C\u200D]/g;

let needlessJoiners: RegExp | undefined;

// What most texts are made of, and none of the above.
const HARMLESS = /^[ -~\t\n\u00A0-\u00AC\u00AE-\u024F\u2010-\u2027\u20AC\u2713\u2717]*$/;

/** One line of harmless text: line breaks and tabs become a space. */
export function clean(text: string): string {
  return cleanLines(text).replace(/[\n\t]+/g, ' ');
}

/**
 * Harmless text that keeps its line breaks and tabs, and joiners where the script needs them. Patterns that ask Unicode
 * stand where they are used: to make one takes longer than to clean most texts, and few texts need one.
 */
export function cleanLines(text: string): string {
  if (HARMLESS.test(text)) return text;
  const seen = text
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(SEQUENCES, '')
    .replace(CONTROLS, '')
    // Whatever Unicode says is not to be seen (soft hyphen, fillers, bidi marks and isolates, tags …), and the marks of
    // interlinear notes; joiners and variation selectors are looked at one by one.
    .replace(/(?![\u180E\u200C\u200D]|\p{Variation_Selector})\p{Default_Ignorable_Code_Point}|[\uFFF9-\uFFFB]/gu, '');
  const joined = /[\u180E\u200C\u200D]/.test(seen) ? withoutNeedlessJoiners(seen) : seen;
  // After the joiners: what stood between two of them may have gone.
  return joined.replace(/(?<=\p{Variation_Selector})\p{Variation_Selector}/gu, '');
}

function withoutNeedlessJoiners(text: string): string {
  needlessJoiners ??= new RegExp(`(?!${NEEDED_JOINERS})[\\u180E\\u200C\\u200D]`, 'gu');
  return text.replace(FURTHER_JOINERS, '').replace(needlessJoiners, '');
}

/** JSON that says the same and shows nothing unseen: such characters are written as `\uXXXX`. */
export function visibleJson(json: string): string {
  if (HARMLESS.test(json)) return json;
  return json.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, (letter) => {
    const units = Array.from({ length: letter.length }, (_, index) => letter.charCodeAt(index));
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
  });
}
