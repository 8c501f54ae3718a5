import { inventAssessments } from './invent-assessments.ts';
import { inventCareers } from './invent-careers.ts';
import { inventRecognitions } from './invent-recognitions.ts';
import type { Unit } from './read-units.ts';
import { assessmentsCsv, recognitionsCsv } from './rows.ts';

/** The two CSV files of the demo's invented assessments and recognitions, as text. */
export function makeAssessments(units: readonly Unit[]): { assessments: string; recognitions: string } {
  const careers = inventCareers(units);
  const recognitions = inventRecognitions(careers);
  return {
    assessments: assessmentsCsv(inventAssessments(careers, recognitions)),
    recognitions: recognitionsCsv(recognitions),
  };
}
