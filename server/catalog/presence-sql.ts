import { numbered, type Statement } from '#db/queries.ts';
import { withFacts } from '#facts/relations.ts';
import type { TableCollection } from './collections.ts';
import { quoteName } from './quote-name.ts';
import { dayAsked } from './commune-sql.ts';
import { sourceConditions } from './table-sql.ts';

/**
 * `{count, invented, newest}` of the features of a table that hold on the day `:at`: how many there are, how many of them are
 * invented, and the newest day from which one holds.
 */
export function presenceStatement({ source, id }: TableCollection): Statement {
  return {
    name: `collections.presence.${id}`,
    rows: 'one',
    ...numbered(
      withFacts(`
      select count(*)::int as count, (count(*) filter (where origin = 'demo'))::int as invented,
             max(valid_from)::text as newest
      from ${quoteName(source.table)}
      where ${sourceConditions(source, dayAsked).join(' and ')}
        and valid_from <= :at::date and (valid_to is null or valid_to > :at::date)`),
    ),
    unprepared: true,
  };
}
