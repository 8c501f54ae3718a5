import type { MeasureValues } from '#contract/measures.ts';
import type { Queryable } from '#db/db.ts';
import { readBoundaryDate } from '#resources/tiles/state.ts';
import { subtractValues } from '#rules/measures/change-scales.ts';
import type { MeasureRule } from '#rules/measures/rule.ts';
import { queries } from './queries.ts';
import { readCounts, readIndicator, readShares } from './read-counts.ts';
import { readComparison } from './read-comparison.ts';
import { readDisbursed } from './read-disbursed.ts';
import { readGroups } from './read-groups.ts';
import { readRecognition, readTarget } from './read-recognition.ts';
import type { Values, ValuesQuery } from './values-query.ts';

/** Values of a measure for all units of a level at a date, or what has changed in them since `from`. */
export async function readValues(
  db: Queryable,
  rule: MeasureRule,
  query: ValuesQuery & { readonly from: string | null },
): Promise<Values & Pick<MeasureValues, 'boundaryDate' | 'from'>> {
  const { from, ...plain } = query;
  const [values, boundaryDate] = await Promise.all([
    from === null ? readPlain(db, rule, plain) : readChange(db, rule, { ...plain, from }),
    readBoundaryDate(db, query.level, query.at),
  ]);
  return { ...values, boundaryDate, from };
}

/** One reader a kind. A kind of measure that follows from something else than criteria is one more line. */
function readPlain(db: Queryable, rule: MeasureRule, query: ValuesQuery): Promise<Values> {
  switch (rule.kind) {
    case 'criteriaMet':
    case 'criterion':
      return readCounts(db, rule, query);
    case 'shareMeeting':
    case 'shareCriterion':
      return readShares(db, rule, query);
    case 'indicator':
      return readIndicator(db, rule, query);
    case 'recognition':
    case 'distance':
      return readRecognition(db, rule, query);
    case 'declaredComputed':
      return readComparison(db, rule, query);
    case 'disbursed':
      return readDisbursed(db, rule, query);
    case 'group':
      return readGroups(db, rule, query);
    case 'target':
      return readTarget(db, rule, query);
  }
}

/** A unit without a value at one of the dates, or whose code another unit bore, has no change: it is notAssessed. */
async function readChange(
  db: Queryable,
  rule: MeasureRule,
  query: ValuesQuery & { readonly from: string },
): Promise<Values> {
  const { from, ...now } = query;
  const [values, before, replaced] = await Promise.all([
    readPlain(db, rule, now),
    readPlain(db, rule, { ...now, at: from }),
    db.many<{ code: string }>(queries.replacedUnits, { level: query.level, at: query.at, from }),
  ]);
  const others = new Set(replaced.map(({ code }) => code));
  const same = Object.entries(before.values).filter(([code]) => !others.has(code));
  const changes = subtractValues(values.values, Object.fromEntries(same));
  const lost = Object.keys(values.values).filter((code) => !Object.hasOwn(changes, code));
  // What a unit meets so far (`partly`) is no change.
  const { denominators, notAssessed, notApplicable, withoutBoundary } = values;
  return {
    notApplicable,
    withoutBoundary,
    values: changes,
    ...(denominators
      ? { denominators: Object.fromEntries(Object.entries(denominators).filter(([code]) => code in changes)) }
      : {}),
    notAssessed: [...notAssessed, ...lost].sort(),
  };
}
