import { searchable } from './fold.ts';

/** How many of the base (metre, square metre, cubic metre, kilogram, đồng, watt) a unit is. */
const units: Readonly<Record<string, readonly [base: string, factor: number]>> = {
  m: ['m', 1],
  km: ['m', 1_000],
  cm: ['m', 0.01],
  mm: ['m', 0.001],
  m2: ['m2', 1],
  ha: ['m2', 10_000],
  km2: ['m2', 1_000_000],
  m3: ['m3', 1],
  kg: ['kg', 1],
  ta: ['kg', 100],
  tan: ['kg', 1_000],
  dong: ['dong', 1],
  'nghin dong': ['dong', 1_000],
  'trieu dong': ['dong', 1_000_000],
  'ty dong': ['dong', 1_000_000_000],
  w: ['w', 1],
  kw: ['w', 1_000],
};
/** Other spellings, folded. */
const spellings: Readonly<Record<string, string>> = {
  met: 'm',
  'met vuong': 'm2',
  'met khoi': 'm3',
  hecta: 'ha',
  hec_ta: 'ha',
  'ki lo met': 'km',
  kilomet: 'km',
  vnd: 'dong',
  d: 'dong',
  'trieu vnd': 'trieu dong',
  trd: 'trieu dong',
  'tr.d': 'trieu dong',
  tr: 'trieu dong',
  trieu: 'trieu dong',
  'ti dong': 'ty dong',
  'ty vnd': 'ty dong',
  ty: 'ty dong',
  'nghin d': 'nghin dong',
  '1000d': 'nghin dong',
  '1000 dong': 'nghin dong',
  '1.000 dong': 'nghin dong',
  '1.000d': 'nghin dong',
  'ngan dong': 'nghin dong',
  em: 'nguoi',
  'hoc sinh': 'nguoi',
  'phan tram': '%',
};

/** What is counted in, folded: these are converted into nothing. */
const countedIn: ReadonlySet<string> = new Set(
  'nguoi ho cai chiec con do phut gio ngay thang nam lan luot ngoi nha phong lop giuong diem xa thon to truong cho cay % kv kva mw kwh'
    .split(' ')
    .concat(['ho gia dinh', 'nghin nguoi', 'tieu chi', 'cong trinh', 'm3/ngay', 'm3/ngay dem', 'tan/ngay', 'kg/ngay']),
);

/** Whether a text is a unit and nothing else, converted or not. */
export function isUnit(text: string): boolean {
  const key = unitKey(text);
  return Object.hasOwn(units, key) || countedIn.has(key);
}

/** A unit as it is compared: m² is m2, `Héc-ta` is ha. */
export function unitKey(text: string): string {
  const plain = searchable(text.replaceAll('²', '2').replaceAll('³', '3').replaceAll('^', ''))
    .replace(/[-\s]+/g, ' ')
    .replace(/\.$/, '')
    .trim();
  return spellings[plain] ?? plain;
}

/**
 * By what numbers in one unit are multiplied to be in another: 10,000 from ha to m². Null where one of the two is no unit that
 * is known or they measure different things.
 */
export function unitFactor(from: string, to: string): number | null {
  const [given, wanted] = [units[unitKey(from)], units[unitKey(to)]];
  return given === undefined || wanted === undefined || given[0] !== wanted[0] ? null : given[1] / wanted[1];
}
