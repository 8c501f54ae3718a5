import { numbered, type Statement } from '#db/queries.ts';
import type { TableCollection } from './collections.ts';
import { finestSquare } from '#rules/addresses/squares.ts';
import { withFacts } from '#facts/relations.ts';
import { quoteName } from './quote-name.ts';

const worldM = 40_075_016.685578488;

/**
 * `{code, jointly, hamlet, x, y, step, invented, households}`: households that hold on the day `:at`, by commune, hamlet, square of
 * the finest grid, step and whether they are invented. They are of the commune in which they lie on that day; where none is known, of
 * the code that theirs had, and nobody's where another commune bears that. `jointly` has the codes of all communes among which
 * the ground of theirs was parted, with + between them. A household has one of `:kinds` as its property `kind`.
 * For making a release only: nothing of it may reach an answer.
 */
export function householdsStatement({ source: { table } }: Pick<TableCollection, 'source'>, kind: string): Statement {
  const width = `(${worldM} / ${2 ** finestSquare})`;
  return {
    name: `addresses.households.${table}`,
    rows: 'many',
    ...numbered(
      withFacts(`
      with moved as materialized (select moved_codes(:at::date) as codes)
      select coalesce(lying.in_code, household.commune_code) as code, known.jointly,
             nullif(btrim(hamlet), '') as hamlet,
             floor((st_x(shape) + ${worldM / 2}) / ${width})::int as x,
             floor((${worldM / 2} - st_y(shape)) / ${width})::int as y,
             step, origin = 'demo' as invented, count(*)::int as households
      from ${quoteName(table)} as household
      cross join moved
      cross join lateral (
        select facts.code_told(moved.codes ->> household.commune_id::text, geom, :at::date) as in_code,
               household.commune_id is not null and (moved.codes ? household.commune_id::text) is not true as unmoved
      ) as lying
      left join (
        select codes.unit_id, codes.begun_from, codes.begun_before, codes.jointly
        from commune_codes_on(:at::date) as codes where codes.parted
      ) as known on known.unit_id = household.commune_id
        and household.valid_from >= known.begun_from and household.valid_from < known.begun_before
      left join facts.communes_on(:at::date) as bearer on bearer.code = household.commune_code
      where superseded_at is null and ${quoteName(kind)} = any(:kinds::text[]) and household.commune_code is not null
        and (lying.unmoved or lying.in_code is not null or bearer.id is null)
        and valid_from <= :at::date and (valid_to is null or valid_to > :at::date)
      group by 1, 2, 3, 4, 5, 6, 7
      order by 1, 2, 3, 4, 5, 6, 7`),
    ),
  };
}
