import type { Geometry } from 'geojson';
import type { Property } from '#contract/collections.ts';
import type { Collection } from '#catalog/collections.ts';
import type { Cell, FileColumn, FileRow } from '#formats/write.ts';
import type { FileCrs } from '#geo/named-crs.ts';
import { wktOf } from '#rules/cql2/write-wkt.ts';
import { mapPositions } from '#rules/geometries.ts';
import type { ItemRow } from '#resources/collections/items.ts';

/** Longest text of a cell of a spreadsheet. */
export const longestCell = 32_767;

/** Columns of a table that say where a feature is: two numbers for points, well-known text for everything else. */
export function placeColumns(collection: Pick<Collection, 'geometryType'>, crs: FileCrs): FileColumn[] {
  if (collection.geometryType !== 'Point') {
    return [{ name: 'wkt', title: `Hình dạng dạng WKT, ${crs.name} (EPSG:${crs.epsg})`, type: 'string' }];
  }
  const [names, titles] =
    crs.kind === 'geographic'
      ? [['lng', 'lat'] as const, ['Kinh độ', 'Vĩ độ'] as const]
      : [['x', 'y'] as const, ['Toạ độ hướng đông', 'Toạ độ hướng bắc'] as const];
  return names.map((name, at) => ({
    name,
    title: `${titles[at] ?? ''}, ${crs.name} (EPSG:${crs.epsg})`,
    type: 'number',
  }));
}

/** Columns of properties. */
export function propertyColumns(properties: readonly Property[]): FileColumn[] {
  return properties.map(({ name, title, type, unit, values }) => ({
    name,
    type,
    title: [
      unit === null ? title.vi : `${title.vi} (${unit})`,
      ...(values === null ? [] : [values.map(({ value, label }) => `${value} = ${label.vi}`).join('; ')]),
    ].join(': '),
  }));
}

/** Rows with their geometry in a file's coordinate system. */
export async function* inFileCrs(pieces: AsyncIterable<ItemRow[]>, crs: FileCrs): AsyncGenerator<ItemRow[]> {
  for await (const rows of pieces) yield crs.epsg === 4326 ? rows : rows.map((row) => placed(row, crs));
}

function placed(row: ItemRow, { fromWgs84, decimals }: FileCrs): ItemRow {
  const geometry = geometryOf(row);
  if (geometry === null) return row;
  const rounded = (value: number) => Number(value.toFixed(decimals ?? 15));
  return { ...row, geometry: JSON.stringify(mapPositions(geometry, (position) => fromWgs84(position).map(rounded))) };
}

function geometryOf(row: ItemRow): Geometry | null {
  return JSON.parse(row.geometry) as Geometry | null;
}

function cellsOf(row: ItemRow, properties: readonly Property[]): Cell[] {
  const values = JSON.parse(row.properties) as Record<string, Cell>;
  return properties.map(({ name }) => values[name] ?? null);
}

/** Rows for a file with geometry. */
export async function* spatialRows(
  pieces: AsyncIterable<ItemRow[]>,
  properties: readonly Property[],
): AsyncGenerator<FileRow[]> {
  for await (const rows of pieces) {
    yield rows.map((row) => {
      const geometry = geometryOf(row);
      return { cells: cellsOf(row, properties), wkt: geometry === null ? null : wktOf(geometry) };
    });
  }
}

/** Rows for a table: the place stands in columns after the properties. `longest` leaves out texts of more characters. */
export async function* tableRows(
  pieces: AsyncIterable<ItemRow[]>,
  { properties, geometryType }: Pick<Collection, 'geometryType'> & { readonly properties: readonly Property[] },
  longest = Infinity,
): AsyncGenerator<FileRow[]> {
  const placeOf = (geometry: Geometry | null): Cell[] => {
    if (geometryType === 'Point') return geometry?.type === 'Point' ? geometry.coordinates.slice(0, 2) : [null, null];
    const text = geometry === null ? null : wktOf(geometry);
    return [text !== null && text.length > longest ? null : text];
  };
  for await (const rows of pieces) {
    yield rows.map((row) => ({ cells: [...cellsOf(row, properties), ...placeOf(geometryOf(row))], wkt: null }));
  }
}
