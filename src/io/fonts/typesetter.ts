import type { Bidi } from 'bidi-js';
import { drawable, lettersWithout } from '../drawable.js';
import { chooseFaces, type FontPlaces, packagesFor, regionOf, type Region } from './choose.js';
import { LEFTWARDS, visualRuns, type Run } from './visual.js';

type Document = PDFKit.PDFDocument;

// The library offers no question for it; its font is fontkit's.
interface OpenFont {
  readonly _font: { readonly font: { hasGlyphForCodePoint(code: number): boolean } };
}

/** Draws texts in all the fonts that they need, and remembers whether that was everything. */
export interface Typesetter {
  /** The text with every letter that no font has replaced by what is nearest. */
  prepare(text: string): string;
  /**
   * Whoever copies a line of it gets it as it reads, whatever glyphs it was drawn with: said outright where it reads
   * rightwards; readers turn round what is drawn leftwards, and would turn that round as well.
   *
   * Draws it from left to right in lines of at most `width` points, at the document's size and colour, and leaves the
   * document below it. A text of the page's own font is the library's affair; in any other each line is placed here.
   */
  put(text: string, left: number, top: number, width: number): void;
  exact(): boolean;
  /** The npm packages that would bring the letters which were missing. */
  lacking(): readonly string[];
}

export interface TypesetterParts {
  readonly doc: Document;
  /** Registered with the document; the page's own. */
  readonly font: string;
  /** Every text that will be drawn. */
  readonly texts: readonly string[];
  /** Of whoever paid (ISO 3166). */
  readonly country: string;
  readonly places: FontPlaces;
}

/** Looks for other fonts only where the page's own lacks a letter; each is opened by the document, which embeds a part. */
export async function typesetter({ doc, font, texts, country, places }: TypesetterParts): Promise<Typesetter> {
  doc.font(font);
  const own = hasOf(doc);
  const whole = texts.join('\n');
  const region = regionOf(whole, country);
  const wanted = lettersWithout(whole, own);
  const others = openedFaces(doc, wanted, region, places);
  doc.font(font);
  const fonts = [{ name: font, has: own }, ...others];
  const missing = new Set<string>();
  const bidi = others.length === 0 ? undefined : bidiOf(await import('bidi-js'));
  const has = (letter: string) => letter === '\n' || fonts.some((one) => one.has(letter));
  let exact = true;

  const runsOf = (line: string): readonly Run[] => {
    if (!bidi) return [{ font: 0, text: line }];
    return visualRuns(line, keeping(fonts.map((one) => one.has)), bidi);
  };
  const widthOf = (line: string) =>
    runsOf(line).reduce((sum, run) => sum + doc.font(fonts[run.font]?.name ?? font).widthOfString(run.text, WHOLE), 0);

  return {
    exact: () => exact,
    lacking: () => packagesFor([...missing].join(''), region),
    prepare(text) {
      const drawn = drawable(text, has);
      exact &&= drawn.exact;
      for (const letter of lettersWithout(text, has)) missing.add(letter);
      return drawn.text;
    },
    put(text, left, top, width) {
      const plain = [...text].every((letter) => letter === '\n' || own(letter));
      if (plain) {
        doc.text(text, left, top, { width });
        return;
      }
      let y = top;
      for (const line of broken(text, (part) => widthOf(part) <= width)) {
        y += drawLine(line, left, y);
      }
      doc.font(font);
      doc.x = left;
      doc.y = y;
    },
  };

  function drawLine(line: string, left: number, top: number): number {
    const marked = !LEFTWARDS.test(line);
    if (marked) doc.markContent('Span', { actual: line });
    let x = left;
    doc.font(font);
    const baseline = ascender(doc);
    let height = doc.currentLineHeight(true);
    for (const run of runsOf(line)) {
      doc.font(fonts[run.font]?.name ?? font);
      doc.text(run.text, x, top + baseline, { ...WHOLE, lineBreak: false, baseline: 'alphabetic' });
      x += doc.widthOfString(run.text, WHOLE);
      height = Math.max(height, doc.currentLineHeight(true));
    }
    if (marked) endMarked();
    return height;
  }

  /** Readers place the words where the marked piece ends, in the font and the coordinates of its texts. */
  function endMarked(): void {
    doc.save().transform(1, 0, 0, -1, 0, doc.page.height);
    doc.addContent(`/${fontId(doc.font(font))} 1 Tf`);
    doc.endMarkedContent().restore();
  }
}

// A CommonJS module in the bundle, and for Node; its types say otherwise.
function bidiOf(module: { readonly default: unknown }): Bidi {
  return (module.default as () => Bidi)();
}

// With features named, the library shapes a run as a whole; else word by word, which it places from left to right. Letters
// stay one glyph each (ccmp), so that whoever copies the text gets them back.
const WHOLE = { features: { ccmp: false } as unknown as PDFKit.Mixins.OpenTypeFeatures[] };

function fontId(doc: Document): string {
  return (doc as unknown as { _font: { id: string } })._font.id;
}

function ascender(doc: Document): number {
  const { _font, _fontSize } = doc as unknown as { _font: { ascender: number }; _fontSize: number };
  return (_font.ascender / 1000) * _fontSize;
}

function hasOf(doc: Document): (letter: string) => boolean {
  const { font } = (doc as unknown as OpenFont)._font;
  return (letter) => font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0);
}

interface OpenedFace {
  readonly name: string;
  readonly has: (letter: string) => boolean;
}

function openedFaces(
  doc: Document,
  wanted: ReadonlySet<string>,
  region: Region,
  places: FontPlaces,
): readonly OpenedFace[] {
  return chooseFaces(wanted, region, places).flatMap(({ file, name, ofSeveral }) => {
    try {
      doc.registerFont(`${file} ${name}`, file, ofSeveral ? name : undefined).font(`${file} ${name}`);
      return [{ name: `${file} ${name}`, has: hasOf(doc) }];
    } catch {
      // What the library cannot read is as good as absent.
      return [];
    }
  });
}

/** Letters of any script, such as spaces, stay in the font of what stands before them, so that a word is one run. */
function keeping(has: readonly ((letter: string) => boolean)[]): (letter: string) => number {
  let last = 0;
  return (letter) => {
    const ofAnyScript = /[\p{Script=Common}\p{Script=Inherited}]/u.test(letter);
    const first = has.findIndex((one) => one(letter));
    if (!(ofAnyScript && has[last]?.(letter))) last = Math.max(0, first);
    return last;
  };
}

/** Lines that fit; a break is between words, between letters of Chinese and Japanese, and within a word that fits nowhere. */
function broken(text: string, fits: (part: string) => boolean): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const rows: string[] = [''];
    for (const part of line.split(BREAKS).flatMap((word) => (fits(word) ? [word] : graphemes(word)))) {
      const longer = (rows.at(-1) ?? '') + part;
      if (fits(longer.trimEnd())) rows[rows.length - 1] = longer;
      else rows.push(part);
    }
    return rows.map((row) => row.trim());
  });
}

const BREAKS =
  /(?<= )|(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/u;

function graphemes(word: string): readonly string[] {
  return Array.from(new Intl.Segmenter().segment(word), ({ segment }) => segment);
}
