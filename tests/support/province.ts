import type { Db } from '#db/db.ts';
import { searchable } from '#rules/text/fold.ts';

/**
 * A province made for tests: a chessboard of square communes of 0.05°, `columns` wide and `rows` high, whose south-west
 * corner lies at [109, 13]. Each column is a district. Code `10000 + 100 * column + row`; the last row are wards.
 */
export interface BoardOptions {
  readonly columns: number;
  readonly rows: number;
  readonly validFrom?: string;
}

export const cellDegrees = 0.05;
export const boardCorner: readonly [number, number] = [109, 13];
const names = ['An Phú', 'Hoà Bình', 'Đức Bình Đông', 'Ea Lâm', 'Xuân Hải', 'Tuy Hoà', 'Sơn Hà', 'Krông Pa'];

export function boardCode(column: number, row: number): string {
  return String(10_000 + 100 * column + row);
}

/** Units with their versions as a table to read from: give it an alias. */
export const unitRows = `(
  select version.unit_id as id, version.code, version.level, version.kind, version.name, version.parent_id,
         version.valid_from, version.valid_to, own.origin
  from unit_version as version join admin_unit as own on own.id = version.unit_id
  where version.superseded_at is null)`;

/** Fills admin_unit, unit_version, boundary, boundary_shape and boundary_neighbour, and moves the revision. Returns the communes' codes. */
export async function insertBoard(
  db: Db,
  { columns, rows, validFrom = '2020-01-01' }: BoardOptions,
): Promise<string[]> {
  const [west, south] = boardCorner;
  const square = (column: number, row: number, width: number, height: number) => {
    // Rounded, so that neighbours have the very same corners.
    const [x, right] = [column, column + width].map((step) => (west + step * cellDegrees).toFixed(6));
    const [y, top] = [row, row + height].map((step) => (south + step * cellDegrees).toFixed(6));
    return `MULTIPOLYGON(((${x} ${y},${right} ${y},${right} ${top},${x} ${top},${x} ${y})))`;
  };
  const units = [
    unitOf('54', 'Tỉnh Bàn Cờ', 'province', 'province', null, square(0, 0, columns, rows)),
    ...times(columns, (column) =>
      unitOf(String(500 + column), `Huyện Cột ${column + 1}`, 'district', 'district', '54', square(column, 0, 1, rows)),
    ),
    ...times(columns, (column) =>
      times(rows, (row) => {
        const ward = row === rows - 1;
        const name = `${ward ? 'Phường' : 'Xã'} ${names[(column * rows + row) % names.length]}`;
        const kind = ward ? 'ward' : 'commune';
        return unitOf(boardCode(column, row), name, 'commune', kind, String(500 + column), square(column, row, 1, 1));
      }),
    ).flat(),
  ];
  for (const unit of units) {
    await db.pool.query(
      `with unit as (
         insert into admin_unit (level, origin) values ($2, 'import') returning id
       ), version as (
         insert into unit_version (unit_id, code, level, kind, name, name_search, parent_id, valid_from, listed_area_km2,
                                   population, population_year, source)
         select id, $1, $2, $3, $4, $5,
                (select unit_id from unit_version where code = $6 order by valid_from desc limit 1), $7, 30, 1000, 2019,
                'test'
         from unit
       ), made as (
         insert into boundary (admin_unit_id, geom, label_point, area_m2, valid_from, lineage, origin)
         select id, st_geomfromtext($8, 4326), st_pointonsurface(st_geomfromtext($8, 4326)),
                st_area(st_geomfromtext($8, 4326)::geography), $7, 'test', 'import'
         from unit
         returning id, geom
       )
       insert into boundary_shape (boundary_id, min_zoom, geom)
       select id, min_zoom, st_multi(st_transform(st_segmentize(geom, case min_zoom when 0 then 1 else 0.01 end), 3857))
       from made, (values (0), (9)) as band (min_zoom)`,
      [unit.code, unit.level, unit.kind, unit.name, searchable(unit.name), unit.parentCode, validFrom, unit.wkt],
    );
  }
  await db.pool.query(
    `insert into boundary_neighbour (boundary_id, neighbour_id, shared_m, bearing_degrees)
     select a.id, b.id, st_length(st_intersection(a.geom, b.geom)::geography),
            mod(degrees(st_azimuth(a.label_point::geography, b.label_point::geography))::numeric + 360, 360)::float8
     from boundary a
     join admin_unit ua on ua.id = a.admin_unit_id
     join admin_unit ub on ub.level = ua.level and ub.id <> ua.id
     join boundary b on b.admin_unit_id = ub.id and b.geom && a.geom
     where st_length(st_intersection(a.geom, b.geom)::geography) > 1`,
  );
  await bump(db, 'admin-units');
  return units.filter((unit) => unit.level === 'commune').map((unit) => unit.code);
}

/** Ends the unit that bears a code on a day, and unless it is `lost` lets a new one take code and boundary from then on. */
export async function handOver(
  db: Db,
  { code, day, lost = false }: { readonly code: string; readonly day: string; readonly lost?: boolean },
): Promise<void> {
  await db.pool.query(
    `with ended as (
       update unit_version set valid_to = $2 where code = $1 and valid_to is null returning *
     ), closed as (
       update boundary set valid_to = $2 from ended
       where boundary.admin_unit_id = ended.unit_id and boundary.valid_to is null returning boundary.*
     ), made as (
       insert into admin_unit (level, origin) select level, 'import' from ended where not $3 returning id
     ), drawn as (
       insert into boundary (admin_unit_id, geom, label_point, area_m2, valid_from, lineage, origin)
       select made.id, geom, label_point, area_m2, $2, lineage, origin from made cross join closed
     )
     insert into unit_version (unit_id, code, level, kind, name, name_search, parent_id, valid_from, source)
     select made.id, code, level, kind, 'Xã Mới', 'xa moi', parent_id, $2, source from made cross join ended`,
    [code, day, lost],
  );
  await bump(db, 'admin-units');
}

