import { getLocale } from './compiled/runtime.js';

// Vietnamese and English as written in Vietnam's public documents: 1.234,5 · 31/10/2024, and 1,234.5 · 31 Oct 2024.
const tags = { vi: 'vi-VN', en: 'en-GB' } as const;

type Writer = Intl.NumberFormat | Intl.DateTimeFormat;
const writers = new Map<string, Writer>();

/** To make one takes a browser longer than to write a hundred figures by it. */
function kept<Kind extends Writer>(key: string, make: (tag: string) => Kind): Kind {
  const tag = tags[getLocale()];
  const known = writers.get(`${tag} ${key}`) ?? make(tag);
  writers.set(`${tag} ${key}`, known);
  return known as Kind;
}

/** A number with the separators of the chosen language. */
export function formatNumber(value: number, decimals = 0): string {
  const options = { maximumFractionDigits: decimals };
  return kept(`number ${decimals}`, (tag) => new Intl.NumberFormat(tag, options)).format(value);
}

/** A difference: with its sign, but for none. */
export function formatChange(value: number, decimals = 0): string {
  const options = { maximumFractionDigits: decimals, signDisplay: 'exceptZero' } as const;
  return kept(`change ${decimals}`, (tag) => new Intl.NumberFormat(tag, options)).format(value);
}

/** A calendar date (`YYYY-MM-DD`) in the chosen language. */
export function formatDate(isoDate: string): string {
  const options = {
    day: '2-digit',
    month: getLocale() === 'vi' ? '2-digit' : 'short',
    year: 'numeric',
    timeZone: 'UTC',
  } as const;
  return kept('date', (tag) => new Intl.DateTimeFormat(tag, options)).format(
    new Date(`${isoDate.slice(0, 10)}T00:00:00Z`),
  );
}

/** A moment (ISO 8601) as day and time in Vietnam, in the chosen language. */
export function formatMoment(moment: string): string {
  const options = { dateStyle: 'short', timeStyle: 'short', timeZone: 'Asia/Ho_Chi_Minh' } as const;
  return kept('moment', (tag) => new Intl.DateTimeFormat(tag, options)).format(new Date(moment));
}

/** Puts names in Vietnamese order, whatever the language of the interface: they are Vietnamese names. */
export const compareNames = new Intl.Collator('vi', { numeric: true }).compare;

const kindAtStart =
  /^(Tỉnh|Thành phố|Huyện|Quận|Thị xã|Thị trấn|Xã|Phường|Đặc khu|Tiêu chí|Criterion|Chỉ tiêu|Indicator) /;

/** A name inside a sentence: Vietnamese writes the kind of a unit small there (của huyện Tuy An). */
export function insideSentence(name: string): string {
  return kindAtStart.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

/** The phrase of the chosen language. */
export function inLanguage(text: { readonly vi: string; readonly en: string }): string {
  return text[getLocale()];
}
