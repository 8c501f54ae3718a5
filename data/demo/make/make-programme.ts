import { inventAssessments } from './invent-assessments.ts';
import { inventCareers } from './invent-careers.ts';
import { inventDisbursements } from './invent-disbursements.ts';
import { inventDistrictAssessments, inventDistrictRecognitions } from './invent-districts.ts';
import { inventIndicators } from './invent-indicators.ts';
import { inventFigures, inventModelAssessments } from './invent-models.ts';
import { inventRecognitions } from './invent-recognitions.ts';
import type { Unit } from './read-units.ts';
import { writeCsv } from './write-csv.ts';

/** The demo's files of part 2 as text, by name: districts, model communes, given figures, payments, figures of indicators. */
export function makeProgramme(
  units: readonly Unit[],
  settings: readonly Record<string, string>[],
): Readonly<Record<string, string>> {
  const careers = inventCareers(units);
  const recognitions = inventRecognitions(careers);
  const assessments = inventAssessments(careers, recognitions);
  const assessed = (rows: typeof assessments) =>
    writeCsv(
      ['code', 'set_id', 'criterion_no', 'status', 'valid_on', 'recorded_on', 'note'],
      rows.map((a) => [a.code, a.setId, a.criterionNo, a.status, a.validOn, a.recordedOn, a.note]),
    );
  return {
    'district-assessments': assessed(inventDistrictAssessments()),
    'model-assessments': assessed(inventModelAssessments(careers, recognitions)),
    'district-recognitions': writeCsv(
      ['code', 'set_id', 'level', 'decision_no', 'decided_on', 'valid_from', 'revoked_on', 'note'],
      inventDistrictRecognitions('before').map((r) => [
        r.code,
        r.setId,
        r.level,
        r.decisionNo,
        r.decidedOn,
        r.validFrom,
        r.revokedOn,
        r.note,
      ]),
    ),
    'target-figures': writeCsv(
      ['target_id', 'value', 'valid_on', 'recorded_on', 'note'],
      inventFigures().map((f) => [f.targetId, f.value, f.validOn, f.recordedOn, f.note]),
    ),
    disbursements: writeCsv(
      ['code', 'year', 'resource_id', 'amount_million_vnd', 'valid_on', 'recorded_on', 'note'],
      inventDisbursements(units).map((d) => [
        d.code,
        d.year,
        d.resourceId,
        d.amountMillionVnd,
        d.validOn,
        d.recordedOn,
        d.note,
      ]),
    ),
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
