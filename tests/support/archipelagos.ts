import type { Db } from '#db/db.ts';
import { bump } from './province.ts';

// Files of boundaries that one finds leave the archipelagos out (the communes of 2019 in GADM's count end at 109.47° E), so what
// has them is made here: islands as squares of a hundredth of a degree, by hand, where Trường Sa lies.
const truongSa = [
  [111.9, 8.6],
  [111.99, 8],
] as const;
const islands = truongSa
  .map(([x, y]) => `((${x} ${y},${x + 0.01} ${y},${x + 0.01} ${y + 0.01},${x} ${y + 0.01},${x} ${y}))`)
  .join(',');

/** Gives units of a board islands in Trường Sa: to what they have, or (`only`) in its place. */
export async function reachIntoSea(db: Db, codes: readonly string[], { only = false } = {}): Promise<void> {
  for (const [table, srid] of [
    ['boundary', 4326],
    ['boundary_shape', 3857],
  ] as const) {
    await db.pool.query(
      `update ${table} set geom = case when $3 then islands.geom else st_multi(st_union(${table}.geom, islands.geom)) end
       from (select st_transform(st_geomfromtext($1, 4326), ${srid}) as geom) as islands
       where ${table === 'boundary' ? 'id' : 'boundary_id'} in (
         select boundary.id from boundary join unit_version as version on version.unit_id = boundary.admin_unit_id
         where version.code = any($2))`,
      [`MULTIPOLYGON(${islands})`, codes, only],
    );
  }
  if (only)
    await db.pool.query(
      `update boundary set label_point = st_pointonsurface(geom)
       where admin_unit_id in (select unit_id from unit_version where code = any($1))`,
      [codes],
    );
  await bump(db, 'admin-units');
}
