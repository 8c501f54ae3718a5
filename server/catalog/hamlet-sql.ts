import { numbered, type Statement } from '#db/queries.ts';
import { withFacts } from '#facts/relations.ts';
import { isTable, type Catalog } from './collections.ts';
import { quoteName } from './quote-name.ts';

/** The collection whose public counts of households and people say who lives in a part of a unit. */
export const hamletCollection = 'hamlets';

/**
 * `{day, before, since, households, population}`: who lives in each part of the units that were ever cut, by the hamlets of the day
 * before whose middle lies in that part. Null where the portal has no hamlets.
 */
export function livedStatement({ collections }: Pick<Catalog, 'collections'>): Statement | null {
  const hamlets = collections.filter(isTable).find(({ id }) => id === hamletCollection);
  if (hamlets === undefined) return null;
  return {
    name: 'hamlets.lived',
    rows: 'many',
    ...numbered(
      withFacts(`
      select cut.day, cut.before, cut.since, coalesce(sum(hamlet.households), 0)::int as households,
             coalesce(sum(hamlet.population), 0)::int as population
      from facts.cut_grounds('-infinity', 'infinity') as cut
      join ${quoteName(hamlets.source.table)} as hamlet
        on hamlet.superseded_at is null and hamlet.valid_from < cut.day
        and (hamlet.valid_to is null or hamlet.valid_to >= cut.day)
        and hamlet.geom && cut.before_geom
        and st_intersects(cut.before_geom, st_pointonsurface(hamlet.geom))
        and st_intersects(cut.since_geom, st_pointonsurface(hamlet.geom))
      group by cut.day, cut.before, cut.since`),
    ),
  };
}
