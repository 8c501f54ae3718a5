import type { Measure, Reached } from '#contract/measures.ts';
import { m } from './compiled/messages.js';
import { formatChange, formatNumber, inLanguage } from './format.ts';
import { levelsWord, noValueWords } from './words.ts';

/** A unit's value and the class that it falls into. */
export interface Figure {
  readonly value: number | null;
  /** Of how many units below the value is a share; null where it is none. */
  readonly of: number | null;
  readonly class: string;
  /** Criteria met so far of a unit that has no value because others are not assessed. */
  readonly partly?: Partly | null;
  /** What predecessors had reached, of a unit that is not assessed itself. */
  readonly reached?: Pick<Reached, 'met' | 'of'> | null;
}

export interface Partly {
  readonly met: number;
  readonly notAssessed: number;
}

/** "13 đạt, 1 chưa đánh giá". */
export function partlyWords({ met, notAssessed }: Partly): string {
  return m.value_partly({ met: formatNumber(met), open: formatNumber(notAssessed) });
}

/** "3 trong 4 đơn vị cũ đã đạt". */
function reachedWords({ met, of }: Pick<Reached, 'met' | 'of'>): string {
  return m.value_reached({ met: formatNumber(met), of: formatNumber(of) });
}

/** What is known of a unit without a value: how far it is assessed, or what predecessors had reached; null where nothing is. */
function insteadOf({ value, partly, reached }: Figure): string | null {
  if (value !== null) return null;
  return partly ? partlyWords(partly) : reached ? reachedWords(reached) : null;
}

/** The name of the class of a unit; of one that has no value what is known instead. */
export function classOf(figure: Figure, names: ReadonlyMap<string, string>): string {
  return insteadOf(figure) ?? names.get(figure.class) ?? '';
}

/** Names of all classes that a unit can fall into, those without a value last: what legends, charts, tables and files say. */
export function classNames(measure: Measure): ReadonlyMap<string, string> {
  return new Map([
    ...measure.classes.map(({ id, label }) => [id, inLanguage(label)] as const),
    ['reached', m.value_of_predecessors()],
    ['notAssessed', noValueWords(measure).label()],
    ['notApplicable', m.status_not_applicable()],
  ]);
}

/** The words of a value of a kind whose numbers stand for words (met, recognised ...); null where the number itself speaks. */
export function classWords(measure: Measure, figure: Figure): string | null {
  const entry = measure.classes.find(({ id }) => id === figure.class);
  if (entry === undefined || figure.value === null) return null;
  switch (measure.kind) {
    case 'criterion':
    case 'recognition':
    case 'target':
    case 'group':
      return inLanguage(entry.label);
    case 'distance':
    case 'declaredComputed':
      return entry.min === entry.max && entry.min !== 1 ? inLanguage(entry.label) : null;
    case 'indicator':
      return measure.unit === null ? inLanguage(entry.label) : null;
    case 'change':
      return measure.unit === null && measure.decimals === 0 ? inLanguage(entry.label) : null;
    case 'criteriaMet':
    case 'shareMeeting':
    case 'shareCriterion':
    case 'disbursed':
      return null;
  }
}

/** A value as a table shows it: words, or the number without its unit; of a change with its sign. */
export function cellWords(measure: Measure, figure: Figure): string {
  const instead = insteadOf(figure);
  if (instead !== null) return instead;
  if (figure.value === null) return figure.class === 'notApplicable' ? m.table_not_applicable() : m.table_no_value();
  const words = classWords(measure, figure);
  if (words !== null) return words;
  if (measure.kind === 'change') return formatChange(figure.value, measure.decimals);
  const number = formatNumber(figure.value, measure.decimals);
  if (figure.of === null) return number;
  // Shares of the levels above: of communes where districts have one too, else of districts.
  const units = levelsWord[measure.levels.includes('district') ? 'commune' : 'district']();
  return m.value_share({ share: number, of: formatNumber(figure.of), units });
}

/** A value inside a sentence: words in small letters, or the number with its unit. */
export function valueWords(measure: Measure, figure: Figure): string {
  if (figure.class === 'notApplicable') return m.status_not_applicable().toLowerCase();
  const instead = insteadOf(figure);
  if (instead !== null) return instead;
  if (figure.value === null) return noValueWords(measure).label().toLowerCase();
  const words = classWords(measure, figure);
  if (words !== null) return words.charAt(0).toLowerCase() + words.slice(1);
  const number = cellWords(measure, figure);
  if (figure.of !== null && measure.kind !== 'change') return number;
  const unit = measure.unit === null ? '' : inLanguage(measure.unit);
  return unit === '%' ? `${number}%` : `${number} ${unit}`.trim();
}

/** Whether units can be put in an order of first and last by a measure. */
export function hasRanks({ kind, unit }: Measure): boolean {
  return ['criteriaMet', 'shareMeeting', 'shareCriterion', 'indicator', 'disbursed'].includes(kind) && unit !== null;
}
