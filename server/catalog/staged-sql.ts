import { quoteName } from './quote-name.ts';

/** What staged rows are held against: each gives `{row, feature, total, ...}` of what it found, in the order of the file. */

/** Findings of one kind that are told one by one; the others are counted. */
const mostTold = 1_000;

/** Refuses rows of which `condition` holds, and gives the first of them, with their number. */
function refused(staged: string, condition: string, columns: string, joins = ''): string {
  return `
    with gone as (
      update ${staged} as row set _refused = true where not row._refused and ${condition}
      returning row._row, row._label, row._claimed, row.feature_id, row.geom
    ), told as (select *, (count(*) over ())::int as total from gone order by _row limit ${mostTold})
    select told._row as row, told._label as feature, told.total, ${columns} from told ${joins} order by told._row`;
}

/** Geometries that are broken or empty. */
export function refuseInvalid(staged: string): string {
  const location = '(st_isvaliddetail(told.geom)).location';
  return refused(
    staged,
    `(not row._valid or (st_dimension(row.geom) = 1 and st_length(row.geom) = 0)
      or (st_dimension(row.geom) = 2 and st_area(row.geom) = 0))`,
    `(st_isvaliddetail(told.geom)).reason as reason, st_x(${location}) as lng, st_y(${location}) as lat`,
  );
}

/** Keys that stand twice. */
export function refuseDoubled(staged: string): string {
  return refused(
    staged,
    `row.feature_id in (select feature_id from ${staged} group by feature_id having count(*) > 1)`,
    `array(select same._row from ${staged} as same where same.feature_id = told.feature_id order by 1 limit 6) as rows`,
  );
}

/** The day on which a row begins to hold, as `judgeText` finds it. */
function beginOf(row: string, table: string): string {
  return `coalesce(${row}._from, (
      select min(old.valid_from) from ${table} as old
      where old.feature_id = ${row}.feature_id and old.superseded_at is null
        and (old.valid_to is null or old.valid_to > :day::date)), :day::date)`;
}

/** Rows that cease to hold no later than they begin, on the day that `judgeText` finds for them. */
export function refuseEnded(staged: string, table: string): string {
  const begins = (row: string) => beginOf(row, table);
  return `
    with gone as (
      update ${staged} as row set _refused = true
      where not row._refused and row.valid_to is not null and row.valid_to <= ${begins('row')}
      returning row._row, row._label, row.valid_to, ${begins('row')} as begins
    ), told as (select *, (count(*) over ())::int as total from gone order by _row limit ${mostTold})
    select _row as row, _label as feature, total, begins, valid_to as ends from told order by _row`;
}

/** Rows that hold on after a later version of the same feature has begun: on one day it would be two things. */
export function refuseOverlapping(staged: string, table: string): string {
  const next = `(select min(later.valid_from) from ${table} as later
      where later.feature_id = row.feature_id and later.superseded_at is null
        and later.valid_from > ${beginOf('row', table)})`;
  return `
    with gone as (
      update ${staged} as row set _refused = true
      where not row._refused and row.valid_to is not null and row.valid_to > ${next}
      returning row._row, row._label, row.valid_to, ${next} as next
    ), told as (select *, (count(*) over ())::int as total from gone order by _row limit ${mostTold})
    select _row as row, _label as feature, total, next, valid_to as ends from told order by _row`;
}

/** Features in no commune, with the nearest one. */
export function refuseOutside(staged: string, communes: string): string {
  const place = 'st_pointonsurface(told.geom)';
  return refused(
    staged,
    'row.commune_code is null',
    `st_x(${place}) as lng, st_y(${place}) as lat, near.name as nearest,
     st_distance(near.geom::geography, told.geom::geography) as metres`,
    `left join lateral (
       select name, geom from ${communes} as commune order by commune.geom <-> told.geom limit 1
     ) as near on true`,
  );
}

/** Rows that claim another commune than the one in which they lie. */
export function otherCommunes(staged: string, communes: string): string {
  return `
    with told as (
      select row.*, (count(*) over ())::int as total from ${staged} as row
      where not _refused and _claimed is not null and not coalesce(_agrees, false)
      order by _row limit ${mostTold}
    )
    select _row as row, _label as feature, total, _claimed as claimed, commune_code as code,
           (select name from ${communes} as commune where commune.code = told.commune_code limit 1) as name,
           st_x(st_pointonsurface(geom)) as lng, st_y(st_pointonsurface(geom)) as lat
    from told order by _row`;
}

