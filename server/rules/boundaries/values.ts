import type { Level, UnitKind } from '#contract/admin-units.ts';
import { searchable } from '#rules/text/fold.ts';
import { kindWords, splitKind } from '#rules/unit-kinds.ts';

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

/** The kind that a name begins with ("Thị trấn Chí Thạnh") or that a field says ("TT"), at a level; or null. */
export function kindOf(level: Level, stated: string | null, name: string | null): UnitKind | null {
  const ofLevel = kindWords.filter((candidate) => candidate.level === level);
  const said = searchable(stated ?? '').replace(/\./g, '');
  const byField = ofLevel.find(
    ({ kind, word, short, inFields }) =>
      said === searchable(word) || said === kind.toLowerCase() || said === short || inFields.includes(said),
  );
  return (byField ?? splitKind(searchable(name ?? ''), level)?.kind)?.kind ?? null;
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
