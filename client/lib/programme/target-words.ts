import type { CriteriaSet } from '#contract/criteria.ts';
import type { Agency, Target, TargetRow } from '#contract/programme.ts';
import type { TargetScope } from '#contract/target-scope.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatNumber, inLanguage } from '#client/text/format.ts';
import { recognitionWord } from '#client/text/words.ts';
import { countTargetStates, type TargetState } from './target-state.ts';

export const targetStateWord: Record<TargetState, () => string> = {
  met: m.standing_met,
  onPace: m.standing_on_pace,
  late: m.standing_late,
  missed: m.standing_missed,
  paceUnknown: m.standing_pace_unknown,
  noData: m.standing_no_data,
};

export const scopeWord: Record<TargetScope, () => string> = {
  commune: m.scope_commune,
  district: m.scope_district,
  province: m.scope_province,
  residentialArea: m.scope_residential_area,
  garden: m.scope_garden,
  national: m.scope_national,
};

type Sets = readonly CriteriaSet[];

/** Short name of a set: "Xã nông thôn mới nâng cao". */
export function setName(set: Pick<CriteriaSet, 'level' | 'tier'>): string {
  const tier = recognitionWord[set.tier]();
  if (set.level === 'district') return m.set_district({ tier: tier.toLowerCase() });
  return m.set_commune({ tier: tier.toLowerCase() });
}

/** The name of a set in a list of several: with the year from which it is in force, where another has the same name. */
export function setChoice(set: CriteriaSet, among: readonly CriteriaSet[]): string {
  const alike = among.filter(({ level, tier }) => level === set.level && tier === set.tier);
  return alike.length < 2 ? setName(set) : m.set_since({ name: setName(set), year: set.validFrom.slice(0, 4) });
}

/** What a target is about: the criterion, or the whole set, or the source's own words. */
export function targetTitle(target: Target, sets: Sets): string {
  const { scope, setId, criterionNo, comparator, name, nameEn } = target;
  if (scope === 'residentialArea') return m.target_areas();
  if (scope === 'garden') return m.target_gardens();
  const set = sets.find(({ id }) => id === setId);
  if (set === undefined) return inLanguage({ vi: name, en: nameEn ?? name });
  if (criterionNo === null) return comparator === '<=' ? m.target_floor() : setName(set);
  const criterion = set.criteria.find(({ no }) => no === criterionNo);
  return m.target_criterion({ no: String(criterionNo), name: criterion ? inLanguage(criterion.name) : name });
}

/** Second line of a target's title: its set; nothing where the title says it. */
export function targetSet({ setId, criterionNo }: Target, sets: Sets): string | null {
  const set = sets.find(({ id }) => id === setId);
  return set === undefined || criterionNo === null ? null : setName(set);
}

/** The figure as the programme prints it: "ít nhất 60%", "3-4"; of a target of the country in words. */
export function printedFigure({ comparator, value, valueMax, unit, words }: Target): string {
  if (words !== null) return inLanguage(words);
  const range = valueMax === null ? formatNumber(value, 1) : `${formatNumber(value, 1)}-${formatNumber(valueMax, 1)}`;
  const figure = figureIn(range, unit);
  if (comparator === '>=') return m.target_at_least({ figure });
  if (comparator === '<=') return m.target_at_most({ figure });
  if (comparator === '<') return m.target_under({ figure });
  return comparator === '~' ? m.target_about({ figure }) : figure;
}

/** All that the programme prints for one promise: "5%; 4/67" where it is a percentage and a number. */
export function promisedFigure({ target, alsoPrinted, progress: { wanted } }: TargetRow): string {
  if (alsoPrinted === null) return printedFigure(target);
  const of = wanted.of === null ? null : formatNumber(wanted.of);
  const figure = ({ comparator, unit, value }: Target) => {
    if (unit !== 'count' || of === null) return null;
    const count = m.target_count_of({ count: formatNumber(value), of });
    return comparator === '~' ? m.target_about({ figure: count }) : count;
  };
  const [one, other] = [alsoPrinted, target].map((each) => figure(each) ?? printedFigure(each));
  return m.target_both({ one: one ?? '', other: other ?? '' });
}

/** Ids under which a promise stands in the programme, in its order. */
export function promiseIds({ target, alsoPrinted }: Pick<TargetRow, 'target' | 'alsoPrinted'>): string {
  return [target.id, ...(alsoPrinted === null ? [] : [alsoPrinted.id])].sort().join(', ');
}

