import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { MultiPolygon } from 'geojson';
import type { Db } from '#db/db.ts';
import { uploadLimits } from '#formats/limits.ts';
import type { ImportRequest } from '#resources/imports/request.ts';
import type { UnitBoundary } from '#resources/imports/write.ts';

const fixtures = fileURLToPath(new URL('../../../fixtures/imports/', import.meta.url));

/** A request to import fixtures (or files by whole path) as communes. */
export function requestFor(names: readonly string[], changes: Partial<ImportRequest> = {}): ImportRequest {
  return {
    id: randomUUID(),
    collection: 'communes',
    files: names.map((name) => ({
      name: name.slice(name.lastIndexOf('/') + 1),
      path: name.startsWith('/') ? name : fixtures + name,
    })),
    layer: null,
    crs: null,
    encoding: null,
    map: [],
    validFrom: null,
    clean: false,
    skipRefused: false,
    dryRun: false,
    by: 'test',
    limits: uploadLimits,
    ...changes,
  };
}

/** A square of `size` degrees whose south-west corner is given, WGS 84. */
export function square(west: number, south: number, size = 0.02): MultiPolygon {
  const [east, north] = [west + size, south + size];
  return {
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          [west, south],
          [east, south],
          [east, north],
          [west, north],
          [west, south],
        ],
      ],
    ],
  };
}

/** A commune of an invented district 990. */
export function commune(
  code: string,
  geometry: MultiPolygon | null,
  changes: Partial<UnitBoundary> = {},
): UnitBoundary {
  return {
    code,
    level: 'commune',
    kind: 'commune',
    name: `Xã ${code}`,
    nameEn: null,
    parentCode: '990',
    listedAreaKm2: null,
    population: null,
    populationYear: null,
    validFrom: '2020-11-01',
    source: 'test',
    geometry,
    ...changes,
  };
}

export const district: UnitBoundary = {
  ...commune('990', null),
  level: 'district',
  kind: 'district',
  name: 'Huyện Thử',
  parentCode: null,
};

const contents = [
  'select code, level, name, valid_from, valid_to, origin, parent_id from admin_unit order by code, valid_from',
  'select id, admin_unit_id, st_astext(geom), valid_from, valid_to, superseded_at, lineage, origin from boundary order by id',
  'select boundary_id, min_zoom, st_astext(geom) from boundary_shape order by 1, 2',
  'select boundary_id, neighbour_id, shared_m from boundary_neighbour order by 1, 2',
  'select resource, revision from resource_revision order by 1',
];

/** Everything that an import may change, to compare before and after. */
export async function everything(db: Db): Promise<unknown[]> {
  const tables = [];
  for (const sql of contents) tables.push((await db.pool.query(sql)).rows);
  return tables;
}

/** Rows left in staging tables. */
export async function stagedRows(db: Db): Promise<number> {
  const sql = `select (select count(*) from staged_boundary) + (select count(*) from staged_shape)
    + (select count(*) from staged_neighbour) as n`;
  const { rows } = await db.pool.query<{ n: number }>(sql);
  return rows[0]?.n ?? -1;
}
