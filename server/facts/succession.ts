import { loadQueries } from './load-queries.ts';

/** Statements that set boundaries of a day against the day before, and say what became of the units of then. */
export const succession = loadQueries(new URL('./succession.sql', import.meta.url), [
  'unitsAcross',
  'unitsSettled',
  'unitsLater',
  'overlaps',
  'outlinesBefore',
  'outlinesGiven',
  'emptiedAbove',
  'leftBehind',
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
  'restoreAbove',
  'restoreOrigin',
  'resettle',
  'closeUndone',
]);
