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
import { assessmentsCsv, disbursementsCsv, figuresCsv, recognitionsCsv } from './rows.ts';
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
    'later-assessments': assessmentsCsv(assessments),
    'later-recognitions': recognitionsCsv(recognitions),
    'later-target-figures': figuresCsv(inventLastFigures()),
    'later-disbursements': disbursementsCsv(
      inventLastPayments(
        units.filter(({ code }) => !ceasedBefore.includes(code)),
        communes,
      ),
    ),
    'unit-groups': writeCsv(
      ['code', 'scheme', 'unit_group', 'valid_from', 'decision', 'recorded_on'],
      inventGroups(communes).map((g) => [g.code, g.scheme, g.group, g.validFrom, g.decision, g.recordedOn]),
    ),
  };
}
