/** A frozen statement, the one that does its work today, and what both are asked. */
export interface Pair {
  /** File under this folder and name of the statement. */
  readonly frozen: readonly [file: string, name: string];
  /** File under `server` and name; left out where it is `resources/<file>` and the name is the same. */
  readonly today?: readonly [file: string, name: string];
  /** Beside what every statement is asked, `common`; each set of them is timed by itself. */
  readonly asks?: Readonly<Record<string, unknown>>;
}

/** What parameters of these names are, where a pair says nothing else; ids come from the database. */
export const common: Readonly<Record<string, unknown>> = {
  level: 'commune',
  memberLevel: 'commune',
  at: '2024-10-31',
  from: '2023-10-31',
  since: '2021-01-01',
  knownOn: null,
  within: null,
  words: null,
  codePrefix: null,
  pattern: null,
  ids: null,
  code: '22042',
  codes: ['22042', '22442', '22842'],
  kind: 'commune',
  kinds: ['commune'],
  appliesTo: ['commune'],
  setId: 'xa-ntm',
  setIds: ['xa-ntm', 'xa-ntm-nang-cao', 'xa-ntm-kieu-mau'],
  criterionNo: 2,
  indicatorNo: '2.1',
  indicatorNos: ['2.1', '2.2'],
  part: 1,
  total: 19,
  province: '54',
};

const tile = {
  z: 10,
  x: 822,
  y: 474,
  west: 108.98,
  south: 12.89,
  east: 109.34,
  north: 13.25,
  left: 108.98,
  bottom: 12.89,
  right: 109.34,
  top: 13.25,
  named: true,
  maxLabels: 500,
  layer: 'communes',
};

export const pairs: readonly Pair[] = [
  { frozen: ['admin-units/queries.sql', 'unitsAt'], today: ['resources/admin-units/search.sql', 'unitsAt'] },
  {
    frozen: ['admin-units/queries.sql', 'unitsAt'],
    today: ['resources/admin-units/search.sql', 'unitsAt'],
    asks: { within: '54' },
  },
  { frozen: ['admin-units/queries.sql', 'unitAt'] },
  // The units above come with the unit now.
  { frozen: ['admin-units/queries.sql', 'ancestorsOf'], today: ['resources/admin-units/queries.sql', 'unitAt'] },
  { frozen: ['admin-units/queries.sql', 'neighboursOf'] },
  { frozen: ['admin-units/queries.sql', 'adjacency'] },
  { frozen: ['admin-units/queries.sql', 'recognitionsOf'] },
  { frozen: ['admin-units/queries.sql', 'criteriaCountsOf'] },
  { frozen: ['collections/queries.sql', 'levelExtent'] },
  { frozen: ['criteria/queries.sql', 'unitCriteria'] },
  // With the groups of the unit now.
  { frozen: ['criteria/queries.sql', 'provinceOf'], today: ['resources/criteria/queries.sql', 'placeOf'] },
  { frozen: ['criteria/figures.sql', 'unitFigures'] },
  {
    frozen: ['criteria/standings.sql', 'unitsDeclared'],
    today: ['resources/criteria/declared.sql', 'unitsDeclared'],
  },
  {
    frozen: ['criteria/standings.sql', 'unitsDeclared'],
    today: ['resources/criteria/declared.sql', 'unitsDeclared'],
    asks: { within: '558' },
  },
  { frozen: ['history/queries.sql', 'revisionsOf'] },
  { frozen: ['history/queries.sql', 'recognitionsOf'] },
  { frozen: ['history/queries.sql', 'unitsBetween'] },
  // Days by criterion and indicator come in one walk now.
  { frozen: ['measures/list.sql', 'figureDates'], today: ['resources/measures/list.sql', 'recordedDays'] },
  { frozen: ['measures/list.sql', 'recognitionDates'] },
  { frozen: ['measures/list.sql', 'figureFifths'] },
  { frozen: ['measures/list.sql', 'replacedUnits'] },
  { frozen: ['measures/list.sql', 'disbursementDates'] },
  { frozen: ['measures/queries.sql', 'assessmentDates'], today: ['resources/measures/list.sql', 'recordedDays'] },
  { frozen: ['measures/queries.sql', 'unitCounts'] },
  { frozen: ['measures/queries.sql', 'unitCounts'], asks: { within: '558' } },
  { frozen: ['measures/queries.sql', 'unitStatuses'] },
  { frozen: ['measures/queries.sql', 'shareCounts'], asks: { level: 'district' } },
  { frozen: ['measures/queries.sql', 'shareCounts'], asks: { level: 'province' } },
  { frozen: ['measures/values.sql', 'units'] },
  { frozen: ['measures/values.sql', 'unitFigures'] },
  { frozen: ['measures/values.sql', 'unitTallies'] },
  { frozen: ['measures/values.sql', 'anyRecognition'] },
  { frozen: ['measures/values.sql', 'criterionShares'], asks: { level: 'district' } },
  { frozen: ['measures/values.sql', 'disbursed'] },
  { frozen: ['portal/queries.sql', 'unitCounts'] },
  { frozen: ['portal/queries.sql', 'extent'] },
  { frozen: ['portal/queries.sql', 'boundaryDates'] },
  { frozen: ['programme/paid.sql', 'paidBySource'] },
  { frozen: ['programme/reviews.sql', 'firstReview'] },
  { frozen: ['programme/reviews.sql', 'reviewDays'] },
  {
    frozen: ['programme/standings.sql', 'unitStatuses'],
    today: ['resources/programme/assessed-units.sql', 'unitStatuses'],
  },
  {
    frozen: ['programme/standings.sql', 'recognitions'],
    today: ['resources/programme/assessed-units.sql', 'recognitions'],
  },
  { frozen: ['tiles/queries.sql', 'changeDays'] },
  { frozen: ['tiles/queries.sql', 'encodedTile'], asks: tile },
  { frozen: ['tiles/queries.sql', 'clippedTile'], asks: tile },
  { frozen: ['workbooks/queries.sql', 'unitsOfCodes'], today: ['intake/queries.sql', 'unitsOfCodes'] },
  { frozen: ['workbooks/queries.sql', 'unitsWithin'] },
  { frozen: ['workbooks/queries.sql', 'unitName'] },
];
