import type { Level } from '#contract/admin-units.ts';
import type { CriteriaSet } from '#contract/criteria.ts';
import type { Measure } from '#contract/measures.ts';
import { hasDistricts } from '../boundaries/tiers.ts';

/** A day from which something holds of a criterion (`indicatorNo` null) or an indicator of a set. */
export interface RecordedDay {
  readonly setId: string;
  readonly criterionNo: number;
  readonly indicatorNo: string | null;
  readonly day: string;
  /** Whether a status is known by it, and a figure of the first and of the second part of an indicator. */
  readonly judged: boolean;
  readonly measured: boolean;
  readonly measured2: boolean;
}

interface LevelDay {
  readonly level: Level;
  readonly day: string;
}

/** Everything from which the dates of measures follow. */
export interface KnownDays {
  readonly recorded: readonly RecordedDay[];
  readonly recognised: readonly LevelDay[];
  readonly paid: readonly LevelDay[];
}

/**
 * Dates of each measure: days on which what it shows may have changed, and none at all where nothing was ever known of it. A
 * criterion that nobody has assessed has no dates because another one of its set was.
 */
export class MeasureDays {
  readonly #days: KnownDays;

  constructor(days: KnownDays) {
    this.#days = days;
  }

  /** Of one criterion by what was declared. */
  criterion = (setId: string, no: number): string[] =>
    daysOf(
      this.#declared(setId).filter((row) => row.criterionNo === no),
      ({ judged }) => judged,
    );

  /** Of a whole set by what was declared. */
  wholeSet = (setId: string): string[] => daysOf(this.#declared(setId), ({ judged }) => judged);

  /** Of an indicator's figures. */
  indicator = (setId: string, no: string, part: 1 | 2): string[] =>
    daysOf(
      this.#days.recorded.filter((row) => row.setId === setId && row.indicatorNo === no),
      ({ measured, measured2 }) => (part === 1 ? measured : measured2),
    );

  /** Of what is declared of a set beside what its figures come to: either side is something to show. */
  comparison = (setId: string): string[] =>
    daysOf(
      this.#days.recorded.filter((row) => row.setId === setId),
      ({ judged, measured, measured2 }) => judged || measured || measured2,
    );

  /** Of where units of a level stand: recognitions, and from the first one known the assessments that bear on them. */
  standing = (level: Level, sets: readonly CriteriaSet[]): string[] => {
    const acts = sorted(this.recognitions(level));
    const assessed = sets.filter((set) => set.level === level).flatMap(({ id }) => this.wholeSet(id));
    return sorted([...acts, ...assessed.filter((day) => day >= (acts[0] ?? '9999'))]);
  };

  recognitions = (level: Level): string[] => this.#days.recognised.filter((row) => row.level === level).map(dayOf);

  /** Of money paid to units of a level and those below. */
  paid = (level: Level): string[] =>
    sorted(this.#days.paid.filter((row) => row.level === level || level === 'district').map(dayOf));

  #declared(setId: string): readonly RecordedDay[] {
    return this.#days.recorded.filter((row) => row.setId === setId && row.indicatorNo === null);
  }
}

/** The dates of a measure from those of each of its levels: on days without districts nothing is of them. */
export function datesByLevel(
  levels: readonly Level[],
  daysAt: (level: Level) => string[],
): Pick<Measure, 'dates' | 'levelDates'> {
  const each = levels.map(
    (level) => [level, daysAt(level).filter((day) => level !== 'district' || hasDistricts(day))] as const,
  );
  const dates = sorted(each.flatMap(([, days]) => days));
  const alike = each.every(([, days]) => days.length === dates.length);
  return alike ? { dates } : { dates, levelDates: Object.fromEntries(each) };
}

/** All days of some rows, once one of them says something; a day that only takes back is a change too. */
function daysOf(rows: readonly RecordedDay[], says: (row: RecordedDay) => boolean): string[] {
  return rows.some(says) ? sorted(rows.map(dayOf)) : [];
}

function dayOf({ day }: { readonly day: string }): string {
  return day;
}

export function sorted(days: readonly string[]): string[] {
  return [...new Set(days)].sort();
}
