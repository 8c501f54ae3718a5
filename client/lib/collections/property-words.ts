import type { Property } from '#contract/collections.ts';
import { inLanguage } from '#client/text/format.ts';

/** Heading of a property: its title with the unit of its numbers. */
export function headingOf({ title, unit }: Property): string {
  return unit === null ? inLanguage(title) : `${inLanguage(title)} (${unit})`;
}
