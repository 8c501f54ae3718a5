import { createHash } from 'node:crypto';
import type { Statement } from '#db/queries.ts';
import type { Collection } from './collections.ts';

/**
 * The only place that composes SQL text. Names come from declarations and pass `quoteName`; every value is a parameter.
 */

/** What the text of an items statement depends on: values are no part of it. */
export interface ItemShape {
  readonly bbox: boolean;
  /** Names of the properties asked for by value, all of them filterable properties of the collection. */
  readonly equals: readonly string[];
  /** Whether one feature is asked for, by code. */
  readonly byCode: boolean;
}

/** `{matched}`: how many features there are. */
export function countStatement(collection: Collection, shape: ItemShape): Statement {
  return statement(
    collection,
    'count',
    'one',
    shape,
    (items) => `select count(*)::int as matched from (${items}) as item`,
  );
}

/**
 * `{code, validFrom, geometry, properties}` a feature, as JSON text made here, in the order of code and first day;
 * `:limit` of them after `:offset`. Outer rings run anticlockwise, coordinates have seven decimals (a centimetre).
 */
export function pageStatement(collection: Collection, shape: ItemShape): Statement {
  const shown = collection.properties.map(({ name }) => `page.${quoteName(name)}`).join(', ');
  return statement(
    collection,
    'page',
    'many',
    shape,
    (items) => `
      select page.code, page.valid_from,
             coalesce(st_asgeojson(st_forcepolygonccw(page.geom), 7), 'null') as geometry,
             (select row_to_json(shown)::text from (select ${shown}) as shown) as properties
      from (${items} order by code, valid_from limit :limit::int offset :offset::int) as page
      order by page.code, page.valid_from`,
  );
}

/** A name of the database, quoted; throws for one that no declaration may have. */
export function quoteName(name: string): string {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new Error(`not a name of a column: ${JSON.stringify(name)}`);
  return `"${name}"`;
}

function statement(
  collection: Collection,
  purpose: string,
  rows: Statement['rows'],
  shape: ItemShape,
  compose: (items: string) => string,
): Statement {
  const known = new Set(collection.properties.filter((property) => property.filterable).map(({ name }) => name));
  const conditions = [
    ...(shape.bbox
      ? ['geom && st_geomfromtext(:bbox::text, 4326) and st_intersects(geom, st_geomfromtext(:bbox::text, 4326))']
      : []),
    ...(shape.byCode ? ['code = :code::text'] : []),
    ...shape.equals.map((name) => {
      if (!known.has(name)) throw new Error(`${collection.id} has no filterable property ${JSON.stringify(name)}`);
      return `${quoteName(name)}::text = :is_${name}::text`;
    }),
  ];
  const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
  const { text, parameters } = numbered(compose(`select * from (${boundaryItems}) as item ${where}`));
  const id = createHash('sha1').update(text).digest('hex').slice(0, 12);
  return { name: `items.${purpose}.${id}`, text, parameters, rows };
}

/**
 * Boundaries of administrative units as features: a unit's version joined with each of its boundary's versions where
 * both hold on some day from `:from` to `:to` (nulls are open ends). The unit above is the one in force on the first
 * of those days.
 */
const boundaryItems = `
  select unit.code, unit.name, unit.name_en, unit.kind, parent.code as parent_code, parent.name as parent_name,
         round((boundary.area_m2 / 1e6)::numeric, 4)::float8 as area_km2, unit.listed_area_km2, unit.population,
         greatest(unit.valid_from, boundary.valid_from) as valid_from,
         least(unit.valid_to, boundary.valid_to) as valid_to,
         unit.origin = 'demo' or coalesce(boundary.origin = 'demo', false) as demo, boundary.geom
  from admin_unit as unit
  left join boundary on boundary.admin_unit_id = unit.id and boundary.superseded_at is null
    and boundary.valid_from <= coalesce(:to::date, 'infinity')
    and coalesce(boundary.valid_to, 'infinity') > coalesce(:from::date, '-infinity')
    and boundary.valid_from < coalesce(unit.valid_to, 'infinity')
    and coalesce(boundary.valid_to, 'infinity') > unit.valid_from
  left join admin_unit as held on held.id = unit.parent_id
  left join lateral (
    select above.code, above.name
    from admin_unit as above
    where above.code = held.code and above.level = held.level
      and above.valid_from <= greatest(unit.valid_from, boundary.valid_from, :from::date)
      and coalesce(above.valid_to, 'infinity') > greatest(unit.valid_from, boundary.valid_from, :from::date)
    limit 1
  ) as parent on true
  where unit.level = :level::text
    and unit.valid_from <= coalesce(:to::date, 'infinity')
    and coalesce(unit.valid_to, 'infinity') > coalesce(:from::date, '-infinity')`;

/** `:name` becomes `$n`, as in a queries.sql. */
function numbered(sql: string): Pick<Statement, 'text' | 'parameters'> {
  const parameters: string[] = [];
  const text = sql.replace(/(?<!:):([a-z_]\w*)/g, (_, name: string) => {
    if (!parameters.includes(name)) parameters.push(name);
    return `$${parameters.indexOf(name) + 1}`;
  });
  return { text, parameters };
}
