import type { Property } from '#contract/collections.ts';
import type { CollectionInfo, Feature } from '#contract/features.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatDate, formatNumber, inLanguage } from '#client/text/format.ts';

type Value = Feature['properties'][string] | undefined;

/** Said elsewhere on the card. */
const saidElsewhere: ReadonlySet<string> = new Set(['commune_code', 'source', 'valid_from', 'valid_to', 'demo']);

/** What a feature is called: its title, or its id where it has none. */
export function featureTitle({ titleProperty, properties }: CollectionInfo, feature: Feature): string {
  const property = properties.find(({ name }) => name === titleProperty);
  const words = property === undefined ? null : valueWords(property, feature.properties[titleProperty]);
  return words ?? feature.id;
}

/** `featureTitle` where nothing is known of the collection's properties: a title as the data has it. */
export function plainTitle({ titleProperty }: Pick<CollectionInfo, 'titleProperty'>, feature: Feature): string {
  const value = feature.properties[titleProperty] ?? '';
  return value === '' ? feature.id : String(value);
}

/** The feature's properties in words, in the collection's order; empty ones are left out. */
export function propertyRows(
  { properties, titleProperty }: Pick<CollectionInfo, 'properties' | 'titleProperty'>,
  feature: Pick<Feature, 'properties'>,
): { readonly name: string; readonly title: string; readonly words: string }[] {
  return properties.flatMap((property) => {
    const { name, title } = property;
    if (saidElsewhere.has(name) || name === titleProperty) return [];
    const words = valueWords(property, feature.properties[name]);
    return words === null ? [] : [{ name, title: inLanguage(title), words }];
  });
}

/**
 * A value in words of the chosen language; null where it is empty. Whatever it holds stays text. A table says the unit of
 * its numbers in the heading.
 */
export function valueWords(property: Property, value: Value, withUnit = true): string | null {
  if (value === null || value === undefined || value === '') return null;
  const listed = property.values?.find((entry) => entry.value === String(value));
  if (listed !== undefined) return inLanguage(listed.label);
  if (typeof value === 'boolean') return value ? m.layers_yes() : m.layers_no();
  if (typeof value === 'number') return numberWords(property, value, withUnit);
  return property.type === 'date' && /^\d{4}-\d{2}-\d{2}/.test(value) ? formatDate(value) : value;
}

/** The commune of a feature by its name on the day asked for; a code that held until another day is never read as one of that day. */
export function communeWords(
  { properties, communeUntil }: Feature,
  names: ReadonlyMap<string, string> | undefined,
): string {
  const code = String(properties['commune_code'] ?? '');
  if (communeUntil === undefined) return names?.get(code) ?? code;
  return communeUntil === null ? code : untilWords(code, communeUntil);
}

/** A commune, by name or code, as what it was until a day. */
export function untilWords(commune: string, until: string): string {
  return m.explore_commune_until({ commune, date: formatDate(until) });
}

function numberWords(property: Property, value: number, withUnit: boolean): string {
  const text = isYear(property) ? String(value) : formatNumber(value, 2);
  if (property.unit === null || !withUnit) return text;
  return property.unit === '%' ? `${text}%` : `${text} ${property.unit}`;
}

/** Whether a property's numbers are years, which are written without separators: not a count per year. */
export function isYear({ type, unit, min, max }: Pick<Property, 'type' | 'unit' | 'min' | 'max'>): boolean {
  return type === 'integer' && unit === null && min !== null && max !== null && min >= 1000 && max <= 9999;
}
