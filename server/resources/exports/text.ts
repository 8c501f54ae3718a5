import type { Collection } from '#catalog/collections.ts';
import type { FileColumn, FileRow } from '#formats/write.ts';
import type { FileCrs } from '#geo/named-crs.ts';
import { spreadsheetRow } from '#rules/text/csv.ts';
import { demoNote } from '#resources/collections/describe.ts';
import type { ItemRow } from '#resources/collections/items.ts';
import { featuresBytes } from '#resources/collections/write-items.ts';

interface GeoJsonFrame {
  readonly collection: Pick<Collection, 'id' | 'title'>;
  readonly crs: FileCrs;
  readonly demo: boolean;
  readonly notes: readonly (readonly [heading: string, text: string])[];
  /** Whether several versions of one feature may be in it. */
  readonly versions: boolean;
}

/** A GeoJSON file in pieces. One that is not in WGS 84 says so as programs know it from before RFC 7946. */
export async function* geoJsonFile(
  pieces: AsyncIterable<ItemRow[]>,
  frame: GeoJsonFrame,
): AsyncGenerator<string | Buffer> {
  const { collection, crs, demo, notes, versions } = frame;
  const head = {
    type: 'FeatureCollection',
    name: collection.id,
    title: collection.title.vi,
    ...(demo ? { note: demoNote } : {}),
    description: notes.map(([heading, text]) => `${heading}: ${text}`).join('\n'),
    ...(crs.epsg === 4326 ? {} : { crs: { type: 'name', properties: { name: `urn:ogc:def:crs:EPSG::${crs.epsg}` } } }),
  };
  yield `${JSON.stringify(head).slice(0, -1)},"features":[`;
  let follows = false;
  for await (const rows of pieces) {
    yield featuresBytes(rows, versions, follows);
    follows ||= rows.length > 0;
  }
  yield '\n]}\n';
}

/** A CSV file (RFC 4180) in pieces, with a byte order mark so that a spreadsheet reads the Vietnamese. */
export async function* csvFile(
  pieces: AsyncIterable<FileRow[]>,
  columns: readonly FileColumn[],
): AsyncGenerator<string> {
  yield `\uFEFF${spreadsheetRow(columns.map(({ name }) => name))}\r\n`;
  for await (const rows of pieces) {
    yield rows.map(({ cells }) => `${spreadsheetRow(cells)}\r\n`).join('');
  }
}
