import type { Measure, MeasureValues } from '#contract/measures.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatDate, formatNumber, inLanguage, insideSentence } from '#client/text/format.ts';
import { levelsWord } from '#client/text/words.ts';

/** What the sentence speaks of: the answer, and the unit that was drilled into with the units inside it. */
export interface AnswerTopic {
  readonly measure: Measure;
  readonly answer: MeasureValues;
  readonly scope: { readonly name: string; readonly codes: ReadonlySet<string> } | null;
}

/** Least share, in percent, that the programme asks of a district or a province. */
const targetPercent = 80;

/** The one sentence that answers the measure's question for the units shown; figures come from the values alone. */
export function answerSentence({ measure, answer, scope }: AnswerTopic): string {
  const inside = (code: string) => scope === null || scope.codes.has(code);
  const values = Object.entries(answer.values).filter(([code]) => inside(code));
  const unassessed = answer.notAssessed.filter(inside).length;
  const applicable = values.length + unassessed;
  const date = formatDate(answer.at);
  const place = scope === null ? '' : m.answer_place({ name: insideSentence(scope.name) });
  if (applicable === 0) return m.answer_not_applicable({ place });
  if (values.length === 0) return noData(measure, date);
  const of = formatNumber(applicable);
  const units = levelsWord[answer.level]();
  if (measure.criterionNo !== null) {
    const met = formatNumber(count(values, (value) => value >= 1));
    return m.answer_criterion({ met, of, units, criterion: insideSentence(inLanguage(measure.title)), place });
  }
  if (measure.unit?.vi === '%') return shareSentence(values, { of, units, place, denominators: answer.denominators });
  const total = Math.max(...measure.classes.map(({ max }) => max ?? 0));
  const met = formatNumber(count(values, (value) => value >= total));
  return m.answer_count({ met, of, units, total: formatNumber(total), place });
}

/** What else the values say: the mean, and how many units are not assessed or not in the programme. */
export function answerDetail({ measure, answer, scope }: AnswerTopic): string {
  const inside = (code: string) => scope === null || scope.codes.has(code);
  const values = Object.entries(answer.values).filter(([code]) => inside(code));
  const unassessed = answer.notAssessed.filter(inside).length;
  const exempt = answer.notApplicable.filter(inside).length;
  const parts: string[] = [m.answer_as_of({ date: formatDate(answer.at) })];
  if (values.length > 1 && measure.criterionNo === null && measure.unit?.vi !== '%') {
    const mean = values.reduce((sum, [, value]) => sum + value, 0) / values.length;
    parts.push(m.answer_mean({ mean: formatNumber(mean, 1) }));
  }
  if (unassessed > 0) parts.push(m.answer_unassessed({ count: formatNumber(unassessed) }));
  if (exempt > 0) parts.push(m.answer_exempt({ count: formatNumber(exempt) }));
  return parts.join(' ');
}

function shareSentence(
  values: readonly (readonly [string, number])[],
  words: { of: string; units: string; place: string; denominators: Readonly<Record<string, number>> | undefined },
): string {
  const { of, units, place, denominators } = words;
  const [only] = values;
  if (values.length === 1 && only !== undefined && of === '1') {
    const communes = denominators?.[only[0]];
    return m.answer_share_one({
      share: formatNumber(only[1], 1),
      of: communes === undefined ? '' : formatNumber(communes),
      place,
    });
  }
  const met = formatNumber(count(values, (value) => value >= targetPercent));
  return m.answer_share({ met, of, units, target: String(targetPercent), place });
}

function noData(measure: Measure, date: string): string {
  const [first] = measure.dates;
  return first === undefined ? m.answer_no_data_ever() : m.answer_no_data({ date, first: formatDate(first) });
}

function count(values: readonly (readonly [string, number])[], test: (value: number) => boolean): number {
  return values.filter(([, value]) => test(value)).length;
}
