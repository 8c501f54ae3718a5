import type { Assessment } from './invent-assessments.ts';
import type { Disbursement } from './invent-disbursements.ts';
import type { Figure } from './invent-models.ts';
import type { Recognition } from './invent-recognitions.ts';
import { writeCsv } from './write-csv.ts';

// The demo's files of rows, each kind with its columns, as text.

export function assessmentsCsv(rows: readonly Assessment[]): string {
  return writeCsv(
    ['code', 'set_id', 'criterion_no', 'status', 'valid_on', 'recorded_on', 'note'],
    rows.map((a) => [a.code, a.setId, a.criterionNo, a.status, a.validOn, a.recordedOn, a.note]),
  );
}

export function recognitionsCsv(rows: readonly Recognition[]): string {
  return writeCsv(
    ['code', 'set_id', 'level', 'decision_no', 'decided_on', 'valid_from', 'revoked_on', 'note'],
    rows.map((r) => [r.code, r.setId, r.level, r.decisionNo, r.decidedOn, r.validFrom, r.revokedOn, r.note]),
  );
}

export function figuresCsv(rows: readonly Figure[]): string {
  return writeCsv(
    ['target_id', 'value', 'valid_on', 'recorded_on', 'note'],
    rows.map((f) => [f.targetId, f.value, f.validOn, f.recordedOn, f.note]),
  );
}

export function disbursementsCsv(rows: readonly Disbursement[]): string {
  return writeCsv(
    ['code', 'year', 'resource_id', 'amount_million_vnd', 'valid_on', 'recorded_on', 'note'],
    rows.map((d) => [d.code, d.year, d.resourceId, d.amountMillionVnd, d.validOn, d.recordedOn, d.note]),
  );
}
