import type { CriteriaSetDetail, Status } from '#contract/criteria.ts';
import type {
  ConditionJudgement,
  DifferenceKind,
  Standing,
  StatusDifference,
  UnitDifferences,
  UnitEligibility,
  UnitStandingRow,
} from '#contract/standings.ts';
import { statuses as allStatuses } from '#contract/criteria.ts';
import { standings } from '#contract/standings.ts';
import { declaredSets } from '#catalog/declared.ts';
import type { Queryable } from '#db/db.ts';
import { classifyStanding } from '#rules/criteria/classify-standing.ts';
import { compareStatuses } from '#rules/criteria/compare-statuses.ts';
import { countCriteria, type Statuses } from '#rules/criteria/count-criteria.ts';
import { describeConfidence } from '#rules/criteria/describe-confidence.ts';
import { judgeAllCriteria, judgeEligibility } from '#rules/criteria/judge-eligibility.ts';
import { judgePrecondition, type Share } from '#rules/criteria/judge-precondition.ts';
import { judgeRevocation } from '#rules/criteria/judge-revocation.ts';
import { readCompared, type ComparedUnit } from './compared.ts';
import { readDeclared, type DeclaredQuery, type DeclaredUnit } from './declared.ts';
import { detailOf } from './describe-set.ts';
import { readCriteriaSet } from './service.ts';

interface ListQuery extends DeclaredQuery {
  readonly setId: string;
}

async function requireDetail(db: Queryable, id: string): Promise<CriteriaSetDetail> {
  return detailOf(await readCriteriaSet(db, id));
}

function nameOf({ code, name, parentCode, parentName }: DeclaredUnit) {
  return { code, name, parentCode, parentName };
}

/** How often each of `names` stands in `found`. */
function tally<Name extends string>(names: readonly Name[], found: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, found.filter((one) => one === name).length])) as Record<
    Name,
    number
  >;
}

/** Where the officer's word and the figures part, for all units of a set; units without such a difference are left out. */
export async function readDifferences(
  db: Queryable,
  { setId, kind, ...query }: ListQuery & { readonly kind: DifferenceKind | 'all' },
) {
  const set = await requireDetail(db, setId);
  const units = await readCompared(db, set, query);
  const found = units.map((unit) => ({ unit, differences: differencesOf(unit, set) }));
  const kinds = found.flatMap(({ differences }) => differences.map((each) => each.kind));
  const counts = tally(['contradicts', 'declaredOnly', 'computedOnly'] as const, kinds);
  const agree = units.reduce((sum, unit) => sum + countAgreeing(unit, set), 0);
  return {
    setId,
    at: query.at,
    counts: { agree, ...counts },
    units: found.flatMap(({ unit, differences }): UnitDifferences[] => {
      const wanted = kind === 'all' ? differences : differences.filter((each) => each.kind === kind);
      return wanted.length === 0 ? [] : [{ ...nameOf(unit), differences: wanted }];
    }),
  };
}

function differencesOf({ statuses, computed, criteria }: ComparedUnit, set: CriteriaSetDetail): StatusDifference[] {
  return compareStatuses(statuses, computed).flatMap(({ no, kind, declared, computed: found, reason }) => {
    const criterion = set.criteria.find((each) => each.no === no);
    if (!criterion) return [];
    const why = criteria.find((each) => each.no === no)?.reason;
    const words = why ? { vi: `${reason.vi} (${why.vi})`, en: `${reason.en} (${why.en})` } : reason;
    return [{ no, name: criterion.name, kind, declared, computed: found, reason: words }];
  });
}

/** Criteria of a unit of which both sides know the same. */
function countAgreeing({ statuses, computed }: ComparedUnit, set: CriteriaSetDetail): number {
  return set.criteria.filter(({ no }) => {
    const declared = statuses.get(no) ?? 'notAssessed';
    return declared !== 'notAssessed' && declared === computed.get(no);
  }).length;
}

/** Recognised and currently meeting, side by side, for all units of a set. */
export async function readUnitStandings(
  db: Queryable,
  { setId, standing, ...query }: ListQuery & { readonly standing: Standing | null },
) {
  const set = await requireDetail(db, setId);
  const rows = (await readDeclared(db, set, query)).map((unit) => toStanding(unit, set));
  return {
    setId,
    at: query.at,
    counts: tally(
      standings,
      rows.map((row) => row.standing),
    ),
    units: standing === null ? rows : rows.filter((row) => row.standing === standing),
  };
}

