import type { z } from 'zod';
import type { Level } from '#contract/admin-units.ts';
import type { CriteriaSet, CriterionStatus, getUnitCriteria, ShownCriteriaSet, Status } from '#contract/criteria.ts';
import { isHeld, setsAt, standardSetAt } from '#contract/sets-at.ts';
import { Fault } from '#contract/faults.ts';
import { writePeriod } from '#contract/periods.ts';
import { occasionOf } from '#catalog/declared.ts';
import type { UnitGroups } from '#contract/unit-groups.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';
import { requireUnit } from '#resources/admin-units/service.ts';
import { countIndicators } from '#rules/criteria/count-criteria.ts';
import { addComputed, withoutComputed } from './compute.ts';
import { describeSet, detailOf } from './describe-set.ts';
import { readFigures, readThresholdSettings } from './figures.ts';
import { readOtherSets } from './other-sets.ts';

const queries = loadQueries(new URL('./queries.sql', import.meta.url), ['sets', 'criteria', 'unitCriteria', 'placeOf']);

interface SetRow extends Omit<CriteriaSet, 'title' | 'criteria'> {
  readonly titleVi: string;
  readonly titleEn: string;
}

interface CriterionRow {
  readonly no: number;
  readonly nameVi: string;
  readonly nameEn: string;
  readonly groupVi: string | null;
}

interface UnitCriterionRow extends CriterionRow {
  readonly status: Status | null;
  readonly since: string | null;
  readonly assessedOn: string | null;
  readonly recordedAt: string | null;
  readonly recordedBy: string | null;
  readonly source: string | null;
  readonly revision: number | null;
}

/** All criteria sets with their criteria: communes' sets first, then by tier and first day. */
export async function readCriteriaSets(db: Queryable): Promise<CriteriaSet[]> {
  const [sets, criteria] = await Promise.all([
    db.many<SetRow>(queries.sets),
    db.many<CriterionRow & { setId: string }>(queries.criteria),
  ]);
  return sets.map(({ titleVi, titleEn, ...set }) => ({
    ...set,
    title: { vi: titleVi, en: titleEn },
    criteria: criteria.filter((row) => row.setId === set.id).map(toCriterion),
  }));
}

/** One criteria set; an unknown one is refused (`notFound`) with the ids that there are. */
export async function readCriteriaSet(db: Queryable, id: string, where = 'path.id'): Promise<CriteriaSet> {
  const sets = await readCriteriaSets(db);
  const found = sets.find((set) => set.id === id);
  if (found) return found;
  if (sets.length === 0) throw new Fault('setUnknownAmongNone', { set: id }, where);
  throw new Fault('setUnknown', { set: id, known: sets.map((set) => set.id).join(', ') }, where);
}

/** One criteria set with all that is known of it; throws `notFound` like readCriteriaSet. */
export async function readShownSet(db: Queryable, id: string): Promise<ShownCriteriaSet> {
  const [set, settings] = await Promise.all([readCriteriaSet(db, id), readThresholdSettings(db, id)]);
  return describeSet(await detailOf(set), settings);
}

/**
 * Each criterion of a set for the unit that bears `code` at a date, by the revision that wins there: the newest day from
 * which it holds, then the newest recording. `since` is the first day of the unbroken run of the same status. Without
 * a set's id the standard set for the unit's level in force at the date. Where the set is not for the unit's kind every
 * criterion is notApplicable. Beside each declared status stands the computed one. Throws `notFound` for an unknown unit or set.
 */
export async function readUnitCriteria(
  db: Queryable,
  { code, setId, at }: { code: string; setId: string | undefined; at: string },
): Promise<Omit<z.infer<typeof getUnitCriteria.reply>, 'demo'>> {
  const unit = await requireUnit(db, code, at);
  const set =
    setId === undefined ? await standardSet(db, unit.level, at) : await readCriteriaSet(db, setId, 'query.set');
  const applicable = set.level === unit.level && set.appliesTo.includes(unit.kind);
  const [rows, figures, settings, place] = await Promise.all([
    db.many<UnitCriterionRow>(queries.unitCriteria, { setId: set.id, unitId: unit.id, at }),
    readFigures(db, { set, unitIds: [unit.id], at }),
    readThresholdSettings(db, set.id),
    db.one<{ province: string | null; groups: UnitGroups }>(queries.placeOf, { unitId: unit.id, at }),
  ]);
  const detail = await detailOf(set);
  const about = { code, setId: set.id, at, applicable, indicatorCounts: countIndicators(detail) };
  if (!applicable) return { ...about, criteria: withoutComputed(rows.map(toExempt)) };
  const askOther = await readOtherSets(db, detail, { at, within: code }, [unit.id]);
  const occasion = occasionOf({ ...place, at });
  const criteria = addComputed(rows.map(toStatus), {
    set: detail,
    figures: figures.get(unit.id) ?? new Map(),
    settings,
    occasion,
    otherSet: (no) => askOther(no, unit.id, occasion),
  });
  return { ...about, criteria };
}

/** The standard set by which a level stands at a date; throws `notFound` with the sets that there are, or the one that is not held. */
export async function standardSet(db: Queryable, level: Level, at: string): Promise<CriteriaSet> {
  const sets = (await readCriteriaSets(db)).filter((set) => set.level === level);
  const standing = setsAt(sets, at);
  const found = standardSetAt(sets, level, at) ?? standing.find(isHeld);
  if (found) return found;
  const [unheld] = standing;
  if (unheld) throw notHeld(unheld, 'query.set');
  if (sets.length === 0) throw new Fault('setNoneForLevel', { level, at }, 'query.set');
  const known = sets.map((set) => `${set.id} ${writePeriod(set.validFrom, null)}`).join(', ');
  throw new Fault('setNoneThen', { level, at, known }, 'query.set');
}

/** The refusal of what cannot be made of a set of which nothing is held. */
export function notHeld({ id, decision }: Pick<CriteriaSet, 'id' | 'decision'>, where: string): Fault {
  return new Fault('setNotHeld', { set: id, decision }, where);
}

/** The communes' standard set of a day; of a day before all of them the first. */
export async function communeSet(db: Queryable, at: string): Promise<CriteriaSet> {
  const sets = await readCriteriaSets(db);
  const found = standardSetAt(sets, 'commune', at) ?? sets.find(isHeld);
  if (found) return found;
  throw new Fault('setNone', {}, 'query.set');
}

function toCriterion({ no, nameVi, nameEn, groupVi }: CriterionRow): CriteriaSet['criteria'][number] {
  return { no, name: { vi: nameVi, en: nameEn }, group: groupVi };
}

function toStatus(row: UnitCriterionRow): CriterionStatus {
  const { since, assessedOn, recordedAt, recordedBy, source, revision } = row;
  return {
    ...toCriterion(row),
    status: row.status ?? 'notAssessed',
    since,
    assessedOn,
    recordedAt,
    recordedBy,
    source,
    revision,
  };
}

function toExempt(row: UnitCriterionRow): CriterionStatus {
  return { ...toCriterion(row), status: 'notApplicable', ...never };
}

const never = { since: null, assessedOn: null, recordedAt: null, recordedBy: null, source: null, revision: null };
