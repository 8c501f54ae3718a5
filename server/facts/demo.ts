import { loadQueries } from './load-queries.ts';

/** Statements that put the invented province's records in and take them out again, with nothing else. */
export const invented = loadQueries(new URL('./demo.sql', import.meta.url), [
  'insertAssessments',
  'insertRecognitions',
  'insertThresholds',
  'insertFigures',
  'insertDisbursements',
  'deleteDisbursements',
  'deleteThresholds',
  'deleteFigures',
  'deleteAssessments',
  'deleteRecognitions',
  'deleteBoundaries',
  'deleteUnits',
  'keepUnits',
  'deleteLineage',
  'deleteGroups',
  'insertGroups',
  'openChange',
  'settleChanges',
  'changes',
  'deleteLater',
  'deleteMade',
  'endStory',
  'moveRevisions',
]);
