import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { GeometryKind } from '#contract/collections.ts';
import { mapChunks, peek, type Chunks } from './chunks.ts';
import { openCsv } from './csv-source.ts';
import type { FormatDriver, SourceFeature, SourceLayer, SourceNote } from './driver.ts';
import type { GivenFile, OpenSource, SourceHead } from './source.ts';
import { decodeBytes, findEncoding, guessEncoding, reinterpret, unknownEncoding } from './encodings.ts';
import { formats } from './formats.ts';
import { inMegabytes, overLimit, type Limits } from './limits.ts';
import { unpack } from './unpack.ts';
import { Unreadable } from './unreadable.ts';
import { openXlsx } from './xlsx-source.ts';

export interface ReadRequest {
  readonly files: readonly GivenFile[];
  readonly layer: string | null;
  readonly encoding: string | null;
  readonly limits: Limits;
  /** What the collection holds; boundaries are polygons. */
  readonly wants: GeometryKind;
  /** Whether tables with columns of coordinates are taken too. */
  readonly tables: boolean;
}

/** A layer read as a whole. */
export interface SourceFile extends SourceHead {
  readonly features: SourceFeature[];
  readonly notes: readonly SourceNote[];
}

/** Opens the files that were given as one layer. Blocks for long: run it in a thread. Throws Unreadable. */
export async function openSource(request: ReadRequest): Promise<OpenSource> {
  const source = await openAny(request);
  return { ...source, features: withFewFields(source.features, request.limits.fields) };
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

async function openAny({ files, layer, encoding, limits, wants, tables }: ReadRequest): Promise<OpenSource> {
  const [only, second] = files;
  if (tables && only && !second) {
    if (/\.(csv|txt|tsv)$/i.test(only.name)) return openCsv(() => createReadStream(only.path), only.name, encoding);
    if (/\.(xlsx|xlsm)$/i.test(only.name)) return openXlsx(only, layer, limits);
  }
  const wanted = encoding === null ? null : findEncoding(encoding);
  if (encoding !== null && wanted === null) throw unknownEncoding(encoding);
  const contents = await load(files, limits);
  const [zipped] = tables && contents.size === 1 ? contents : [];
  if (zipped && /\.(csv|txt|tsv)$/i.test(zipped[0]))
    return openCsv(() => Readable.from(partsOf(zipped[1])), zipped[0], encoding);
  const { driver, main } = chooseMain(contents, layer, tables);
  const { byteLength = 0 } = contents.get(main) ?? {};
  if (driver.whole && byteLength > limits.wholeBytes) throw tooLargeWhole(driver.label, byteLength, limits.wholeBytes);
  const source = await driver.read(contents, main, { layer, encoding: wanted, features: limits.features, wants });
  return {
    format: driver.id,
    layer: source.layer,
    crs: source.crs,
    tabular: false,
    notes: source.notes ?? (() => []),
    ...(await inUnicode(source, wanted)),
  };
}

function tooLargeWhole(label: string, bytes: number, most: number): Unreadable {
  return overLimit(
    'wholeSize',
    {
      vi: `Tệp ${label} có ${inMegabytes(bytes)}; ở định dạng này nhiều nhất là ${inMegabytes(most)}.`,
      en: `The ${label} file has ${inMegabytes(bytes)}; at most ${inMegabytes(most)} are taken in this format.`,
    },
    { vi: 'Lưu dữ liệu thành GeoPackage hoặc CSV.', en: 'Save the data as GeoPackage or CSV.' },
  );
}

function* partsOf(bytes: Uint8Array): Generator<Buffer> {
  const part = 65_536;
  for (let from = 0; from < bytes.length; from += part) yield Buffer.from(bytes.subarray(from, from + part));
}

async function load(files: readonly GivenFile[], limits: Limits): Promise<Map<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  for (const file of files) {
    const bytes = await readFile(file.path);
    if (/\.(zip|kmz)$/i.test(file.name)) {
      for (const [name, unpacked] of await unpack(bytes, limits)) contents.set(safeName(name), unpacked);
    } else contents.set(safeName(file.name), new Uint8Array(bytes));
  }
  return contents;
}

