import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import type { Kept } from './byte-cache.ts';
import { packed, unpacked, type HeldBytes } from './kept-format.ts';
import { Pack, packOf, type PackRecord, type Span } from './pack.ts';

/** Where the bytes of one tile are kept. */
export interface FilePlace {
  /** As `shelfName` makes it. */
  readonly shelf: string;
  readonly tile: { readonly z: number; readonly x: number; readonly y: number };
}

/** What is kept together: whose tiles, the revision of what they are made from, and how they are made. */
export function shelfName(scope: string, version: string, form: string): string {
  return `${scope}/${version}/${form}`;
}

export interface KeptFilesOptions {
  /** Folder of its own; it is made when it is needed. */
  readonly folder: string;
  /** Most bytes of all files together; 0 keeps none. */
  readonly maxBytes: number;
  /** The version of every scope that may be kept, as the database says at this moment. */
  readonly versionsNow: () => Promise<ReadonlyMap<string, string>>;
  readonly log: Pick<Logger, 'warn'>;
}

interface Waiting {
  readonly place: FilePlace;
  readonly kept: Kept;
}

interface Shelf {
  readonly tiles: Map<number, Span & { readonly pack: Pack }>;
  /** The pack that is being filled. */
  filling: Pack | null;
}

/** What a pack is of, and what it counts for. */
interface Known {
  readonly shelf: string;
  readonly pack: Pack;
  weight: number;
}

/** A tile counts for this much at least, so that what is known of all of them stays small. */
const leastWeight = 4096;
const mostPackBytes = 16 * 1024 * 1024;
/** Of the bytes of all, so that the oldest can make room. */
const packsAtLeast = 16;
/** Each may be an open file. */
const mostPacks = 256;
/** Waiting to be written: more are let go, and made anew when they are asked for. */
const mostWaiting = 2_000;
const mostWaitingBytes = 8 * 1024 * 1024;
/** Between a reply and its writing: time to be compressed by who asked, and for a change to be seen. */
const restMs = 250;
/** After a write that failed, as on a full disk. */
const pauseMs = 60_000;

/**
 * Bytes that cost something to make, kept in files for a restart and for what memory can't hold. A record says its own tag,
 * lengths and checksum, and one that is cut or changed is as none. Several processes may share the folder: each fills packs
 * of its own, and none needs what another has written. What cannot be written is not kept, and nothing else happens.
 */
export class KeptFiles {
  private readonly shelves = new Map<string, Shelf>();
  /** The oldest first. */
  private packs: Known[] = [];
  private waiting: Waiting[] = [];
  private waitingBytes = 0;
  private timer: NodeJS.Timeout | null = null;
  private pausedUntil = 0;
  private told = '';
  /** Until what was there before is known. */
  private looking: Promise<void> | null;

  constructor(private readonly options: KeptFilesOptions) {
    // Where that goes wrong no more is known than of an empty folder.
    const known = () => void (this.looking = null);
    const begun = options.maxBytes > 0 ? this.look() : rm(options.folder, { recursive: true, force: true });
    this.looking = begun.then(known, known);
  }

  /** False where nothing is kept at a place: it is cheaper to ask than to read in vain. */
  mayHold({ shelf, tile }: FilePlace): boolean {
    return this.looking !== null || this.shelves.get(shelf)?.tiles.has(codeOf(tile)) === true;
  }

  /** What is kept at a place under a tag; null where nothing is, or nothing whole. */
  async read({ shelf: name, tile }: FilePlace, tag: string): Promise<HeldBytes | null> {
    if (this.looking !== null) await this.looking;
    const shelf = this.shelves.get(name);
    const code = codeOf(tile);
    const span = shelf?.tiles.get(code);
    if (shelf === undefined || span === undefined) return null;
    let found: HeldBytes | null = null;
    try {
      found = unpacked(await span.pack.read(span), tag);
    } catch (error) {
      // It may be read the next time, as where too many files are open.
      if (!isGone(error)) return null;
    }
    if (found === null && shelf.tiles.get(code) === span) shelf.tiles.delete(code);
    return found;
  }

  /** Keeps a reply, soon, where its version still holds then. */
  keep(place: FilePlace, kept: Kept): void {
    const { maxBytes } = this.options;
    const { length } = kept.body.identity;
    const hasRoom = this.waiting.length < mostWaiting && this.waitingBytes + length <= mostWaitingBytes;
    if (maxBytes === 0 || !hasRoom || performance.now() < this.pausedUntil) return;
    this.waiting.push({ place, kept });
    this.waitingBytes += length;
    this.timer ??= setTimeout(() => void this.flush(), restMs).unref();
  }

  /** Takes away all that is of no scope and version of now. */
  async sweep(versions: ReadonlyMap<string, string>): Promise<void> {
    await this.looking;
    const { folder } = this.options;
    for (const scope of await namesIn(folder)) {
      for (const version of await namesIn(path.join(folder, scope))) {
        if (versions.get(scope) === version) continue;
        // Somebody may be writing into it: the next time takes it away.
        await rm(path.join(folder, scope, version), { recursive: true, force: true }).catch(() => undefined);
      }
    }
    await this.drop(
      this.packs.filter(({ shelf }) => {
        const [scope = '', version] = shelf.split('/');
        return versions.get(scope) !== version;
      }),
    );
  }

