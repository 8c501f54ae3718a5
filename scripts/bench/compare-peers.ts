import type { TileXyz } from '#rules/tile-grid.ts';
import { addresses, boxOf, pageOf, tilesOf } from './addresses.ts';
import { client } from './load.ts';
import { boundaryViewText, boundaryZoom, peerViewText, startPeers, type Peer } from './peers.ts';
import type { BenchPortal } from './portal.ts';
import { communeTiles, compare, type Line, type Run, type Variant } from './works.ts';

/** As none of the servers compresses on the way: what they have to do is compared, not how well they compress. */
const plain = { 'accept-encoding': 'identity' };
/** Until what was made is in files. */
const keptMs = 2_000;
/** Tiles that are made before anything is measured; of pages a quarter as many. */
const warmUp = 6_000;

/**
 * The portal beside the peers that this machine has, on the same addresses: tiles that nobody has made, tiles that were
 * made before a start, and 1,000 features of a box. Each work names who did it, with its version.
 */
export async function comparePeers(
  portal: BenchPortal,
  seconds: number,
  progress: (line: string) => void,
): Promise<Line[]> {
  const { db, url, env } = portal;
  if (env.DATABASE_URL === undefined || env.DATABASE_URL === '') return [];
  await db.pool.query(peerViewText);
  await db.pool.query(boundaryViewText);
  const { peers, close } = await startPeers(env.DATABASE_URL, progress);
  const collection = await addresses();
  const tiles = await tilesOf(db, 14);
  const at = (index: number) => tiles[index % tiles.length] ?? { z: 14, x: 0, y: 0 };
  const run: Run = { portal, seconds };
  const variantsOf = (ask: (peer: Peer) => ((index: number) => string) | null): Variant[] =>
    peers.flatMap((peer) => {
      const path = ask(peer);
      if (path === null) return [];
      const http = client(peer.url);
      const how = `${peer.version}`;
      return [{ how, run: (index: number) => http.get(path(index), [200, 204], plain), cpu: peer.cpuSeconds }];
    });
  // The bare server is the first of them, and what the others are set beside.
  const [bareTile, ...peerTiles] = variantsOf(({ tile }) => (tile ? (index) => tile(at(index)) : null));
  const [barePage, ...peerPages] = variantsOf(({ items }) => (items ? (index) => items(boxOf(index)) : null));
  if (bareTile === undefined || barePage === undefined) throw new Error('the bare server does not start');
  const addressOf = ({ z, x, y }: TileXyz) => `/api/collections/${collection.id}/tiles/WebMercatorQuad/${z}/${y}/${x}`;
  const tileOf = (index: number) => addressOf(at(index));
  try {
    const http = client(url);
    // What Node has not compiled yet is no part of what is compared: other tiles and boxes are asked for before.
    const others = [...(await tilesOf(db, 15)), ...(await tilesOf(db, 16))];
    for (let index = 0; index < warmUp; index++) {
      const { z, x, y } = others[index % others.length] ?? at(index);
      await Promise.all([
        http.get(addressOf({ z, x, y }), [200, 204], plain),
        bareTile.run(index),
        ...(index % 4 === 0 ? [http.get(pageOf(collection, index), [200], plain), barePage.run(index)] : []),
      ]);
    }
    const tile = { run: (index: number) => http.get(tileOf(index), [200, 204], plain), most: tiles.length };
    const lines = await compare('tile z14 that nobody has made', run, [
      bareTile,
      { how: 'portal', ...tile },
      ...peerTiles,
    ]);
    for (let index = 0; index < tiles.length; index++) await http.get(tileOf(index), [200, 204], plain);
    await new Promise((resolve) => setTimeout(resolve, keptMs));
    const second = await portal.another();
    const anew = client(second.url);
    try {
      lines.push(
        ...(await compare('tile z14 that was made before a start', { portal: second, seconds }, [
          bareTile,
          {
            how: 'portal, memory empty',
            run: (index) => anew.get(tileOf(index), [200, 204], plain),
            most: tiles.length,
          },
          ...peerTiles,
        ])),
      );
    } finally {
      anew.close();
      await second.close();
    }
    lines.push(
      ...(await compare('1,000 features of a box', run, [
        barePage,
        { how: 'portal', run: (index) => http.get(pageOf(collection, index), [200], plain) },
        ...peerPages,
      ])),
    );
    const communes = await communeTiles(db, boundaryZoom);
    const communeAt = (index: number) => communes[index % communes.length] ?? { z: boundaryZoom, x: 0, y: 0 };
    const peerBoundaries = variantsOf(({ boundary }) => boundary && ((index) => boundary(communeAt(index))));
    const addressOfCommunes = ({ z, x, y }: TileXyz) =>
      `/api/collections/communes/tiles/WebMercatorQuad/${z}/${y}/${x}`;
    if (peerBoundaries.length > 0) {
      lines.push(
        ...(await compare(`communes, tile z${boundaryZoom}`, run, [
          ...peerBoundaries,
          { how: 'portal', run: (index) => http.get(addressOfCommunes(communeAt(index)), [200, 204], plain) },
        ])),
      );
    }
    http.close();
    return lines;
  } finally {
    await close();
  }
}
