import { numbered, type Statement } from '#db/queries.ts';
import { withFacts } from '#facts/relations.ts';
import type { TableCollection } from './collections.ts';
import { quoteName } from './quote-name.ts';
import { dayAsked, everyDay, type TableSource } from './commune-sql.ts';
import { sourceConditions } from './table-sql.ts';

/** The first or last of the days on which features of a table begin or cease, as SQL: one look into an index. */
function extremeDay(source: TableSource, which: 'min' | 'max', column: 'valid_from' | 'valid_to'): string {
  const table = quoteName(source.table);
  if (source.only === null || source.within !== null) {
    return `(select ${which}(${column} + 0) from ${table} where ${sourceConditions(source, everyDay).join(' and ')})`;
  }
  return `(select ${which}(one.day) from unnest(:only::text[]) as value
           cross join lateral (select ${which}(${column} + 0) as day from ${table}
                               where superseded_at is null and ${quoteName(source.only.property)} = value) as one)`;
}

/** The last day on which a feature of a table begins or ceases to hold, as SQL; null while there is none. */
export function lastChange(source: TableSource): string {
  return `greatest(${extremeDay(source, 'max', 'valid_from')}, ${extremeDay(source, 'max', 'valid_to')})`;
}

/** The rows of kept cells that count what a table shows, beside their zoom. */
export function cellsShown({ only }: TableSource): string {
  return only === null ? 'true' : 'part = any(:only::text[])';
}

/** Width of the finest kept cells, and half of the world's, in metres of EPSG:3857. */
const finestCell = '(40075016.685578488 / 262144)';
const halfWorld = '20037508.342789244';

/**
 * `{west, south, east, north, firstDay, lastDay, features}` of the features of a table that hold on the day `:at`; days
 * are the first and the last of which there are any, nulls where there is no end.
 */
export function extentStatement(collection: TableCollection): Statement {
  const { source, id } = collection;
  const table = quoteName(source.table);
  const conditions = sourceConditions(source, dayAsked).join(' and ');
  const held = `valid_from <= :at::date and (valid_to is null or valid_to > :at::date)`;
  const scanned = `
      select st_xmin(box) as west, st_ymin(box) as south, st_xmax(box) as east, st_ymax(box) as north, features
      from (select st_extent(geom) as box, count(*)::int as features from ${table} where ${conditions} and ${held}) as whole`;
  const kept = keptExtent(source);
  const current = `:at::date >= (select day from last)`;
  return {
    name: `collections.extent.${id}`,
    rows: 'one',
    ...numbered(
      withFacts(`
      with last as (select ${lastChange(source)} as day),
      found as (
        ${kept === null ? scanned : `select * from (${kept}) as kept where ${current} union all select * from (${scanned}) as scanned where (${current}) is not true`}
      )
      select west, south, east, north, features,
             ${extremeDay(source, 'min', 'valid_from')} as first_day,
             case when not exists (select from ${table} where ${conditions} and valid_to is null)
                  then ${extremeDay(source, 'max', 'valid_to')} - 1 end as last_day
      from found`),
    ),
    unprepared: true,
  };
}

/**
 * The extent and number of what holds from the last change of a table on: the outermost kept cells say in which strips
 * the outermost points are. Null where no cells are kept of what is shown.
 */
function keptExtent(source: TableSource): string | null {
  const { cells, table, within } = source;
  if (cells === null || within !== null) return null;
  const outermost = (which: 'min' | 'max', axis: 'x' | 'y') => {
    const cell = `(select ${axis} from ${quoteName(cells)} where g = 18 and n > 0 and ${cellsShown(source)}
                   order by ${axis} ${which === 'min' ? 'asc' : 'desc'} limit 1)`;
    const from =
      axis === 'x' ? `${cell} * ${finestCell} - ${halfWorld}` : `${halfWorld} - (${cell} + 1) * ${finestCell}`;
    const [low, high] = [`${from} - 1`, `${from} + ${finestCell} + 1`];
    const strip =
      axis === 'x'
        ? `st_makeenvelope(${low}, -${halfWorld}, ${high}, ${halfWorld}, 3857)`
        : `st_makeenvelope(-${halfWorld}, ${low}, ${halfWorld}, ${high}, 3857)`;
    // Rows of cells are counted from the north, latitudes from the south.
    const point = axis === 'x' ? which : which === 'min' ? 'max' : 'min';
    return `(select ${point}(st_${axis}(geom)) from ${quoteName(table)}
             where ${sourceConditions(source, dayAsked).join(' and ')} and valid_to is null and shape && (select ${strip}))`;
  };
  return `
      select ${outermost('min', 'x')} as west, ${outermost('max', 'y')} as south,
             ${outermost('max', 'x')} as east, ${outermost('min', 'y')} as north,
             (select coalesce(sum(n), 0)::int from ${quoteName(cells)} where g = 0 and ${cellsShown(source)}) as features`;
}

/** `{day}`: the last day on which a feature of a collection begins or ceases to hold; null while there is none. */
export function lastChangeStatement({ source, id }: TableCollection): Statement {
  return {
    name: `collections.lastChange.${id}`,
    rows: 'one',
    ...numbered(withFacts(`select ${lastChange(source)} as day`)),
    unprepared: true,
  };
}