  private async flush(): Promise<void> {
    const batch = this.waiting;
    this.waiting = [];
    this.waitingBytes = 0;
    try {
      await this.looking;
      // Bytes may be newer than the version that they were asked by: then it has gone by now.
      const versions = await this.options.versionsNow();
      for (const name of new Set(batch.map(({ place }) => place.shelf))) {
        const [scope = '', version] = name.split('/');
        if (versions.get(scope) !== version) continue;
        await this.write(
          name,
          batch.filter(({ place }) => place.shelf === name),
        );
      }
      await this.makeRoom();
      this.told = '';
    } catch (error) {
      this.pausedUntil = performance.now() + pauseMs;
      for (const shelf of this.shelves.values()) shelf.filling = null;
      await this.drop(this.packs.filter(({ weight }) => weight === 0));
      const { message } = error as Error;
      if (message !== this.told) this.options.log.warn({ err: error }, 'tiles are not kept in files for a while');
      this.told = message;
    } finally {
      this.timer = this.waiting.length > 0 ? setTimeout(() => void this.flush(), restMs).unref() : null;
    }
  }

  private async write(name: string, tiles: readonly Waiting[]): Promise<void> {
    let records: PackRecord[] = [];
    let bytes = 0;
    let known = await this.filling(name);
    for (const [index, { place, kept }] of tiles.entries()) {
      const content = packed(kept);
      const length = content.reduce((sum, piece) => sum + piece.length, 0);
      records.push({ code: codeOf(place.tile), content, length });
      bytes += length;
      if (index < tiles.length - 1 && known.pack.size + bytes < this.packBytes) continue;
      await this.addAnyhow(known, records);
      [records, bytes] = [[], 0];
      known = await this.filling(name);
    }
  }

  private async add(known: Known, records: readonly PackRecord[]): Promise<void> {
    const spans = await known.pack.add(records);
    const { tiles } = this.shelfOf(known.shelf);
    for (const [index, span] of spans.entries()) {
      const code = records[index]?.code;
      if (code !== undefined) tiles.set(code, { ...span, pack: known.pack });
      known.weight += weightOf(span);
    }
  }

  /** `add`, in a new pack where the folder was taken away meanwhile, which anybody may do at any time. */
  private async addAnyhow(known: Known, records: readonly PackRecord[]): Promise<void> {
    try {
      await this.add(known, records);
    } catch (error) {
      if (!isGone(error)) throw error;
      await this.drop([known]);
      await this.add(await this.filling(known.shelf), records);
    }
  }

  /** The pack of a shelf that takes more. */
  private async filling(name: string): Promise<Known> {
    const shelf = this.shelfOf(name);
    const found = this.packs.find(({ pack }) => pack === shelf.filling);
    if (found !== undefined && found.pack.size < this.packBytes) return found;
    const folder = path.join(this.options.folder, name);
    await mkdir(folder, { recursive: true });
    const known = { shelf: name, pack: Pack.create(path.join(folder, randomUUID())), weight: 0 };
    shelf.filling = known.pack;
    this.packs.push(known);
    return known;
  }

  /** Lets the oldest go where all together are too much, and the lightest where they are too many: every start begins some. */
  private async makeRoom(): Promise<void> {
    let bytes = this.packs.reduce((sum, { weight }) => sum + weight, 0);
    const oldest = this.packs.filter(({ weight }) => {
      const goes = bytes > this.options.maxBytes;
      if (goes) bytes -= weight;
      return goes;
    });
    await this.drop(oldest);
    const full = this.packs.filter(({ shelf, pack }) => this.shelfOf(shelf).filling !== pack);
    const lightest = full.sort((a, b) => a.weight - b.weight);
    await this.drop(lightest.slice(0, Math.max(0, this.packs.length - mostPacks)));
  }

  private async drop(gone: readonly Known[]): Promise<void> {
    if (gone.length === 0) return;
    this.packs = this.packs.filter((known) => !gone.includes(known));
    for (const { shelf: name, pack } of gone) {
      const shelf = this.shelfOf(name);
      if (shelf.filling === pack) shelf.filling = null;
      for (const [code, tile] of shelf.tiles) if (tile.pack === pack) shelf.tiles.delete(code);
      if (shelf.tiles.size === 0) this.shelves.delete(name);
      await pack.drop();
    }
  }

  /** Learns what is there. */
  private async look(): Promise<void> {
    const { folder } = this.options;
    const found: (Known & { changedMs: number; spans: Map<number, Span> })[] = [];
    const files = await readdir(folder, { recursive: true }).catch(() => []);
    for (const name of new Set(files.map(packOf))) {
      if (name === null) continue;
      const place = path.join(folder, name);
      // One that cannot be read is as none, and a list without a pack is of one that has gone.
      const one = await Pack.find(place).catch((error: unknown) => {
        if (isGone(error)) void rm(`${place}.list`, { force: true }).catch(() => undefined);
        return null;
      });
      if (one === null) continue;
      const known = [...one.spans.values()].reduce((sum, span) => sum + weightOf(span), 0);
      // What its list does not name takes room on the disk all the same.
      const weight = Math.max(known, one.pack.size);
      found.push({ ...one, shelf: path.dirname(name).replaceAll(path.sep, '/'), weight });
    }
    found.sort((a, b) => a.changedMs - b.changedMs);
    for (const { shelf, pack, spans } of found) {
      const { tiles } = this.shelfOf(shelf);
      for (const [code, span] of spans) tiles.set(code, { ...span, pack });
    }
    this.packs = found.map(({ shelf, pack, weight }) => ({ shelf, pack, weight }));
    await this.makeRoom();
  }

  private shelfOf(name: string): Shelf {
    const shelf = this.shelves.get(name) ?? { tiles: new Map(), filling: null };
    this.shelves.set(name, shelf);
    return shelf;
  }

  private get packBytes(): number {
    return Math.min(mostPackBytes, this.options.maxBytes / packsAtLeast);
  }
}

/** A number of its own for each tile. */
function codeOf({ z, x, y }: FilePlace['tile']): number {
  return (z * 2 ** 22 + x) * 2 ** 22 + y;
}

function isGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

function weightOf({ length }: Span): number {
  return Math.max(length, leastWeight);
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
