import type { Assessment } from './invent-assessments.ts';
import { inventCareers } from './invent-careers.ts';
import { inventLastPayments } from './invent-disbursements.ts';
import { inventDistrictRecognitions, inventLastDistrictAssessments } from './invent-districts.ts';
import { ceasedBefore, inventLastRecognitions, inventLastReviews } from './invent-last-reviews.ts';
import { inventLastFigures, inventLastModelAssessments } from './invent-models.ts';
import { inventGroups, inventNewRecognitions, inventNewReviews, newCommunes } from './invent-new-communes.ts';
import { inventRecognitions, type Recognition } from './invent-recognitions.ts';
import type { Crosswalks } from './later-units.ts';
import type { Unit } from './read-units.ts';
import { writeCsv } from './write-csv.ts';

/** The demo's files of what comes after the day at which it stands, as text, by name. */
export function makeLater(units: readonly Unit[], crosswalks: Crosswalks): Readonly<Record<string, string>> {
  const careers = inventCareers(units);
  const before = inventRecognitions(careers);
  const last = inventLastRecognitions(careers, before);
  const communes = newCommunes(careers, crosswalks['2025-07-01']);
  const recognitions: Recognition[] = [
    ...last,
    ...inventDistrictRecognitions('after'),
    ...inventNewRecognitions(communes),
  ];
  const assessments: Assessment[] = [
    ...inventLastReviews(careers, [...before, ...last]),
    ...inventLastModelAssessments(careers, [...before, ...last]),
    ...inventLastDistrictAssessments(),
    ...inventNewReviews(communes),
  ];
  return {
    'later-assessments': writeCsv(
      ['code', 'set_id', 'criterion_no', 'status', 'valid_on', 'recorded_on', 'note'],
      assessments.map((a) => [a.code, a.setId, a.criterionNo, a.status, a.validOn, a.recordedOn, a.note]),
    ),
    'later-recognitions': writeCsv(
      ['code', 'set_id', 'level', 'decision_no', 'decided_on', 'valid_from', 'revoked_on', 'note'],
      recognitions.map((r) => [r.code, r.setId, r.level, r.decisionNo, r.decidedOn, r.validFrom, r.revokedOn, r.note]),
    ),
    'later-target-figures': writeCsv(
      ['target_id', 'value', 'valid_on', 'recorded_on', 'note'],
      inventLastFigures().map((f) => [f.targetId, f.value, f.validOn, f.recordedOn, f.note]),
    ),
    'later-disbursements': writeCsv(
      ['code', 'year', 'resource_id', 'amount_million_vnd', 'valid_on', 'recorded_on', 'note'],
      inventLastPayments(
        units.filter(({ code }) => !ceasedBefore.includes(code)),
        communes,
      ).map((d) => [d.code, d.year, d.resourceId, d.amountMillionVnd, d.validOn, d.recordedOn, d.note]),
    ),
    'unit-groups': writeCsv(
      ['code', 'scheme', 'unit_group', 'valid_from', 'decision', 'recorded_on'],
      inventGroups(communes).map((g) => [g.code, g.scheme, g.group, g.validFrom, g.decision, g.recordedOn]),
    ),
  };
}
