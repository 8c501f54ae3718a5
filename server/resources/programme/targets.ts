import type { Text } from '#contract/common.ts';
import type { DistrictDenominator, GivenFigure, Programme, Target, TargetRow } from '#contract/programme.ts';
import { promisesOf } from '#contract/promises.ts';
import { declaredProgramme, declaredSets } from '#catalog/declared.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';
import { findDuties } from '#rules/programme/find-duties.ts';
import { judgeTarget, type Snapshot } from '#rules/programme/judge-target.ts';
import { readFirstReview } from './reviews.ts';
import { readAssessedUnits } from './assessed-units.ts';

const queries = loadQueries(new URL('./queries.sql', import.meta.url), ['figures']);

interface FigureRow extends GivenFigure {
  readonly targetId: string;
}

export interface TargetsQuery {
  readonly at: string;
  readonly districts: DistrictDenominator;
}

/**
 * Every target of the programme as of `at`: what officers had declared by then and who was recognised, in seven queries at
 * most. The pace is measured from the first review inside the programme.
 */
export async function readTargets(db: Queryable, { at, districts }: TargetsQuery) {
  const [programme, sets] = await Promise.all([declaredProgramme(), declaredSets()]);
  const { frame, targets } = programme;
  const day = await readFirstReview(db, frame.from, at);
  const since = day === null || day >= at ? null : day;
  const [now, before] = await Promise.all([
    readSnapshot(db, frame.province, at),
    since === null ? null : readSnapshot(db, frame.province, since),
  ]);
  const context = { frame, targets, sets, districts, now: now.snapshot, before: before?.snapshot ?? null };
  const rows = targets.map((target) => toRow(target, judgeTarget(target, context), now.figures, programme));
  return {
    at,
    since,
    districtDenominator: describeDenominator(districts, frame),
    headline: frame.headline,
    targets: rows,
    promises: countPromises(rows),
  };
}

function countPromises(rows: readonly TargetRow[]) {
  const promises = promisesOf(rows);
  const count = (wanted: TargetRow['progress']['status']) =>
    promises.filter(({ progress: { status } }) => status === wanted).length;
  return { all: promises.length, met: count('met'), notMet: count('notMet'), notAssessed: count('notAssessed') };
}

function toRow(
  target: Target,
  progress: TargetRow['progress'],
  figures: ReadonlyMap<string, FigureRow>,
  { duties, targets }: Programme,
): TargetRow {
  const counted = progress.counting.length + progress.notCounting.length + progress.undecided.length > 0;
  const found = counted ? undefined : figures.get(target.id);
  return {
    target,
    progress,
    basis: counted ? 'units' : found ? 'given' : 'none',
    figure: found ? toFigure(found) : null,
    leads: [...new Set(findDuties(target, duties).flatMap(({ leads }) => leads))],
    contradiction: describeContradiction(target, targets),
    alsoPrinted: targets.find(({ id }) => id === target.sameAs) ?? null,
  };
}

async function readSnapshot(
  db: Queryable,
  province: string,
  at: string,
): Promise<{ snapshot: Snapshot; figures: ReadonlyMap<string, FigureRow> }> {
  const [units, rows] = await Promise.all([
    readAssessedUnits(db, province, at),
    db.many<FigureRow>(queries.figures, { at }),
  ]);
  return {
    snapshot: { at, units, given: new Map(rows.map(({ targetId, value }) => [targetId, value])) },
    figures: new Map(rows.map((row) => [row.targetId, row])),
  };
}

function toFigure({ value, validOn, source, recordedBy, demo }: FigureRow): GivenFigure {
  return { value, validOn, source, recordedBy, demo };
}

function describeDenominator(id: DistrictDenominator, { denominators: { districts } }: Programme['frame']) {
  const value = districts[id];
  const text =
    id === 'all'
      ? { vi: `${value} đơn vị cấp huyện`, en: `${value} district-level units` }
      : { vi: `${value} huyện`, en: `${value} huyện (no towns and cities)` };
  return { id, value, text };
}

/** Both sides of a contradiction stand: each says which others it contradicts and where the source prints them. */
function describeContradiction({ contradicts, contradictions }: Target, targets: readonly Target[]): Text | null {
  const others = targets.filter(({ id }) => contradicts.includes(id));
  if (others.length === 0) {
    if (!contradictions.includes('H')) return null;
    return {
      vi: 'Chương trình không nói rõ tỷ lệ huyện tính trên 9 đơn vị cấp huyện hay 6 huyện',
      en: 'The programme does not say whether districts are counted of 9 district-level units or of 6 huyện',
    };
  }
  const named = (line: string) => others.map(({ id, sourceLine }) => `${id} (${line} ${sourceLine})`).join(', ');
  return { vi: `Mâu thuẫn với ${named('dòng')}`, en: `Contradicts ${named('line')}` };
}
