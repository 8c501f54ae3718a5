import { begin, communes, districts, holds, type Unit } from './twisted-units.ts';

interface Assessed {
  readonly code: string;
  readonly set: string;
  readonly no: number;
  readonly indicator?: string;
  readonly status: string;
  readonly value?: number | null;
  readonly on: string;
  readonly recorded: string;
}

const reviews = ['2019-12-31', '2021-12-31', '2022-06-30', '2022-12-31', '2023-12-31', '2024-06-30'];

/** A rule in place of an officer: more criteria are met from review to review, not everywhere alike, and some fall back. */
function reviewed(units: readonly Unit[], set: string, criteria: number): Assessed[] {
  return reviews.flatMap((on, review) =>
    units
      .filter((unit) => holds(unit, on))
      .flatMap(({ code }) =>
        Array.from({ length: criteria }, (_, index): Assessed => {
          const turn = (Number(code) * 7 + (index + 1) * 13 + review * 3) % 10;
          const status = turn < 4 + review ? 'met' : turn === 9 ? 'notAssessed' : 'notMet';
          return { code, set, no: index + 1, status, on, recorded: `${on}T10:00:00Z` };
        }),
      ),
  );
}

const special: readonly Assessed[] = [
  // TWIST: a late revision: what held in the middle of 2022 was learnt in 2024.
  { code: '10101', set: 'xa-ntm', no: 1, status: 'notMet', on: '2022-06-30', recorded: '2024-02-01T08:00:00Z' },
  { code: '10101', set: 'xa-ntm', no: 2, status: 'met', on: '2022-06-30', recorded: '2024-09-01T08:00:00Z' },
  // TWIST: two revisions on one day, and two of one moment, of which the one written last counts.
  { code: '10301', set: 'xa-ntm', no: 3, status: 'met', on: '2023-12-31', recorded: '2024-01-05T08:00:00Z' },
  { code: '10301', set: 'xa-ntm', no: 3, status: 'notMet', on: '2023-12-31', recorded: '2024-01-05T15:00:00Z' },
  { code: '10302', set: 'xa-ntm', no: 4, status: 'notMet', on: '2023-12-31', recorded: '2024-01-05T08:00:00Z' },
  { code: '10302', set: 'xa-ntm', no: 4, status: 'met', on: '2023-12-31', recorded: '2024-01-05T08:00:00Z' },
  // Figures, and TWIST: one taken back (no value, not assessed), for the same day and for a later one.
  {
    code: '10101',
    set: 'xa-ntm',
    no: 2,
    indicator: '2.1',
    status: 'met',
    value: 98.5,
    on: '2022-06-30',
    recorded: '2022-07-05T08:00:00Z',
  },
  {
    code: '10101',
    set: 'xa-ntm',
    no: 2,
    indicator: '2.1',
    status: 'notAssessed',
    value: null,
    on: '2022-06-30',
    recorded: '2023-03-01T08:00:00Z',
  },
  {
    code: '10101',
    set: 'xa-ntm',
    no: 2,
    indicator: '2.1',
    status: 'met',
    value: 99,
    on: '2023-12-31',
    recorded: '2024-01-05T08:00:00Z',
  },
  {
    code: '10301',
    set: 'xa-ntm',
    no: 10,
    indicator: '10',
    status: 'met',
    value: 52,
    on: '2022-12-31',
    recorded: '2023-01-05T08:00:00Z',
  },
  {
    code: '10301',
    set: 'xa-ntm',
    no: 10,
    indicator: '10',
    status: 'notAssessed',
    value: null,
    on: '2024-06-30',
    recorded: '2024-07-05T08:00:00Z',
  },
  {
    code: '10102',
    set: 'xa-ntm',
    no: 10,
    indicator: '10',
    status: 'notMet',
    value: 31,
    on: '2021-12-31',
    recorded: '2022-01-05T08:00:00Z',
  },
  {
    code: '10401',
    set: 'xa-ntm',
    no: 2,
    indicator: '2.2',
    status: 'met',
    value: 77,
    on: '2023-12-31',
    recorded: '2024-01-05T08:00:00Z',
  },
];

/** What became of units. */
export const lineage = [
  {
    code: '10104',
    from: begin,
    into: '10101',
    intoFrom: begin,
    event: 'merge',
    on: '2023-07-01',
    decision: 'NQ 1/2023',
  },
];

/** Recognitions, with their end. */
export const recognitions = [
  { code: '10101', set: 'xa-ntm', level: 'standard', decision: 'QĐ 1/2022', on: '2022-08-01' },
  { code: '10101', set: 'xa-ntm-nang-cao', level: 'advanced', decision: 'QĐ 9/2024', on: '2024-03-01' },
  // TWIST: revoked two years later.
  {
    code: '10301',
    set: 'xa-ntm',
    level: 'standard',
    decision: 'QĐ 2/2021',
    on: '2021-08-01',
    revoked: '2023-09-15',
    revokedBy: 'QĐ 7/2023',
  },
  // TWIST: of units that ended: the second bearer of the code was never recognised.
  { code: '10103', set: 'xa-ntm', level: 'standard', decision: 'QĐ 3/2020', on: '2020-03-01' },
  { code: '10102', set: 'xa-ntm', level: 'standard', decision: 'QĐ 4/2022', on: '2022-01-15' },
  { code: '501', set: 'huyen-ntm', level: 'standard', decision: 'QĐ 5/2023', on: '2023-02-01' },
  { code: '10501', set: 'xa-ntm', level: 'standard', decision: 'QĐ 6/2021', on: '2021-03-01' },
];

/** Money paid out. */
export const disbursements = [
  ...communes
    .filter((unit) => holds(unit, '2022-12-31'))
    .flatMap(({ code }) =>
      ['central-budget', 'community'].map((resource, index) => ({
        code,
        year: 2022,
        resource,
        amount: 100 + (Number(code) % 37) * (index + 2),
        on: '2022-12-31',
        recorded: '2023-01-20T08:00:00Z',
      })),
    ),
  // Counted again later, and TWIST: a late revision of an earlier day.
  { code: '10101', year: 2022, resource: 'community', amount: 999, on: '2023-03-31', recorded: '2023-04-20T08:00:00Z' },
  { code: '10201', year: 2022, resource: 'community', amount: 7, on: '2022-12-31', recorded: '2024-04-20T08:00:00Z' },
  // To a district that ended half a year later.
  {
    code: '502',
    year: 2022,
    resource: 'central-budget',
    amount: 500,
    on: '2022-12-31',
    recorded: '2023-01-20T08:00:00Z',
  },
];

/** What officers recorded, in the order in which they did. */
export const assessments: readonly Assessed[] = [
  ...reviewed(
    communes.filter(({ kind }) => kind === 'commune'),
    'xa-ntm',
    19,
  ),
  ...reviewed(
    communes.filter(({ code }) => code === '10101'),
    'xa-ntm-nang-cao',
    19,
  ),
  ...reviewed(
    districts.filter(({ kind }) => kind === 'district'),
    'huyen-ntm',
    9,
  ),
  ...special,
];
