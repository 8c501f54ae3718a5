import type { IncomingMessage, ServerResponse } from 'node:http';
import { everybody, type Viewer } from '#contract/viewer.ts';
import { isBoundary, isTable, type Catalog, type Collection } from '#catalog/collections.ts';
import { ByteCache, type Made } from '#http/byte-cache.ts';
import { CompressedBody } from '#http/encoding.ts';
import { Front } from '#http/front.ts';
import type { StopSignal } from '#server/stop.ts';
import type { LentDb } from '#http/lend.ts';
import type { PlainAnswer } from '#http/plain-answer.ts';
import { boxOf, extentOf } from '#resources/collections/extents.ts';
import type { TileXyz } from '#rules/tile-grid.ts';
import type { Deps } from '#server/deps.ts';
import { makeBoundaryTile } from '../boundary-tile.ts';
import { requireInside } from '../limits.ts';
import type { TileState, TileStateReader } from '../state.ts';
import { makeTableTile } from '../table-tile.ts';
import type { TileAsked } from './plain.ts';
import { TilePlans, tileTag, type TilePlan } from './plans.ts';
import { TileFiles } from './tile-files.ts';

const mediaType = 'application/vnd.mapbox-vector-tile';
const cacheBytes = 64 * 1024 * 1024;
/** A tile that takes longer is given up. */
const slowestMs = 10_000;
const nothing = new CompressedBody(Buffer.alloc(0));

/** Who asks for a tile, by which path and query. */
export interface TileAsker {
  readonly asked: TileAsked;
  readonly address: string;
  readonly viewer: Viewer;
}

/** A tile that is known and not yet made. */
export interface FoundTile {
  readonly plan: TilePlan;
  readonly tile: TileXyz;
  readonly tag: string;
  /** Of the state that it was found in. */
  readonly token: string;
  readonly address: string;
}

/** By what a tile is made; `signal` aborts when its client goes away. */
export interface TileMeans {
  readonly db: LentDb;
  readonly signal: StopSignal;
}

interface Parts extends Pick<Deps, 'db' | 'config' | 'log'> {
  readonly reader: TileStateReader;
  readonly open: Catalog;
  readonly find: (viewer: Viewer, id: string) => Collection;
}

/** Tiles, each made once: from memory, from a file, or from the database. */
export class TileAnswers {
  private readonly cache = new ByteCache(cacheBytes, slowestMs);
  private readonly files: TileFiles;
  private readonly plans: TilePlans;
  private readonly front: Front;

  constructor(private readonly parts: Parts) {
    const { reader } = parts;
    this.files = new TileFiles(parts);
    this.plans = new TilePlans({ ...parts, files: this.files });
    this.front = new Front(this.cache, () => {
      const state = reader.peek();
      if (state !== null) return { token: state.token, staleSeconds: null };
      const stale = reader.peekStale();
      return stale && { token: stale.state.token, staleSeconds: stale.seconds };
    });
  }

  /** Answers a GET for a tile that is in memory; false leaves the request as it was. */
  answerHeld(request: IncomingMessage, response: ServerResponse): boolean {
    return this.front.answer(request, response);
  }

  /**
   * What is known of a tile before it is made; as an answer what was in memory when the database went away. Throws the Fault
   * of a collection that the viewer may not see and of a filter that cannot be.
   */
  async find({ asked, address, viewer }: TileAsker): Promise<FoundTile | PlainAnswer> {
    const { reader } = this.parts;
    let state: TileState;
    try {
      state = reader.peek() ?? (await reader.read());
    } catch (error) {
      const held = this.front.kept(address);
      if (held === null) throw error;
      return held;
    }
    void this.files.notice(state);
    const known = viewer === everybody ? this.plans.peek(asked, state) : null;
    const plan = known ?? (await this.plans.read(asked, state, viewer));
    const { tileMatrix: z, tileCol: x, tileRow: y } = asked.params;
    const tile = { z, x, y };
    return { plan, tile, tag: tileTag(plan, tile), token: state.token, address };
  }

  /** The tile. Throws the Fault of one outside its collection's limits. */
  async make(found: FoundTile, means: TileMeans): Promise<PlainAnswer> {
    const { plan, tile, tag, token, address } = found;
    const { collection, day, version, plainHeaders: headers } = plan;
    if (day === null) return { kept: { tag, body: nothing }, mediaType, headers };
    let made = false;
    const kept = await this.cache.get(tag, means.signal, async (signal) => {
      const place = plan.shelf === null ? null : { shelf: plan.shelf, tile };
      const there = place !== null && this.files.mayHold(place) ? await this.files.read(place, tag) : null;
      if (there !== null) return { ...there, tag };
      made = true;
      return { tag, bytes: await bytesOf(plan, { tile, at: day }, { db: means.db, signal }) };
    });
    // Of days before the last change, of which there is no end, extents are not asked for.
    if (kept.body.identity.length === 0 && (isBoundary(collection) || plan.current)) {
      // The tile is there: who cannot be told whether it may hold anything gets that.
      const extent = await extentOf(means.db, collection, { at: day, state: version }).then(boxOf, () => null);
      if (extent !== null) requireInside(collection, extent, tile);
    }
    if (made && plan.shelf !== null) this.files.keep({ shelf: plan.shelf, tile }, kept);
    const answer = { kept, mediaType, headers };
    // Only what anybody may have, and no address of a filter's own making.
    if (plan.plain) this.front.remember(address, token, answer);
    return answer;
  }
}

interface Wanted {
  readonly tile: TileXyz;
  readonly at: string;
}

async function bytesOf(
  { collection, condition, current }: TilePlan,
  wanted: Wanted,
  { db, signal }: TileMeans,
): Promise<Made['bytes']> {
  if (isTable(collection)) return makeTableTile(db, collection, { ...wanted, condition, current }, signal);
  if (isBoundary(collection)) return makeBoundaryTile(db, collection, wanted, signal);
  return Buffer.alloc(0);
}
