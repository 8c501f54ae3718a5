import { inventAssessments } from './invent-assessments.ts';
import { inventCareers } from './invent-careers.ts';
import { inventRecognitions } from './invent-recognitions.ts';
import type { Unit } from './read-units.ts';
import { writeCsv } from './write-csv.ts';

/** The two CSV files of the demo's invented assessments and recognitions, as text. */
export function makeAssessments(units: readonly Unit[]): { assessments: string; recognitions: string } {
  const careers = inventCareers(units);
  const recognitions = inventRecognitions(careers);
  const assessments = inventAssessments(careers, recognitions);
  return {
    assessments: writeCsv(
      ['code', 'set_id', 'criterion_no', 'status', 'valid_on', 'recorded_on', 'note'],
      assessments.map((a) => [a.code, a.setId, a.criterionNo, a.status, a.validOn, a.recordedOn, a.note]),
    ),
    recognitions: writeCsv(
      ['code', 'set_id', 'level', 'decision_no', 'decided_on', 'valid_from', 'revoked_on', 'note'],
      recognitions.map((r) => [r.code, r.setId, r.level, r.decisionNo, r.decidedOn, r.validFrom, r.revokedOn, r.note]),
    ),
  };
}
