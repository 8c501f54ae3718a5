import { loadQueries } from './load-queries.ts';

/** Statements that compare given records with what is held and add them as revisions. */
export const records = loadQueries(new URL('./records.sql', import.meta.url), [
  'compareAssessments',
  'insertAssessments',
  'compareTargetFigures',
  'insertTargetFigures',
  'compareThresholds',
  'insertThresholds',
  'compareDisbursements',
  'insertDisbursements',
  'compareRecognitions',
  'insertRecognitions',
  'compareGroups',
  'insertGroups',
  'holdUnits',
  'moveRevisions',
]);
