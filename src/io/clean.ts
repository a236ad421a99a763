/**
 * Texts from outside (names, notes, gateway answers) may hold sequences that move the cursor, rename the window, turn
 * the reading order round or hide letters. They are taken out before a screen or a log shows them.
 */

// CSI, terminated strings (OSC, DCS, SOS, PM, APC) and two-character escapes, in their 7-bit and 8-bit forms. A string
// without an end is left: taking it out would take out all that follows.
const SEQUENCES =
  /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|(?:\u001B[\]PX^_]|[\u0090\u0098\u009D-\u009F])[^\u0007\u001B\u009C]*(?:\u0007|\u001B\\|\u009C)|\u001B[ -/]*[0-Z\\`-~]/g;

const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;

// Soft hyphen, grapheme joiner, fillers, bidi marks and isolates, zero-width and invisible operators, tags.
const UNSEEN =
  /[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

// What most texts are made of, and none of the above.
const HARMLESS = /^[ -~\t\n\u00A0-\u00AC\u00AE-\u024F\u2010-\u2027\u20AC\u2713\u2717]*$/;

/** One line of harmless text: line breaks and tabs become a space. */
export function clean(text: string): string {
  return cleanLines(text).replace(/[\n\t]+/g, ' ');
}

/** Harmless text that keeps its line breaks and tabs. */
export function cleanLines(text: string): string {
  if (HARMLESS.test(text)) return text;
  return text
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(SEQUENCES, '')
    .replace(CONTROLS, '')
    .replace(UNSEEN, '');
}

const UNSAFE_IN_JSON =
  /[\u007F-\u009F\u2028\u2029]|[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB]/g;

/** JSON that says the same and shows nothing unseen: such characters are written as `\uXXXX`. */
export function visibleJson(json: string): string {
  return json.replace(UNSAFE_IN_JSON, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
