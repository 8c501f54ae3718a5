import { inventAssessments } from './invent-assessments.ts';
import { inventCareers } from './invent-careers.ts';
import { inventDisbursements } from './invent-disbursements.ts';
import { inventDistrictAssessments, inventDistrictRecognitions } from './invent-districts.ts';
import { inventIndicators } from './invent-indicators.ts';
import { inventFigures, inventModelAssessments } from './invent-models.ts';
import { inventRecognitions } from './invent-recognitions.ts';
import type { Unit } from './read-units.ts';
import { assessmentsCsv, disbursementsCsv, figuresCsv, recognitionsCsv } from './rows.ts';
import { writeCsv } from './write-csv.ts';

/** The demo's files of part 2 as text, by name: districts, model communes, given figures, payments, figures of indicators. */
export function makeProgramme(
  units: readonly Unit[],
  settings: readonly Record<string, string>[],
): Readonly<Record<string, string>> {
  const careers = inventCareers(units);
  const recognitions = inventRecognitions(careers);
  const assessments = inventAssessments(careers, recognitions);
  return {
    'district-assessments': assessmentsCsv(inventDistrictAssessments()),
    'model-assessments': assessmentsCsv(inventModelAssessments(careers, recognitions)),
    'district-recognitions': recognitionsCsv(inventDistrictRecognitions('before')),
    'target-figures': figuresCsv(inventFigures()),
    disbursements: disbursementsCsv(inventDisbursements(units)),
    'indicator-values': writeCsv(
      ['code', 'set_id', 'indicator_no', 'status', 'value', 'value2', 'valid_on', 'recorded_on', 'note'],
      inventIndicators(assessments, settings).map((v) => [
        v.code,
        v.setId,
        v.indicatorNo,
        v.status,
        v.value,
        v.value2,
        v.validOn,
        v.recordedOn,
        v.note,
      ]),
    ),
  };
}
