/**
 * What a client of PostgreSQL's wire protocol (3.x) sends, cut into groups that may be run without anybody between.
 * Pure: bytes in, requests out.
 */

/** One thing that a client asks. */
export type Request =
  /** First packet of a connection; `minor` is the x of the protocol 3.x that it wants, `patient` as it names itself. */
  | { readonly kind: 'startup'; readonly minor: number; readonly patient: boolean }
  /** Asks for TLS or GSSAPI before the startup. */
  | { readonly kind: 'encryption' }
  | { readonly kind: 'cancel' }
  | Group
  | { readonly kind: 'terminate' };

/** Messages up to and including one that is answered by ReadyForQuery; or, where not `whole`, up to a Flush. */
export interface Group {
  readonly kind: 'group';
  readonly bytes: Uint8Array;
  readonly whole: boolean;
}

/** Name (`application_name`) of connections for what takes long, which let others go first. */
export const patientName = 'ntm-map-portal-patient';

/** The client does not speak the protocol; what it sends after can't be read. `message` is a sentence. */
export class ProtocolFault extends Error {}

const startupHeader = 8;
const longestStartup = 10_000;
const header = 5;
// PostgreSQL's own limit.
const longestMessage = 2 ** 30 - 1;
const encryptionCodes = [80_877_103, 80_877_104];
const cancelCode = 80_877_102;

/**
 * The engine can't wait for rows that come later: it takes the end of its input for the end of the client, and dies of it.
 * So each message that can begin a COPY FROM STDIN is followed by its end, which PostgreSQL ignores where there is none.
 */
const copyFail = message(
  'f',
  Buffer.from(
    'the embedded database takes no rows from a client: send INSERT statements, or use a server by DATABASE_URL\0',
  ),
);
const beginsCopy = new Set(['Q', 'E']);
// Query, FunctionCall and Sync.
const endsGroup = new Set(['Q', 'F', 'S']);
const flush = 'H';
// Parse, Bind, Describe, Execute, Close.
const partOfGroup = new Set(['P', 'B', 'D', 'E', 'C']);
// CopyData, CopyDone, CopyFail: what a client still sends for a COPY that has failed.
const ofCopy = new Set(['d', 'c', 'f']);

/** Bytes of one message of the protocol. */
export function message(type: string, body: Uint8Array): Buffer {
  const bytes = Buffer.alloc(header + body.length);
  bytes.write(type, 0, 'latin1');
  bytes.writeInt32BE(4 + body.length, 1);
  bytes.set(body, header);
  return bytes;
}

/** Reads what one connection sends, however it is cut into chunks. */
export class RequestReader {
  #chunks: Buffer[] = [];
  #held = 0;
  /** Bytes that the next step wants: nothing is put together before they are there, so that long messages cost no more. */
  #wanted = startupHeader;
  #started = false;
  #group: Uint8Array[] = [];

  /** What has become whole by this chunk. Throws ProtocolFault. */
  push(chunk: Buffer): Request[] {
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    if (this.#held < this.#wanted) return [];
    let rest = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks, this.#held);
    const requests: Request[] = [];
    for (;;) {
      const size = this.#started ? messageSize(rest) : startupSize(rest);
      this.#wanted = size ?? (this.#started ? header : startupHeader);
      if (rest.length < this.#wanted) break;
      const bytes = rest.subarray(0, this.#wanted);
      rest = rest.subarray(this.#wanted);
      const request = this.#started ? this.#message(bytes) : this.#startup(bytes);
      if (request) requests.push(request);
    }
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#held = rest.length;
    return requests;
  }

  #startup(packet: Buffer): Request {
    const code = packet.readInt32BE(4);
    if (encryptionCodes.includes(code)) return { kind: 'encryption' };
    if (code === cancelCode) return { kind: 'cancel' };
    if (code >> 16 !== 3) throw new ProtocolFault('The database speaks version 3 of the PostgreSQL protocol only.');
    this.#started = true;
    return { kind: 'startup', minor: code & 0xffff, patient: packet.includes(`application_name\0${patientName}\0`) };
  }

  #message(bytes: Buffer): Request | null {
    const type = String.fromCharCode(bytes[0] ?? 0);
    if (type === 'X') return { kind: 'terminate' };
    if (ofCopy.has(type)) return null;
    if (type !== flush && !endsGroup.has(type) && !partOfGroup.has(type)) {
      throw new ProtocolFault(`The database knows no message of the type ${JSON.stringify(type)}.`);
    }
    this.#group.push(bytes);
    if (beginsCopy.has(type)) this.#group.push(copyFail);
    if (partOfGroup.has(type)) return null;
    const group = this.#group;
    this.#group = [];
    return { kind: 'group', bytes: new Uint8Array(Buffer.concat(group)), whole: type !== flush };
  }
}

/** Size of the packet that `bytes` begin with, or null where they are too few to say. */
function startupSize(bytes: Buffer): number | null {
  if (bytes.length < startupHeader) return null;
  const size = bytes.readInt32BE(0);
  if (size < startupHeader || size > longestStartup) {
    throw new ProtocolFault('The database was asked in another language than the PostgreSQL protocol.');
  }
  return size;
}

function messageSize(bytes: Buffer): number | null {
  if (bytes.length < header) return null;
  const size = bytes.readInt32BE(1);
  if (size < 4 || size > longestMessage) throw new ProtocolFault(`The database takes no message of ${size} bytes.`);
  return 1 + size;
}
