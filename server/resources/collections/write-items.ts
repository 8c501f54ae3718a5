import type { Geometry } from 'geojson';
import type { Link } from '#contract/common.ts';
import type { Property } from '#contract/collections.ts';
import type { Collection } from '#catalog/collections.ts';
import type { NamedCrs } from '#geo/named-crs.ts';
import { crs84 } from '#rules/crs/uris.ts';
import { mapPositions } from '#rules/geometries.ts';
import { spreadsheetRow, type CsvCell } from '#rules/text/csv.ts';
import type { ItemRow } from './items.ts';
import { demoNote } from './describe.ts';

const mostGuessed = 1_000_000;

/** What stands around the features of a page. */
export interface PageFrame {
  readonly matched: number;
  /** What is known once the last feature was written: how many there were, and the links, of which the next page's is one. */
  readonly end: () => { readonly returned: number; readonly links: readonly Link[] };
  readonly demo: boolean;
  /** Whether several versions of one unit may be in the page, so that an id needs its first day. */
  readonly versions: boolean;
}

/** GeoJSON of one feature. Its id is the code or key, or `id@first-day` where several versions stand side by side. */
export function featureText(row: ItemRow, versions: boolean, extra = ''): string {
  const id = versions ? `${row.id}@${row.validFrom}` : row.id;
  const held = (row.communeHeld ?? null) === null ? '' : `,"communeUntil":${row.communeHeld}`;
  return `{"type":"Feature","id":${JSON.stringify(id)},"geometry":${row.geometry},"properties":${row.properties}${held}${extra}}`;
}

/** A GeoJSON FeatureCollection in pieces of UTF-8, as its rows come. */
export async function* geoJsonBytes(pieces: AsyncIterable<ItemRow[]>, frame: PageFrame): AsyncGenerator<Buffer> {
  const head = {
    type: 'FeatureCollection',
    ...(frame.demo ? { note: demoNote } : {}),
    timeStamp: new Date().toISOString(),
    numberMatched: frame.matched,
  };
  yield Buffer.from(`${JSON.stringify(head).slice(0, -1)},"features":[`);
  let follows = false;
  for await (const rows of pieces) {
    yield featuresBytes(rows, frame.versions, follows);
    follows ||= rows.length > 0;
  }
  const { returned, links } = frame.end();
  yield Buffer.from(`],"numberReturned":${returned},"links":${JSON.stringify(links)}}\n`);
}

/**
 * GeoJSON of features in UTF-8, each on a line, the first after a comma where others went before. They are written where they
 * go: to join them first costs twice as much.
 */
export function featuresBytes(rows: readonly ItemRow[], versions: boolean, follows: boolean): Buffer {
  let bytes = Buffer.alloc(0);
  let length = 0;
  for (const [index, row] of rows.entries()) {
    const text = `${index > 0 || follows ? ',' : ''}\n${featureText(row, versions)}`;
    // A unit of UTF-16 takes three bytes at most.
    const most = length + 3 * text.length;
    if (most > bytes.length) {
      // As if all were as long as the first, where that is no boundary of a whole country.
      const guess = Math.min(rows.length * text.length, mostGuessed);
      const larger = Buffer.allocUnsafeSlow(Math.max(2 * most, guess));
      larger.set(bytes.subarray(0, length));
      bytes = larger;
    }
    length += bytes.write(text, length);
  }
  return bytes.subarray(0, length);
}

/** Rows with their geometry in a coordinate system, in its order of axes. */
export async function* inCrs(pieces: AsyncIterable<ItemRow[]>, crs: NamedCrs): AsyncGenerator<ItemRow[]> {
  for await (const rows of pieces) yield rows.map((row) => inCrsOf(row, crs));
}

/** One row with its geometry in a coordinate system. */
export function inCrsOf(row: ItemRow, crs: NamedCrs): ItemRow {
  if (crs.uri === crs84 || row.geometry === 'null') return row;
  const rounded = (value: number) => Number(value.toFixed(crs.decimals));
  const geometry = mapPositions(JSON.parse(row.geometry) as Geometry, (position) =>
    crs.fromWgs84(position).map(rounded),
  );
  return { ...row, geometry: JSON.stringify(geometry) };
}

/** The header that says in which system the coordinates are (OGC API - Features, Part 2). */
export function contentCrs(crs: NamedCrs): Record<string, string> {
  return { 'Content-Crs': `<${crs.uri}>` };
}

/** The properties of a collection that are wanted. */
export function shownProperties(
  { properties }: Pick<Collection, 'properties'>,
  select: readonly string[] | null,
): { properties: Property[] } {
  return { properties: properties.filter(({ name }) => select?.includes(name) ?? true) };
}

/** Properties as CSV (RFC 4180) with a byte order mark, so that a spreadsheet reads the Vietnamese; no geometry. */
export async function* csvText(
  pieces: AsyncIterable<ItemRow[]>,
  collection: Pick<Collection, 'properties'>,
): AsyncGenerator<string> {
  const names = collection.properties.map((property) => property.name);
  yield `\uFEFF${names.join(',')}\r\n`;
  for await (const rows of pieces) {
    yield rows
      .map((row) => {
        const properties = JSON.parse(row.properties) as Record<string, CsvCell>;
        return `${spreadsheetRow(names.map((name) => properties[name]))}\r\n`;
      })
      .join('');
  }
}
