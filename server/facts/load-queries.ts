import { loadQueries as readQueries, type Statement } from '#db/queries.ts';
import { withFacts } from './relations.ts';

/** `loadQueries` of the database room, for statements that read what holds of units (`facts.units_on(:at::date)` ...). */
export function loadQueries<Name extends string>(url: URL, names: readonly Name[]): Record<Name, Statement> {
  return readQueries(url, names, withFacts);
}
