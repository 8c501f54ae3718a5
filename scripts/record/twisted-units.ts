/** A unit from its first day until the day on which it no longer is; `under` is its parent's code and first day. */
export interface Unit {
  readonly code: string;
  readonly kind: string;
  readonly name: string;
  readonly from: string;
  readonly until?: string;
  /** First day of the unit that this is a later version of. */
  readonly of?: string;
  readonly under?: readonly [code: string, from: string];
  /** Column, row, width and height in cells; without it the unit has no boundary. */
  readonly cells?: readonly [number, number, number, number];
  /** First day of a second boundary, of these cells. */
  readonly redrawn?: readonly [on: string, cells: readonly [number, number, number, number]];
}

/** First day of what always was. */
export const begin = '2018-01-01';
const first = ['54', begin] as const;

const provinces: readonly Unit[] = [
  // TWIST: a province that became a city of another kind and name: two versions of one unit.
  { code: '54', kind: 'province', name: 'Tỉnh Bàn Cờ', from: begin, until: '2023-01-01', cells: [0, 0, 5, 5] },
  { code: '54', kind: 'municipality', name: 'Thành phố Bàn Cờ', from: '2023-01-01', of: begin, cells: [0, 0, 5, 5] },
  // TWIST: a province that ended with nobody of its code after it, over a district that goes on.
  { code: '56', kind: 'province', name: 'Tỉnh Lân Cận', from: begin, until: '2022-07-01', cells: [5, 0, 1, 5] },
];

/** Districts of the board. */
export const districts: readonly Unit[] = [
  { code: '501', kind: 'district', name: 'Huyện Một', from: begin, under: first, cells: [0, 0, 2, 5] },
  // TWIST: a district that ended, with communes that nobody put under another.
  {
    code: '502',
    kind: 'district',
    name: 'Huyện Hai',
    from: begin,
    until: '2023-07-01',
    under: first,
    cells: [2, 0, 1, 5],
  },
  // TWIST: a code used again by another district, in another province; one commune stays recorded under the old one.
  {
    code: '503',
    kind: 'district',
    name: 'Huyện Ba',
    from: begin,
    until: '2021-01-01',
    under: first,
    cells: [3, 0, 1, 5],
  },
  { code: '503', kind: 'town', name: 'Thị xã Ba Mới', from: '2021-01-01', under: ['56', begin], cells: [3, 0, 1, 5] },
  { code: '504', kind: 'city', name: 'Thành phố Bốn', from: begin, under: ['54', '2023-01-01'], cells: [4, 0, 1, 5] },
  { code: '520', kind: 'district', name: 'Huyện Lân Cận', from: begin, under: ['56', begin], cells: [5, 0, 1, 5] },
];

/** Communes of the board. */
export const communes: readonly Unit[] = [
  // TWIST: a boundary drawn anew on a day.
  {
    code: '10101',
    kind: 'commune',
    name: 'Xã An Phú',
    from: begin,
    under: ['501', begin],
    cells: [0, 0, 1, 1],
    redrawn: ['2023-07-01', [0, 0, 2, 1]],
  },
  // TWIST: a commune that moved to another district on a day.
  {
    code: '10102',
    kind: 'commune',
    name: 'Xã Hoà Bình',
    from: begin,
    until: '2022-07-01',
    under: ['502', begin],
    cells: [1, 1, 1, 1],
  },
  {
    code: '10102',
    kind: 'commune',
    name: 'Xã Hoà Bình',
    from: '2022-07-01',
    of: begin,
    under: ['501', begin],
    cells: [1, 1, 1, 1],
  },
  // TWIST: a code used again, after a year without, by a unit that has nothing to do with the first.
  {
    code: '10103',
    kind: 'commune',
    name: 'Xã Cũ',
    from: begin,
    until: '2021-01-01',
    under: ['501', begin],
    cells: [0, 1, 1, 1],
  },
  { code: '10103', kind: 'ward', name: 'Phường Mới', from: '2022-01-01', under: ['501', begin], cells: [0, 2, 1, 1] },
  // TWIST: a commune that went into another.
  {
    code: '10104',
    kind: 'commune',
    name: 'Xã Sáp Nhập',
    from: begin,
    until: '2023-07-01',
    under: ['501', begin],
    cells: [1, 0, 1, 1],
  },
  // TWIST: a unit that is yet to begin.
  {
    code: '10105',
    kind: 'commune',
    name: 'Xã Tương Lai',
    from: '2030-01-01',
    under: ['501', begin],
    cells: [1, 2, 1, 1],
  },
  // TWIST: a unit without a boundary.
  { code: '10106', kind: 'commune', name: 'Xã Không Ranh', from: begin, under: ['501', begin] },
  { code: '10201', kind: 'commune', name: 'Xã Ở Lại', from: begin, under: ['502', begin], cells: [2, 0, 1, 1] },
  {
    code: '10202',
    kind: 'township',
    name: 'Thị trấn Hai',
    from: begin,
    until: '2023-07-01',
    under: ['502', begin],
    cells: [2, 1, 1, 1],
  },
  // Of the same code and name, raised to a commune of the neighbour when its district ended.
  {
    code: '10202',
    kind: 'commune',
    name: 'Xã Hai',
    from: '2023-07-01',
    of: begin,
    under: ['501', begin],
    cells: [2, 1, 1, 1],
  },
  { code: '10301', kind: 'commune', name: 'Xã Đức Bình', from: begin, under: ['503', begin], cells: [3, 0, 1, 1] },
  {
    code: '10302',
    kind: 'commune',
    name: 'Xã Ea Lâm',
    from: '2021-01-01',
    under: ['503', '2021-01-01'],
    cells: [3, 1, 1, 1],
  },
  { code: '10401', kind: 'commune', name: 'Xã Xuân Hải', from: begin, under: ['504', begin], cells: [4, 0, 1, 1] },
  { code: '10402', kind: 'ward', name: 'Phường Bốn', from: begin, under: ['504', begin], cells: [4, 1, 1, 1] },
  { code: '10501', kind: 'commune', name: 'Xã Lân Cận', from: begin, under: ['520', begin], cells: [5, 0, 1, 1] },
];

/** Whether a unit is there on a day. */
export const holds = ({ from, until = '9999-12-31' }: Unit, on: string) => from <= on && on < until;

/** All of them, with their level. */
export const units: readonly (Unit & { readonly level: string })[] = [
  ...provinces.map((unit) => ({ ...unit, level: 'province' })),
  ...districts.map((unit) => ({ ...unit, level: 'district' })),
  ...communes.map((unit) => ({ ...unit, level: 'commune' })),
];

/** Codes of all units of the board. */
export const twistedCodes = [...new Set(units.map(({ code }) => code))];

/** Days on which something of the board begins or ends. */
export const twistedDays = [
  ...new Set(units.flatMap(({ from, until, redrawn }) => [from, until ?? from, redrawn?.[0] ?? from])),
].sort();
