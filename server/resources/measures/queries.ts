import { loadQueries } from '#facts/load-queries.ts';

/** The statements of measures: what there is to list, criteria counted, and the values of all other kinds. */
export const queries = {
  ...loadQueries(new URL('./queries.sql', import.meta.url), ['unitCounts', 'unitStatuses', 'shareCounts']),
  ...loadQueries(new URL('./list.sql', import.meta.url), [
    'recordedDays',
    'recognitionDates',
    'disbursementDates',
    'groupDays',
    'figureFifths',
    'replacedUnits',
  ]),
  ...loadQueries(new URL('./values.sql', import.meta.url), [
    'units',
    'unitFigures',
    'unitTallies',
    'anyRecognition',
    'criterionShares',
    'disbursed',
    'unitGroups',
  ]),
  ...loadQueries(new URL('./carry-over.sql', import.meta.url), ['sharesUntil', 'unitsOn', 'madeOfOthers', 'paidUnits']),
};
