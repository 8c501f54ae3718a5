import { createHash } from 'node:crypto';
import type { Property } from '#contract/collections.ts';
import { numbered, type Statement } from '#db/queries.ts';
import type { TableCollection } from './collections.ts';
import { withFacts } from '#facts/relations.ts';
import { quoteName } from './quote-name.ts';
import { cellsShown } from './extent-sql.ts';
import { itemGround } from './commune-sql.ts';
import { hidesRows, sourceConditions } from './table-sql.ts';

/** Finest grid of the cells that are kept: of the width of a tile of this zoom. */
const finestGrid = 18;
/** A tile drawn from cells has 2^5 of them side by side: circles of 16 pixels that do not cover each other. */
const cellsAcross = 5;
/** From this zoom on features are always drawn themselves. */
const alwaysFeatures = 17;
/** Most features of one tile; more points are counted in cells, of lines and areas the largest are drawn. */
export const mostFeatures = 2000;
/** Width of the world in EPSG:3857, in its metres. */
const worldM = 40_075_016.685578488;
/** Pixels across a tile, as MapLibre draws it. */
const tilePixels = 512;

export interface TileShape {
  /** Condition of a CQL2 filter, as `compileFilter` made it; null where there is none. */
  readonly filter: string | null;
  /** Whether the kept cells count what is asked for: not under a filter, nor on a day before the last change. */
  readonly kept: boolean;
  /** `mvt` has PostGIS encode the tile; `rows` gives clipped geometry in the tile's whole numbers, for who encodes. */
  readonly as: 'mvt' | 'rows';
}

/** Properties of a feature in tiles: what the style asks for and what it is called. Everything else is in the item. */
export function tileProperties({
  properties,
  symbology,
  titleProperty,
}: Pick<TableCollection, 'properties' | 'symbology' | 'titleProperty'>): Property[] {
  return properties.filter(({ name }) => name === titleProperty || name === symbology?.by);
}

/**
 * One tile of a table in one statement, the same bytes for the same data whoever loaded it and in whatever order: `{tile}` as bytes, or rows of `{part: 'feature' | 'cell', id, properties
 * (JSON), count, geometry (GeoJSON)}`. Parameters: `z, x, y, at, layer`, those of `sourceValues` and of the filter. A tile
 * never has more than `mostFeatures` features or 1,024 cells.
 */
export function tileStatement(collection: TableCollection, shape: TileShape): Statement {
  if (shape.filter !== null) return composeTile(collection, shape);
  const made = unfiltered.get(collection) ?? new Map<string, Statement>();
  unfiltered.set(collection, made);
  const key = `${shape.as} ${shape.kept}`;
  const statement = made.get(key) ?? composeTile(collection, shape);
  made.set(key, statement);
  return statement;
}

/** Statements without a filter, composed once: whoever moves the map asks for the same ones again and again. */
const unfiltered = new WeakMap<TableCollection, Map<string, Statement>>();

function composeTile(collection: TableCollection, shape: TileShape): Statement {
  const { id, source } = collection;
  const properties = tileProperties(collection).map(({ name }) => quoteName(name));
  const columns = ['id', ...properties];
  const points = source.geometry === 'point';
  const seen = sourceConditions(source, { from: ':at::date', to: ':at::date' });
  const conditions = [
    ...seen,
    'valid_from <= :at::date and (valid_to is null or valid_to > :at::date)',
    ...(source.byZoom ? [':z::int between min_zoom and max_zoom'] : []),
    // The filter is asked of rows that may be seen, and of no others.
    ...(shape.filter === null
      ? []
      : [hidesRows(source) ? `case when ${seen.join(' and ')} then ${shape.filter} end` : shape.filter]),
  ];
  const inside = [...conditions, `shape && ${points ? box : `st_expand(${box}, ${pixel} * 8)`}`].join(' and ');
  const table = rowsOf(source);
  const found = points
    ? `select feature_id as id, ${[...properties, 'shape'].join(', ')} from ${table}
       where ${inside} and (:z::int >= ${alwaysFeatures} or (select n from crowd) <= ${mostFeatures})
       order by feature_id collate "C" limit ${mostFeatures}`
    : `select feature_id as id, ${[...properties, `case when :z::int >= 15 then shape else st_simplify(shape, ${pixel} / 2, true) end as shape`].join(', ')}
       from ${table}
       where ${inside} and ${source.geometry === 'any' ? `(st_dimension(shape) = 0 or extent_m >= ${pixel})` : `extent_m >= ${pixel}`}
       order by extent_m desc, feature_id collate "C" limit ${mostFeatures}`;
  const withs = [
    ...(points ? [crowd(collection, shape, inside), cells(collection, shape, inside)] : []),
    `found as (${found})`,
  ];
  const { text, parameters } = numbered(
    withFacts(`with ${withs.join(',\n')}\n${shape.as === 'mvt' ? encoded(columns, points) : asRows(columns, points)}`),
  );
  const hash = createHash('sha1').update(text).digest('hex').slice(0, 12);
  return {
    name: `tiles.${id}.${hash}`,
    text,
    parameters,
    rows: 'many',
    ...(shape.filter === null ? {} : { unprepared: true }),
  };
}

