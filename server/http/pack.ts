import * as fs from 'node:fs';
import { promisify } from 'node:util';
import { readFile, rm, stat } from 'node:fs/promises';

/** Where a record is in a pack, in bytes. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** A record's number, which the pack's list names it by, and its bytes in pieces. */
export interface PackRecord {
  readonly code: number;
  readonly content: readonly Buffer[];
  /** Bytes of all pieces. */
  readonly length: number;
}

const open = promisify(fs.open);
const append = promisify(fs.appendFile);
const close = promisify(fs.close);
/** Pieces that the system takes at once. */
const mostPieces = 1_000;
/** Bytes of one entry of the list: the code as a double, offset and length. */
const entryLength = 16;

/**
 * A file of many records and, beside it, the list of where each of them is: to make a file of its own for each takes ten
 * times the processor. Records are added at its end, by the process that made it; others may read what was there when they
 * opened it. Neither a list that is cut nor one that names what is not there does harm: who reads checks the record.
 */
export class Pack {
  private opened: Promise<number> | null = null;
  private using = 0;
  private dropped = false;
  private length = 0;

  private constructor(
    /** Without an ending. */
    private readonly name: string,
    private readonly flags: 'r' | 'ax+',
  ) {}

  /** A new and empty pack; `name` is a path without an ending, and its folder exists. */
  static create(name: string): Pack {
    return new Pack(name, 'ax+');
  }

  /** A pack that somebody has filled, with its records by code, none where its list is lost, and the time of its last change. */
  static async find(name: string): Promise<{ pack: Pack; spans: Map<number, Span>; changedMs: number }> {
    const { size, mtimeMs } = await stat(`${name}.pack`);
    const list = await readFile(`${name}.list`).catch(() => Buffer.alloc(0));
    const spans = new Map<number, Span>();
    for (let at = 0; at + entryLength <= list.length; at += entryLength) {
      const span = { offset: list.readUInt32LE(at + 8), length: list.readUInt32LE(at + 12) };
      if (span.offset + span.length <= size) spans.set(list.readDoubleLE(at), span);
    }
    const pack = new Pack(name, 'r');
    pack.length = size;
    return { pack, spans, changedMs: mtimeMs };
  }

  /** Bytes of all its records. */
  get size(): number {
    return this.length;
  }

  /** Adds records at the end and says where they are. Where it rejects nothing more can be added: its end is not known. */
  async add(records: readonly PackRecord[]): Promise<Span[]> {
    const spans: Span[] = [];
    for (const { length } of records) {
      spans.push({ offset: this.length, length });
      this.length += length;
    }
    const list = Buffer.alloc(records.length * entryLength);
    for (const [index, { code }] of records.entries()) {
      const at = index * entryLength;
      list.writeDoubleLE(code, at);
      list.writeUInt32LE(spans[index]?.offset ?? 0, at + 8);
      list.writeUInt32LE(spans[index]?.length ?? 0, at + 12);
    }
    await this.use((file) =>
      appendAll(
        file,
        records.flatMap(({ content }) => content),
      ),
    );
    // After what it names: a process that is killed between leaves bytes that nobody asks for.
    await append(`${this.name}.list`, list);
    return spans;
  }

  /** The bytes of a span; fewer where the file is shorter. */
  read({ offset, length }: Span): Promise<Buffer> {
    return this.use(
      (file) =>
        new Promise((resolve, reject) => {
          fs.read(file, Buffer.allocUnsafeSlow(length), 0, length, offset, (error, count, bytes) =>
            error === null ? resolve(bytes.subarray(0, count)) : reject(error),
          );
        }),
    );
  }

  /** Takes it off the disk and closes it as soon as nobody reads from it. Never rejects: the next start finds what is left. */
  async drop(): Promise<void> {
    this.dropped = true;
    await Promise.allSettled(['pack', 'list'].map((ending) => rm(`${this.name}.${ending}`, { force: true })));
    if (this.using === 0) await this.close();
  }

  private async use<T>(work: (file: number) => Promise<T>): Promise<T> {
    this.using++;
    try {
      return await work(await this.open());
    } finally {
      this.using--;
      if (this.dropped && this.using === 0) await this.close();
    }
  }

  private open(): Promise<number> {
    if (this.dropped) throw new Error('this pack has gone');
    // One that could not be opened this time may be the next.
    this.opened ??= open(`${this.name}.pack`, this.flags).catch((error: unknown) => {
      this.opened = null;
      throw error;
    });
    return this.opened;
  }

  /** Once: its number may be another file's afterwards. */
  private async close(): Promise<void> {
    const { opened } = this;
    this.opened = null;
    await opened?.then(close).catch(() => undefined);
  }
}

/** Rejects where not all could be written. */
async function appendAll(file: number, pieces: readonly Buffer[]): Promise<void> {
  for (let at = 0; at < pieces.length; at += mostPieces) {
    const some = pieces.slice(at, at + mostPieces);
    const wanted = some.reduce((sum, { length }) => sum + length, 0);
    const written = await new Promise<number>((resolve, reject) => {
      fs.writev(file, some, (error, count) => (error === null ? resolve(count) : reject(error)));
    });
    if (written < wanted) throw new Error(`only ${written} of ${wanted} bytes could be written`);
  }
}

/** The name, as `Pack.find` takes it, of the pack that a file is a part of; null for other files. */
export function packOf(file: string): string | null {
  return /^(.+)\.(pack|list)$/s.exec(file)?.[1] ?? null;
}
