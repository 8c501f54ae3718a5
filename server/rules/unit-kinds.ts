import type { Level, UnitKind } from '#contract/admin-units.ts';
import { searchable } from './text/fold.ts';

/** How a kind of unit is written before a name, and what a field of a table may say for it. */
export interface KindWord {
  readonly kind: UnitKind;
  readonly level: Level;
  readonly word: string;
  /** Its abbreviation, as a search compares it. */
  readonly short: string;
  readonly inFields: readonly string[];
}

const kind = (level: Level, kind: UnitKind, word: string, short: string, ...inFields: string[]): KindWord => ({
  kind,
  level,
  word,
  short,
  inFields,
});

/** The words of all kinds. None of them begins another. */
export const kindWords: readonly KindWord[] = [
  kind('province', 'municipality', 'Thành phố', 'tp', 'thanh pho truc thuoc trung uong'),
  kind('province', 'province', 'Tỉnh', 't'),
  kind('district', 'city', 'Thành phố', 'tp'),
  kind('district', 'town', 'Thị xã', 'tx'),
  kind('district', 'urbanDistrict', 'Quận', 'q'),
  kind('district', 'district', 'Huyện', 'h'),
  kind('commune', 'township', 'Thị trấn', 'tt'),
  kind('commune', 'specialZone', 'Đặc khu', 'dk'),
  kind('commune', 'ward', 'Phường', 'p', 'ward'),
  kind('commune', 'commune', 'Xã', 'x', 'commune'),
];

/** A name with the kind that is written before it taken off. */
export interface NameOfKind {
  readonly kind: KindWord;
  /** Whether the kind stands there by its abbreviation. */
  readonly isShort: boolean;
  readonly rest: string;
}

const starts = kindWords.map((kind) => {
  // A point or none between the letters, and after them a point, a space or a number: "TX.", "T.X", "TX ", "P9".
  const short = [...kind.short].map((letter) => (letter === 'd' ? '[dđ]' : letter)).join('(?:\\. ?)?');
  return {
    kind,
    written: new RegExp(`^${searchable(kind.word)} `),
    short: new RegExp(`^${short}(?:\\. ?| |(?=\\d))(?=[^ .])`, 'i'),
  };
});

/**
 * The kind by which a searchable name begins, written out ("thi xa song cau") or by its abbreviation ("tx. song cau"), among
 * the kinds of a level, else of all; null where it begins by none. Who begins by an abbreviation that is a letter may as
 * well be called by that letter.
 */
export function splitKind(name: string, level: Level | null = null): NameOfKind | null {
  let found: NameOfKind | null = null;
  for (const { kind, written, short } of starts) {
    if (level !== null && kind.level !== level) continue;
    const isShort = !written.test(name);
    const rest = name.replace(isShort ? short : written, '');
    // "t.x song cau" begins by the letter of a province too.
    if (rest.length < (found?.rest ?? name).length) found = { kind, isShort, rest };
  }
  return found;
}

/** The kinds of a level as they begin a searchable name, as a regular expression that a database reads too. */
export function kindPattern(level: Level): string {
  const own = starts.filter(({ kind }) => kind.level === level);
  return own.flatMap(({ written, short }) => [written.source, short.source]).join('|');
}

/** A name with the word of its kind before it and written out, as official lists write it. */
export function withKindWord(name: string, kind: UnitKind): string {
  const start = starts.find((candidate) => candidate.kind.kind === kind);
  if (start === undefined || start.written.test(searchable(name))) return name;
  return `${start.kind.word} ${name.replace(start.short, '')}`;
}
