import { readFile } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Logger } from 'pino';
import type { Kept } from './byte-cache.ts';
import { FileWriter } from './file-writer.ts';
import { packed, unpacked, type HeldBytes } from './kept-format.ts';

/** Where the bytes of one tile are kept. Everything of a version goes with it. */
export interface FilePlace {
  /** Whose tiles these are. */
  readonly scope: string;
  /** Revision of what they are made from. */
  readonly version: string;
  /** How they are made. */
  readonly form: string;
  readonly tile: { readonly z: number; readonly x: number; readonly y: number };
}

export interface KeptFilesOptions {
  /** Folder of its own; it is made when it is needed. */
  readonly folder: string;
  /** Most bytes of all files together, as a disk counts them; 0 keeps none. */
  readonly maxBytes: number;
  /** The version of every scope that may be kept, as the database says at this moment. */
  readonly versionsNow: () => Promise<ReadonlyMap<string, string>>;
  readonly log: Pick<Logger, 'warn'>;
}

/** Half the time of the one that is a promise already. */
const contentOf = promisify(readFile);
/** Blocks in which disks give room. */
const block = 4096;
/** Waiting to be written: more are let go, and made anew when they are asked for. */
const mostWaiting = 2_000;
/** Between a reply and its writing: time to be compressed by who asked, and for a change to be seen. */
const restMs = 250;
/** After a write that failed, as on a full disk. */
const pauseMs = 60_000;

/**
 * Bytes that cost something to make, kept in files for a restart and for what memory can't hold. A file says its own tag,
 * lengths and checksum, and one that is cut or changed is as none. Several processes may share the folder: none needs what
 * another has written. What cannot be written is not kept, and nothing else happens.
 */
export class KeptFiles {
  /** Sizes by folder and tile, the oldest first. */
  private known = new Map<string, Map<number, number>>();
  /** Whether it is known what was there before. */
  private looked = false;
  private bytes = 0;
  private waiting: { readonly place: FilePlace; readonly kept: Kept }[] = [];
  private timer: NodeJS.Timeout | null = null;
  private pausedUntil = 0;
  private told = '';
  private readonly writer = new FileWriter();

  constructor(private readonly options: KeptFilesOptions) {
    // Until that is done the folder is asked for each file.
    if (options.maxBytes > 0) void this.look();
  }

  /** What is kept at a place under a tag; null where nothing is, or nothing whole. */
  async read(place: FilePlace, tag: string): Promise<HeldBytes | null> {
    const { folder, name, code } = this.at(place);
    if (this.options.maxBytes === 0 || (this.looked && !this.known.get(folder)?.has(code))) return null;
    const file = path.join(folder, name);
    const content = await contentOf(file).catch(() => null);
    const found = content && unpacked(content, tag);
    if (found === null) {
      this.forget(folder, code);
      if (content !== null) await rm(file, { force: true }).catch(() => undefined);
    }
    return found;
  }

  /** Keeps a reply, soon, where its version still holds then. */
  keep(place: FilePlace, kept: Kept): void {
    if (this.options.maxBytes === 0 || performance.now() < this.pausedUntil || this.waiting.length >= mostWaiting)
      return;
    this.waiting.push({ place, kept });
    this.timer ??= setTimeout(() => void this.flush(), restMs).unref();
  }

  /** Takes away all that is of no scope and version of now. */
  async sweep(versions: ReadonlyMap<string, string>): Promise<void> {
    const { folder } = this.options;
    for (const scope of await namesIn(folder)) {
      for (const version of await namesIn(path.join(folder, scope))) {
        if (versions.get(scope) === version) continue;
        const gone = path.join(folder, scope, version);
        for (const known of this.known.keys()) if (known.startsWith(`${gone}${path.sep}`)) this.forget(known);
        // Somebody may be writing into it: the next time takes it away.
        await rm(gone, { recursive: true, force: true }).catch(() => undefined);
      }
    }
  }

  private async flush(): Promise<void> {
    const batch = this.waiting;
    this.waiting = [];
    this.timer = null;
    try {
      // Bytes may be newer than the version that they were asked by: then it has gone by now.
      const versions = await this.options.versionsNow();
      const holds = batch.filter(({ place }) => versions.get(place.scope) === place.version);
      const files = holds.map(({ place, kept }) => ({ ...this.at(place), content: packed(kept) }));
      const { count, message } = await this.writer.write(
        files.map(({ folder, name, content }) => ({ file: path.join(folder, name), content })),
      );
      for (const { folder, code, content } of files.slice(0, count)) this.note(folder, code, content.length);
      if (message !== null) throw new Error(message);
      await this.makeRoom();
      this.told = '';
    } catch (error) {
      this.pausedUntil = performance.now() + pauseMs;
      const { message } = error as Error;
      if (message !== this.told) this.options.log.warn({ err: error }, 'tiles are not kept in files for a while');
      this.told = message;
    }
  }

  /** Lets the oldest go where all together are too much. */
  private async makeRoom(): Promise<void> {
    const { maxBytes } = this.options;
    if (this.bytes <= maxBytes) return;
    for (const [folder, tiles] of this.known) {
      for (const code of tiles.keys()) {
        if (this.bytes <= maxBytes * 0.9) return;
        this.forget(folder, code);
        await rm(path.join(folder, nameOf(code)), { force: true });
      }
    }
  }

  /** Learns what is there. */
  private async look(): Promise<void> {
    const files: { folder: string; name: string; size: number; at: number }[] = [];
    for (const entry of await readdir(this.options.folder, { recursive: true }).catch(() => [])) {
      if (!entry.endsWith('.tile')) continue;
      const file = path.join(this.options.folder, entry);
      const found = await stat(file).catch(() => null);
      if (found === null) continue;
      const { size, mtimeMs: at } = found;
      files.push({ folder: path.dirname(file), name: path.basename(file), size, at });
    }
    const meanwhile = this.known;
    this.known = new Map();
    this.bytes = 0;
    for (const { folder, name, size } of files.sort((a, b) => a.at - b.at)) this.note(folder, codeOf(name), size);
    for (const [folder, tiles] of meanwhile) for (const [code, size] of tiles) this.note(folder, code, size);
    this.looked = true;
  }

  private note(folder: string, code: number, size: number): void {
    const tiles = this.known.get(folder) ?? new Map<number, number>();
    const room = Math.ceil(size / block) * block;
    this.bytes += room - (tiles.get(code) ?? 0);
    this.known.set(folder, tiles.set(code, room));
  }

  /** Knows nothing more of one tile, or of all of a folder. */
  private forget(folder: string, code?: number): void {
    const tiles = this.known.get(folder);
    for (const one of code === undefined ? [...(tiles?.keys() ?? [])] : [code]) {
      this.bytes -= tiles?.get(one) ?? 0;
      tiles?.delete(one);
    }
    if (tiles?.size === 0) this.known.delete(folder);
  }

  private at({ scope, version, form, tile: { z, x, y } }: FilePlace) {
    const folder = path.join(this.options.folder, scope, version, form, String(z), String(x));
    return { folder, name: nameOf(y), code: y };
  }
}

function nameOf(code: number): string {
  return `${code}.tile`;
}

function codeOf(name: string): number {
  return Number(name.slice(0, -'.tile'.length));
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