/** The row of a promise, whichever of its ids is asked for. */
export function rowOfPromise(rows: readonly TargetRow[], id: string | null): TargetRow | null {
  return rows.find(({ target, alsoPrinted }) => target.id === id || alsoPrinted?.id === id) ?? null;
}

/** What makes a unit count for a target: by assessment, never to be taken for the decision that recognises it. */
export function countedByWord({ target, progress: { countedBy } }: Pick<TargetRow, 'target' | 'progress'>): string {
  if (countedBy === 'figure') return m.targets_by_figure();
  if (countedBy === 'criteriaOrDecision') return m.targets_by_criteria_or_decision();
  return target.criterionNo === null ? m.targets_by_criteria() : m.targets_by_criterion();
}

/** Whether a target counts units by a whole set, of which recognition by a decision is the other figure. */
export function isOfWholeSet({ target, progress }: Pick<TargetRow, 'target' | 'progress'>): boolean {
  return progress.countedBy !== 'figure' && target.criterionNo === null && target.comparator !== '<=';
}

/** Where a target stands in its source: a line of the programme's text, or a document. */
export function targetPlace(row: TargetRow): string {
  const { document, sourceLine } = row.target;
  const id = promiseIds(row);
  return document === null ? m.targets_line({ id, line: String(sourceLine) }) : m.targets_document({ id, document });
}

/** "67/83", "0/83", "1,5 lần": what must be reached, as a count where it counts units; of the country's targets in words. */
export function wantedFigure({ target, progress: { wanted } }: TargetRow): string {
  if (target.words !== null) return inLanguage(target.words);
  return withUnit(wanted.value, wanted.unit) + (wanted.of === null ? '' : `/${formatNumber(wanted.of)}`);
}

export function reachedFigure({ progress: { reached, wanted } }: Pick<TargetRow, 'progress'>): string {
  if (reached === null) return '–';
  return withUnit(reached, wanted.unit) + (wanted.of === null ? '' : `/${formatNumber(wanted.of)}`);
}

export function gapFigure({ progress: { gap, wanted } }: Pick<TargetRow, 'progress'>): string {
  if (gap === null) return '–';
  return gap === 0 ? '0' : withUnit(gap, wanted.unit);
}

function withUnit(value: number, unit: Target['unit']): string {
  return figureIn(formatNumber(value, 1), unit);
}

function figureIn(figure: string, unit: Target['unit']): string {
  if (unit === 'percent') return `${figure}%`;
  if (unit === 'ratio') return m.target_ratio({ value: figure });
  return unit === 'pointsPerYear' ? m.target_points({ value: figure }) : figure;
}

/**
 * What is reached and what is wanted as parts (0 to 1) of the denominator that both are stated by, or where there is none of
 * the larger of the two; null where nothing is known.
 */
export function placesOnBar({ progress: { reached, wanted } }: Pick<TargetRow, 'progress'>): {
  readonly reached: number;
  readonly wanted: number;
} | null {
  if (reached === null) return null;
  const whole = wanted.of ?? (wanted.unit === 'percent' ? 100 : Math.max(wanted.value, reached));
  const part = (value: number) => (whole <= 0 ? 0 : Math.min(1, Math.max(0, value / whole)));
  return { reached: part(reached), wanted: part(wanted.value) };
}

/** Names of agencies by id. */
export function agencyNames(ids: readonly string[], agencies: readonly Agency[]): string[] {
  return ids.map((id) => {
    const agency = agencies.find((known) => known.id === id);
    return agency ? inLanguage(agency.name) : id;
  });
}

/** What a search looks through. */
export function searchedWords(
  { target, alsoPrinted, leads }: TargetRow,
  sets: Sets,
  agencies: readonly Agency[],
): string {
  return [
    target.id,
    target.name,
    target.subject,
    target.quote,
    ...(alsoPrinted === null ? [] : [alsoPrinted.id, alsoPrinted.quote]),
    targetTitle(target, sets),
    targetSet(target, sets) ?? '',
    ...agencyNames(leads, agencies),
  ].join(' ');
}

/** How many of some targets stand how, in a sentence; of a programme that has ended there is no pace any more. */
export function targetsSentence(rows: readonly TargetRow[], ended: boolean): string {
  const states = countTargetStates(rows);
  const of = formatNumber(rows.length);
  if (states.noData === rows.length) return m.targets_sentence_none({ of });
  const words = {
    of,
    met: formatNumber(states.met),
    late: formatNumber(ended ? states.missed : states.late),
    without: formatNumber(states.noData),
  };
  return ended ? m.targets_sentence_ended(words) : m.targets_sentence(words);
}
