import { readNumber } from '#rules/text/number.ts';

/** An angle (or a length in metres), and which axis it is of where a letter says so. */
export interface Angle {
  readonly value: number;
  readonly axis: 'lng' | 'lat' | null;
}

/** What is written where a degree, a minute, a second or a minus sign is meant. */
const signs: readonly (readonly [RegExp, string])[] = [
  [/[\s\u00a0\u2000-\u200b\u202f\u2060\u3000\ufeff]+/g, ' '],
  [/[\u2212\u2013\u2012\ufe63\uff0d]/g, '-'],
  [/\s*(?:giây|giay)\s*/gi, '"'],
  [/\s*(?:phút|phut)\s*/gi, "'"],
  [/(?<=\d)\s*(?:độ|deg(?:rees?)?)\s*/gi, '°'],
  [/[º˚ᵒ⁰∘]/g, '°'],
  // Before a minute or at the end only: "13d05" and "109.3o", not the words that begin so.
  [/(?<=\d)\s*[do](?=\s*\d|$)/gi, '°'],
  [/[′’‘ʹ`´ʼ]/g, "'"],
  [/[″”“„ʺ]|''/g, '"'],
];

/** Words of the four directions. */
const words: readonly (readonly [RegExp, string])[] = [
  [/(?:vĩ|kinh)\s*(?:độ|tuyến)\s*[:=]?|(?:lat(?:itude)?|lon(?:g(?:itude)?)?|lng)\s*[:=.]?/giu, ''],
  [/(?:vĩ\s*)?b(?:ắ|a)c|north/giu, 'N'],
  [/(?:vĩ\s*)?nam(?!\p{L})|south/giu, 'S'],
  [/(?:kinh\s*)?(?:đô|do)ng|east/giu, 'E'],
  [/(?:kinh\s*)?t(?:â|a)y|west/giu, 'W'],
];

/**
 * The letter of a direction. In Vietnamese B (bắc) is north, Đ east, T (tây) west, and N may be nam, south: of a place in
 * Vietnam only north is possible, as it is in English.
 */
const directions: Readonly<Record<string, { readonly axis: 'lng' | 'lat'; readonly sign: 1 | -1 }>> = {
  N: { axis: 'lat', sign: 1 },
  B: { axis: 'lat', sign: 1 },
  S: { axis: 'lat', sign: -1 },
  E: { axis: 'lng', sign: 1 },
  Đ: { axis: 'lng', sign: 1 },
  D: { axis: 'lng', sign: 1 },
  W: { axis: 'lng', sign: -1 },
  T: { axis: 'lng', sign: -1 },
};

const number = String.raw`\d+(?:[.,]\d+)?`;
const marked = new RegExp(`^(${number})\\s*°\\s*(?:(${number})(?:\\s*'\\s*|\\s+|$)(?:(${number})\\s*"?)?)?$`);
/** Minutes and seconds have two digits: "587 234" is a number with its thousands apart. */
const parted = /^(\d{1,3})([ :-])(\d{1,2}(?:[.,]\d+)?)(?:\2(\d{1,2}(?:[.,]\d+)?))?$/;

/** A text in signs that we read: one kind of blanks, degrees, quotes and minus, letters for directions. */
export function inPlainSigns(text: string): string {
  const plain = [...words, ...signs].reduce((so, [pattern, sign]) => so.replace(pattern, sign), text.normalize('NFC'));
  // A spreadsheet's sign of text before, and what parted a list behind.
  return plain.replace(/^\s*'|[\s,;]+$/g, '').trim();
}

/**
 * One number of a place, in plain signs: decimal degrees, degrees with minutes and seconds in any usual spelling, or
 * metres. Null where it is none: minutes and seconds end at 59, and nothing but the last part has decimals.
 */
export function readAngle(text: string): Angle | null {
  if (/^-?\d+\.\d+e[+-]\d+$/i.test(text)) return { value: Number(text), axis: null };
  const [, before = '', minus = '', core = '', after = ''] =
    /^([NSEWBĐT]?)\s*:?\s*([+-]?)\s*(.*?)\s*([NSEWBĐDT]?)\.?$/isu.exec(text) ?? [];
  if (core === '' || (before !== '' && after !== '')) return null;
  const direction = directions[(before || after).toUpperCase()];
  const size = readSize(core);
  if (size === null) return null;
  const sign = minus === '-' || direction?.sign === -1 ? -1 : 1;
  return { value: size * sign, axis: direction?.axis ?? null };
}

function readSize(text: string): number | null {
  const [, degrees, minutes, seconds] = marked.exec(text) ?? [];
  if (degrees !== undefined) return joined(degrees, minutes, seconds);
  const [, whole, , second, third] = parted.exec(text) ?? [];
  if (whole !== undefined && Number(whole) <= 180) return joined(whole, second, third);
  // A quote parts thousands (1'443'210), or it is what is left of degrees.
  if (/["°:]/.test(text) || (text.includes("'") && !/^\d{1,3}('\d{3})+(?:[.,]\d+)?$/.test(text))) return null;
  if (/-/.test(text) || (text.includes(' ') && !/^\d{1,3}( \d{3})+(?:[.,]\d+)?$/.test(text))) return null;
  return readNumber(text)?.value ?? null;
}

function joined(degrees: string, minutes?: string, seconds?: string): number | null {
  const parts = [degrees, minutes, seconds].filter((part) => part !== undefined);
  if (parts.slice(0, -1).some((part) => /[.,]/.test(part))) return null;
  const [whole = 0, min = 0, sec = 0] = parts.map((part) => Number(part.replace(',', '.')));
  return min >= 60 || sec >= 60 ? null : whole + min / 60 + sec / 3600;
}
