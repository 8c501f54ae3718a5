/** What the embedded database sends back, put right, and what its socket server says itself. Pure. */
import { message } from './frames.ts';

/** State of the session as ReadyForQuery says it: idle, in a transaction, in one that has failed. */
export type Status = 'I' | 'T' | 'E';

const header = 5;
const readyForQuery = 0x5a;
const copyInResponse = 0x47;
const readySize = 6;

/**
 * Reads an answer piece by piece and leaves out every ReadyForQuery: the engine sends a second one after an error in the
 * extended protocol, which a client takes for the answer to its next statement. CopyInResponse goes too, for the COPY has
 * failed already (frames.ts).
 */
export class AnswerReader {
  /** The last state that was said. */
  status: Status | null = null;
  #start: Uint8Array = new Uint8Array(0);
  /** Bytes of a message that are still to come. */
  #left = 0;
  #leftOut = false;

  /** Copies of what stays of this piece; `piece` may be overwritten after. */
  push(piece: Uint8Array): Uint8Array[] {
    const bytes = Buffer.concat([this.#start, piece]);
    const kept: Uint8Array[] = [];
    let from = 0;
    let at = 0;
    for (;;) {
      const step = Math.min(this.#left, bytes.length - at);
      at += step;
      this.#left -= step;
      if (this.#leftOut) from = at;
      if (this.#left > 0 || bytes.length - at < header) break;
      const type = bytes[at];
      if (type === readyForQuery && bytes.length - at < readySize) break;
      if (type === readyForQuery) this.status = String.fromCharCode(bytes[at + header] ?? 0) as Status;
      this.#left = 1 + bytes.readInt32BE(at + 1);
      this.#leftOut = type === readyForQuery || type === copyInResponse;
      if (this.#leftOut && at > from) kept.push(bytes.subarray(from, at));
    }
    const whole = this.#left > 0 ? bytes.length : at;
    if (whole > from) kept.push(bytes.subarray(from, whole));
    this.#start = this.#left > 0 ? new Uint8Array(0) : bytes.subarray(at);
    return kept;
  }
}

/** ReadyForQuery. */
export function ready(status: Status): Uint8Array {
  return message('Z', Buffer.from(status, 'latin1'));
}

/** ErrorResponse that ends the connection; `sentence` says what to do. */
export function fatal(code: string, sentence: string): Uint8Array {
  const fields = [`SFATAL`, `VFATAL`, `C${code}`, `M${sentence}`, ''];
  return message('E', Buffer.from(`${fields.join('\0')}\0`));
}

/** NegotiateProtocolVersion: 3.0 and none of the options that were wanted. */
export function onlyVersion30(): Uint8Array {
  const body = Buffer.alloc(8);
  body.writeInt32BE(3 << 16, 0);
  return message('v', body);
}
