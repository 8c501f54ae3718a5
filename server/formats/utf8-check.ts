import { isUtf8 } from 'node:buffer';

/** Tells whether bytes that come in chunks are UTF-8, wherever a chunk ends. */
export class Utf8Check {
  /** Bytes of a letter that is still to end. */
  #rest: Buffer = Buffer.alloc(0);
  #valid = true;

  push(chunk: Buffer): void {
    if (!this.#valid) return;
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const end = bytes.length - openAtEnd(bytes);
    this.#valid = isUtf8(bytes.subarray(0, end));
    this.#rest = Buffer.from(bytes.subarray(end));
  }

  /** Whether all that came so far is. */
  get isValid(): boolean {
    return this.#valid;
  }

  /** Whether no letter is still to end. */
  get isWhole(): boolean {
    return this.#rest.length === 0;
  }
}

/** How many bytes at the end begin a letter of more. */
function openAtEnd(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}
