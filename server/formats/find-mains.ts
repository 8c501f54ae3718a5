import type { Files, FormatDriver } from './driver.ts';
import { formats } from './formats.ts';
import { geodatabaseOf } from './geodatabase.ts';
import { utf16Of } from './encodings.ts';

/** A table with columns of coordinates. */
export type TableFormat = 'csv' | 'xlsx';

/** A file that can be read by itself, or the folder of a geodatabase. */
export interface Main {
  readonly path: string;
  readonly format: FormatDriver | TableFormat;
}

/** Whether a format is that of a table. */
export function isTable(format: FormatDriver | TableFormat): format is TableFormat {
  return typeof format === 'string';
}

/** Files that can be read by themselves; the others are their parts, or say something of them. */
export function findMains(contents: Files, tables: boolean): Main[] {
  const paths = [...contents.keys()];
  const folders = paths.flatMap((path) => geodatabaseOf(path) ?? []).filter((folder) => folder !== '');
  const loose = paths.filter((path) => !folders.some((folder) => path.startsWith(`${folder}/`)));
  const found = [...folders, ...loose].flatMap((path): Main[] => {
    const extension = folders.includes(path) ? 'gdb' : extensionOf(path);
    const kind = extension === 'json' && topology.test(headOf(contents.get(path))) ? 'topojson' : extension;
    const format = formats.find(({ extensions }) => extensions.includes(kind));
    return format && (extension !== 'gdb' || folders.includes(path)) ? [{ path, format }] : [];
  });
  const mains = found.length > 1 ? found.filter((main) => !isBeside(main, found, contents)) : found;
  if (mains.length > 0 || !tables) return mains.length > 0 ? mains : found;
  const tabular = loose.flatMap((path) => {
    const format = tableOf(path);
    return format === null ? [] : [{ path, format }];
  });
  const notText = tabular.filter(({ path }) => extensionOf(path) !== 'txt');
  // Beside a table a text is what explains it.
  return notText.length > 0 ? notText : tabular;
}

/** The kind of table that a name promises, or null. */
export function tableOf(name: string): TableFormat | null {
  if (/\.(csv|txt|tsv)$/i.test(name)) return 'csv';
  return /\.(xlsx|xlsm)$/i.test(name) ? 'xlsx' : null;
}

/** A path without its extension. */
export function stemOf(path: string): string {
  return path.replace(/\.[^./]*$/, '');
}

/** Whether a file only says something of others: metadata in JSON, MapInfo's description of another format. */
function isBeside({ path }: Main, all: readonly Main[], contents: Files): boolean {
  const extension = extensionOf(path);
  if (extension === 'json') return !isGeographic(contents.get(path) ?? new Uint8Array());
  if (extension !== 'tab') return false;
  const stem = stemOf(path).toLowerCase();
  const map = [...contents.keys()].some((other) => other.toLowerCase() === `${stem}.map`);
  return !map && all.some((other) => other.path !== path && stemOf(other.path).toLowerCase() === stem);
}

const geographic =
  /"type"\s*:\s*"(?:FeatureCollection|Feature|Topology|GeometryCollection|(?:Multi)?(?:Point|LineString|Polygon))"/;

const topology = /^[^{]*\{\s*"type"\s*:\s*"Topology"/;

function isGeographic(bytes: Uint8Array): boolean {
  return geographic.test(textOf(bytes));
}

function headOf(bytes: Uint8Array = new Uint8Array()): string {
  return textOf(bytes.subarray(0, 1_000));
}

/** Enough of a text to find ASCII in it. */
function textOf(bytes: Uint8Array): string {
  const utf16 = utf16Of(bytes);
  return utf16 === null ? Buffer.from(bytes).toString('latin1') : new TextDecoder(utf16.encoding).decode(bytes);
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).toLowerCase();
}