/** Gives the unit that bears a code another one from a day on. */
export async function recode(
  db: Db,
  { code, to, day }: { readonly code: string; readonly to: string; readonly day: string },
): Promise<void> {
  await db.pool.query(
    `with ended as (update unit_version set valid_to = $3 where code = $1 and valid_to is null returning *)
     insert into unit_version (unit_id, code, level, kind, name, name_search, parent_id, valid_from, source)
     select unit_id, $2, level, kind, name, name_search, parent_id, $3, source from ended`,
    [code, to, day],
  );
  await bump(db, 'admin-units');
}

/**
 * Ends communes on a day and makes others of their ground: each with its code and, in cells of the board, how far west and south it
 * begins and east and north it ends. `edges` says which went into which.
 */
export async function replaceCommunes(
  db: Db,
  change: {
    readonly day: string;
    readonly made: Readonly<Record<string, readonly [west: number, south: number, east: number, north: number]>>;
    readonly edges: readonly (readonly [old: string, since: string])[];
  },
): Promise<void> {
  const { day, made, edges } = change;
  const [west, south] = boardCorner;
  const ended = [...new Set(edges.map(([old]) => old))];
  await db.pool.query(
    `with gone as (
       update unit_version set valid_to = $2 where code = any($1) and valid_to is null returning unit_id
     )
     update boundary set valid_to = $2 from gone where boundary.admin_unit_id = gone.unit_id and boundary.valid_to is null`,
    [ended, day],
  );
  for (const [code, [left, bottom, right, top]] of Object.entries(made)) {
    const box = [
      west + left * cellDegrees,
      south + bottom * cellDegrees,
      west + right * cellDegrees,
      south + top * cellDegrees,
    ];
    await db.pool.query(
      `with unit as (
         insert into admin_unit (level, origin) values ('commune', 'import') returning id
       ), version as (
         insert into unit_version (unit_id, code, level, kind, name, name_search, valid_from, source)
         select id, $1, 'commune', 'commune', 'Xã Mới ' || $1, 'xa moi ' || $1, $2, 'test' from unit
       )
       insert into boundary (admin_unit_id, geom, label_point, area_m2, valid_from, lineage, origin)
       select id, st_multi(box), st_centroid(box), st_area(box::geography), $2, 'test', 'import'
       from unit, st_makeenvelope($3, $4, $5, $6, 4326) as box`,
      [code, day, ...box],
    );
  }
  await db.pool.query(
    `insert into admin_unit_lineage (predecessor_id, successor_id, event, happened_on)
     select distinct old.unit_id, since.unit_id, 'split', $3::date
     from unnest($1::text[], $2::text[]) as edge (old, since)
     join unit_version as old on old.code = edge.old and old.superseded_at is null and old.valid_to = $3
     join unit_version as since on since.code = edge.since and since.superseded_at is null and since.valid_from = $3`,
    [edges.map(([old]) => old), edges.map(([, since]) => since), day],
  );
  await bump(db, 'admin-units');
}

/** Two criteria sets for communes: `three` with 3 criteria, `one` with a single one. Only kind `commune` counts. */
export async function insertSets(db: Db): Promise<void> {
  await db.pool.query(
    `insert into criteria_set (id, title_vi, title_en, level, tier, decision, valid_from, applies_to)
     values ('three', 'Ba tiêu chí', 'Three criteria', 'commune', 'standard', 'QĐ 1', '2021-01-01', '{commune}'),
            ('one', 'Một tiêu chí', 'One criterion', 'commune', 'advanced', 'QĐ 2', '2021-01-01', '{commune}')`,
  );
  await db.pool.query(
    `insert into criterion (set_id, no, name_vi, name_en, group_vi)
     values ('three', 1, 'Quy hoạch', 'Planning', 'I'), ('three', 2, 'Giao thông', 'Roads', 'II'),
            ('three', 3, 'Điện', 'Electricity', null), ('one', 1, 'Thu nhập', 'Income', null)`,
  );
  await bump(db, 'criteria');
}

export interface Assessed {
  readonly code: string;
  readonly no: number;
  readonly status: 'met' | 'notMet' | 'notAssessed' | 'notApplicable';
  readonly on: string;
  readonly set?: string;
  /** Moment of recording; later ones win. */
  readonly recordedAt?: string;
}

/** Adds revisions and moves the revision of assessments. */
export async function insertAssessments(db: Db, rows: readonly Assessed[]): Promise<void> {
  for (const { code, no, status, on, set = 'three', recordedAt = '2024-01-01T00:00:00Z' } of rows) {
    await db.pool.query(
      `insert into assessment (admin_unit_id, set_id, criterion_no, status, valid_on, recorded_at, recorded_by, source, origin)
       select unit_id, $2, $3, $4, $5, $6, 'a test', 'test', 'import' from unit_version where code = $1`,
      [code, set, no, status, on, recordedAt],
    );
  }
  await bump(db, 'assessments');
}

export async function bump(db: Db, resource: string): Promise<void> {
  await db.pool.query(
    'update resource_revision set revision = revision + 1, updated_at = clock_timestamp() where resource = $1',
    [resource],
  );
}

function unitOf(code: string, name: string, level: string, kind: string, parentCode: string | null, wkt: string) {
  return { code, name, level, kind, parentCode, wkt };
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
