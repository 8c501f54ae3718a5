import { wordsWithLost } from '#rules/text/lost-letters.ts';
import type { SourceNote } from './driver.ts';
import { reinterpret } from './encodings.ts';
import { isAscii } from './latin.ts';
import { legacyFontOf, looksDoubled, undoubled, type LegacyFont } from './legacy-text.ts';
import { isPlain, mendText, type Mend } from './mend-text.ts';
import { doubledNote, fontNotNeededNote, legacyFontNote, lostNote, mendNote } from './text-notes.ts';
import { shareVietnamese } from './vietnamese.ts';

/** Texts of a column that are kept to judge them by, and columns of which they are. */
const samples = 100;
const columns = 200;
/** Readings of a column that are kept, and how long a text of one is at most. */
const mostKept = 500;
const longestKept = 60;

/** Different words, and texts, with "?" within that are no chance any more. */
const lostWords = 2;
const lostTexts = 3;

interface Counted {
  texts: number;
  readonly example: string;
}

/** Reads names and values that are Unicode, mends them, and keeps count of what there is to say. */
export class TextReader {
  readonly #names = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #mended = new Map<Mend, Counted>();
  /** Texts as they stand, by field: a column may be typed with another font than its neighbour. */
  readonly #samples = new Map<string, string[]>();
  #doubled: Counted | null = null;
  /** Texts with "?" for letters, and some of the words in which it stands. */
  #lost: Counted | null = null;
  readonly #lostWords = new Set<string>();
  #beyondRepair = 0;
  /** Texts that are not ASCII, and those of them that were read by the font that a person names. */
  #texts = 0;
  #converted = 0;
  /** How often something was counted. */
  #remarks = 0;
  /** By field, texts of which nothing was counted and as what they were read: names out of lists stand in very many rows. */
  readonly #unremarkable = new Map<string, Map<string, string>>();

  /** `convert` is what a person asks for, of a text and its field ('' for names themselves); `font` the font of old days that it converts from. */
  constructor(
    private readonly convert: (text: string, field: string) => string,
    private readonly font: string | null,
  ) {}

  /** The name of a field; two are never made one. */
  name(raw: string): string {
    const known = this.#names.get(raw);
    if (known !== undefined) return known;
    const read = this.#read(raw, '', 'name').trim() || (raw === '' ? '' : '?');
    let name = read;
    for (let number = 2; this.#taken.has(name); number++) name = `${read} (${number})`;
    this.#names.set(raw, name);
    this.#taken.add(name);
    return name;
  }

  /** What a field is called that has been read, else the name as it stands. */
  known(raw: string): string {
    return this.#names.get(raw) ?? raw;
  }

  /** A text of a field. */
  value(raw: string, field: string): string {
    // Nothing has to be mended or is told of it, whatever a person asks for.
    if (isPlain(raw) && !raw.includes('?')) return raw;
    const kept = this.#unremarkable.get(field) ?? new Map<string, string>();
    const known = kept.get(raw);
    if (known !== undefined) {
      this.#keep(raw, field);
      return known;
    }
    const before = this.#remarks;
    const text = this.#read(raw, field, 'value');
    if (this.#remarks === before && raw.length <= longestKept && kept.size < mostKept) {
      kept.set(raw, text);
      if (this.#unremarkable.size < columns) this.#unremarkable.set(field, kept);
    }
    return text;
  }

  /** Whether anything was read by the font that a person names. */
  get isFontUsed(): boolean {
    return this.#converted > 0;
  }

  /** What is to be said of the file; complete when all has been read. */
  notes(): SourceNote[] {
    const font = this.#legacyFont();
    const doubled = this.#doubled;
    return [
      ...(this.font !== null && !this.isFontUsed && this.#texts > 0 ? [fontNotNeededNote(this.font)] : []),
      ...(font === null ? [] : [font]),
      ...(doubled === null
        ? []
        : [doubledNote(doubled.texts, this.#beyondRepair, doubled.example, undoubled(doubled.example) ?? '')]),
      ...(this.#lost !== null && (this.#lostWords.size >= lostWords || this.#lost.texts >= lostTexts)
        ? [lostNote(this.#lost.texts, this.#lost.example)]
        : []),
      ...[...this.#mended].map(([mend, { texts, example }]) => mendNote(mend, texts, example)),
    ];
  }

  #read(raw: string, field: string, what: 'name' | 'value'): string {
    this.#keep(raw, field);
    const converted = this.convert(raw, field);
    if (!isAscii(raw)) this.#texts++;
    if (converted !== raw) this.#converted++;
    if (!isAscii(converted)) this.#watch(converted);
    const { text, mends } = mendText(converted, what);
    this.#watchLost(text);
    this.#remarks += mends.length;
    for (const mend of mends) {
      const counted = this.#mended.get(mend);
      if (counted) counted.texts++;
      else this.#mended.set(mend, { texts: 1, example: text });
    }
    return text;
  }

  #keep(raw: string, field: string) {
    if (isAscii(raw)) return;
    const kept = this.#samples.get(field);
    if (kept === undefined) {
      if (this.#samples.size < columns) this.#samples.set(field, [raw]);
    } else if (kept.length < samples) kept.push(raw);
  }

  /** Whether a text was encoded twice. */
  #watch(text: string) {
    if (undoubled(text) !== null) {
      this.#remarks++;
      if (this.#doubled === null) this.#doubled = { texts: 1, example: text };
      else this.#doubled.texts++;
    } else if (looksDoubled(text)) {
      this.#remarks++;
      this.#beyondRepair++;
    }
  }

  #watchLost(text: string) {
    const words = wordsWithLost(text);
    if (words.length === 0) return;
    this.#remarks++;
    if (this.#lost === null) this.#lost = { texts: 1, example: text };
    else this.#lost.texts++;
    for (const word of words) if (this.#lostWords.size < lostWords) this.#lostWords.add(word);
  }

  /** Judged column by column, and all together: a file may have but a row. */
  #legacyFont(): SourceNote | null {
    const all = [...this.#samples.values()].flat().filter((text) => !beyondLatin.test(text));
    for (const texts of [...this.#samples.values(), all]) {
      const font = legacyFontOf(texts);
      const example = font === null ? undefined : texts.find((text) => isTyped(text, font));
      if (font !== null && font !== this.font && example !== undefined)
        return legacyFontNote(font, example, reinterpret(example, font));
    }
    return null;
  }
}

const beyondLatin = /[\u0100-\u024f\u1e00-\u1eff]/;

function isTyped(text: string, font: LegacyFont): boolean {
  return !isAscii(text) && shareVietnamese([text]) < shareVietnamese([reinterpret(text, font)]);
}
