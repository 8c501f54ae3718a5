import type { Measure, MeasureClass, MeasureValues } from '#contract/measures.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatDate, formatNumber, inLanguage, insideSentence } from '#client/text/format.ts';
import { levelsWord, noValueWords } from '#client/text/words.ts';
import { asOfWords } from './as-of.ts';
import { datesAt } from './dates.ts';

/** What the sentence speaks of: the answer, and the unit that was drilled into with the units inside it. */
export interface AnswerTopic {
  readonly measure: Measure;
  readonly answer: MeasureValues;
  readonly scope: { readonly name: string; readonly codes: ReadonlySet<string> } | null;
}

/** What every sentence is made of. */
interface Subject {
  readonly measure: Measure;
  readonly values: readonly number[];
  readonly year: number;
  readonly of: string;
  readonly units: string;
  readonly place: string;
  /** Units that have or could have a value. */
  readonly applicable: number;
  readonly whole: boolean;
}

/** The one sentence that answers the measure's question for the units shown; figures come from the values alone. */
export function answerSentence({ measure, answer, scope }: AnswerTopic): string {
  const inside = (code: string) => scope === null || scope.codes.has(code);
  const entries = Object.entries(answer.values).filter(([code]) => inside(code));
  const values = entries.map(([, value]) => value);
  const applicable = values.length + answer.notAssessed.filter(inside).length;
  const place = scope === null ? '' : m.answer_place({ name: insideSentence(scope.name) });
  if (applicable === 0) return m.answer_not_applicable({ place });
  if (values.length === 0) {
    const reached = Object.keys(answer.reached ?? {}).filter(inside).length;
    if (reached === 0) return noData(measure, answer);
    return m.answer_reached_only({ units: levelsWord[answer.level](), place, count: formatNumber(reached) });
  }
  const units = levelsWord[answer.level]();
  const year = Number(answer.at.slice(0, 4));
  const subject = {
    measure,
    values,
    year,
    of: formatNumber(applicable),
    units,
    place,
    applicable,
    whole: scope === null,
  };
  switch (measure.kind) {
    case 'criteriaMet':
      return countSentence(subject);
    case 'criterion':
      return m.answer_criterion({ ...subject, met: meeting(subject), criterion: titleOf(measure) });
    case 'indicator':
    case 'disbursed':
      return indicatorSentence(subject);
    case 'shareMeeting':
    case 'shareCriterion':
      return shareSentence(subject, answer.denominators?.[entries[0]?.[0] ?? '']);
    case 'recognition':
      return recognitionSentence(subject);
    case 'distance':
      return m.answer_distance({ ...subject, ready: counted(values, 0, 0), near: counted(values, 1, 2) });
    case 'declaredComputed':
      return m.answer_declared_computed({ ...subject, met: counted(values, 1, Infinity) });
    case 'group':
      return groupSentence(subject);
    case 'target':
      return targetSentence(subject);
    case 'change':
      return changeSentence(subject, answer);
  }
}

/** What else the values say: the mean, how many units have no value or are not in the programme, how classes were made. */
export function answerDetail({ measure, answer, scope }: AnswerTopic): string {
  const inside = (code: string) => scope === null || scope.codes.has(code);
  const values = Object.entries(answer.values).filter(([code]) => inside(code));
  const unassessed = answer.notAssessed.filter(inside).length;
  const exempt = answer.notApplicable.filter(inside).length;
  const parts: string[] = [
    `${asOfWords(answer.at, datesAt(measure, answer.level))}.`,
    answer.on === undefined ? m.basis_said() : m.answer_on({ date: formatDate(answer.on) }),
  ];
  if (values.length > 1 && measure.kind === 'criteriaMet') {
    const mean = values.reduce((sum, [, value]) => sum + value, 0) / values.length;
    parts.push(m.answer_mean({ mean: formatNumber(mean, 1) }));
  }
  const partly = Object.keys(answer.partly ?? {}).filter(inside).length;
  const reached = Object.keys(answer.reached ?? {}).filter(inside).length;
  const unknown = unassessed - partly - reached;
  if (unknown > 0) parts.push(noValueWords(measure).count({ count: formatNumber(unknown) }));
  if (reached > 0 && values.length > 0) parts.push(m.answer_reached({ count: formatNumber(reached) }));
  if (partly > 0) parts.push(m.answer_partly({ count: formatNumber(partly) }));
  if (exempt > 0) {
    const count = formatNumber(exempt);
    parts.push(answer.level === 'commune' ? m.answer_exempt({ count }) : m.answer_exempt_district({ count }));
  }
  const shared = Object.keys(answer.sharedBy ?? {}).filter(inside).length;
  if (shared > 0) parts.push(m.answer_shared({ count: formatNumber(shared) }));
  if (measure.method !== null) parts.push(`${inLanguage(measure.method)}.`);
  return parts.join(' ');
}

function countSentence(subject: Subject): string {
  const { measure, values, applicable, whole, units } = subject;
  const total = Math.max(...measure.classes.map(({ max }) => max ?? 0));
  const met = values.filter((value) => value >= total).length;
  const words = { ...subject, met: formatNumber(met), total: formatNumber(total) };
  const { wanted } = measure;
  // The programme's number is of so many communes: of others it says nothing.
  if (!whole || wanted === null || wanted.of !== applicable) return m.answer_count(words);
  const gap = wanted.value - met;
  return gap > 0
    ? m.answer_count_short({ ...words, gap: formatNumber(gap), units, wanted: formatNumber(wanted.value) })
    : m.answer_count_reached({ ...words, wanted: formatNumber(wanted.value) });
}

