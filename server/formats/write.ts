import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import path from 'node:path';
import { startWorker } from '#server/worker.ts';
import type { GeometryKind, Property } from '#contract/collections.ts';
import { csvRow } from '#rules/text/csv.ts';
import { shortNames } from './short-names.ts';

/** Column of the spool that a placemark is called by where no property is its `name`. */
export const placemarkName = 'placemark_name';

/** A value of a table. */
export type Cell = string | number | boolean | null;

/** One column of a file, with what it means. */
export interface FileColumn {
  readonly name: string;
  readonly title: string;
  readonly type: Property['type'];
}

/** One feature on its way into a file. */
export interface FileRow {
  /** In the order of the columns. */
  readonly cells: readonly Cell[];
  /** Well-known text of its geometry; null where it has none, or where the file is a table. */
  readonly wkt: string | null;
}

/** Kinds of geometry that a file can hold; `points` may have several a feature. */
export type FileGeometry = GeometryKind | 'points';

/** What a file is to hold beside its rows. */
export interface FileFrame {
  readonly format: 'gpkg' | 'shp' | 'kml' | 'fgb' | 'xlsx';
  /** Name of the layer, of plain letters, digits and hyphens. */
  readonly name: string;
  readonly title: string;
  /** What people must know of the data, each with its heading. */
  readonly notes: readonly (readonly [heading: string, text: string])[];
  readonly columns: readonly FileColumn[];
  readonly geometry: FileGeometry;
  /** Its coordinates: longitude and latitude, or easting and northing. */
  readonly epsg: number;
  /** Column that a feature is called by. */
  readonly titleColumn: string;
}

/** What the writing thread is told. `spools` are the kinds of geometry that it finds, each in a file of rows of its own. */
export interface WriteRequest extends FileFrame {
  readonly folder: string;
  readonly spools: readonly Spool[];
}

/** Name of a file of rows, and what it holds. */
export interface Spool {
  readonly file: string;
  readonly geometry: FileGeometry;
  /** Bytes of the longest text of each column. */
  readonly widths: readonly number[];
  /** Whether some row has no geometry. */
  readonly placeless: boolean;
}

/**
 * Writes rows as a file into a folder and gives its path. The rows go to the folder first, piece by piece, so that memory
 * does not grow with their number; then a thread of its own, ended when `signal` aborts, makes the file of them.
 */
export async function writeInThread(
  frame: FileFrame,
  pieces: AsyncIterable<readonly FileRow[]>,
  { folder, signal }: { readonly folder: string; readonly signal: AbortSignal },
): Promise<string> {
  const spools = await spool(frame, pieces, folder);
  const request: WriteRequest = { ...frame, folder, spools };
  const file = await new Promise<string>((resolve, reject) => {
    signal.throwIfAborted();
    const worker = startWorker(new URL('./write-worker.ts', import.meta.url), request);
    const abort = () => void worker.terminate();
    signal.addEventListener('abort', abort, { once: true });
    worker.once('message', resolve);
    worker.once('error', reject);
    // Told only when the thread has ended: whoever removes the folder has it for themselves.
    worker.once('exit', () => {
      signal.removeEventListener('abort', abort);
      // Settles nothing where an answer has come.
      reject(
        signal.aborted
          ? (signal.reason as Error)
          : new Error(`writing ${frame.name} as ${frame.format} gave no answer`),
      );
    });
  });
  return path.join(folder, file);
}

/** Writes the rows down, those of a shapefile that mixes geometries one kind a file. */
async function spool(
  { format, geometry, columns, titleColumn }: FileFrame,
  pieces: AsyncIterable<readonly FileRow[]>,
  folder: string,
): Promise<Spool[]> {
  const files = new Map<FileGeometry, WriteStream>();
  const widths = columns.map(() => 1);
  let placeless = false;
  const names = columns.map(({ name }) => name);
  // The name of a placemark is left out of its data: what is called otherwise than `name` stands there twice.
  const called = format === 'kml' && !names.includes('name') ? names.indexOf(titleColumn) : -1;
  const columnNames = format === 'shp' ? shortNames(names) : names;
  const head = `${csvRow([...columnNames, 'wkt', ...(called < 0 ? [] : [placemarkName])])}\r\n`;
  const open = (kind: FileGeometry) => {
    const stream = createWriteStream(path.join(folder, `rows-${kind}.csv`));
    files.set(kind, stream);
    // A full disk is told to whoever writes next; nobody may be writing just now.
    stream.on('error', () => undefined);
    if (format !== 'xlsx') stream.write(head);
    return stream;
  };
  const write = async (kind: FileGeometry, text: string) => {
    const stream = files.get(kind) ?? open(kind);
    if (stream.errored) throw stream.errored;
    if (!stream.write(text)) await once(stream, 'drain');
  };
  const apart = format === 'shp' && geometry === 'any';
  // A file without a row still has its columns.
  if (!apart) open(geometry);
  try {
    for await (const rows of pieces) {
      const lines = new Map<FileGeometry, string[]>();
      for (const { cells, wkt } of rows) {
        placeless ||= wkt === null;
        cells.forEach((cell, at) => {
          if (typeof cell === 'string') widths[at] = Math.max(widths[at] ?? 1, Buffer.byteLength(cell));
        });
        const kind = apart ? kindOf(wkt) : geometry;
        const line =
          format === 'xlsx'
            ? `${JSON.stringify(cells)}\n`
            : `${csvRow([...cells, wkt, ...(called < 0 ? [] : [cells[called] ?? null])])}\r\n`;
        const own = lines.get(kind) ?? [];
        own.push(line);
        lines.set(kind, own);
      }
      for (const [kind, own] of lines) await write(kind, own.join(''));
    }
    if (files.size === 0) open('point');
    for (const stream of files.values()) {
      stream.end();
      await finished(stream);
    }
  } finally {
    // Where rows end in a failure, or the client goes away.
    for (const stream of files.values()) stream.destroy();
  }
  return [...files.keys()].map((kind) => ({ file: `rows-${kind}.csv`, geometry: kind, widths, placeless }));
}

function kindOf(wkt: string | null): FileGeometry {
  if (wkt !== null && /^(MULTI)?LINE/.test(wkt)) return 'line';
  if (wkt !== null && /^(MULTI)?POLYGON/.test(wkt)) return 'polygon';
  return 'point';
}
