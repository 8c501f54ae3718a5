import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { packPolygons } from '#contract/packed-polygons.ts';
import { ImportReport } from '#contract/imports.ts';
import type { Db } from '#db/db.ts';
import { uploadLimits } from '#formats/limits.ts';
import type { ImportRequest } from '#intake/request.ts';
import { importBoundaries } from '#intake/kinds/boundaries/import-boundaries.ts';
import type { UnitBoundary } from '#intake/kinds/boundaries/write.ts';
import { unitRows } from '#tests/support/province.ts';

/** Folders of uploads below a temporary folder. */
export async function uploadFoldersIn(temporary: string): Promise<string[]> {
  const ofProcesses = (await readdir(temporary)).filter((name) => name.startsWith('ntm-work-'));
  const inEach = await Promise.all(
    ofProcesses.map(async (name) =>
      (await readdir(path.join(temporary, name))).map((entry) => path.join(temporary, name, entry)),
    ),
  );
  return inEach.flat().filter((entry) => path.basename(entry).startsWith('upload-'));
}

const fixtures = fileURLToPath(new URL('../../../../fixtures/imports/', import.meta.url));

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
    replace: false,
    succession: null,
    decisions: [],
    decision: null,
    skipRefused: false,
    dryRun: false,
    by: 'test',
    limits: uploadLimits,
    ...changes,
  };
}

/** Imports fixtures (or files by whole path) and checks the report against its contract. */
export async function importInto(
  db: Db,
  names: readonly string[],
  changes: Partial<ImportRequest> = {},
): Promise<ImportReport> {
  const { report } = await importBoundaries(db, requestFor(names, changes));
  return ImportReport.parse(report);
}

export async function readBoard(): Promise<FeatureCollection<Polygon>> {
  return JSON.parse(await readFile(`${fixtures}board.geojson`, 'utf8')) as FeatureCollection<Polygon>;
}

/** Imports a changed board. `change` gets a copy of each feature; null leaves it out. */
export async function importChangedInto(
  db: Db,
  change: (feature: Feature<Polygon>, index: number) => unknown,
  changes: Partial<ImportRequest> = {},
): Promise<ImportReport> {
  const board = await readBoard();
  const features = board.features.map(change).filter((feature) => feature !== null);
  const folder = await mkdtemp(path.join(tmpdir(), 'ntm-import-'));
  try {
    const file = path.join(folder, 'changed.geojson');
    await writeFile(file, JSON.stringify({ ...board, features }));
    return await importInto(db, [file], changes);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** How many rows a table (or a table with its conditions) has. */
export async function countRows(db: Db, sql: string): Promise<number> {
  return (await db.pool.query<{ n: number }>(`select count(*)::int as n from ${sql}`)).rows[0]?.n ?? -1;
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
    geometry: geometry && packPolygons(geometry.coordinates),
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
  `select code, level, name, valid_from, valid_to, origin, parent_id from ${unitRows} as unit order by code, valid_from`,
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
