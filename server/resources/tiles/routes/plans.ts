import { everybody, viewerName, type Viewer } from '#contract/viewer.ts';
import { Fault } from '#contract/faults.ts';
import { revisionsHeader, writeRevisions } from '#contract/revisions.ts';
import { isBoundary, isTable, type Catalog, type Collection } from '#catalog/collections.ts';
import type { FilterSql } from '#catalog/filter-sql.ts';
import { tagOf } from '#http/etag.ts';
import type { PlainAnswer } from '#http/plain-answer.ts';
import { publicHeaders } from '#http/security.ts';
import { readCondition, type FilterQuery } from '#resources/collections/question.ts';
import { followsUnits, tileDay, tileRevisions, versionOf, type TileState, type TileStateReader } from '../state.ts';
import type { TileAsked } from './plain.ts';
import type { TileFiles } from './tile-files.ts';

const forEver = 'public, max-age=31536000, immutable';
const unshared = 'private, no-cache';
const askAgain = 'public, max-age=0, must-revalidate';
/** Days and versions are asked for in any number: one more than this and all are forgotten. */
const mostPlans = 500;

/** What is the same for every tile of one question, until the data moves. */
export interface TilePlan {
  readonly collection: Collection;
  readonly condition: FilterSql | null;
  readonly version: string;
  /** The day whose tiles hold; null before the first. */
  readonly day: string | null;
  /** Whether it is the day of the last change, so that kept cells count what holds on it; false for boundaries. */
  readonly current: boolean;
  /** Whether anybody may have them, and as they are, without a filter. */
  readonly plain: boolean;
  readonly headers: PlainAnswer['headers'];
  /** The same with what every answer to everybody says. */
  readonly plainHeaders: PlainAnswer['headers'];
  /** Where they are kept in files; null where they are not. */
  readonly shelf: string | null;
  /** What its tiles' tags begin with: another wherever their bytes may be others. */
  readonly seal: string;
}

interface Parts {
  readonly reader: TileStateReader;
  readonly files: TileFiles;
  /** The collections that anybody may have. */
  readonly open: Catalog;
  /** The collection that a viewer may have tiles of; throws the Fault of one that they may not see. */
  readonly find: (viewer: Viewer, id: string) => Collection;
}

/** Knows how tiles are made, and remembers it of those that anybody may have, for as long as the data stands still. */
export class TilePlans {
  private known = new Map<string, TilePlan>();
  private token = '';

  constructor(private readonly parts: Parts) {}

  /** The plan of a plain tile, where it is known. */
  peek({ params: { collectionId }, query }: TileAsked, { token }: TileState): TilePlan | null {
    return this.token === token && isPlain(query) ? (this.known.get(keyOf(collectionId, query)) ?? null) : null;
  }

  /** Throws the Fault of a collection that the viewer may not see and of a filter that cannot be. */
  async read({ params: { collectionId }, query }: TileAsked, state: TileState, viewer: Viewer): Promise<TilePlan> {
    const { reader, files, find } = this.parts;
    const collection = find(viewer, collectionId);
    const condition = requireFilter(collection, query);
    const byCommune = followsUnits(collection, condition);
    const version = versionOf(collection, state, byCommune);
    const lastChange = isTable(collection) ? await reader.lastChange(collection, state) : null;
    const day = tileDay(collection, query.datetime ?? state.referenceDate, { state, lastChange, byCommune });
    const open = collection.access === 'public';
    const plain = open && condition === null;
    const current = day !== null && day === lastChange;
    const within = isTable(collection) ? collection.source.within : null;
    const forever = query.version === version && query.datetime !== undefined;
    const headers = {
      'Cache-Control': !open ? unshared : forever ? forEver : askAgain,
      [revisionsHeader]: writeRevisions(tileRevisions(collection, state, byCommune)),
    };
    const plan: TilePlan = {
      collection,
      condition,
      version,
      day,
      current,
      plain,
      headers,
      plainHeaders: { ...publicHeaders, ...headers },
      // Of a table only the day of today: of others there is no end.
      shelf:
        plain && day !== null && (isBoundary(collection) || current) ? files.shelfOf(collection, version, day) : null,
      seal: tagOf(
        JSON.stringify([
          open ? 'public' : viewerName(viewer),
          [collection.id, files.formOf(collection), day, version],
          condition,
          within,
        ]),
      ),
    };
    if (viewer === everybody && plain) this.remember(keyOf(collectionId, query), plan, state);
    return plan;
  }

  private remember(key: string, plan: TilePlan, { token }: TileState): void {
    if (this.token !== token || this.known.size >= mostPlans) this.known = new Map();
    this.token = token;
    this.known.set(key, plan);
  }
}

/** The entity tag of a tile: weak, as its bytes go out in several compressions. */
export function tileTag({ seal }: Pick<TilePlan, 'seal'>, { z, x, y }: { z: number; x: number; y: number }): string {
  return `${seal.slice(0, -1)}.${z}.${x}.${y}"`;
}

function isPlain(query: FilterQuery): boolean {
  return filterParameter(query) === null;
}

function filterParameter(query: FilterQuery): string | null {
  return (['filter', 'filter-lang', 'filter-crs'] as const).find((name) => query[name] !== undefined) ?? null;
}

function keyOf(collectionId: string, { datetime, version }: TileAsked['query']): string {
  return `${collectionId} ${datetime ?? ''} ${version ?? ''}`;
}

/** The condition of a filter, where the collection takes one: boundaries are drawn whole. */
export function requireFilter(collection: Collection, query: FilterQuery): FilterSql | null {
  if (isTable(collection)) return readCondition(collection, query);
  const given = filterParameter(query);
  if (given === null) return null;
  throw new Fault('tilesWhole', { name: given }, `query.${given}`);
}
