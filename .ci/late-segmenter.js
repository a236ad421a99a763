const { Segmenter } = Intl;
// Letters and marks that nothing combines with: a character each.
const CHARACTER_EACH = /^[ -~\u00A0-\u024F\u2010-\u2027\u20AC\u2713\u2717]*$/;

/**
 * Takes the place of `Intl.Segmenter` in the bundle: a package makes one when it is loaded, which takes longer than many
 * a command, and few texts need it.
 */
export class LateSegmenter {
  #made;
  #options;
  constructor(...options) {
    this.#options = options;
  }
  segment(text) {
    if (CHARACTER_EACH.test(text)) return Array.from(text, (segment) => ({ segment }));
    this.#made ??= new Segmenter(...this.#options);
    return this.#made.segment(text);
  }
}
