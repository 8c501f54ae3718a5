import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';

export type Encoding = 'br' | 'gzip' | 'identity';

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);
/** Below this a compressed body is hardly smaller than its headers. */
const worthCompressing = 600;
/** Up to this a body is compressed in 0.3 ms: less than the way to another thread and back. */
const compressedAtOnce = 65_536;

interface Effort {
  readonly brotli: number;
  readonly gzip: number;
}
/** While somebody waits. Measured on tiles: half the time of brotli 3, a fifth more bytes. */
const quick: Effort = { brotli: 1, gzip: 1 };
/** For what is asked for again, on another thread while nobody waits. */
const thorough: Effort = { brotli: 6, gzip: 6 };

/** What was chosen for the few that programs send. */
const chosen = new Map<string, Encoding>();
const mostChosen = 100;

/**
 * The best encoding that an Accept-Encoding takes (RFC 9110 12.5.3): the highest weight, br before gzip among equals.
 * A missing header, nonsense and `q=0` give identity.
 */
export function chooseEncoding(acceptEncoding: string | undefined): Encoding {
  if (acceptEncoding === undefined) return 'identity';
  const known = chosen.get(acceptEncoding);
  if (known !== undefined) return known;
  const best = bestOf(acceptEncoding);
  if (chosen.size < mostChosen) chosen.set(acceptEncoding, best);
  return best;
}

function bestOf(acceptEncoding: string): Encoding {
  const weights = new Map<string, number>();
  for (const part of acceptEncoding.toLowerCase().split(',').slice(0, 20)) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim());
    const weight = parameters.find((text) => text.startsWith('q='))?.slice(2);
    const value = weight === undefined ? 1 : /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(weight) ? Number(weight) : 0;
    weights.set(name, value);
  }
  const weightOf = (name: string) => weights.get(name) ?? weights.get('*') ?? 0;
  const identity = weights.get('identity') ?? 0;
  const best = weightOf('br') >= weightOf('gzip') ? 'br' : 'gzip';
  return weightOf(best) > 0 && weightOf(best) >= identity ? best : 'identity';
}

/**
 * Bytes that are kept compressed: quickly for who asks first in an encoding, and once more and better when they are asked
 * for again.
 */
export class CompressedBody {
  readonly identity: Buffer;
  private br: Buffer | undefined;
  private gzip: Buffer | undefined;
  /** Being made. */
  private made: Readonly<Partial<Record<Encoding, Promise<Buffer> | undefined>>> | null = null;
  private improved: Partial<Record<Encoding, true>> | null = null;

  /** `owner` hears how many bytes more the compressed forms take; `br` is one that was made before. */
  constructor(
    bytes: Buffer,
    private readonly owner: { grow(bytes: number): void } | null = null,
    br: Buffer | null = null,
  ) {
    this.identity = alone(bytes);
    this.br = br === null ? undefined : alone(br);
  }

  /** The bytes in an encoding where somebody has asked for them. */
  held(encoding: Encoding): Buffer | undefined {
    return this[encoding];
  }

  /** The encoding that is really sent for one that a client takes: small bodies stay as they are. */
  encodingFor(wanted: Encoding): Encoding {
    return this.identity.length < worthCompressing ? 'identity' : wanted;
  }

  /** The bytes in an encoding where they are there already. */
  at(encoding: Encoding): Buffer | undefined {
    const bytes = this[encoding];
    if (encoding !== 'identity' && bytes !== undefined && this.improved?.[encoding] === undefined) {
      this.improved = { ...this.improved, [encoding]: true };
      // Where it fails what is there goes on being sent.
      this.improve(encoding, bytes).catch(() => undefined);
    }
    return bytes;
  }

  /** The bytes in an encoding, compressed first where nobody has asked yet. */
  async in(encoding: Encoding): Promise<Buffer> {
    const there = this.at(encoding) ?? this.made?.[encoding];
    if (there !== undefined) return there;
    const making = this.compress(encoding).finally(() => (this.made = { ...this.made, [encoding]: undefined }));
    this.made = { ...this.made, [encoding]: making };
    return making;
  }

  private async compress(encoding: Encoding): Promise<Buffer> {
    const bytes = alone(await compressed(this.identity, encoding, quick));
    this.keep(encoding, bytes);
    this.owner?.grow(bytes.length);
    return bytes;
  }

  private async improve(encoding: Encoding, before: Buffer): Promise<void> {
    const bytes = alone(await inAnotherThread(this.identity, encoding, thorough));
    if (bytes.length >= before.length) return;
    this.keep(encoding, bytes);
    this.owner?.grow(bytes.length - before.length);
  }

  private keep(encoding: Encoding, bytes: Buffer): void {
    if (encoding !== 'identity') this[encoding] = bytes;
  }
}

/**
 * Bytes in memory of their own. What zlib and the database's driver give is often the beginning of a larger block, which
 * would be kept as long as it: 16 kB for a tile of one.
 */
function alone(bytes: Buffer): Buffer {
  if (bytes.buffer.byteLength === bytes.length) return bytes;
  const own = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(own);
  return own;
}

function compressed(body: Buffer, encoding: Encoding, effort: Effort): Buffer | Promise<Buffer> {
  if (body.length > compressedAtOnce) return inAnotherThread(body, encoding, effort);
  if (encoding === 'gzip') return gzipSync(body, { level: effort.gzip });
  return brotliCompressSync(body, brotliOptions(body, effort));
}

function inAnotherThread(body: Buffer, encoding: Encoding, effort: Effort): Promise<Buffer> {
  return encoding === 'gzip' ? toGzip(body, { level: effort.gzip }) : toBrotli(body, brotliOptions(body, effort));
}

function brotliOptions(body: Buffer, { brotli }: Effort) {
  return {
    params: { [constants.BROTLI_PARAM_QUALITY]: brotli, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  };
}
