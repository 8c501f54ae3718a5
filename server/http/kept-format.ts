import { crc32 } from 'node:zlib';
import type { Kept } from './byte-cache.ts';

/** Bytes of a reply as a file holds them. */
export interface HeldBytes {
  readonly bytes: Buffer;
  /** The same compressed by brotli, where that was made. */
  readonly br: Buffer | null;
}

const mark = 'NTM1';
const headLength = 20;

/** A kept reply as the content of a file: a mark, a checksum of all that follows, three lengths, tag and bytes. */
export function packed({ tag, body }: Kept): Buffer {
  const { identity } = body;
  const br = body.held('br');
  const tagLength = Buffer.byteLength(tag);
  const content = Buffer.allocUnsafe(headLength + tagLength + identity.length + (br?.length ?? 0));
  content.write(mark, 'latin1');
  content.writeUInt32LE(tagLength, 8);
  content.writeUInt32LE(identity.length, 12);
  content.writeUInt32LE(br?.length ?? 0, 16);
  content.write(tag, headLength);
  content.set(identity, headLength + tagLength);
  if (br !== undefined) content.set(br, headLength + tagLength + identity.length);
  content.writeUInt32LE(crc32(content.subarray(8)), 4);
  return content;
}

/** What `packed` made; null where it is cut, changed, of another tag or nothing of the kind. */
export function unpacked(content: Buffer, tag: string): HeldBytes | null {
  if (content.length < headLength || content.toString('latin1', 0, 4) !== mark) return null;
  if (content.readUInt32LE(4) !== crc32(content.subarray(8))) return null;
  const ends = [8, 12, 16].reduce(
    (found, at) => [...found, (found.at(-1) ?? headLength) + content.readUInt32LE(at)],
    [headLength],
  );
  const [start = 0, tagged, plain, end] = ends;
  if (end !== content.length || content.toString('utf8', start, tagged) !== tag) return null;
  const br = content.subarray(plain, end);
  return { bytes: content.subarray(tagged, plain), br: br.length === 0 ? null : br };
}
