import type { Geometry } from 'geojson';
import type { Property } from '#contract/collections.ts';
import { isTable, type Collection, type TableCollection } from '#catalog/collections.ts';
import { insertStatement, ownProperties } from '#catalog/table-sql.ts';
import type { Db } from '#db/db.ts';
import { featureIdOf } from '#rules/feature-id.ts';
import { boardCorner } from './province.ts';

/** Words that have broken files before: quotes, commas, lines, markup, formulas, other scripts. */
const hardWords = [
  'Trường "Âu Cơ", số 1',
  '<img src=x onerror=alert(1)>',
  'dòng một\ndòng hai',
  "50% & 'ba' \\ bốn",
  'Đường 😀 ﬀ',
  '',
];

function valueOf(
  { name, type, values, min, max, pattern, patternBy, required }: Property,
  nth: number,
  key: boolean,
): unknown {
  if (values !== null) return values[nth % values.length]?.value ?? null;
  if (key) return pattern === null && patternBy === null ? `K${nth}` : String(1_000_000_000 + nth);
  // Every property that may be is empty somewhere.
  if (nth % 7 === 3 && !required) return null;
  switch (type) {
    case 'string':
      return pattern === null && name !== 'hamlet' ? hardWords[nth % hardWords.length] || null : `Thôn ${nth % 3}`;
    case 'integer':
      return Math.round(between(nth, min ?? 0, max ?? 1000));
    case 'number':
      return between(nth, min ?? 0, max ?? 1000);
    case 'boolean':
      return nth % 2 === 0;
    case 'date':
      return `202${nth % 4}-0${(nth % 8) + 1}-1${nth % 9}`;
  }
}

function between(nth: number, low: number, high: number): number {
  return Math.round((low + ((high - low) * (nth % 17)) / 17) * 1000) / 1000;
}

function geometryOf({ source }: TableCollection, nth: number): Geometry {
  const [x, y] = [boardCorner[0] + 0.01 + (nth % 10) * 0.0123, boardCorner[1] + 0.01 + Math.floor(nth / 10) * 0.0117];
  const near = (dx: number, dy: number) => [Number((x + dx).toFixed(7)), Number((y + dy).toFixed(7))];
  const line: Geometry = { type: 'MultiLineString', coordinates: [[near(0, 0), near(0.004, 0.002), near(0.008, 0)]] };
  const ring = [near(0, 0), near(0.006, 0), near(0.006, 0.006), near(0, 0.006), near(0, 0)];
  const polygon: Geometry = { type: 'MultiPolygon', coordinates: [[ring]] };
  const point: Geometry = { type: 'Point', coordinates: near(0, 0) };
  const kinds = { point: [point], line: [line], polygon: [polygon], any: [point, line, polygon] };
  const choice = kinds[source.geometry];
  return choice[nth % choice.length] ?? point;
}

/**
 * Puts features of every kind of value into the table of a collection: `count` of them, with empty ones and words that
 * are hard to write among them.
 */
export async function insertHardFeatures(db: Db, collection: TableCollection, count: number): Promise<void> {
  const { key, only } = collection.source;
  const rows = Array.from({ length: count }, (_, nth) => {
    const own = ownProperties(collection);
    // Codes of all rows are of one scheme, as their pattern asks.
    const scheme = own.find(({ patternBy }) => patternBy !== null)?.patternBy?.property;
    const properties = Object.fromEntries(
      own.map((property) => [
        property.name,
        valueOf(property, property.name === scheme ? 0 : nth, key.includes(property.name)),
      ]),
    );
    for (const { name, onlyWith } of own)
      if (onlyWith !== null && !onlyWith.values.includes(String(properties[onlyWith.property])))
        properties[name] = null;
    return {
      ...properties,
      feature_id: featureIdOf(key, properties),
      commune_code: '10000',
      valid_from: '2022-01-01',
      valid_to: null,
      source: 'Sở thử nghiệm',
      geometry: JSON.stringify(geometryOf(collection, nth)),
    };
  });
  if (only !== null) throw new Error(`${collection.id} is a part: fill the table that it shows`);
  await db.none(insertStatement(collection), { rows: JSON.stringify(rows), origin: 'import', importId: null });
}

/** The collections that have a table of their own. */
export function ownTables(collections: readonly Collection[]): TableCollection[] {
  return collections.filter(isTable).filter(({ storage }) => storage.kind === 'table');
}
