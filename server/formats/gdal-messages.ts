import { seen } from '#rules/text/shown.ts';
import type { SourceNote } from './driver.ts';

/** Kinds of messages that are told; of one more only how many there are. */
const mostKinds = 10;
const mostCharacters = 200;
/**
 * What says nothing of the file: that GDAL stops after an error that it has told, and that gdal3.js asks for the files of
 * what was not made. Of the fixtures, one in each format, nothing at all is said.
 */
const noise = /^(?:ERROR \d+: )?(?:Pointer 'hDS' is NULL|Terminating translation)/;

/** What GDAL says while it reads: its last words, and each kind of warning with the number of times it came. */
export class GdalMessages {
  #last: string | null = null;
  readonly #kinds = new Map<string, { readonly words: string; count: number }>();
  #more = 0;
  #muted = false;

  /** Why something failed: what came with the failure where it says anything, else what was said last. */
  why(said?: string): string {
    return (said === undefined || noise.test(said) ? this.#last : said) ?? 'not recognised';
  }

  /** Forgets what was said: another file is opened. */
  clear(): void {
    this.#last = null;
    this.#kinds.clear();
    this.#more = 0;
  }

  /** Lets work of our own be done, of whose warnings nobody has to know. */
  async mute<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#muted = true;
    try {
      return await work();
    } finally {
      this.#muted = false;
    }
  }

  /** Takes a line as GDAL writes it. */
  add(line: string): void {
    if (noise.test(line)) return;
    // Where a file lies in its memory, or lay when it was built, is nobody's matter.
    const words = /^(?:Warning|ERROR) \d+: (.*)/s
      .exec(line)?.[1]
      ?.replace(/(?<=^|[\s'"(])\/\S*\//g, '')
      .trim();
    // Long words go on in lines of their own.
    if (words === undefined || words === '') return;
    this.#last = words;
    if (this.#muted) return;
    // The same of another value or feature is the same kind.
    const kind = words.replace(/'[^']*'|"[^"]*"/g, "''").replace(/\d+(\.\d+)?/g, '#');
    const known = this.#kinds.get(kind);
    if (known) known.count++;
    else if (this.#kinds.size < mostKinds) this.#kinds.set(kind, { words, count: 1 });
    else this.#more++;
  }

  /** The warnings as notes, in GDAL's own words. */
  notes(): readonly SourceNote[] {
    const told = [...this.#kinds.values()].map(({ words, count }) => {
      const cut = words.length > mostCharacters ? `${words.slice(0, mostCharacters)}…` : words;
      return warning(
        `Bộ đọc GDAL cảnh báo${count > 1 ? ` (${count} lần)` : ''}: ${seen(cut)}`,
        `The reader GDAL warns${count > 1 ? ` (${count} times)` : ''}: ${seen(cut)}`,
      );
    });
    if (this.#more === 0) return told;
    return [...told, warning(`Còn ${this.#more} cảnh báo khác.`, `There are ${this.#more} other warnings.`)];
  }
}

function warning(vi: string, en: string): SourceNote {
  return {
    code: 'readerWarning',
    reason: { vi, en },
    todo: {
      vi: 'So dữ liệu đọc được với tệp gốc ở chỗ được nêu; nếu sai, sửa hoặc xuất lại tệp.',
      en: 'Compare what was read with the original file there; if it is wrong, mend it or export it again.',
    },
  };
}
