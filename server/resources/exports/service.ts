import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Property } from '#contract/collections.ts';
import { isOneDay } from '#contract/datetime.ts';
import { exportFiles, type exportCollection } from '#contract/exports.ts';
import { Fault } from '#contract/faults.ts';
import type { Collection } from '#catalog/collections.ts';
import type { Db } from '#db/db.ts';
import { makeWorkFolder } from '#server/work-folders.ts';
import { writeInThread, type FileFrame } from '#formats/write.ts';
import { mostSheetRows } from '#formats/write-workbook.ts';
import { findFileCrs, type FileCrs } from '#geo/named-crs.ts';
import { begun, countItems, readEveryItem, type ItemFilter } from '#resources/collections/items.ts';
import { readQuestion, requireCrs } from '#resources/collections/question.ts';
import { shownProperties } from '#resources/collections/write-items.ts';
import { inFileCrs, longestCell, placeColumns, propertyColumns, spatialRows, tableRows } from './rows.ts';
import { csvFile, geoJsonFile } from './text.ts';

type ExportQuery = z.output<typeof exportCollection.query>;

/** What is to be exported of a collection, read and found right. */
export interface Export {
  readonly collection: Collection;
  /** Those of its properties that are wanted. */
  readonly properties: readonly Property[];
  readonly format: ExportQuery['format'];
  readonly filter: ItemFilter;
  readonly crs: FileCrs;
  /** Its file's name: collection, day, system where it is not WGS 84, and whether it is invented. */
  readonly fileName: string;
  /** What people must know of the file, each with its heading. */
  readonly notes: readonly (readonly [heading: string, text: string])[];
  readonly demo: boolean;
}

const fileGeometries: Record<string, FileFrame['geometry']> = {
  Point: 'point',
  MultiPoint: 'points',
  MultiLineString: 'line',
  MultiPolygon: 'polygon',
};

/** Name of a collection in those of files and layers: what follows a dot is taken for a format there. */
function fileNameOf({ id }: Collection): string {
  return id.replaceAll('.', '-');
}

/** Most features that GDAL is given over the web: it takes some seconds for each hundred thousand. */
export const mostOverWeb = 200_000;

/** Reads a request for an export as of a day. Throws `badRequest` that names the parameter and what to do. */
export function readExport(
  collection: Collection,
  { format, crs: crsName, ...query }: ExportQuery,
  { at, demo }: { readonly at: string; readonly demo: boolean },
): Export {
  const { filter } = readQuestion(collection, query, at);
  const crs = crsName === undefined ? findFileCrs('EPSG:4326') : findFileCrs(requireCrs(crsName, 'crs').uri);
  if (crs === null) throw new Error(`no system ${crsName ?? ''}`);
  if (format === 'kml' && crs.epsg !== 4326) {
    throw new Fault('exportCrs', {}, 'query.crs');
  }
  const { from, to } = filter.days;
  const days = from === to ? (from ?? at) : `${from ?? ''}..${to ?? ''}`;
  const asked = [query.filter, query.bbox && `bbox ${query.bbox.join(',')}`].filter((text) => text !== undefined);
  return {
    collection,
    ...shownProperties(collection, filter.select),
    format,
    filter,
    crs,
    demo,
    fileName: [
      fileNameOf(collection),
      days.replaceAll('..', '_'),
      ...(crs.epsg === 4326 ? [] : [`epsg${crs.epsg}`]),
      ...(demo ? ['minh-hoa'] : []),
    ].join('-'),
    notes: [
      ...(demo ? [['Dữ liệu minh hoạ', 'Đối tượng, địa giới và kết quả là giả định (invented data).'] as const] : []),
      ['Lớp dữ liệu', `${collection.title.vi} (${collection.id})`],
      ['Ngày', days],
      ['Điều kiện lọc', asked.length === 0 ? 'không' : asked.join('; ')],
      ['Hệ toạ độ', `${crs.name} (EPSG:${crs.epsg})`],
      ['Nguồn', `${collection.lineage.producer.vi}. ${collection.lineage.statement.vi}`],
      ...(collection.lineage.licence === null ? [] : [['Giấy phép', collection.lineage.licence] as const]),
    ],
  };
}

/** How many features an export has; throws `badRequest` where its format cannot hold as many, or not `most`. */
export async function countExport(
  db: Db,
  { collection, filter, format }: Export,
  { most, signal }: { readonly most: number; readonly signal: AbortSignal },
): Promise<number> {
  const matched = await countItems(db, collection, filter, signal);
  const limit = format === 'geojson' || format === 'csv' ? Infinity : format === 'xlsx' ? mostSheetRows : most;
  if (matched > limit) {
    throw new Fault('exportTooMany', { format, most: limit, matched }, 'query.format');
  }
  return matched;
}

/** An export that is text, in pieces as its rows come from the database; memory does not grow with them. */
export async function exportText(
  db: Db,
  { format, ...what }: Export & { readonly format: 'geojson' | 'csv' },
  signal: AbortSignal,
): Promise<AsyncGenerator<string | Buffer>> {
  const read = await begun(readEveryItem(db, what.collection, what.filter, signal));
  const pieces = inFileCrs(read.pieces, what.crs);
  if (format === 'geojson') return geoJsonFile(pieces, { ...what, versions: !isOneDay(what.filter.days) });
  const columns = [...propertyColumns(what.properties), ...placeColumns(what.collection, what.crs)];
  return csvFile(tableRows(pieces, { ...what.collection, properties: what.properties }), columns);
}

/** An export that is a file, as a stream; what was made on the disk goes when the stream ends, however it does. */
export async function exportStream(db: Db, what: Export, signal: AbortSignal): Promise<Readable> {
  const folder = await makeWorkFolder('export');
  const clean = () => rm(folder, { recursive: true, force: true });
  try {
    const stream = createReadStream(await writeFile(db, what, { folder, signal }), { signal });
    // Whoever reads it is told too; this only keeps an early end from being nobody's.
    stream.on('error', () => undefined);
    stream.once('close', () => void clean());
    return stream;
  } catch (error) {
    await clean();
    throw error;
  }
}

/** Makes an export that is a file in a folder; gives its path. */
export async function writeFile(
  db: Db,
  { collection, properties, filter, format, crs, notes }: Export,
  { folder, signal }: { readonly folder: string; readonly signal: AbortSignal },
): Promise<string> {
  if (format === 'geojson' || format === 'csv') throw new Error(`${format} is text`);
  const pieces = inFileCrs(readEveryItem(db, collection, filter, signal), crs);
  const table = format === 'xlsx';
  const place = table ? placeColumns(collection, crs) : [];
  const cut: (readonly [string, string])[] =
    place.length === 1
      ? [['Hình dạng', `Ô wkt để trống khi dài quá ${longestCell} ký tự: lấy tệp GeoPackage để có đủ.`]]
      : [];
  const frame: FileFrame = {
    format,
    name: fileNameOf(collection),
    title: collection.title.vi,
    notes: [...notes, ...cut],
    columns: [...propertyColumns(properties), ...place],
    geometry: fileGeometries[collection.geometryType] ?? 'any',
    epsg: crs.epsg,
    titleColumn: collection.titleProperty,
  };
  const rows = table ? tableRows(pieces, { ...collection, properties }, longestCell) : spatialRows(pieces, properties);
  return writeInThread(frame, rows, { folder, signal });
}

/** Name under which an export is kept. */
export function exportName({ fileName, format }: Pick<Export, 'fileName' | 'format'>): string {
  return `${fileName}.${exportFiles[format].extension}`;
}
