import type { MultiPolygon } from 'geojson';
import { topology } from 'topojson-server';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { levels, type Level } from '#contract/admin-units.ts';
import type { Outlines } from '#contract/outlines.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';

const queries = loadQueries(new URL('./outlines.sql', import.meta.url), ['levelCounts', 'outlines']);

/** Units of a level that a picture still shows: of more (the communes of a country) the answer would be megabytes. */
const mostUnits = 2_500;
/** Half the width of the world in web mercator, in metres. */
const halfWorldM = 20_037_508.342789244;
/** Steps of the grid along a tile, as in the tiles themselves. */
const tileExtent = 4096;

interface OutlineRow {
  readonly level: Level;
  readonly code: string;
  readonly geometry: string;
}

/** Boundaries of a level and of those above it, as the tiles of a zoom draw them; no level of more than `most` units. */
export async function readOutlines(
  db: Queryable,
  { level, at, zoom }: { readonly level: Level; readonly at: string; readonly zoom: number },
  most = mostUnits,
): Promise<Omit<Outlines, 'level' | 'at' | 'zoom' | 'demo'>> {
  const counts = await db.many<{ level: Level; units: number }>(queries.levelCounts, { at });
  const wanted = levels.slice(0, levels.indexOf(level) + 1);
  const leftOut = wanted.filter((each) => (counts.find((row) => row.level === each)?.units ?? 0) > most);
  const drawn = wanted.filter((each) => !leftOut.includes(each));
  const unitsPerMetre = (tileExtent * 2 ** zoom) / (2 * halfWorldM);
  const rows = await db.many<OutlineRow>(queries.outlines, { at, zoom, levels: drawn, unitsPerMetre });
  const objects = Object.fromEntries(
    drawn.map((each) => [
      each,
      {
        type: 'FeatureCollection' as const,
        features: rows.flatMap((row) => (row.level === each ? toOutline(row) : [])),
      },
    ]),
  );
  return { ...quantised(topology(objects), 1 / unitsPerMetre), leftOut };
}

/** Without rings that are none any more: on the grid of a low zoom an islet is a point. */
function toOutline({ code, geometry }: OutlineRow) {
  const { coordinates } = JSON.parse(geometry) as MultiPolygon;
  const polygons = coordinates
    .map((rings) => rings.map(withoutRepeats).filter((ring) => ring.length >= 4))
    .filter((rings) => rings.length > 0);
  const shape = { type: 'MultiPolygon' as const, coordinates: polygons };
  return polygons.length === 0 ? [] : [{ type: 'Feature' as const, properties: { code }, geometry: shape }];
}

function withoutRepeats(ring: readonly number[][]): number[][] {
  return ring.filter((point, index) => {
    const before = ring[index - 1];
    return before === undefined || before[0] !== point[0] || before[1] !== point[1];
  });
}

/** Arcs as steps from point to point: most are of one or two digits. */
function quantised(
  { arcs, objects }: Topology,
  step: number,
): Omit<Outlines, 'leftOut' | 'level' | 'at' | 'zoom' | 'demo'> {
  const [left, top] = [0, 1].map((axis) =>
    arcs.flat().reduce((least, point) => Math.min(least, point[axis] ?? Infinity), Infinity),
  ) as [number, number];
  const [originX, originY] = Number.isFinite(left) ? [left, top] : [0, 0];
  return {
    type: 'Topology',
    transform: { scale: [step, -step], translate: [originX * step - halfWorldM, halfWorldM - originY * step] },
    arcs: arcs.map((arc) =>
      arc.map(([x = 0, y = 0], index): [number, number] => {
        const [beforeX = 0, beforeY = 0] = index === 0 ? [originX, originY] : (arc[index - 1] ?? []);
        return [x - beforeX, y - beforeY];
      }),
    ),
    objects: objects as Record<string, GeometryCollection> as Outlines['objects'],
  };
}
