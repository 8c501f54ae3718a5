import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isBoundary, isTable, type Catalog, type Collection } from '#catalog/collections.ts';
import { tileStatement } from '#catalog/tile-sql.ts';
import type { Kept } from '#http/byte-cache.ts';
import { KeptFiles, shelfName, type FilePlace } from '#http/kept-files.ts';
import type { HeldBytes } from '#http/kept-format.ts';
import type { Deps } from '#server/deps.ts';
import { tileParameters } from '../boundary-tile.ts';
import { queries } from '../queries.ts';
import { versionOf, type TileState, type TileStateReader } from '../state.ts';

interface Parts extends Pick<Deps, 'config' | 'log'> {
  readonly db: Pick<Deps['db'], 'kind'>;
  /** The collections that anybody may have: no tile of another is ever written. */
  readonly open: Catalog;
  readonly reader: TileStateReader;
}

/** Tiles that anybody may have, kept in `DATA_DIR/tiles` by collection, version and how they are made. */
export class TileFiles {
  private readonly files: KeptFiles;
  private readonly forms = new Map<string, string>();
  private noticed = '';

  constructor(private readonly parts: Parts) {
    const { config, log, reader } = parts;
    this.files = new KeptFiles({
      folder: path.join(config.dataDir, 'tiles'),
      maxBytes: config.tileFilesBytes,
      versionsNow: async () => this.versionsOf(await reader.readAnew()),
      log,
    });
  }

  /** Where the tiles of an open collection without a filter are kept, as they hold on a day. */
  shelfOf(collection: Collection, version: string, day: string): string {
    return shelfName(collection.id, version, `${this.formOf(collection)}-${day}`);
  }

  /** Moves with how tiles of a collection are made. */
  formOf(collection: Collection): string {
    const form = this.forms.get(collection.id) ?? formOf(collection, this.parts.db.kind);
    this.forms.set(collection.id, form);
    return form;
  }

  /** Whether it is worth reading it. */
  mayHold(place: FilePlace): boolean {
    return this.files.mayHold(place);
  }

  read(place: FilePlace, tag: string): Promise<HeldBytes | null> {
    return this.files.read(place, tag);
  }

  /** Keeps a tile; an empty one costs no more to make than to read, and there is no end of them. */
  keep(place: FilePlace, kept: Kept): void {
    if (kept.body.identity.length > 0) this.files.keep(place, kept);
  }

  /** Takes away the tiles of versions that have gone, once for each state. */
  async notice(state: TileState): Promise<void> {
    if (state.token === this.noticed) return;
    this.noticed = state.token;
    await this.files.sweep(this.versionsOf(state));
  }

  private versionsOf(state: TileState): Map<string, string> {
    return new Map(this.parts.open.collections.map((collection) => [collection.id, versionOf(collection, state)]));
  }
}

/** What encodes the rows of the embedded database; the manifest says with which libraries. */
const encoders = [
  '../encode.ts',
  '../table-tile.ts',
  '../boundary-tile.ts',
  '../../../rules/geometries.ts',
  '../../../rules/tile-geometry.ts',
  '../../../rules/tile-grid.ts',
  '../../../../package.json',
].map((file) => new URL(file, import.meta.url));
const anyTile = { z: 10, x: 0, y: 0 };

/** Moves with how tiles of a collection are made: another program makes others of the same data. */
function formOf(collection: Collection, kind: Deps['db']['kind']): string {
  const server = kind === 'server';
  const made = isTable(collection)
    ? [tileStatement(collection, { filter: null, kept: true, as: server ? 'mvt' : 'rows' }).text]
    : isBoundary(collection)
      ? [
          (server ? queries.encodedTile : queries.clippedTile).text,
          JSON.stringify(tileParameters(collection, anyTile, '')),
        ]
      : [];
  const hash = createHash('sha1').update(JSON.stringify(made));
  if (!server) for (const encoder of encoders) hash.update(readFileSync(encoder));
  return hash.digest('hex').slice(0, 12);
}
