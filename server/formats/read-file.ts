import { readFile } from 'node:fs/promises';
import type { FormatDriver, SourceFeature, SourceLayer } from './driver.ts';
import { decodeBytes, encodingNames, findEncoding, guessEncoding, reinterpret } from './encodings.ts';
import { formats } from './formats.ts';
import type { Limits } from './limits.ts';
import { unpack } from './unpack.ts';
import { Unreadable } from './unreadable.ts';

/** A file as it was given: its own name, and where it lies. */
export interface GivenFile {
  readonly name: string;
  readonly path: string;
}

export interface ReadRequest {
  readonly files: readonly GivenFile[];
  readonly layer: string | null;
  readonly encoding: string | null;
  readonly limits: Limits;
}

/** A layer read, with its text in Unicode. Coordinates are still the file's own. */
export interface SourceFile {
  readonly format: string;
  readonly layer: string;
  readonly crs: unknown;
  readonly encoding: { readonly used: string; readonly how: 'cpg' | 'option' | 'guess' | 'format' };
  readonly features: SourceFeature[];
}

/** Reads the files that were given as one layer. Blocks for long: run it in a thread. Throws Unreadable. */
export async function readSource({ files, layer, encoding, limits }: ReadRequest): Promise<SourceFile> {
  const wanted = encoding === null ? null : findEncoding(encoding);
  if (encoding !== null && wanted === null) throw unknownEncoding(encoding);
  const contents = await load(files, limits);
  const { driver, main } = chooseMain(contents, layer);
  const source = await driver.read(contents, main, { layer, encoding: wanted, features: limits.features });
  return { format: driver.id, layer: source.layer, crs: source.crs, ...inUnicode(source, wanted) };
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
): { driver: FormatDriver; main: string } {
  const extensionOf = (name: string) => name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const mains = [...contents.keys()].flatMap((main) => {
    const driver = formats.find(({ extensions }) => extensions.includes(extensionOf(main)));
    return driver ? [{ driver, main }] : [];
  });
  const named = mains.filter(({ main }) => main === layer || main.replace(/\.[^.]*$/, '') === layer);
  const [only, second] = mains.length > 1 && named.length > 0 ? named : mains;
  if (only && !second) return only;
  const names = [...contents.keys()]
    .slice(0, 10)
    .map((name) => `"${name}"`)
    .join(', ');
  if (only) {
    throw new Unreadable(
      'choice',
      'whichLayer',
      { vi: `Có nhiều lớp trong tệp: ${names}.`, en: `There are several layers: ${names}.` },
      { vi: 'Chọn một lớp bằng --layer TÊN.', en: 'Choose one with --layer NAME.' },
    );
  }
  const known = formats.map((format) => `${format.label} (.${format.extensions.join(', .')})`).join(', ');
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

function unknownEncoding(encoding: string): Unreadable {
  const names = encodingNames.join(', ');
  return new Unreadable(
    'choice',
    'unknownEncoding',
    { vi: `Không có bảng mã "${encoding}".`, en: `There is no encoding "${encoding}".` },
    { vi: `Chọn một trong: ${names}.`, en: `Choose one of ${names}.` },
  );
}

function inUnicode(source: SourceLayer, wanted: string | null): Pick<SourceFile, 'encoding' | 'features'> {
  if (source.text === 'unicode') {
    if (wanted === null || wanted === 'utf-8')
      return { encoding: { used: 'utf-8', how: 'format' }, features: source.features };
    return {
      encoding: { used: wanted, how: 'option' },
      features: mapText(source.features, (text) => reinterpret(text, wanted)),
    };
  }
  const stated = source.statedEncoding === null ? null : findEncoding(source.statedEncoding);
  const texts = source.features.flatMap(({ fields }) =>
    Object.values(fields).filter((value) => typeof value === 'string'),
  );
  const used = wanted ?? stated ?? guessEncoding(texts);
  const how = wanted !== null ? 'option' : stated !== null ? 'cpg' : 'guess';
  return { encoding: { used, how }, features: mapText(source.features, (text) => decodeBytes(text, used)) };
}

/** Applies `change` to texts that are not ASCII, and to names of fields. */
function mapText(features: readonly SourceFeature[], change: (text: string) => string): SourceFeature[] {
  const ascii = /^[\u0000-\u007f]*$/;
  const changed = (text: string) => (ascii.test(text) ? text : change(text));
  return features.map((feature) => ({
    ...feature,
    fields: Object.fromEntries(
      Object.entries(feature.fields).map(([name, value]) => [
        changed(name),
        typeof value === 'string' ? changed(value) : value,
      ]),
    ),
  }));
}
