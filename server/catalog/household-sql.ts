import { numbered, type Statement } from '#db/queries.ts';
import type { TableCollection } from './collections.ts';
import { finestSquare } from '#rules/addresses/squares.ts';
import { withFacts } from '#facts/relations.ts';
import { quoteName } from './quote-name.ts';

const worldM = 40_075_016.685578488;

/**
 * `{code, hamlet, x, y, step, invented, households}`: households that hold on the day `:at`, by commune, hamlet, square of the
 * finest grid, step and whether they are invented. Their commune has the code that it bears on that day; of one that is no
 * more the one that it had, and none where another commune bears it. A household has one of `:kinds` as its property `kind`.
 * For making a release only: nothing of it may reach an answer.
 */
export function householdsStatement({ source: { table } }: Pick<TableCollection, 'source'>, kind: string): Statement {
  const width = `(${worldM} / ${2 ** finestSquare})`;
  return {
    name: `addresses.households.${table}`,
    rows: 'many',
    ...numbered(
      withFacts(`
      select coalesce(own.code, household.commune_code) as code, nullif(btrim(hamlet), '') as hamlet,
             floor((st_x(shape) + ${worldM / 2}) / ${width})::int as x,
             floor((${worldM / 2} - st_y(shape)) / ${width})::int as y,
             step, origin = 'demo' as invented, count(*)::int as households
      from ${quoteName(table)} as household
      left join facts.communes_on(:at::date) as own on own.id = household.commune_id
      left join facts.communes_on(:at::date) as bearer on bearer.code = household.commune_code
      where superseded_at is null and ${quoteName(kind)} = any(:kinds::text[]) and household.commune_code is not null
        and (own.id is not null or bearer.id is null)
        and valid_from <= :at::date and (valid_to is null or valid_to > :at::date)
      group by 1, 2, 3, 4, 5, 6
      order by 1, 2, 3, 4, 5, 6`),
    ),
  };
}