function indicatorSentence(subject: Subject): string {
  const { measure, values, year } = subject;
  const indicator = titleOf(measure);
  if (measure.classes.some((entry) => isEnough(entry, year))) {
    return m.answer_indicator({ ...subject, met: meeting(subject), indicator });
  }
  const sorted = [...values].sort((a, b) => a - b);
  const unit = measure.unit === null ? '' : inLanguage(measure.unit);
  const figure = (value: number | undefined) =>
    `${formatNumber(value ?? 0, measure.decimals)}${unit === '%' ? '' : ' '}${unit}`.trim();
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  return m.answer_figures({
    ...subject,
    // Figures are those of the units that have one.
    of: formatNumber(values.length),
    indicator: inLanguage(measure.title),
    lowest: figure(sorted[0]),
    highest: figure(sorted.at(-1)),
    median: figure(middle),
  });
}

function shareSentence(subject: Subject, communes: number | undefined): string {
  const { measure, values, applicable } = subject;
  const whole = measure.kind === 'shareMeeting';
  const share = whole ? '' : inLanguage(measure.title);
  if (values.length === 1 && applicable === 1) {
    const words = {
      share: formatNumber(values[0] ?? 0, 1),
      of: communes === undefined ? '' : formatNumber(communes),
      place: subject.place,
    };
    return whole ? m.answer_share_one(words) : m.answer_share_one_criterion({ ...words, measure: share });
  }
  const target = measure.targetPercent ?? 100;
  const words = { ...subject, met: counted(values, target, Infinity), target: formatNumber(target) };
  return whole ? m.answer_share(words) : m.answer_share_criterion({ ...words, measure: share });
}

function recognitionSentence(subject: Subject): string {
  const words = { ...subject, met: counted(subject.values, 1, Infinity) };
  const fallen = subject.values.filter((value) => value === 1).length;
  return fallen === 0
    ? m.answer_recognition(words)
    : m.answer_recognition_fallen({ ...words, fallen: formatNumber(fallen) });
}

function targetSentence(subject: Subject): string {
  const { measure, values, whole } = subject;
  const count = values.filter((value) => value === 1).length;
  const words = { ...subject, met: formatNumber(count), target: measure.wanted?.targetId ?? '' };
  if (measure.wanted?.sense === 'atMost') return m.answer_target_most(words);
  if (measure.wanted === null || !whole) return m.answer_target_place(words);
  const wanted = formatNumber(measure.wanted.value);
  const gap = measure.wanted.value - count;
  return gap > 0
    ? m.answer_target_short({ ...words, wanted, gap: formatNumber(gap) })
    : m.answer_target_reached({ ...words, wanted });
}

/** How many units are in each group. */
function groupSentence(subject: Subject): string {
  const { measure, values } = subject;
  const parts = measure.classes.map(
    ({ label, min, max }) => `${insideSentence(inLanguage(label))}: ${counted(values, min ?? 0, max ?? Infinity)}`,
  );
  return m.answer_group({ ...subject, of: formatNumber(values.length), parts: parts.join(', ') });
}

/** Every class that holds a unit, in its own words. */
function changeSentence({ measure, values, units, place }: Subject, { from, at }: MeasureValues): string {
  const parts = measure.classes.flatMap(({ label, min, max }) => {
    const held = values.filter((value) => value >= (min ?? -Infinity) && value <= (max ?? Infinity)).length;
    const words = inLanguage(label);
    // The number of units stands first: behind it would be read into labels such as "tăng 1–2 tiêu chí".
    return held === 0 ? [] : [`${formatNumber(held)} ${words.charAt(0).toLowerCase()}${words.slice(1)}`];
  });
  return m.answer_change({
    from: formatDate(from ?? at),
    at: formatDate(at),
    of: formatNumber(values.length),
    units,
    place,
    parts: parts.join(', '),
  });
}

function noData(measure: Measure, { at, from, level }: MeasureValues): string {
  const [first] = datesAt(measure, level);
  // Another measure or level may have data: these words are of this one.
  if (first === undefined) return m.answer_no_data_measure({ measure: inLanguage(measure.title) });
  const date = from ?? at;
  // Of a day since the first there may be figures, though of none of these units.
  if (first <= date) return m.answer_none_then({ date: formatDate(date) });
  return m.answer_no_data({ date: formatDate(date), first: formatDate(first) });
}

function titleOf(measure: Measure): string {
  return insideSentence(inLanguage(measure.title));
}

/** How many values lie in a class that reaches what is asked for. */
function meeting({ measure, values, year }: Subject): string {
  const classes = measure.classes.filter((entry) => isEnough(entry, year));
  const reaches = (value: number) =>
    classes.some(({ min, max }) => value >= (min ?? -Infinity) && value <= (max ?? Infinity));
  return formatNumber(values.filter(reaches).length);
}

function isEnough({ meets, meetsIn }: MeasureClass, year: number): boolean {
  return meets === true || (meetsIn?.includes(year) ?? false);
}

function counted(values: readonly number[], min: number, max: number): string {
  return formatNumber(values.filter((value) => value >= min && value <= max).length);
}
