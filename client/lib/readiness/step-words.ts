import { RecordKind } from '#contract/imports.ts';
import type { ReadinessStep, Stage } from '#contract/readiness.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatDate, formatNumber, inLanguage } from '#client/text/format.ts';
import { recordWord } from '#client/text/words.ts';

/** The phrase for each stage. */
export const stageWord: Record<Stage, () => string> = {
  boundaries: m.stage_boundaries,
  results: m.stage_results,
  programme: m.stage_programme,
  layers: m.stage_layers,
  people: m.stage_people,
};

/** What a step is called: a collection by its title, records by their kind. */
export function titleOf({ id, title }: Pick<ReadinessStep, 'id' | 'title'>): string {
  const kind = RecordKind.safeParse(id).data;
  return title === null ? (kind === undefined ? id : recordWord[kind]()) : inLanguage(title);
}

/** How it stands with a step, in words: not there, or how much of it and of what day. */
export function statusOf(step: ReadinessStep): string {
  if (!step.has) return missingWords(step);
  const date = step.newest === null ? null : formatDate(step.newest);
  if (step.kind === 'households') return m.readiness_published({ date: date ?? '' });
  const much = amountOf(step);
  return date === null ? much : m.readiness_newest({ much, date });
}

function missingWords({ kind, essential }: ReadinessStep): string {
  if (kind === 'households') return m.readiness_not_published();
  return kind === 'boundaries' && !essential ? m.readiness_joined() : m.readiness_none();
}

function amountOf({ id, kind, count, wanted }: ReadinessStep): string {
  const words = { count: formatNumber(count ?? 0), wanted: formatNumber(wanted ?? 0) };
  if (id === 'thresholds') return m.readiness_thresholds(words);
  if (kind === 'boundaries') return count === wanted ? m.readiness_units(words) : m.readiness_units_of(words);
  if (id === 'assessments') return m.readiness_assessed(words);
  if (id === 'recognitions') return m.readiness_recognised(words);
  if (id === 'groups') return m.readiness_groups(words);
  if (id === 'target-figures') return m.readiness_targets(words);
  if (id === 'disbursements') return m.readiness_paid(words);
  return m.features(words);
}

/** What is to be said of a step whose data is invented, wholly or in part; null where none is. */
export function demoWord({ demo }: Pick<ReadinessStep, 'demo'>): string | null {
  return { none: null, some: m.readiness_demo_some(), all: m.readiness_demo() }[demo];
}

const mapFields: Readonly<Record<string, string>> = {
  provinces: 'MA_TINH, TEN_TINH',
  districts: 'MA_HUYEN, TEN_HUYEN',
  communes: 'MA_XA, TEN_XA',
};

/** What a map file of boundaries has to have, for which there is no template: nobody types a boundary. */
export function mapFileWords({ id }: Pick<ReadinessStep, 'id'>): string {
  return m.readiness_map_file({ fields: mapFields[id] ?? 'MA, TEN' });
}
