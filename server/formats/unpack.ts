import { promisify } from 'node:util';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { inMegabytes, overLimit, type Limits } from './limits.ts';
import { shown } from '#rules/text/shown.ts';
import { Unreadable } from './unreadable.ts';
import { isLitter, pathsOf } from './zip-names.ts';

const encryptedFlag = 1;
const typeMask = 0o170000;
const symlink = 0o120000;

/** Zips by content of which it is known what they are; they are unpacked by whoever reads them, if at all. */
const packedDocuments = /\.(xlsx|xlsm|xlsb|xltx|xltm|ods|ots|docx|odt|pptx|odp)$/i;

/** An entry with its name as a path of `/`. */
interface Packed {
  readonly path: string;
  readonly entry: Entry;
}

/**
 * Unpacks a zip into memory: files by their path in it, without what systems leave beside them. Everything that its
 * directory says is checked before a byte is unpacked, and what comes out is counted: a directory can lie. Throws
 * Unreadable that says which rule or limit was met.
 */
export async function unpack(zip: Buffer, limits: Limits): Promise<Map<string, Uint8Array>> {
  const open = promisify<Buffer, object, ZipFile>(fromBuffer);
  // Names stay bytes: their encoding is found from all of them.
  const file = await open(zip, { lazyEntries: true, validateEntrySizes: true, decodeStrings: false }).catch(broken);
  const packed = await readDirectory(file, limits);
  const unpacked = new Map<string, Uint8Array>();
  let total = 0;
  for (const { path, entry } of packed) {
    const bytes = await readEntry(file, entry, limits.unpackedBytes - total);
    total += bytes.length;
    const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
    if (isZip && !packedDocuments.test(path)) throw nested(path);
    unpacked.set(path, bytes);
  }
  return unpacked;
}

async function readDirectory(file: ZipFile, limits: Limits): Promise<Packed[]> {
  if (file.entryCount > limits.zipEntries) {
    throw overLimit(
      'zipEntries',
      {
        vi: `Tệp .zip có ${file.entryCount} tệp; nhiều nhất là ${limits.zipEntries}.`,
        en: `The zip holds ${file.entryCount} files; at most ${limits.zipEntries} are taken.`,
      },
      { vi: 'Chỉ nén các phần của một lớp dữ liệu.', en: 'Zip only the parts of one layer.' },
    );
  }
  const entries = await new Promise<Entry[]>((resolve, reject) => {
    const found: Entry[] = [];
    file.on('entry', (entry: Entry) => {
      found.push(entry);
      file.readEntry();
    });
    file.once('end', () => resolve(found));
    file.once('error', reject);
    file.readEntry();
  }).catch(broken);
  const paths = pathsOf(entries);
  const kept = entries.flatMap((entry, index): Packed[] => {
    const path = paths[index] ?? outside();
    return path.endsWith('/') || isLitter(path) ? [] : [{ path, entry }];
  });
  const names = new Set<string>();
  for (const one of kept) {
    checkEntry(one, limits);
    const name = one.path.toLowerCase();
    if (names.has(name))
      throw refused(
        'zipDoubleName',
        `Tệp "${shown(name)}" có hai lần trong .zip.`,
        `"${shown(name)}" stands twice in the zip.`,
      );
    names.add(name);
  }
  checkTotals(
    kept.map(({ entry }) => entry),
    limits,
  );
  return kept;
}

function checkEntry({ path, entry }: Packed, limits: Limits) {
  const name = shown(path);
  if ((entry.generalPurposeBitFlag & encryptedFlag) !== 0) {
    throw refused('zipEncrypted', `Tệp "${name}" trong .zip có mật khẩu.`, `"${name}" in the zip is encrypted.`);
  }
  if (((entry.externalFileAttributes >>> 16) & typeMask) === symlink) {
    throw refused(
      'zipLink',
      `"${name}" trong .zip là liên kết, không phải tệp.`,
      `"${name}" in the zip is a link, not a file.`,
    );
  }
  if (/\.(zip|kmz|7z|rar|gz)$/i.test(path)) throw nested(path);
  if (entry.uncompressedSize > limits.zipRatio * Math.max(entry.compressedSize, 1_000)) {
    const ratio = Math.round(entry.uncompressedSize / Math.max(entry.compressedSize, 1));
    throw overLimit(
      'zipRatio',
      {
        vi: `"${name}" trong .zip phình ra ${ratio} lần; nhiều nhất là ${limits.zipRatio} lần.`,
        en: `"${name}" in the zip unpacks to ${ratio} times its size; at most ${limits.zipRatio} times is taken.`,
      },
      { vi: 'Gửi tệp không nén.', en: 'Give the file unzipped.' },
    );
  }
}

function checkTotals(entries: readonly Entry[], limits: Limits) {
  const total = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (total > limits.unpackedBytes) throw tooLarge(limits.unpackedBytes);
  const inOrder = [...entries].sort(
    (one, other) => one.relativeOffsetOfLocalHeader - other.relativeOffsetOfLocalHeader,
  );
  inOrder.forEach((entry, index) => {
    const before = inOrder[index - 1];
    if (before && before.relativeOffsetOfLocalHeader + before.compressedSize > entry.relativeOffsetOfLocalHeader) {
      throw refused('zipOverlap', 'Các tệp trong .zip chồng lên nhau.', 'Files in the zip overlap each other.');
    }
  });
}

async function readEntry(file: ZipFile, entry: Entry, left: number): Promise<Uint8Array> {
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    file.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
  }).catch(broken);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > left) throw tooLarge(left);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    broken(error as Error);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function tooLarge(bytes: number): Unreadable {
  return overLimit(
    'zipUnpacked',
    {
      vi: `Tệp .zip giải nén ra quá ${inMegabytes(bytes)}.`,
      en: `The zip unpacks to more than ${inMegabytes(bytes)}.`,
    },
    { vi: 'Chia dữ liệu thành nhiều tệp.', en: 'Divide the data into several files.' },
  );
}

function nested(name: string): Unreadable {
  return refused(
    'zipNested',
    `Trong .zip có tệp nén khác: "${shown(name)}".`,
    `The zip holds another archive: "${shown(name)}".`,
  );
}

function outside(): never {
  throw refused(
    'zipPath',
    'Tên tệp trong .zip trỏ ra ngoài thư mục.',
    'A file name in the zip points outside its folder.',
  );
}

function broken(error: Error): never {
  throw refused('zipBroken', `Tệp .zip hỏng (${error.message}).`, `The zip is broken (${error.message}).`);
}

function refused(code: string, vi: string, en: string): Unreadable {
  return new Unreadable(
    'broken',
    code,
    { vi, en },
    {
      vi: 'Nén lại các phần của lớp dữ liệu thành một .zip thường.',
      en: 'Zip the parts of the layer again, as a plain zip.',
    },
  );
}
