import type { MeasureValues } from '#contract/measures.ts';
import type { Queryable } from '#db/db.ts';
import { readBoundaryDate } from '#resources/tiles/state.ts';
import { subtractValues } from '#rules/measures/change-scales.ts';
import type { MeasureRule } from '#rules/measures/rule.ts';
import { carryOver, enoughFor, type CarriedOver, type ReadLived } from './carry-over.ts';
import { queries } from './queries.ts';
import { readCounts, readIndicator, readShares } from './read-counts.ts';
import { readComparison } from './read-comparison.ts';
import { readDisbursed } from './read-disbursed.ts';
import { readGroups } from './read-groups.ts';
import { readRecognition, readTarget } from './read-recognition.ts';
import type { Values, ValuesQuery } from './values-query.ts';

/** What is asked for: values at a date, their change since `from`, and either on the units of another day. */
interface Question extends ValuesQuery {
  readonly from: string | null;
  readonly on: string | null;
}

/** Values of a measure for all units of a level at a date, or what has changed in them since `from`; `lived` as carryOver has it. */
export async function readValues(
  db: Queryable,
  rule: MeasureRule,
  { from, on, ...plain }: Question,
  lived: ReadLived,
): Promise<CarriedOver & Pick<MeasureValues, 'boundaryDate' | 'from' | 'on'>> {
  const read = async (at: string): Promise<CarriedOver> => {
    const query = { ...plain, at };
    if (on === null || on === at) return readPlain(db, rule, query);
    const values = await readPlain(db, rule, { ...query, within: null });
    return carryOver(db, { rule, query: { ...query, on }, values, lived });
  };
  const [values, boundaryDate] = await Promise.all([
    from !== null ? readChange(db, { ...plain, from, on }, read) : withReached(db, rule, plain, await read(plain.at)),
    readBoundaryDate(db, plain.level, on ?? plain.at),
  ]);
  return { ...values, boundaryDate, from, ...(on === null ? {} : { on }) };
}

/** Of units that are not assessed and were made of others, what those had reached when they ended. */
async function withReached(
  db: Queryable,
  rule: MeasureRule,
  query: ValuesQuery,
  values: CarriedOver,
): Promise<CarriedOver> {
  if (values.reached !== undefined || values.notAssessed.length === 0 || enoughFor(rule) === null) return values;
  const made = await db.many<{ code: string; eve: string }>(queries.madeOfOthers, { level: query.level, at: query.at });
  const unassessed = new Set(values.notAssessed);
  const open = made.filter(({ code }) => unassessed.has(code));
  const reached: NonNullable<MeasureValues['reached']> = {};
  for (const eve of new Set(open.map((unit) => unit.eve))) {
    const before = await readPlain(db, rule, { ...query, at: eve, within: null });
    const carried = await carryOver(db, {
      rule,
      query: { ...query, at: eve, on: query.at },
      values: before,
      // Only whole units are counted.
      lived: () => Promise.resolve([]),
    });
    for (const { code } of open.filter((unit) => unit.eve === eve)) {
      const own = carried.reached?.[code];
      if (own !== undefined) reached[code] = own;
    }
  }
  return Object.keys(reached).length === 0 ? values : { ...values, reached };
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
  { level, at, from, on }: ValuesQuery & { readonly from: string; readonly on: string | null },
  read: (at: string) => Promise<CarriedOver>,
): Promise<CarriedOver> {
  const [values, before, replaced] = await Promise.all([
    read(at),
    read(from),
    // On the units of one day a code is one unit.
    on === null ? db.many<{ code: string }>(queries.replacedUnits, { level, at, from }) : [],
  ]);
  const others = new Set(replaced.map(({ code }) => code));
  const same = Object.entries(before.values).filter(([code]) => !others.has(code));
  const changes = subtractValues(values.values, Object.fromEntries(same));
  const lost = Object.keys(values.values).filter((code) => !Object.hasOwn(changes, code));
  // What a unit meets so far (`partly`) is no change.
  const { denominators, notAssessed, notApplicable, withoutBoundary } = values;
  const shared = { ...before.sharedBy, ...values.sharedBy };
  return {
    notApplicable,
    withoutBoundary,
    values: changes,
    ...(denominators
      ? { denominators: Object.fromEntries(Object.entries(denominators).filter(([code]) => code in changes)) }
      : {}),
    ...(on === null
      ? {}
      : { sharedBy: Object.fromEntries(Object.entries(shared).filter(([code]) => code in changes)) }),
    notAssessed: [...notAssessed, ...lost].sort(),
  };
}
