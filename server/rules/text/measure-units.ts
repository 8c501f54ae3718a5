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
    .concat(['ho gia dinh', 'tieu chi', 'cong trinh', 'm3/ngay', 'm3/ngay dem', 'tan/ngay', 'kg/ngay']),
);

/** Words before a unit by which it is multiplied, folded. */
const multiples: readonly (readonly [word: RegExp, factor: number])[] = [
  [/^tram /, 100],
  [/^(?:nghin|ngan|1\.?000) ?/, 1_000],
  [/^van /, 10_000],
  [/^trieu /, 1_000_000],
  [/^t[yi] /, 1_000_000_000],
];
/** Units of land, money and paper that no one factor converts: they are known to be units and no more. */
const otherUnits: ReadonlySet<string> = new Set(['usd', '$', 'euro', 'sao', 'mau', 'cong dat', 'thuoc', 'met sao']);

/** What a unit measures, and how many of the base it is; null where it is none that is known. */
function measureOf(text: string): { readonly base: string; readonly factor: number } | null {
  const key = unitKey(text);
  const [base, factor] = Object.hasOwn(units, key) ? (units[key] ?? []) : [];
  if (base !== undefined && factor !== undefined) return { base, factor };
  if (countedIn.has(key)) return { base: key, factor: 1 };
  for (const [word, times] of multiples) {
    const rest = key.replace(word, '');
    const found = rest === key || rest === '' ? null : measureOf(rest);
    if (found !== null) return { base: found.base, factor: found.factor * times };
  }
  return null;
}

/** Whether a text is a unit and nothing else, converted or not. */
export function isUnit(text: string): boolean {
  return measureOf(text) !== null;
}

/** Whether a text speaks of a unit, be it one of another measure or one that nothing converts: `m2/học sinh`, `sào`. */
export function speaksOfUnit(text: string): boolean {
  const words = [text, ...text.split(/[\s/,;:]+/)];
  return words.some((word) => {
    const key = unitKey(word);
    return (
      key === '%' ||
      (Object.hasOwn(units, key) && !/^[dt]$|^ta$|^tan$/.test(key)) ||
      otherUnits.has(key) ||
      (/\s/.test(word) && isUnit(word))
    );
  });
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
 * By what numbers in one unit are multiplied to be in another: 10,000 from ha to m². What is counted has no unit of its own (''):
 * 1,000 from `nghìn người`. Null where one of the two is no unit that is known or they measure different things.
 */
export function unitFactor(from: string, to: string): number | null {
  const [given, wanted] = [measureOf(from), measureOf(to)];
  if (given === null) return null;
  if (to === '') return countedIn.has(given.base) && given.base !== '%' ? given.factor : null;
  return wanted === null || given.base !== wanted.base ? null : given.factor / wanted.factor;
}