/** Rows of a table with all that filters ask by: whether they are invented stands in no column of its own. */
function rowsOf(source: TableCollection['source']): string {
  const ground = itemGround(source) === 'ground' ? ', geom as ground' : '';
  return `(select *, origin = 'demo' as demo${ground} from ${quoteName(source.table)}) as held`;
}

const box = 'st_tileenvelope(:z::int, :x::int, :y::int)';
/** Width of a pixel of the tile, in metres of EPSG:3857. */
const pixel = `(${worldM} / (2 ^ :z::int) / ${tilePixels})`;
const grid = `least(:z::int + ${cellsAcross}, ${finestGrid})`;

/** How many points the tile holds, from one row of the kept cells, or counted no further than matters. */
function crowd({ source }: TableCollection, { kept }: TileShape, inside: string): string {
  if (!kept || source.cells === null) {
    return `crowd as (select count(*)::int as n from (select from ${rowsOf(source)} where ${inside} limit ${mostFeatures + 1}) as counted)`;
  }
  const above = `greatest(:z::int - ${finestGrid}, 0)`;
  return `crowd as (
    select coalesce(sum(n), 0)::int as n from ${quoteName(source.cells)}
    where g = least(:z::int, ${finestGrid}) and x = :x::int >> ${above} and y = :y::int >> ${above} and ${cellsShown(source)})`;
}

/** Cells with the count of points in each, where the points themselves are too many. */
function cells({ source }: TableCollection, { kept }: TileShape, inside: string): string {
  const wanted = `:z::int < ${alwaysFeatures} and (select n from crowd) > ${mostFeatures}`;
  const width = `(${worldM} / (2 ^ ${grid}))`;
  if (!kept || source.cells === null) {
    return `cell as materialized (
      select count(*)::int as count,
             st_setsrid(st_makepoint((x + 0.5) * ${width} - ${worldM / 2}, ${worldM / 2} - (y + 0.5) * ${width}), 3857) as shape
      from (select floor((st_x(shape) + ${worldM / 2}) / ${width}) as x, floor((${worldM / 2} - st_y(shape)) / ${width}) as y
            from ${rowsOf(source)} where ${inside} and ${wanted}) as placed
      group by x, y order by y, x)`;
  }
  const range = (axis: 'x' | 'y') =>
    `${axis} >= :${axis}::int << (${grid} - :z::int) and ${axis} < (:${axis}::int + 1) << (${grid} - :z::int)`;
  return `cell as materialized (
    select sum(n)::int as count,
           st_setsrid(st_makepoint((x + 0.5) * ${width} - ${worldM / 2}, ${worldM / 2} - (y + 0.5) * ${width}), 3857) as shape
    from ${quoteName(source.cells)}
    where :z::int < ${alwaysFeatures} and g = ${grid} and ${range('x')} and ${range('y')} and ${cellsShown(source)}
      and (select n from crowd) > ${mostFeatures}
    group by x, y order by y, x)`;
}

function encoded(columns: readonly string[], points: boolean): string {
  const layer = (name: string, rows: string, what: string) =>
    `(select coalesce(st_asmvt(${name}, ${what}, 4096, 'geom'), ''::bytea) from (${rows}) as ${name})`;
  const buffer = points ? 0 : 64;
  const features = `select ${columns.join(', ')}, st_asmvtgeom(shape, ${box}, 4096, ${buffer}, ${points ? 'false' : 'true'}) as geom from found`;
  if (!points) return `select ${layer('feature', features, ':layer::text')} as tile`;
  const counts = `select count, st_asmvtgeom(shape, ${box}, 4096, 0, false) as geom from cell`;
  return `select ${layer('feature', features, ':layer::text')} || ${layer('counted', counts, `:layer::text || '_cell'`)} as tile`;
}

function asRows(columns: readonly string[], points: boolean): string {
  const scale = `4096 / (st_xmax(${box}) - st_xmin(${box}))`;
  const clipped = points ? 'shape' : `st_clipbybox2d(shape, st_expand(${box}, ${pixel} * 8))`;
  const placed = (shape: string) =>
    `st_asgeojson(st_transscale(${shape}, -st_xmin(${box}), -st_ymax(${box}), ${scale}, -(${scale})), 0)`;
  const shown = columns.slice(1);
  const properties =
    shown.length === 0 ? `'{}'` : `(select row_to_json(shown)::text from (select ${shown.join(', ')}) as shown)`;
  const features = `select 'feature' as part, id, ${properties} as properties, null::int as count, ${placed(clipped)} as geometry from found`;
  if (!points) return features;
  return `${features} union all select 'cell', null, '{}', count, ${placed('shape')} from cell`;
}
