import { deflateRawSync } from 'node:zlib';

/** One entry of a zip; everything beside name and content is for zips that lie. */
export interface ZipEntry {
  readonly name: string;
  readonly content: Uint8Array;
  /** The name as old programs write it: bytes of some code page, without a word of which. */
  readonly rawName?: Uint8Array;
  /** What the directory says of the unpacked size. */
  readonly statedSize?: number;
  readonly encrypted?: boolean;
  readonly symlink?: boolean;
  /** Offset of another entry's header to point to. */
  readonly offset?: number;
}

/** Packs entries into a zip as any program does, or as none should. */
export function makeZip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, rawName, statedSize, encrypted = false, symlink = false, offset } of entries) {
    const packed = deflateRawSync(content);
    const title = rawName ?? Buffer.from(name, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE((rawName === undefined ? 0x0800 : 0) | (encrypted ? 1 : 0), 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(checksum(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(statedSize ?? content.length, 18);
    common.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, title, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(symlink ? 0o120777 * 65_536 : 0, 6);
    tail.writeUInt32LE(offset ?? at, 10);
    directory.push(Buffer.concat([Buffer.from('504b01021403', 'hex'), common, tail, title]));
    locals.push(local);
    at += local.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('504b0506', 0, 'hex');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, listing, end]);
}

/** CRC-32; Node 20.19 has none of its own. */
function checksum(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
