import type { Text } from '#contract/common.ts';
import type { DistrictDenominator, GivenFigure, Programme, Target, TargetRow } from '#contract/programme.ts';
import type { ProgrammeFrame } from '#contract/programme-frame.ts';
import { promisesOf } from '#contract/promises.ts';
import { declaredSets } from '#catalog/declared.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';
import { findDuties } from '#rules/programme/find-duties.ts';
import { judgeTarget, type Snapshot } from '#rules/programme/judge-target.ts';
import { readFinalDay, readProgramme, type ProgrammeQuery } from './chosen.ts';
import { readFirstReview } from './reviews.ts';
import { readAssessedUnits } from './assessed-units.ts';

const queries = loadQueries(new URL('./queries.sql', import.meta.url), ['figures']);

interface FigureRow extends GivenFigure {
  readonly targetId: string;
}

export interface TargetsQuery extends ProgrammeQuery {
  readonly districts: DistrictDenominator;
}

/**
 * Every target of a programme as of `at`: what officers had declared by then and who was recognised, in nine queries at
 * most. The pace is measured from the first review inside the programme. What was reached on its last day stays: asked for
 * later, all is of that day.
 */
export async function readTargets(db: Queryable, { period, at, districts }: TargetsQuery) {
  const [{ programme, province }, sets] = await Promise.all([readProgramme(db, { period, at }), declaredSets()]);
  const { frame, targets } = programme;
  const finalOn = await readFinalDay(db, frame, at);
  const on = finalOn ?? at;
  const day = await readFirstReview(db, frame.from, on);
  const since = day === null || day >= on ? null : day;
  const [now, before] = await Promise.all([
    readSnapshot(db, province, on),
    since === null ? null : readSnapshot(db, province, since),
  ]);
  // After the final day nothing more is gained.
  const ended = { ...frame, until: finalOn ?? frame.until };
  const context = { frame: ended, targets, sets, districts, now: now.snapshot, before: before?.snapshot ?? null };
  const rows = targets.map((target) => toRow(target, judgeTarget(target, context), now.figures, programme));
  return {
    at,
    since,
    districtDenominator: describeDenominator(districts, frame),
    headline: frame.headline,
    targets: rows,
    promises: countPromises(rows),
    period: frame.period,
    finalOn,
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
  { duties, targets, frame }: Programme,
): TargetRow {
  const counted = progress.counting.length + progress.notCounting.length + progress.undecided.length > 0;
  const found = counted ? undefined : figures.get(target.id);
  return {
    target,
    progress,
    basis: counted ? 'units' : found ? 'given' : 'none',
    figure: found ? toFigure(found) : null,
    leads: [...new Set(findDuties(target, duties).flatMap(({ leads }) => leads))],
    contradiction: describeContradiction(target, targets, frame),
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

function describeDenominator(id: DistrictDenominator, { denominators }: ProgrammeFrame) {
  if (denominators === null) return null;
  const value = denominators.districts[id];
  const text =
    id === 'all'
      ? { vi: `${value} đơn vị cấp huyện`, en: `${value} district-level units` }
      : { vi: `${value} huyện`, en: `${value} huyện (no towns and cities)` };
  return { id, value, text };
}

/** Both sides of a contradiction stand: each says which others it contradicts and where the source prints them. */
function describeContradiction(
  { contradicts, contradictions }: Target,
  targets: readonly Target[],
  { denominators }: ProgrammeFrame,
): Text | null {
  const others = targets.filter(({ id }) => contradicts.includes(id));
  if (others.length === 0) {
    if (!contradictions.includes('H') || denominators === null) return null;
    const { all, rural } = denominators.districts;
    return {
      vi: `Chương trình không nói rõ tỷ lệ huyện tính trên ${all} đơn vị cấp huyện hay ${rural} huyện`,
      en: `The programme does not say whether districts are counted of ${all} district-level units or of ${rural} huyện`,
    };
  }
  const named = (line: string) => others.map(({ id, sourceLine }) => `${id} (${line} ${sourceLine})`).join(', ');
  return { vi: `Mâu thuẫn với ${named('dòng')}`, en: `Contradicts ${named('line')}` };
}
