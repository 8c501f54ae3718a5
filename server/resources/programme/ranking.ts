import type { CriteriaSetDetail, Status, ThresholdSetting } from '#contract/criteria.ts';
import type {
  DifferingUnit,
  FallenBack,
  FigureBehind,
  RankedUnit,
  Ranking,
  RecognisedNotMeeting,
} from '#contract/ranking.ts';
import { Fault } from '#contract/faults.ts';
import { standardSetAt } from '#contract/sets-at.ts';
import { declaredSets, occasionOf } from '#catalog/declared.ts';
import type { Queryable } from '#db/db.ts';
import { readFigures, readThresholdSettings, type Figures } from '#resources/criteria/figures.ts';
import { classifyStanding } from '#rules/criteria/classify-standing.ts';
import { compareStatuses } from '#rules/criteria/compare-statuses.ts';
import { countCriteria, type Statuses } from '#rules/criteria/count-criteria.ts';
import { describeConfidence } from '#rules/criteria/describe-confidence.ts';
import type { Occasion } from '#rules/criteria/find-threshold.ts';
import { judgeAllCriteria } from '#rules/criteria/judge-eligibility.ts';
import { judgeRevocation } from '#rules/criteria/judge-revocation.ts';
import { judgeSet, type JudgedCriterion } from '#rules/criteria/judge-set.ts';
import { measureDistance, rankByDistance, relativeShort } from '#rules/criteria/measure-distance.ts';
import { isSetFor } from '#rules/criteria/select-in-force.ts';
import { chooseProgramme, readFinalDay, readHeldProvince, type ProgrammeQuery } from './chosen.ts';
import { readReviewDays } from './reviews.ts';
import { readAssessedUnits, type NamedUnit } from './assessed-units.ts';

const furthestShown = 10;

export interface RankingQuery extends ProgrammeQuery {
  readonly setId: string | undefined;
  readonly since: string | undefined;
}

/** A unit for which the set is, with its declared statuses and what its figures come to. */
interface Ranked {
  readonly unit: NamedUnit;
  readonly statuses: Statuses;
  readonly computed: readonly JudgedCriterion[];
}

/**
 * The lists of a set as of `at`: who is closest and what is missing, who is furthest, fallen back since a day, recognised but
 * no longer meeting. Declared statuses rank; figures say how far. Without a set's id the communes'
 * standard one of the day. Of a period that is asked for by its name the last day is the latest. Throws `notFound` for an unknown set and an unknown period.
 */
export async function readRanking(
  db: Queryable,
  { setId: wanted, period, at: asked, since }: RankingQuery,
): Promise<Ranking> {
  const { frame } = await chooseProgramme({ period, at: asked });
  const { province } = await readHeldProvince(db, frame);
  const at = period === undefined ? asked : ((await readFinalDay(db, frame, asked)) ?? asked);
  const set = await requireSet(wanted, at);
  const setId = set.id;
  const day = since ?? (await readReviewDays(db, setId, at))[1] ?? null;
  const [now, before, settings] = await Promise.all([
    readAssessedUnits(db, province, at),
    day === null ? [] : readAssessedUnits(db, province, day),
    readThresholdSettings(db, setId),
  ]);
  const units = now.filter((unit) => isSetFor(set, unit));
  const assessed = units.filter((unit) => unit.statuses.has(setId));
  const figures = await readFigures(db, { set, unitIds: assessed.map(({ id }) => id), at });
  const ranked = assessed.map((unit) => {
    const occasion = occasionOf({ province: unit.province ?? frame.province, groups: unit.groups, at });
    return rank(unit, set, figures.get(unit.id) ?? new Map(), settings, occasion);
  });
  const isMeeting = ({ statuses }: Ranked) => judgeAllCriteria(countCriteria(set, statuses)).status === 'met';
  const closest = rankByDistance(
    ranked
      .filter((each) => !isMeeting(each))
      .map((each) => ({ ...toRankedUnit(each, set), distance: measureDistance(set, each.statuses) })),
  ).map(({ distance: _, ...unit }) => unit);
  return {
    setId,
    at,
    since: day,
    meeting: ranked.filter(isMeeting).map(({ unit }) => unit.code),
    recognised: recognisedOf(units, now, set),
    figuresKnown: ranked.some(({ computed }) => computed.some(({ status }) => isKnown(status))),
    closest,
    furthestBehind: closest
      .slice(-furthestShown)
      .reverse()
      .map(({ code }) => code),
    notAssessed: units.filter((unit) => !unit.statuses.has(setId)).map(({ code }) => code),
    fallenBack: ranked.flatMap((each) => toFallenBack(each, set, before)),
    recognisedNotMeeting: units.flatMap((unit) => toRecognisedNotMeeting(unit, set)),
    differing: ranked.flatMap((each) => toDiffering(each, set)),
  };
}

/** Of all units of the level: where none of them is recognised by anything, recognitions were never recorded. */
function recognisedOf(units: readonly NamedUnit[], all: readonly NamedUnit[], set: CriteriaSetDetail): string[] | null {
  const known = all.some(({ level, recognised }) => level === set.level && recognised.size > 0);
  return known ? units.filter(({ recognised }) => recognised.has(set.id)).map(({ code }) => code) : null;
}

function isKnown(status: Status): boolean {
  return status === 'met' || status === 'notMet';
}

