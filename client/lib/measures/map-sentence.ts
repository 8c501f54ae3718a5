import type { Level } from '#contract/admin-units.ts';
import type { Measure, MeasureValues } from '#contract/measures.ts';
import { m } from '#client/text/compiled/messages.js';
import { compareNames, formatNumber, inLanguage, insideSentence } from '#client/text/format.ts';
import { hasRanks, valueWords } from '#client/text/figures.ts';
import { levelsWord, noValueWords } from '#client/text/words.ts';
import { findClusters, type Cluster, type Neighbours } from './clusters.ts';

/** What is needed to say in words what a map shows. */
export interface MapTopic {
  readonly measure: Measure;
  readonly answer: MeasureValues;
  /** Class id of every unit. */
  readonly classes: ReadonlyMap<string, string>;
  readonly units: ReadonlyMap<string, { readonly name: string; readonly parentName: string | null }>;
  readonly neighbours: Neighbours;
  /** Units that were drilled into; null for all. */
  readonly scope: ReadonlySet<string> | null;
}

/** Fewer than this are no cluster worth a word. */
const leastCluster = 3;
/** More names than this are counted instead. */
const mostNames = 3;
const levelAbove: Record<Level, Level> = { commune: 'district', district: 'province', province: 'province' };

/**
 * What a map shows, in sentences of the chosen language: the highest and the lowest with their units (classes with their
 * counts where values are no numbers), the largest groups of neighbours in one class, and units without data. Empty where
 * no unit has a value.
 */
export function mapSentences(topic: MapTopic): string[] {
  const { answer, scope } = topic;
  const inside = (code: string) => scope === null || scope.has(code);
  const values = Object.entries(answer.values).filter(([code]) => inside(code));
  if (values.length === 0) return [];
  return [
    ...(isNumber(topic.measure) ? extremes(topic, values) : classCounts(topic, values)),
    ...clusters(topic, new Set(values.map(([code]) => code))),
    ...missing(topic, answer.notAssessed.filter(inside)),
  ];
}

/** Other values only stand for the classes of their measure. */
function isNumber(measure: Measure): boolean {
  return hasRanks(measure) || (measure.kind === 'change' && measure.unit !== null);
}

function extremes(topic: MapTopic, values: readonly (readonly [string, number])[]): string[] {
  const { measure, classes } = topic;
  const words = (value: number) => valueWords(measure, { value, of: null, class: classOfValue(value) });
  const classOfValue = (value: number) => classes.get(values.find(([, other]) => other === value)?.[0] ?? '') ?? '';
  const figures = values.map(([, value]) => value);
  const [highest, lowest] = [Math.max(...figures), Math.min(...figures)];
  if (highest === lowest && values.length > 1) return [m.sentence_same({ value: words(highest) })];
  const at = (figure: number) =>
    nameUnits(
      topic,
      values.filter(([, value]) => value === figure).map(([code]) => code),
    );
  const top = m.sentence_highest({ value: words(highest), who: at(highest) });
  return highest === lowest ? [top] : [top, m.sentence_lowest({ value: words(lowest), who: at(lowest) })];
}

/** Of groups the answer itself has said it. */
function classCounts({ measure, classes }: MapTopic, values: readonly (readonly [string, number])[]): string[] {
  if (measure.kind === 'group') return [];
  const counts = new Map<string, number>();
  for (const [code] of values) {
    const id = classes.get(code) ?? '';
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const list = measure.classes.flatMap(({ id, label }) => {
    const count = counts.get(id);
    return count === undefined
      ? []
      : [m.sentence_class({ label: inLanguage(label).toLowerCase(), count: formatNumber(count) })];
  });
  return [m.sentence_classes({ list: list.join(', ') })];
}

/** The largest cluster, and the largest one of another class. */
function clusters(topic: MapTopic, valued: ReadonlySet<string>): string[] {
  const classes = new Map([...topic.classes].filter(([code]) => valued.has(code)));
  const found = findClusters(classes, topic.neighbours).filter(({ codes }) => codes.length >= leastCluster);
  const [largest] = found;
  const other = found.find((cluster) => cluster.class !== largest?.class);
  return [largest, other].flatMap((cluster) => (cluster === undefined ? [] : [clusterSentence(topic, cluster)]));
}

function clusterSentence({ measure, answer, units }: MapTopic, cluster: Cluster): string {
  const label = measure.classes.find(({ id }) => id === cluster.class)?.label;
  const above = [...new Set(cluster.codes.map((code) => units.get(code)?.parentName ?? ''))].filter(
    (name) => name !== '',
  );
  const where =
    above.length > mostNames
      ? m.sentence_cluster_over({ count: formatNumber(above.length), units: levelsWord[levelAbove[answer.level]]() })
      : m.sentence_cluster_in({ names: above.sort(compareNames).map(insideSentence).join(', ') });
  return m.sentence_cluster({
    label: label === undefined ? cluster.class : inLanguage(label),
    count: formatNumber(cluster.codes.length),
    units: levelsWord[answer.level](),
    where: above.length === 0 ? nameUnits({ answer, units }, cluster.codes) : where,
  });
}

/** Units without a value; those of which some criteria are assessed apart from those of which none is. */
function missing(topic: MapTopic, codes: readonly string[]): string[] {
  if (codes.length === 0) return [m.sentence_complete()];
  const partly = codes.filter((code) => topic.answer.partly?.[code] !== undefined);
  const without = codes.filter((code) => !partly.includes(code));
  return [
    ...(without.length === 0 ? [] : [noValueWords(topic.measure).list({ who: nameUnits(topic, without) })]),
    ...(partly.length === 0 ? [] : [m.sentence_partly({ who: nameUnits(topic, partly) })]),
  ];
}

/** A few units by their names, many by their number. */
function nameUnits({ answer, units }: Pick<MapTopic, 'answer' | 'units'>, codes: readonly string[]): string {
  if (codes.length > mostNames) {
    return m.sentence_many({ count: formatNumber(codes.length), units: levelsWord[answer.level]() });
  }
  const names = codes.map((code) => units.get(code)?.name ?? code);
  return names.sort(compareNames).map(insideSentence).join(', ');
}
