import { searchable } from './fold.ts';
import { isUnit } from './measure-units.ts';

/** A heading as files spell it in many ways: no diacritics, no signs, lower case. */
export function folded(name: string): string {
  return searchable(name).replace(/[^a-z0-9]/g, '');
}

/** A heading in which a unit stands in brackets again, for which ArcGIS writes "_": `Diện_tích__ha_` is `Diện_tích (ha)`. */
export function withBrackets(title: string): string {
  return title.replace(/__((?:[^_]+_)+)$/, (end, inner: string) => {
    const unit = inner.replaceAll('_', ' ').trim();
    return isUnit(unit) ? ` (${unit})` : end;
  });
}

/**
 * What a heading may be known by, the surest first: as it is folded; without what stands in brackets (a unit, `(*)`) or after a
 * line's end; without the number before it (`1. Tên trường`); and each of the names that a stroke parts (`Tên trường/Tên công trình`).
 */
export function headingKeys(title: string): string[] {
  const bare = withBrackets(title)
    .replace(/[([{][^)\]}]*[)\]}]/g, ' ')
    .replace(/[([{].*$/s, ' ');
  const unnumbered = bare.replace(/^\s*(?:\d{1,2}|[ivx]{1,4})\s*[.)]\s*/i, '');
  const parts = unnumbered.includes('/') ? unnumbered.split('/') : [];
  return [...new Set([title, bare, unnumbered, ...parts].map(folded))].filter((key) => key !== '');
}