async function requireSet(id: string | undefined, at: string): Promise<CriteriaSetDetail> {
  const sets = await declaredSets();
  const found =
    id === undefined
      ? (standardSetAt(sets, 'commune', at) ??
        sets.find(({ level, tier }) => level === 'commune' && tier === 'standard'))
      : sets.find((set) => set.id === id);
  if (found) return found;
  if (id === undefined) throw new Fault('setNone', {}, 'query.set');
  const known = sets.map((set) => set.id).join(', ');
  throw new Fault('setUnknown', { set: id, known }, 'query.set');
}

function rank(
  unit: NamedUnit,
  set: CriteriaSetDetail,
  figures: Figures,
  settings: readonly ThresholdSetting[],
  occasion: Occasion,
): Ranked {
  const { criteria } = judgeSet(set, figures, settings, occasion);
  return { unit, statuses: unit.statuses.get(set.id) ?? new Map(), computed: figures.size > 0 ? criteria : [] };
}

function nameOf({ code, name, parentCode, parentName }: NamedUnit) {
  return { code, name, parentCode, parentName };
}

function toRankedUnit({ unit, statuses, computed }: Ranked, set: CriteriaSetDetail): RankedUnit {
  const { missing, notAssessed } = measureDistance(set, statuses);
  const lacking = computed
    .filter(({ no }) => missing.includes(no))
    .flatMap(({ no, indicators }) => {
      const declared = set.criteria.find((criterion) => criterion.no === no)?.indicators ?? [];
      return indicators
        .filter(({ status }) => status === 'notMet')
        .flatMap((judged) => {
          const indicator = declared.find((each) => each.no === judged.indicatorNo);
          if (!indicator) return [];
          const unchecked = describeConfidence(indicator.confidence.wording);
          const { reason, short } = judged;
          const yesNo = indicator.unit === 'yesNo';
          return [
            { no: indicator.no, name: indicator.name, unchecked, reason, short, part: relativeShort(judged), yesNo },
          ];
        });
    });
  const { met, total } = countCriteria(set, statuses);
  return {
    ...nameOf(unit),
    met,
    total,
    missing: [...missing],
    notAssessed: [...notAssessed],
    lacking,
    short: lacking.reduce((sum, { part }) => sum + (part ?? 0), 0),
  };
}

function toFallenBack({ unit, statuses }: Ranked, set: CriteriaSetDetail, before: readonly NamedUnit[]): FallenBack[] {
  const earlier = before.find(({ id }) => id === unit.id)?.statuses.get(set.id);
  if (!earlier) return [];
  const numbers = set.criteria.map(({ no }) => no);
  const lost = numbers.filter((no) => earlier.get(no) === 'met' && statuses.get(no) === 'notMet');
  if (lost.length === 0) return [];
  const gained = numbers.filter((no) => earlier.get(no) !== 'met' && statuses.get(no) === 'met');
  const [was, is] = [countCriteria(set, earlier), countCriteria(set, statuses)];
  const { notAssessed } = measureDistance(set, statuses);
  return [{ ...nameOf(unit), before: was.met, now: is.met, lost, gained, notAssessed: [...notAssessed] }];
}

function toRecognisedNotMeeting(unit: NamedUnit, set: CriteriaSetDetail): RecognisedNotMeeting[] {
  const recognition = unit.recognitions.find(({ setId }) => setId === set.id);
  if (!recognition) return [];
  const statuses = unit.statuses.get(set.id) ?? new Map();
  const tally = countCriteria(set, statuses);
  const { standing, reason } = classifyStanding(recognition.validFrom, judgeAllCriteria(tally));
  if (standing !== 'recognisedNotMeeting' && standing !== 'recognisedNotAssessed') return [];
  const { level, decisionNo, decidedOn } = recognition;
  const { verdict, lost, lostKey, reason: why } = judgeRevocation(set, statuses);
  return [
    {
      ...nameOf(unit),
      level,
      decisionNo,
      decidedOn,
      met: tally.met,
      total: tally.total,
      notAssessed: [...measureDistance(set, statuses).notAssessed],
      standing,
      reason,
      revocation: { verdict, lost: [...lost], lostKey: [...lostKey], reason: why },
    },
  ];
}

function toDiffering({ unit, statuses, computed }: Ranked, set: CriteriaSetDetail): DifferingUnit[] {
  const differences = compareStatuses(statuses, new Map(computed.map(({ no, status }) => [no, status])))
    .filter(({ kind }) => kind === 'contradicts')
    .map((difference) => ({ ...difference, indicators: figuresBehind(difference, computed, set) }));
  return differences.length === 0 ? [] : [{ ...nameOf(unit), differences }];
}

/** The judged figures of a criterion that say what it comes to: those that are not met, or where it is met all of them. */
function figuresBehind(
  { no, computed: status }: { no: number; computed: Status },
  computed: readonly JudgedCriterion[],
  set: CriteriaSetDetail,
): FigureBehind[] {
  const declared = set.criteria.find((criterion) => criterion.no === no)?.indicators ?? [];
  const judged = computed.find((criterion) => criterion.no === no)?.indicators ?? [];
  return judged
    .filter((each) => (status === 'notMet' ? each.status === 'notMet' : isKnown(each.status)))
    .flatMap((each) => {
      const indicator = declared.findLast((one) => one.no === each.indicatorNo);
      return indicator ? [{ no: indicator.no, name: indicator.name, status: each.status, reason: each.reason }] : [];
    });
}
