import type { CollectionInfo, Feature } from '#contract/features.ts';
import type { Property } from '#contract/collections.ts';
import { isYear, valueWords } from './feature-words.ts';
import { headingOf } from './property-words.ts';

/** Properties of the portal's own, which say little in a list. */
const seldom: ReadonlySet<string> = new Set(['source', 'valid_from', 'valid_to', 'demo', 'name_en']);
/** Columns that a list begins with. */
const first = 7;

type Described = Pick<CollectionInfo, 'properties' | 'titleProperty'>;

/** Names of the columns that a list shows before anybody chooses: the title first, and not more than fit. */
export function usualColumns({ properties, titleProperty }: Described): string[] {
  const names = properties.map(({ name }) => name).filter((name) => !seldom.has(name));
  return [...names.filter((name) => name === titleProperty), ...names.filter((name) => name !== titleProperty)].slice(
    0,
    first,
  );
}

/** The properties of some columns, in the order of the columns; unknown names are passed over. */
export function columnsOf({ properties }: Pick<CollectionInfo, 'properties'>, names: readonly string[]): Property[] {
  return names.flatMap((name) => properties.find((property) => property.name === name) ?? []);
}

/** Width of a column in rem: what its values and its heading need, within what a screen shows. */
export function widthOf(property: Property): number {
  const longest = Math.max(
    0,
    ...(property.values ?? []).map(({ label }) => Math.max(label.vi.length, label.en.length)),
  );
  const least = property.type === 'boolean' || property.type === 'integer' ? 7 : 8.5;
  const title = headingOf(property).length * 0.52 + 2;
  const free = property.values === null && property.type === 'string' ? 12 : 0;
  return Math.min(Math.max(least, title, longest * 0.5 + 1.5, free), 20);
}

/** A value of a saved table: numbers stay numbers, all else is in words. */
export function savedCell(property: Property, feature: Feature): string | number | null {
  const value = feature.properties[property.name] ?? null;
  if (typeof value === 'number') return value;
  return valueWords(property, value);
}

/** Heading and decimals of a column of a saved table. */
export function savedColumn(property: Property): { title: string; decimals?: number } {
  const counted = property.type === 'integer' && !isYear(property);
  return { title: headingOf(property), ...(counted ? { decimals: 0 } : {}) };
}
