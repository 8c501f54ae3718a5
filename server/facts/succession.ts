import { loadQueries } from './load-queries.ts';

/** Statements that set boundaries of a day against the day before, and say what became of the units of then. */
export const succession = loadQueries(new URL('./succession.sql', import.meta.url), [
  'unitsAcross',
  'unitsBegun',
  'overlaps',
  'outlinesBefore',
  'outlinesGiven',
  'emptiedAbove',
  'endVersions',
  'endBoundaries',
  'reviseVersions',
  'insertLineage',
  'undoable',
  'recordedSince',
  'undoLineage',
  'undoVersions',
  'undoBoundaries',
  'restoreReplaced',
  'restoreClosed',
  'resettle',
  'closeUndone',
]);
