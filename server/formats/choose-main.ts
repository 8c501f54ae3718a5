import type { Files, FormatDriver } from './driver.ts';
import { findMains, isTable, stemOf, type Main } from './find-mains.ts';
import { formats } from './formats.ts';
import { Unreadable } from './unreadable.ts';

/** Names in a sentence; a province has more communes than anybody reads. */
const mostNamed = 20;

/** The one file that is read. */
export interface Chosen extends Main {
  /** The layer in it that is asked for, if any. */
  readonly layer: string | null;
  /** What is to be written before the name of a layer in it, so that `--layer` finds it. */
  readonly prefix: string;
  /** Files that might have been read too, and that nobody was asked about. */
  readonly left: readonly string[];
}

/**
 * The file that is read among all that were given, and the layer in it: `wanted` is the name of a file, with its folder
 * or without, with its extension or without, or that of a layer, or `file/layer`. Throws Unreadable.
 */
export function chooseMain(contents: Files, wanted: string | null, tables: boolean): Chosen {
  const mains = findMains(contents, tables);
  const [only, second] = mains;
  if (!only) throw nothingReadable(contents, tables);
  if (!second) return { ...only, ...within(only, wanted), prefix: '', left: [] };
  if (wanted === null) {
    const first = documentOf(mains);
    if (first === null) throw whichLayer(mains, wanted);
    return { ...first, layer: null, prefix: '', left: mains.filter((main) => main !== first).map(({ path }) => path) };
  }
  const name = wanted.normalize('NFC');
  const named = byName(mains, name);
  if (named) return { ...named.main, layer: named.layer, prefix: `${labelOf(named.main, mains)}/`, left: [] };
  const layered = mains.filter((main) => (isTable(main.format) ? main.format === 'workbook' : main.format.layered));
  if (layered[0] && !layered[1])
    return { ...layered[0], layer: name, prefix: `${labelOf(layered[0], mains)}/`, left: [] };
  throw whichLayer(mains, wanted);
}

/** Where there is one file, its name says nothing new; a layer's name is that of the layer. */
function within(main: Main, wanted: string | null): { layer: string | null } {
  if (wanted === null) return { layer: null };
  const name = wanted.normalize('NFC');
  const [file = '', stem = ''] = [main.path, stemOf(main.path)];
  if (same(name, file) || same(name, lastOf(file)) || (stem.includes('/') && same(name, stem))) return { layer: null };
  const start = [file, lastOf(file), stem, lastOf(stem)].find((one) => startsWith(name, `${one}/`));
  return { layer: start === undefined ? wanted : name.slice(start.length + 1) };
}

/** The file that is called so, by the fullest name that fits one alone; then one whose name stands before that of a layer. */
function byName(mains: readonly Main[], name: string): { main: Main; layer: string | null } | null {
  const ways = [(path: string) => path, stemOf, lastOf, (path: string) => stemOf(lastOf(path))];
  for (const way of ways) {
    const [main, other] = mains.filter(({ path }) => same(way(path), name));
    if (main && !other) return { main, layer: null };
    if (main) return null;
  }
  for (const way of ways) {
    const [main, other] = mains.filter(({ path }) => startsWith(name, `${way(path)}/`));
    if (main && !other) return { main, layer: name.slice(way(main.path).length + 1) };
  }
  return null;
}

/** The main file of a KMZ, which may hold others that it refers to. */
function documentOf(mains: readonly Main[]): Main | null {
  if (!mains.every(({ path }) => /\.kml$/i.test(path))) return null;
  const depth = (path: string) => path.split('/').length;
  const documents = mains
    .filter(({ path }) => same(lastOf(path), 'doc.kml'))
    .sort((one, other) => depth(one.path) - depth(other.path));
  const [first, second] = documents;
  return first && (!second || depth(second.path) > depth(first.path)) ? first : null;
}

/** What a person may call a file: without its extension, where no other is called so. */
function labelOf(main: Main, mains: readonly Main[]): string {
  const stem = stemOf(main.path);
  return mains.filter(({ path }) => same(stemOf(path), stem)).length === 1 ? stem : main.path;
}

function whichLayer(mains: readonly Main[], wanted: string | null): Unreadable {
  const names = list(mains.map((main) => labelOf(main, mains)));
  return new Unreadable(
    'choice',
    'whichLayer',
    wanted === null
      ? { vi: `Có nhiều lớp trong tệp: ${names}.`, en: `There are several layers: ${names}.` }
      : {
          vi: `Không có lớp nào, hoặc có nhiều lớp, tên là "${wanted}"; có: ${names}.`,
          en: `No layer, or more than one, is called "${wanted}"; there are ${names}.`,
        },
    { vi: 'Chọn một lớp bằng --layer TÊN.', en: 'Choose one with --layer NAME.' },
  );
}

function nothingReadable(contents: Files, tables: boolean): Unreadable {
  const names = list([...contents.keys()]);
  const known = [
    ...formats.map((format: FormatDriver) => `${format.label} (.${format.extensions.join(', .')})`),
    ...(tables ? ['CSV (.csv)', 'Excel (.xlsx, .xlsm, .xlsb, .xls)', 'OpenDocument (.ods)'] : []),
  ].join(', ');
  return new Unreadable(
    'unsupported',
    'unsupportedFormat',
    { vi: `Không có tệp nào đọc được trong: ${names}.`, en: `None of these is a file that is read: ${names}.` },
    {
      vi: `Các định dạng nhận: ${known}, hoặc .zip (.kmz) của một trong số đó.`,
      en: `Taken are ${known}, or a zip (.kmz) of one of them.`,
    },
  );
}

function list(names: readonly string[]): string {
  const more = names.length > mostNamed ? `, ... (${names.length})` : '';
  return `${names
    .slice(0, mostNamed)
    .map((name) => `"${name}"`)
    .join(', ')}${more}`;
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function startsWith(name: string, start: string): boolean {
  return name.length > start.length && same(name.slice(0, start.length), start);
}
