import type { Level, RecognitionLevel, UnitKind } from '#contract/admin-units.ts';
import type { Status } from '#contract/criteria.ts';
import type { RecordKind } from '#contract/imports.ts';
import type { Measure, MeasureKind } from '#contract/measures.ts';
import type { DifferenceKind } from '#contract/standings.ts';
import { m } from './compiled/messages.js';

// One phrase for each word of the contract, in the chosen language.

/** What an endpoint is asked for, by its id; none for those that only take something. */
export const askedWord: Partial<Record<string, () => string>> = {
  getPortal: m.asked_portal,
  getReadiness: m.asked_readiness,
  listMeasures: m.asked_measures,
  getOpeningMeasure: m.asked_measures,
  getMeasureValues: m.asked_values,
  getOutlines: m.asked_outlines,
  listCriteriaSets: m.asked_sets,
  listEligibility: m.asked_eligibility,
  searchAdminUnits: m.asked_units,
  listNeighbours: m.asked_neighbours,
  getUnitProfile: m.asked_profile,
  getUnitCriteria: m.asked_criteria,
  getUnitHistory: m.asked_history,
  getChanges: m.asked_changes,
  getRanking: m.asked_ranking,
  getProgramme: m.asked_programme,
  getTransition: m.asked_programme,
  getPaidResources: m.asked_paid,
  listTargets: m.asked_targets,
  listCollections: m.asked_collections,
  getCollection: m.asked_collection,
  listItems: m.asked_items,
  getItem: m.asked_item,
};

export const levelWord: Record<Level, () => string> = {
  province: m.level_province,
  district: m.level_district,
  commune: m.level_commune,
};

export const levelsWord: Record<Level, () => string> = {
  province: m.levels_province,
  district: m.levels_district,
  commune: m.levels_commune,
};

export const kindWord: Record<UnitKind, () => string> = {
  province: m.kind_province,
  municipality: m.kind_municipality,
  district: m.kind_district,
  urbanDistrict: m.kind_urban_district,
  town: m.kind_town,
  city: m.kind_city,
  commune: m.kind_commune,
  ward: m.kind_ward,
  township: m.kind_township,
  specialZone: m.kind_special_zone,
};

export const recognitionWord: Record<RecognitionLevel, () => string> = {
  standard: m.recognition_standard,
  advanced: m.recognition_advanced,
  model: m.recognition_model,
  modern: m.recognition_modern,
};

/** The levels in one word each, where the programme need not be named again. */
export const tierWord: Record<RecognitionLevel, () => string> = {
  standard: m.tier_standard,
  advanced: m.tier_advanced,
  model: m.tier_model,
  modern: m.tier_modern,
};

export const statusWord: Record<Status, () => string> = {
  met: m.status_met,
  notMet: m.status_not_met,
  notAssessed: m.status_not_assessed,
  notApplicable: m.status_not_applicable,
};

/** How the declared and the computed status of a criterion part. */
export const differenceWord: Record<DifferenceKind, () => string> = {
  contradicts: m.profile_contradicts,
  declaredOnly: m.profile_declared_only,
  computedOnly: m.profile_computed_only,
};

const compass = [
  m.compass_north,
  m.compass_north_east,
  m.compass_east,
  m.compass_south_east,
  m.compass_south,
  m.compass_south_west,
  m.compass_west,
  m.compass_north_west,
] as const;

/** The nearest of eight directions to a bearing in degrees clockwise from north. */
export function directionWord(bearingDegrees: number): string {
  const eighth = (((Math.round(bearingDegrees / 45) % 8) + 8) % 8) as 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;
  return compass[eighth]();
}

/** How units without a value are spoken of: alone, as a number of units, as a list of them. */
interface NoValueWords {
  readonly label: () => string;
  readonly count: (words: { count: string }) => string;
  readonly list: (words: { who: string }) => string;
}

/** What is judged may not have been; an amount, a number or a difference may not be there. */
const notJudged: NoValueWords = {
  label: m.status_not_assessed,
  count: m.no_value_assessed_count,
  list: m.no_value_assessed_list,
};
const noFigure: NoValueWords = {
  label: m.no_value_figure,
  count: m.no_value_figure_count,
  list: m.no_value_figure_list,
};

const noValueWord: Record<MeasureKind, NoValueWords> = {
  criteriaMet: notJudged,
  shareMeeting: notJudged,
  criterion: notJudged,
  shareCriterion: notJudged,
  // A recognition is recorded, not judged: who was assessed may still have none known.
  recognition: noFigure,
  distance: notJudged,
  declaredComputed: notJudged,
  target: notJudged,
  indicator: noFigure,
  disbursed: noFigure,
  group: noFigure,
  change: noFigure,
};

/** The words for units that a measure has no value of. */
export function noValueWords({ kind }: Pick<Measure, 'kind'>): NoValueWords {
  return noValueWord[kind];
}

export const recordWord: Record<RecordKind, () => string> = {
  assessments: m.records_assessments,
  recognitions: m.records_recognitions,
  groups: m.records_groups,
  thresholds: m.records_thresholds,
  'target-figures': m.records_target_figures,
  disbursements: m.records_disbursements,
};
