import type { Level } from '#contract/admin-units.ts';
import type { faultsForPeople, FaultParameters, FaultValue } from '#contract/faults.ts';
import { wordPeriods } from '#contract/periods.ts';
import { m } from './compiled/messages.js';
import { formatDate, formatNumber, inLanguage } from './format.ts';
import { levelWord } from './words.ts';

type Code = keyof typeof faultsForPeople;
/** Parameters of a fault as they stand in a sentence; an English reason stands behind it. */
type Texts<C extends Code> = Readonly<Record<Exclude<keyof FaultParameters<C>, 'reason'>, string>>;

/** What the portal said of a request that it did not fulfil. */
export interface Said {
  readonly detail: string | null;
  readonly fault: string | null;
  readonly parameters: Readonly<Record<string, FaultValue>>;
}

/** A fault in the reader's language, and the English phrase that says where or why, where there is one. */
export interface FaultWords {
  readonly sentence: string;
  readonly reason: string | null;
}

// One sentence for each fault of the contract that a person can meet.
const words: { readonly [C in Code]: (texts: Texts<C>) => string } = {
  requestsTooMany: m.fault_requests_too_many,
  databaseBusy: m.fault_database_busy,
  portalStopping: m.fault_portal_stopping,
  databaseReadOnly: m.fault_database_read_only,
  storageFull: m.fault_storage_full,
  serverBusy: m.fault_server_busy,
  mistake: m.fault_mistake,
  writesClosed: m.fault_writes_closed,
  originForeign: m.fault_origin_foreign,
  tokenWrong: m.fault_token_wrong,
  tokensTooMany: m.fault_tokens_too_many,
  addressUnknown: m.fault_address_unknown,
  addressBroken: m.fault_address_broken,
  requestNul: m.fault_request_nul,
  requestRefused: m.fault_request_refused,
  bodyTooLarge: m.fault_body_too_large,
  parameterTwice: m.fault_parameter_twice,
  parameterUnknown: m.fault_parameter_unknown,
  parameterTooMuch: m.fault_parameter_too_much,
  parameterInvalid: m.fault_parameter_invalid,
  parameterNul: m.fault_parameter_nul,
  unitUnknown: m.fault_unit_unknown,
  unitNotThen: m.fault_unit_not_then,
  changesNotEarlier: m.fault_changes_not_earlier,
  setUnknown: m.fault_set_unknown,
  setUnknownAmongNone: m.fault_set_unknown_among_none,
  setNone: m.fault_set_none,
  setNoneThen: m.fault_set_none_then,
  setNoneForLevel: m.fault_set_none_for_level,
  setNotHeld: m.fault_set_not_held,
  setWithoutUnits: m.fault_set_without_units,
  setWithoutUnitsInside: m.fault_set_without_units_inside,
  setNotOfCommunes: m.fault_set_not_of_communes,
  programmeUnknown: m.fault_programme_unknown,
  periodUnknown: m.fault_period_unknown,
  periodNotBegun: m.fault_period_not_begun,
  measureUnknown: m.fault_measure_unknown,
  measureNotOfLevel: m.fault_measure_not_of_level,
  measureWithoutChange: m.fault_measure_without_change,
  changeNotEarlier: m.fault_change_not_earlier,
  collectionUnknown: m.fault_collection_unknown,
  featureUnknown: m.fault_feature_unknown,
  fieldUnknown: m.fault_field_unknown,
  propertyUnknown: m.fault_property_unknown,
  propertyNotTruth: m.fault_property_not_truth,
  propertyNotNumber: m.fault_property_not_number,
  propertyNotWhole: m.fault_property_not_whole,
  propertyBelow: m.fault_property_below,
  propertyAbove: m.fault_property_above,
  propertyNotDate: m.fault_property_not_date,
  propertyNotListed: m.fault_property_not_listed,
  filterUnreadable: m.fault_filter_unreadable,
  filterUnreadableAt: m.fault_filter_unreadable_at,
  filterTooHeavy: m.fault_filter_too_heavy,
  filterMissing: m.fault_filter_missing,
  tilesWhole: m.fault_tiles_whole,
  crsUnknown: m.fault_crs_unknown,
  bboxOffEarth: m.fault_bbox_off_earth,
  bboxUpsideDown: m.fault_bbox_upside_down,
  bboxBackwards: m.fault_bbox_backwards,
  cursorForeign: m.fault_cursor_foreign,
  cursorAndOffset: m.fault_cursor_and_offset,
  questionTooSlow: m.fault_question_too_slow,
  exportCrs: m.fault_export_crs,
  exportTooMany: m.fault_export_too_many,
  exportsBusy: m.fault_exports_busy,
  importSubjectMissing: m.fault_import_subject_missing,
  importCollectionUnknown: m.fault_import_collection_unknown,
  importOneType: m.fault_import_one_type,
  importCleanMisplaced: m.fault_import_clean_misplaced,
  importNotUndoable: m.fault_import_not_undoable,
  importDemoGone: m.fault_import_demo_gone,
  importUndone: m.fault_import_undone,
  importBuiltOn: m.fault_import_built_on,
  importMended: m.fault_import_mended,
  codeBorneTwice: m.fault_code_borne_twice,
  importRecordedOn: m.fault_import_recorded_on,
  importSuccessionUndated: m.fault_import_succession_undated,
  importDecisionMisplaced: m.fault_import_decision_misplaced,
  importReplaceUndated: m.fault_import_replace_undated,
  importNotForRecords: m.fault_import_not_for_records,
  importCrsUnknown: m.fault_import_crs_unknown,
  importMapUnreadable: m.fault_import_map_unreadable,
  importOneFile: m.fault_import_one_file,
  templateUnknown: m.fault_template_unknown,
  importUnknown: m.fault_import_unknown,
  importEnded: m.fault_import_ended,
  refusedRowsGone: m.fault_refused_rows_gone,
  importElsewhere: m.fault_import_elsewhere,
  importRunning: m.fault_import_running,
  changedMeanwhile: m.fault_changed_meanwhile,
  fileUnsupported: ({ why }) => why,
  fileRefused: ({ why }) => why,
  fileTooLarge: ({ why }) => why,
  fileMissing: m.fault_file_missing,
  fileNameControl: m.fault_file_name_control,
  fileNameLong: m.fault_file_name_long,
  filesTooMany: m.fault_files_too_many,
  uploadTooLarge: m.fault_upload_too_large,
  uploadTooSlow: m.fault_upload_too_slow,
  uploadBrokenOff: m.fault_upload_broken_off,
};