/** Folders of a zip are flattened: parts of a file stand in one folder. */
function safeName(name: string): string {
  return (
    name
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/\p{Cc}/gu, '_') ?? 'file'
  );
}

/** The one file that a driver reads; the others are its parts. */
function chooseMain(
  contents: ReadonlyMap<string, Uint8Array>,
  layer: string | null,
  tables: boolean,
): { driver: FormatDriver; main: string } {
  const extensionOf = (name: string) => name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const mains = [...contents.keys()].flatMap((main) => {
    const driver = formats.find(({ extensions }) => extensions.includes(extensionOf(main)));
    return driver ? [{ driver, main }] : [];
  });
  const named = mains.filter(({ main }) => main === layer || main.replace(/\.[^.]*$/, '') === layer);
  const [only, second] = mains.length > 1 && named.length > 0 ? named : mains;
  if (only && !second) return only;
  const list = (names: readonly string[]) =>
    names
      .slice(0, 10)
      .map((name) => `"${name}"`)
      .join(', ');
  if (only) {
    const names = list(mains.map(({ main }) => main.replace(/\.[^.]*$/, '')));
    throw new Unreadable(
      'choice',
      'whichLayer',
      { vi: `Có nhiều lớp trong tệp: ${names}.`, en: `There are several layers: ${names}.` },
      { vi: 'Chọn một lớp bằng --layer TÊN.', en: 'Choose one with --layer NAME.' },
    );
  }
  const names = list([...contents.keys()]);
  const known = [
    ...formats.map((format) => `${format.label} (.${format.extensions.join(', .')})`),
    ...(tables ? ['CSV (.csv)', 'Excel (.xlsx)'] : []),
  ].join(', ');
  throw new Unreadable(
    'unsupported',
    'unsupportedFormat',
    { vi: `Không có tệp nào đọc được trong: ${names}.`, en: `None of these is a file that is read: ${names}.` },
    {
      vi: `Các định dạng nhận: ${known}, hoặc .zip của một trong số đó.`,
      en: `Taken are ${known}, or a zip of one of them.`,
    },
  );
}

/** The first features tell the encoding where nothing else does. */
async function inUnicode(
  source: SourceLayer,
  wanted: string | null,
): Promise<Pick<OpenSource, 'encoding' | 'features'>> {
  if (source.text === 'unicode') {
    if (wanted === null || wanted === 'utf-8')
      return { encoding: { used: 'utf-8', how: 'format' }, features: source.features };
    return {
      encoding: { used: wanted, how: 'option' },
      features: mapText(source.features, (text) => reinterpret(text, wanted)),
    };
  }
  const stated = source.statedEncoding === null ? null : findEncoding(source.statedEncoding);
  const { first, all } = await peek(source.features);
  const texts = first.flatMap(({ fields }) => Object.values(fields).filter((value) => typeof value === 'string'));
  const used = wanted ?? stated ?? guessEncoding(texts);
  const how = wanted !== null ? 'option' : stated !== null ? 'cpg' : 'guess';
  return { encoding: { used, how }, features: mapText(all, (text) => decodeBytes(text, used)) };
}

/** Applies `change` to texts that are not ASCII, and to names of fields. */
function mapText(features: Chunks<SourceFeature>, change: (text: string) => string): Chunks<SourceFeature> {
  const ascii = /^[\u0000-\u007f]*$/;
  const changed = (text: string) => (ascii.test(text) ? text : change(text));
  return mapChunks(features, (feature) => ({
    ...feature,
    fields: Object.fromEntries(
      Object.entries(feature.fields).map(([name, value]) => [
        changed(name),
        typeof value === 'string' ? changed(value) : value,
      ]),
    ),
  }));
}
