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
const nothing = Buffer.alloc(0);

/**
 * A kept reply as a file holds it, in pieces: a mark, a checksum of all that follows, three lengths, tag and bytes. The bytes
 * are those of the reply itself: to copy them would cost more than to write them.
 */
export function packed({ tag, body }: Kept): readonly Buffer[] {
  const tagged = Buffer.from(tag);
  const br = body.held('br') ?? nothing;
  const head = Buffer.alloc(headLength);
  head.write(mark, 'latin1');
  for (const [place, { length }] of [tagged, body.identity, br].entries()) head.writeUInt32LE(length, 8 + 4 * place);
  // To zlib a piece without bytes is a beginning.
  const parts = [tagged, body.identity, br].filter(({ length }) => length > 0);
  head.writeUInt32LE(
    parts.reduce((sum, part) => crc32(part, sum), crc32(head.subarray(8))),
    4,
  );
  return [head, ...parts];
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
