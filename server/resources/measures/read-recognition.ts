import type { Level, RecognitionLevel, UnitKind } from '#contract/admin-units.ts';
import type { CriteriaSet } from '#contract/criteria.ts';
import { declaredProgrammes } from '#catalog/declared.ts';
import type { Queryable } from '#db/db.ts';
import { readAssessedUnits } from '#resources/programme/assessed-units.ts';
import type { Tally } from '#rules/criteria/count-criteria.ts';
import { judgeDistance, judgeRecognition, type RecognisedUnit } from '#rules/measures/judge-recognition.ts';
import type { RuleOf } from '#rules/measures/rule.ts';
import { sortUnits } from '#rules/programme/sort-units.ts';
import { queries } from './queries.ts';
import { sortFound, type Values, type ValuesQuery } from './values-query.ts';

interface TalliesRow {
  readonly code: string;
  readonly level: Level;
  readonly kind: UnitKind;
  readonly bounded: boolean;
  /** In the order of the sets asked for; null where nothing is assessed. */
  readonly met: readonly (number | null)[];
  readonly notMet: readonly (number | null)[];
  readonly exempt: readonly (number | null)[];
  readonly recognisedSets: readonly string[] | null;
  readonly recognisedLevels: readonly RecognitionLevel[] | null;
}

/** The level of recognition, or criteria missing to the next. Where no recognition was ever recorded nothing is known. */
export async function readRecognition(
  db: Queryable,
  rule: RuleOf<'recognition'> | RuleOf<'distance'>,
  query: ValuesQuery,
): Promise<Values> {
  const sets = rule.sets.filter(({ level }) => level === query.level);
  const judge = rule.kind === 'recognition' ? judgeRecognition : judgeDistance;
  const [rows, { known }] = await Promise.all([
    db.many<TalliesRow>(queries.unitTallies, { ...query, setIds: sets.map(({ id }) => id) }),
    db.one<{ known: boolean }>(queries.anyRecognition, { level: query.level, at: query.at }),
  ]);
  return sortFound(rows, (row) => {
    const found = judge(toUnit(row, sets), sets, query.at);
    return known || found === 'notApplicable' ? found : 'notAssessed';
  });
}

function toUnit(row: TalliesRow, sets: readonly CriteriaSet[]): RecognisedUnit {
  const { level, kind, recognisedSets, recognisedLevels } = row;
  const tallies = sets.flatMap(({ id, criteria }, place): [string, Tally][] => {
    const [met, notMet, notApplicable] = [row.met[place], row.notMet[place], row.exempt[place]];
    if (typeof met !== 'number' || typeof notMet !== 'number' || typeof notApplicable !== 'number') return [];
    const total = criteria.length;
    return [[id, { met, notMet, notApplicable, total, notAssessed: total - met - notMet - notApplicable }]];
  });
  const recognitions = (recognisedSets ?? []).flatMap((setId, place) => {
    const recognised = recognisedLevels?.[place];
    return recognised === undefined ? [] : [{ setId, level: recognised }];
  });
  return { level, kind, tallies: new Map(tallies), recognitions };
}

/** Who counts for a target (1) and who does not (0). Units outside the programme's province are none of it. */
export async function readTarget(db: Queryable, rule: RuleOf<'target'>, query: ValuesQuery): Promise<Values> {
  const programmes = await declaredProgrammes();
  const programme = programmes.find(({ targets }) => targets.some(({ id }) => id === rule.target.id));
  if (programme === undefined) throw new Error(`no programme has the target ${rule.target.id}`);
  const [rows, standings] = await Promise.all([
    db.many<{ code: string; kind: UnitKind; bounded: boolean }>(queries.units, { ...query }),
    readAssessedUnits(db, programme.frame.province, query.at),
  ]);
  const { counting, notCounting, undecided } = sortUnits(rule.target, rule.set, standings, 'all');
  const lists = [counting, notCounting, undecided].map((codes) => new Set(codes));
  return sortFound(rows, ({ code }) => {
    if (lists[0]?.has(code)) return 1;
    if (lists[1]?.has(code)) return 0;
    return lists[2]?.has(code) ? 'notAssessed' : 'notApplicable';
  });
}
