import type { AdminUnit, Level } from '#contract/admin-units.ts';
import type { Changes } from '#contract/history.ts';
import type { Measure, MeasureValues } from '#contract/measures.ts';
import type { ProblemError } from '#client/api/problem.ts';
import { rowsOf, type UnitRow } from '#client/lib/admin-units/rows.ts';
import { classify, countClasses } from '#client/map/classify.ts';
import type { Reach } from '#client/map/islands.ts';
import type { Address } from '../address.ts';

/** What the address asks the map to show: all that decides colours, names and figures. */
export interface Question {
  readonly measure: string;
  readonly level: Level;
  /** The day that everything is shown at. */
  readonly at: string;
  /** The earlier day of a change; null for how things stand. */
  readonly from: string | null;
  /** The day whose units all is shown on; null for those of the day itself. */
  readonly on: string | null;
  /** The unit whose units inside are looked at; null for all. */
  readonly within: Place | null;
  /** Code of the former district or province whose communes are looked at; null for all. */
  readonly former: string | null;
  /** The other day that is set beside; null for one day. */
  readonly compare: string | null;
}
export interface Place {
  readonly level: Level;
  readonly code: string;
}

/** The unit that was drilled into, or the former one that is looked at, with the codes of the units shown inside it. */
export interface Scope extends Place {
  readonly name: string;
  readonly codes: ReadonlySet<string>;
  /** Where they lie, of a former one. */
  readonly reach?: Reach;
}

/** The answer on the other of two days. Where it failed the half of the screen stays empty and says so. */
export interface OtherDay {
  readonly at: string;
  readonly boundaryDate: string;
  readonly answer: MeasureValues | null;
  readonly classes: ReadonlyMap<string, string>;
  readonly rows: readonly UnitRow[];
  readonly changes: Changes | null;
  readonly problem: ProblemError | null;
}

/**
 * One whole answer: what is drawn, named, told, tabled, printed and saved on the map page is taken from here alone, so that
 * label, colours and figures never speak of different things. The address is for pickers only.
 */
export interface Frame {
  /** What tells one answer from another: regions drawn from it carry it as `data-answer`. */
  readonly key: string;
  readonly question: Question;
  /** As it is shown: of a change, with the classes of the change. */
  readonly measure: Measure;
  /** As it is listed. */
  readonly listed: Measure;
  readonly answer: MeasureValues;
  readonly level: Level;
  readonly at: string;
  readonly from: string | null;
  /** First day of the boundaries in force on that day: while it stays, no geometry is fetched again. */
  readonly boundaryDate: string;
  readonly units: ReadonlyMap<string, AdminUnit>;
  readonly scope: Scope | null;
  /** Class id of every unit. */
  readonly classes: ReadonlyMap<string, string>;
  /** Units of each class inside the scope. */
  readonly counts: ReadonlyMap<string, number>;
  /** Every unit of the level, whatever is filtered. */
  readonly rows: readonly UnitRow[];
  /** Those inside the scope: ranks are among these. */
  readonly scopedRows: readonly UnitRow[];
  /** Classes that the legend shows; empty for all. */
  readonly shown: readonly string[];
  /** Units of the table: those in colour on the map. */
  readonly tableRows: readonly UnitRow[];
  readonly other: OtherDay | null;
}

/** What a frame is made of, once all of it is there. */
export interface FrameParts extends Pick<
  Frame,
  'question' | 'measure' | 'listed' | 'answer' | 'boundaryDate' | 'units' | 'scope' | 'shown'
> {
  readonly other: Omit<OtherDay, 'classes' | 'rows'> | null;
}

/** Works out what a whole answer says. */
export function frameOf(parts: FrameParts): Frame {
  const { question, measure, answer, units, scope, shown, other } = parts;
  const classes = classify(measure, answer);
  const rows = rowsOf([...units.values()], answer, classes);
  const scopedRows = scope === null ? rows : rows.filter(({ code }) => scope.codes.has(code));
  return {
    ...parts,
    key: keyOf(question),
    level: answer.level,
    at: question.at,
    from: question.from,
    classes,
    counts: countClasses(classes, scope?.codes ?? null),
    rows,
    scopedRows,
    tableRows: shown.length === 0 ? scopedRows : scopedRows.filter((row) => shown.includes(row.class)),
    other: other === null ? null : otherDay(parts, other),
  };
}

function otherDay({ measure, units }: FrameParts, other: Omit<OtherDay, 'classes' | 'rows'>): OtherDay {
  const { answer } = other;
  const classes = answer === null ? new Map<string, string>() : classify(measure, answer);
  return { ...other, classes, rows: answer === null ? [] : rowsOf([...units.values()], answer, classes) };
}

/** What an address says that asks for the answer of a frame. */
export function addressOf({ question, level }: Pick<Frame, 'question' | 'level'>): Partial<Address> {
  const { measure, at, from, on, former, compare, within } = question;
  return { measure, level, at, from, on, former, compare, ...(within === null ? {} : { unit: within }) };
}

/** The key of a question, short enough to be read: `criteria-met-xa-ntm commune 2024-10-31`. */
export function keyOf({ measure, level, at, from, on, within, former, compare }: Question): string {
  return [
    measure,
    level,
    ...(within === null ? [] : [`in ${within.level} ${within.code}`]),
    ...(former === null ? [] : [`formerly ${former}`]),
    at,
    ...(from === null ? [] : [`since ${from}`]),
    ...(on === null ? [] : [`on ${on}`]),
    ...(compare === null ? [] : [`beside ${compare}`]),
  ].join(' ');
}
