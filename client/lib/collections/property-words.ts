import type { Property } from '#contract/collections.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatDate, formatNumber, inLanguage } from '#client/text/format.ts';

/** What a feature says of a property. */
export type Value = string | number | boolean | null | undefined;

/** Decimals that a number of a property is shown with at most. */
export function decimalsOf({ type }: Property): number {
  return type === 'integer' ? 0 : 3;
}

/** Heading of a property: its title with the unit of its numbers. */
export function headingOf({ title, unit }: Property): string {
  return unit === null ? inLanguage(title) : `${inLanguage(title)} (${unit})`;
}

/** A value in words: the label of a list, yes or no, numbers and days as the language writes them; empty for none. */
export function valueWords(property: Property, value: Value): string {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value === 'boolean') return value ? m.explore_yes() : m.explore_no();
  const listed = property.values?.find((entry) => entry.value === String(value));
  if (listed !== undefined) return inLanguage(listed.label);
  // A year is no quantity: it has no separators.
  if (typeof value === 'number')
    return property.name.endsWith('_year') ? String(value) : formatNumber(value, decimalsOf(property));
  if (property.type === 'date' && /^\d{4}-\d{2}-\d{2}/.test(value)) return formatDate(value);
  return value;
}