/**
 * The words for what the portal said; null for a fault that has none here, of another version of the portal or of programs
 * alone: one without what its sentence names is such a one too.
 */
export function faultWords({ fault, parameters }: Said): FaultWords | null {
  if (fault === null || !Object.hasOwn(words, fault)) return null;
  const { reason, ...others } = parameters;
  const texts = Object.fromEntries(Object.entries(others).map(([name, value]) => [name, inWords(name, value)]));
  let whole = true;
  const watched = new Proxy(texts, {
    get(given, name) {
      if (!Object.hasOwn(given, name)) whole = false;
      return Reflect.get(given, name) as unknown;
    },
  });
  const word = words[fault as Code] as (texts: Readonly<Record<string, string>>) => string;
  const sentence = word(watched);
  return whole ? { sentence, reason: typeof reason === 'string' ? reason : null } : null;
}

function inWords(name: string, value: FaultValue): string {
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'object') return inLanguage(value);
  if (name === 'level' || name === 'levels') return levelsIn(value);
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value) : wordPeriods(value, periodInWords);
}

function levelsIn(ids: string): string {
  return ids
    .split(', ')
    .map((id) => (Object.hasOwn(levelWord, id) ? levelWord[id as Level]().toLowerCase() : id))
    .join(', ');
}

function periodInWords(from: string, until: string | null): string {
  const start = formatDate(from);
  return until === null ? m.valid_from({ from: start }) : m.valid_between({ from: start, to: formatDate(until) });
}
