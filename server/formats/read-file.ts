import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { GeometryKind } from '#contract/collections.ts';
import { mapChunks, type Chunks } from './chunks.ts';
import { chooseMain, type Chosen } from './choose-main.ts';
import { filesBelow, filesWithin, loadContents } from './contents.ts';
import { openCsv } from './csv-source.ts';
import type { Files, FormatDriver, SourceFeature, SourceNote } from './driver.ts';
import type { GivenFile, OpenSource, SourceHead } from './source.ts';
import { findEncoding, unknownEncoding } from './encodings.ts';
import { isTable, tableOf } from './find-mains.ts';
import { geodatabase } from './geodatabase.ts';
import { packPolygonsOf } from './pack-features.ts';
import { inUnicode, withMendedText } from './in-unicode.ts';
import { overLimit, sheetLimits, tooLargeWhole, type Limits } from './limits.ts';
import type { Unreadable } from './unreadable.ts';
import { kml } from './kml.ts';
import { crsBeside } from './prj.ts';
import { partsOf, readTablesHere } from './read-tables.ts';
import { openSheet } from './sheet-source.ts';
import type { TablesRequest } from './tables.ts';
import { contentOf } from './workbook-kind.ts';

export interface ReadRequest {
  readonly files: readonly GivenFile[];
  readonly layer: string | null;
  readonly encoding: string | null;
  readonly limits: Limits;
  /** What the collection holds; boundaries are polygons. */
  readonly wants: GeometryKind;
  /** Whether polygons are to come packed; what else there is in a geometry is left out then. */
  readonly packed?: boolean;
  /** Folded headings that are known, where tables with columns of coordinates are taken too; null where they are not. */
  readonly tables: readonly string[] | null;
}

/** A layer read as a whole. */
export interface SourceFile extends SourceHead {
  readonly features: SourceFeature[];
  readonly notes: readonly SourceNote[];
}

/** Opens the files that were given as one layer. Blocks for long: run it in a thread. Throws Unreadable. */
export async function openSource(request: ReadRequest): Promise<OpenSource> {
  const wanted = request.encoding === null ? null : findEncoding(request.encoding);
  if (request.encoding !== null && wanted === null) throw unknownEncoding(request.encoding);
  const source = await openAny(request, wanted);
  const features = withFewFields(source.features, request.limits.fields);
  return { ...source, features: request.packed ? mapChunks(features, packPolygonsOf) : features };
}

/** Every field is told of in the report, where nobody reads more. */
async function* withFewFields(features: Chunks<SourceFeature>, most: number): AsyncGenerator<readonly SourceFeature[]> {
  const names = new Set<string>();
  for await (const chunk of features) {
    for (const feature of chunk) {
      for (const name of Object.keys(feature.fields)) names.add(name);
      if (names.size > most) throw tooManyFields(feature.row, most);
    }
    yield chunk;
  }
}

function tooManyFields(row: number, most: number): Unreadable {
  return overLimit(
    'tooManyFields',
    {
      vi: `Tính đến đối tượng ${row}, tệp có hơn ${most} trường (cột) khác nhau.`,
      en: `Up to feature ${row} the file has more than ${most} different fields (columns).`,
    },
    {
      vi: 'Giữ lại các trường cần thiết rồi xuất lại tệp.',
      en: 'Keep the fields that are needed and export the file again.',
    },
  );
}

async function openAny(request: ReadRequest, wanted: string | null): Promise<OpenSource> {
  const { files, layer, limits, tables } = request;
  const [only, second] = files;
  if (tables && only && !second) {
    const table = tableOf(only.name);
    // Read from where it lies: a table is never in memory as a whole.
    if (table === 'csv' && contentOf(only.name, await firstBytes(only.path)) === 'csv')
      return withMendedText(
        await openCsv(() => createReadStream(only.path), only.name, wanted, new Set(tables)),
        wanted,
      );
    if (table !== null) return openWorkbook(only, layer, request);
  }
  const contents = await loadContents(files, limits);
  const chosen = chooseMain(contents, layer, tables !== null);
  const { alsoRead, ...source } = await openChosen(chosen, contents, wanted, request);
  const folder = chosen.prefix.slice(0, chosen.prefix.lastIndexOf('/', chosen.prefix.length - 2) + 1);
  const unread = chosen.left.filter((path) => !alsoRead?.includes(path));
  const left = unread.length > 0 ? [otherFilesLeft(unread)] : [];
  return { ...source, layer: `${folder}${source.layer}`, notes: () => [...left, ...source.notes()] };
}

async function openChosen(
  { path, format, layer, prefix }: Chosen,
  contents: Files,
  encoding: string | null,
  request: ReadRequest,
): Promise<OpenSource & { readonly alsoRead?: readonly string[] }> {
  const { limits, wants, tables } = request;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const bytes = contents.get(path) ?? new Uint8Array();
  if (format === 'csv' && contentOf(name, Buffer.from(bytes)) === 'csv') {
    const source = await openCsv(() => Readable.from(partsOf(bytes)), name, encoding, new Set(tables));
    return withMendedText({ ...source, crs: await crsBeside(path, contents) }, encoding);
  }
  if (isTable(format)) return openWorkbook({ name, path, bytes }, layer, request);
  if (format.whole && bytes.length > limits.wholeBytes)
    throw tooLargeWhole(format.label, bytes.length, limits.wholeBytes);
  const { files, main } = givenTo(format, contents, path);
  const { features, wholeBytes } = limits;
  const packed = request.packed ?? false;
  const source = await format.read(files, main, { layer, prefix, encoding, features, wholeBytes, wants, packed });
  const { layer: title, crs, alsoRead = [] } = source;
  const text = await inUnicode(source, encoding);
  const opened = { format: format.id, layer: title, crs, tabular: false, ...text };
  const folder = path.slice(0, path.length - name.length);
  return { ...(await withMendedText(opened, encoding)), alsoRead: alsoRead.map((file) => `${folder}${file}`) };
}

/**
 * What a driver sees: the files beside the main one, so that parts of another folder never mix with them. A KML refers to
 * files in folders below it.
 */
function givenTo(format: FormatDriver, contents: Files, path: string): { files: Files; main: string } {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (format === kml) return { files: filesBelow(contents, path.slice(0, -name.length)), main: name };
  if (format !== geodatabase) return { files: filesWithin(contents, path.slice(0, -name.length - 1)), main: name };
  // GDAL knows the folder by the end of its name.
  const main = `${name.replace(/\.gdb$/i, '')}.gdb`;
  return { files: new Map([...filesWithin(contents, path)].map(([part, bytes]) => [`${main}/${part}`, bytes])), main };
}

function otherFilesLeft(paths: readonly string[]): SourceNote {
  const names = paths
    .slice(0, 10)
    .map((path) => `"${path}"`)
    .join(', ');
  return {
    code: 'filesLeft',
    reason: { vi: `Không đọc các tệp khác: ${names}.`, en: `Other files were not read: ${names}.` },
    todo: { vi: 'Nếu cần, chọn tệp bằng --layer TÊN.', en: 'Choose another with --layer NAME if need be.' },
  };
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(4_096) });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** A sheet of a workbook as a layer. */
async function openWorkbook(
  file: TablesRequest['file'],
  layer: string | null,
  { limits, tables, encoding }: ReadRequest,
): Promise<OpenSource> {
  const headings = tables ?? [];
  return openSheet(await readTablesHere({ file, encoding, headings, limits, sheetLimits }), layer, new Set(headings));
}
