import type { Level, UnitKind } from '#contract/admin-units.ts';
import { searchable } from '#rules/text/fold.ts';

/** A value as we want it, and whether it had to be changed to get there. */
export interface Normalised<T> {
  readonly value: T;
  readonly changed: boolean;
}

const codeLength: Record<Level, number> = { province: 2, district: 3, commune: 5 };

/**
 * An official code as text. Spreadsheets turn codes into numbers: zeros in front that are lost are put back by the
 * level's length. Null where there is no code; `value` is null where what stands there is none.
 */
export function normaliseCode(raw: unknown, level: Level): Normalised<string | null> | null {
  const text = typeof raw === 'number' ? String(raw) : typeof raw === 'string' ? raw.trim() : '';
  if (text === '') return null;
  const digits = text.replace(/\.0+$/, '');
  if (!/^\d{1,5}$/.test(digits)) return { value: null, changed: false };
  const padded = digits.padStart(codeLength[level], '0');
  return { value: padded, changed: padded !== text && padded.length > digits.length };
}

/** Units that a code means: the one that bears it as it stands, else those that bear it with the zeros that are lost. */
export function unitsMeant<Unit extends { readonly code: string; readonly level: Level }>(
  code: string,
  units: readonly Unit[],
): readonly Unit[] {
  const bearers = units.filter((unit) => unit.code === code);
  return bearers.length > 0 ? bearers : units.filter((unit) => normaliseCode(code, unit.level)?.value === unit.code);
}

/** A name in composed Unicode (NFC), single spaces. Null where there is none. */
export function normaliseName(raw: unknown): Normalised<string> | null {
  const text = typeof raw === 'number' ? String(raw) : typeof raw === 'string' ? raw : '';
  const value = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  return value === '' ? null : { value, changed: text.trim() !== '' && text.normalize('NFC') !== text };
}

interface KindWord {
  readonly kind: UnitKind;
  readonly level: Level;
  readonly word: string;
  readonly abbreviations: readonly string[];
}

/** Longest first: "thị trấn" must not be taken for "thị". */
const kindWords: readonly KindWord[] = [
  {
    kind: 'municipality',
    level: 'province',
    word: 'Thành phố',
    abbreviations: ['tp', 'thanh pho truc thuoc trung uong'],
  },
  { kind: 'province', level: 'province', word: 'Tỉnh', abbreviations: ['t'] },
  { kind: 'city', level: 'district', word: 'Thành phố', abbreviations: ['tp'] },
  { kind: 'town', level: 'district', word: 'Thị xã', abbreviations: ['tx'] },
  { kind: 'urbanDistrict', level: 'district', word: 'Quận', abbreviations: ['q'] },
  { kind: 'district', level: 'district', word: 'Huyện', abbreviations: ['h'] },
  { kind: 'township', level: 'commune', word: 'Thị trấn', abbreviations: ['tt'] },
  { kind: 'specialZone', level: 'commune', word: 'Đặc khu', abbreviations: ['dk'] },
  { kind: 'ward', level: 'commune', word: 'Phường', abbreviations: ['p', 'ward'] },
  { kind: 'commune', level: 'commune', word: 'Xã', abbreviations: ['x', 'commune'] },
];

/** The kind that a name begins with ("Thị trấn Chí Thạnh") or that a field says ("TT"), at a level; or null. */
export function kindOf(level: Level, stated: string | null, name: string | null): UnitKind | null {
  const ofLevel = kindWords.filter((candidate) => candidate.level === level);
  const said = searchable(stated ?? '').replace(/\.$/, '');
  const byField = ofLevel.find(
    ({ kind, word, abbreviations }) =>
      said === searchable(word) || said === kind.toLowerCase() || abbreviations.includes(said),
  );
  const byName = ofLevel.find(({ word }) => searchable(name ?? '').startsWith(`${searchable(word)} `));
  return (byField ?? byName)?.kind ?? null;
}

/**
 * The word of another level's kind that a field or else a name begins with ("Huyện Tuy An" among communes), where
 * nothing speaks for the level itself; or null. Diacritics count: "Tịnh Bắc" is no "Tỉnh".
 */
export function strayKindWord(level: Level, stated: string | null, name: string | null): string | null {
  if (kindOf(level, stated, name) !== null) return null;
  const lower = (text: string | null) => (text ?? '').trim().normalize('NFC').toLowerCase();
  const [field, title] = [lower(stated), lower(name)];
  const found = kindWords.find((candidate) => {
    const word = lower(candidate.word);
    return field === word || title.startsWith(`${word} `);
  });
  return found?.word ?? null;
}

/** A name with the word of its kind before it, as official lists write it. */
export function withKindWord(name: string, kind: UnitKind): string {
  const found = kindWords.find((candidate) => candidate.kind === kind);
  if (!found || searchable(name).startsWith(`${searchable(found.word)} `)) return name;
  return `${found.word} ${name}`;
}

/** A name to compare by: without the word of its kind, without diacritics, numbers without zeros in front. */
export function bareName(name: string, level: Level): string {
  const plain = searchable(name);
  const word = kindWords
    .filter((candidate) => candidate.level === level)
    .map((candidate) => `${searchable(candidate.word)} `)
    .find((start) => plain.startsWith(start));
  return plain
    .slice(word?.length ?? 0)
    .replace(/[^a-z0-9]/g, '')
    .replace(/^0+(?=\d)/, '');
}