/** Cells of a degree: some 11 m, of which a metre's neighbours stand in one, sometimes two or four. */
const cellsOfDegree = 10_000;
/** About a metre in degrees. */
const metre = 0.000009;

/** A number that places which may be the same share: of a point its cell, of another shape its box. */
export function cellOf(geom: string, geometry: string): string {
  if (geometry !== 'point') return `hashtextextended(box2d(${geom})::text, 0)`;
  return pointCell(`st_x(${geom})`, `st_y(${geom})`);
}

function pointCell(x: string, y: string): string {
  const cell = (degrees: string) => `floor((${degrees}) * ${cellsOfDegree})::bigint`;
  return `((${cell(x)} << 32) + ${cell(y)})`;
}

/** The cells in which what is at the place of `row` can be. */
function cellsAround(row: string, geometry: string): string {
  if (geometry !== 'point') return `array[${row}._cell]`;
  const [x, y] = [`st_x(${row}.geom)`, `st_y(${row}.geom)`];
  const corners = ['-', '+'].flatMap((dx) =>
    ['-', '+'].map((dy) => pointCell(`${x} ${dx} ${metre}`, `${y} ${dy} ${metre}`)),
  );
  return `array[${corners.join(', ')}]`;
}

/** Rows of the same kind at the same place as an earlier one: points within about a metre, other shapes point by point. */
export function samePlaces(staged: string, geometry: string, by: string | null): string {
  const kind = by === null ? '' : `and other.${quoteName(by)} is not distinct from row.${quoteName(by)}`;
  const near =
    geometry === 'point'
      ? `st_dwithin(other.geom, row.geom, ${metre})`
      : 'other.geom ~= row.geom and other.geom = row.geom';
  return `
    with told as (
      select row._row, row._label, row.geom, first._row as other, (count(*) over ())::int as total
      from ${staged} as row
      cross join lateral (
        select other._row from ${staged} as other
        where other._cell = any(${cellsAround('row', geometry)}) and other._row < row._row and ${near}
          and not other._refused ${kind}
        limit 1
      ) as first
      where not row._refused order by row._row limit ${mostTold}
    )
    select _row as row, _label as feature, total, other, st_x(st_pointonsurface(geom)) as lng, st_y(st_pointonsurface(geom)) as lat
    from told order by _row`;
}

/**
 * Rows that would add a feature of the kind and at the place of another that the portal has and the file does not name: of
 * those after number `:from` until `:until`.
 */
export function placesTaken(
  { staged, table }: { readonly staged: string; readonly table: string },
  { geometry, exactWith }: { readonly geometry: string; readonly exactWith: string | null },
  by: string | null,
): string {
  const kind = by === null ? '' : `and old.${quoteName(by)} is not distinct from row.${quoteName(by)}`;
  const place = exactWith === null ? 'old.geom' : 'old.exact';
  const near =
    geometry === 'point' ? `st_dwithin(${place}, row.geom, ${metre})` : `${place} ~= row.geom and ${place} = row.geom`;
  return `
    with told as (
      select row._row, row._label, row.geom, taken.feature_id as other, (count(*) over ())::int as total
      from ${staged} as row
      cross join lateral (
        select old.feature_id from ${table} as old
        where old.superseded_at is null and ${near} ${kind}
          and old.valid_from <= coalesce(row._from, :day::date)
          and (old.valid_to is null or old.valid_to > coalesce(row._from, :day::date))
          and not exists (select 1 from ${staged} as named where named.feature_id = old.feature_id)
        limit 1
      ) as taken
      where not row._refused and row._row > :from::int and row._row <= :until::int
        and not exists (select 1 from ${table} as there where there.feature_id = row.feature_id and there.superseded_at is null)
        -- Asked once: of a table that is empty or that the file names as a whole no place has to be looked at.
        and exists (select 1 from ${table} as old where old.superseded_at is null
                      and not exists (select 1 from ${staged} as named where named.feature_id = old.feature_id))
      order by row._row limit ${mostTold}
    )
    select _row as row, _label as feature, total, other, st_x(st_pointonsurface(geom)) as lng, st_y(st_pointonsurface(geom)) as lat
    from told order by _row`;
}