function toStanding(unit: DeclaredUnit, set: CriteriaSetDetail): UnitStandingRow {
  const { statuses } = unit;
  const found = unit.recognitions.findLast(({ setId }) => setId === set.id);
  const counted = countCriteria(set, statuses);
  const notFor = { vi: 'Bộ tiêu chí không áp dụng', en: 'The set does not apply' };
  const all = unit.applicable ? judgeAllCriteria(counted) : { status: 'notApplicable' as const, reason: notFor };
  const { standing, reason } =
    unit.applicable || found
      ? classifyStanding(found?.validFrom ?? null, all)
      : { standing: 'notApplicable' as const, reason: notFor };
  const doubtful = standing === 'recognisedNotMeeting' || (standing === 'recognisedNotAssessed' && unit.applicable);
  return {
    ...nameOf(unit),
    standing,
    reason,
    met: counted.met,
    total: counted.total,
    recognition: found
      ? { level: found.level, decisionNo: found.decisionNo, decidedOn: found.decidedOn, validFrom: found.validFrom }
      : null,
    revocation: doubtful ? revocationOf(set, statuses) : null,
  };
}

function revocationOf(set: CriteriaSetDetail, statuses: Statuses) {
  const { verdict, lost, lostKey, reason } = judgeRevocation(set, statuses);
  return { verdict, lost: [...lost], lostKey: [...lostKey], reason };
}

/**
 * Whether units could be proposed, condition by condition. What nobody recorded (satisfaction, construction debt, security)
 * is not assessed, and leaves the whole open. Where a criterion rests on another set (kiểu mẫu) its figures answer for it
 * while no officer has.
 */
export async function readEligibility(
  db: Queryable,
  { setId, status, ...query }: ListQuery & { readonly status: Status | null },
) {
  const set = await requireDetail(db, setId);
  const [units, sharesOf] = await Promise.all([readCompared(db, set, query), readShares(db, set, query)]);
  const rows = units.map((unit) => toEligibility(unit, set, sharesOf(unit.code)));
  return {
    setId,
    at: query.at,
    counts: tally(
      allStatuses,
      rows.map((row) => row.status),
    ),
    units: status === null ? rows : rows.filter((row) => row.status === status),
  };
}

function toEligibility(
  unit: ComparedUnit,
  set: CriteriaSetDetail,
  shares: ReadonlyMap<string, Share>,
): UnitEligibility {
  const known: Statuses = new Map(set.criteria.map(({ no, test }) => [no, knownStatus(unit, no, test !== null)]));
  const facts = {
    allCriteria: judgeAllCriteria(countCriteria(set, known)),
    shares,
    satisfaction: null,
    declared: new Map<string, Status>(),
  };
  const conditions = set.preconditions.map((precondition): ConditionJudgement => ({
    id: precondition.id,
    name: precondition.name,
    ...judgePrecondition(precondition, facts),
    source: precondition.source,
    unchecked: describeConfidence(precondition.confidence),
  }));
  const whole = judgeEligibility(conditions.length > 0 ? conditions : [facts.allCriteria]);
  return { ...nameOf(unit), ...whole, conditions: [...conditions, ...testedCriteria(unit, set, known)] };
}

function knownStatus({ statuses, computed }: ComparedUnit, no: number, tested: boolean): Status {
  const declared = statuses.get(no) ?? 'notAssessed';
  return declared === 'notAssessed' && tested ? (computed.get(no) ?? 'notAssessed') : declared;
}

/** The criteria of a set that are conditions in themselves: those of kiểu mẫu, with what the figures say. */
function testedCriteria(unit: ComparedUnit, set: CriteriaSetDetail, known: Statuses): ConditionJudgement[] {
  if (!set.criteria.some(({ test }) => test !== null)) return [];
  return set.criteria.map(({ no, name }) => ({
    id: `criterion-${no}`,
    name,
    status: known.get(no) ?? 'notAssessed',
    reason: unit.criteria.find((each) => each.no === no)?.reason ?? name,
    source: set.decision,
    unchecked: null,
  }));
}

/** For each unit the shares of the units below that its conditions ask for: communes of a district that meet their sets. */
async function readShares(db: Queryable, set: CriteriaSetDetail, query: DeclaredQuery) {
  const wanted = new Set(set.preconditions.flatMap(({ test }) => (test.kind === 'shareMeeting' ? [test.setId] : [])));
  const below = (await declaredSets()).filter(({ id }) => wanted.has(id));
  const counted = await Promise.all(
    below.map(async (member) => ({ member, units: await readDeclared(db, member, query) })),
  );
  return (code: string): ReadonlyMap<string, Share> =>
    new Map(
      counted.map(({ member, units }) => {
        const own = units.filter(({ parentCode, applicable }) => parentCode === code && applicable);
        const found = own.map(({ statuses }) => judgeAllCriteria(countCriteria(member, statuses)).status);
        const { met, notAssessed } = tally(allStatuses, found);
        return [member.id, { meeting: met, undecided: notAssessed, of: own.length }];
      }),
    );
}
