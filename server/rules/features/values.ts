import type { Text } from '#contract/common.ts';
import type { Property } from '#contract/collections.ts';
import { normaliseNumber } from '#rules/boundaries/values.ts';
import { readDay } from '#rules/workbooks/read-cell.ts';
import { folded } from './fields.ts';

/** What is wrong with a value, or what was made of it. */
export interface ValueRemark {
  readonly code: string;
  readonly reason: Text;
  readonly todo: Text;
}

/** A value of a property's type; null is none. With a fault its row is refused, a note is told. */
export interface ValueReading {
  readonly value: string | number | boolean | null;
  readonly fault?: ValueRemark;
  readonly note?: ValueRemark;
}

/** Reads what a file has for a property: its type, list of values, bounds and pattern. An empty value is null. */
export type ValueReader = (raw: unknown) => ValueReading;

const yes = new Set(['co', 'yes', 'true', 't', 'y', 'x', '1', 'dat', 'dung', 'roi', 'da']);
const no = new Set(['khong', 'no', 'false', 'f', 'n', '0', 'chua', 'khongdat', 'chuadat', 'sai', 'khongco', 'chuaco']);
const mostText = 4_000;
const integerBound = 2_147_483_647;

/** The reader of a property's values. */
export function valueReader(property: Property): ValueReader {
  const read = readers[property.type](property);
  return (raw) => {
    if (raw === null || raw === undefined || (typeof raw === 'string' && raw.trim() === '')) return { value: null };
    if (typeof raw === 'string' && /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|formula|date)$/.test(raw))
      return fault('errorCell', `Ô có lỗi "${raw}".`, `The cell holds the error "${raw}".`, enter(property));
    return read(raw);
  };
}

const readers: Record<Property['type'], (property: Property) => ValueReader> = {
  string: (property) => (property.values === null ? textReader(property) : listReader(property, property.values)),
  integer: (property) => numberReader(property, true),
  number: (property) => numberReader(property, false),
  boolean: (property) => (raw) => {
    if (typeof raw === 'boolean') return { value: raw };
    const word = folded(textOf(raw));
    if (yes.has(word)) return { value: true };
    if (no.has(word)) return { value: false };
    return fault('notYesNo', `"${shown(raw)}" không phải có hay không.`, `"${shown(raw)}" is neither yes nor no.`, {
      vi: `${property.title.vi}: viết Có hoặc Không (x, 1, 0).`,
      en: `${property.title.en}: write Có or Không (yes, no, x, 1, 0).`,
    });
  },
  date: () => (raw) => {
    // GIS formats keep days as moments or with slashes.
    const text = textOf(raw)
      .trim()
      .replace(/[T ]00:00(:00)?(\.0+)?(Z|[+-]\d\d:?\d\d|[+-]\d\d)?$/, '');
    const { value, fault: wrong } = readDay({ value: text.replace(/^(\d{4})\/(\d{1,2})\/(\d{1,2})$/, '$1-$2-$3') });
    return wrong ? { value: null, fault: wrong } : { value };
  },
};

function textReader(property: Property): ValueReader {
  const pattern = property.pattern === null ? null : new RegExp(`^(?:${property.pattern})$`, 'u');
  return (raw) => {
    const text = textOf(raw).normalize('NFC').replace(/\s+/g, ' ').trim();
    if (/[\p{Cc}\p{Cs}]/u.test(text) || text.length > mostText)
      return fault(
        'badText',
        'Văn bản quá dài hoặc có ký tự điều khiển.',
        'The text is too long or holds control characters.',
        enter(property),
      );
    if (pattern !== null && !pattern.test(text))
      return fault(
        'badPattern',
        `"${shown(text)}" không đúng mẫu của ${property.title.vi} (${pattern.source}).`,
        `"${shown(text)}" does not fit the pattern of ${property.title.en} (${pattern.source}).`,
        enter(property),
      );
    return { value: text };
  };
}

/** Codes by value, then label, then alias, as people spell them. */
function listReader(property: Property, values: NonNullable<Property['values']>): ValueReader {
  const known = new Map<string, string>();
  const calls = [
    ...values.map(({ value }) => [value, value] as const),
    ...values.flatMap(({ value, label }) => [[label.vi, value] as const, [label.en, value] as const]),
    ...values.flatMap(({ value, aliases }) => aliases.map((alias) => [alias, value] as const)),
  ];
  for (const [name, value] of calls) if (!known.has(folded(name))) known.set(folded(name), value);
  const list = (language: 'vi' | 'en') => values.map(({ label }) => label[language]).join(', ');
  const exact = new Set(values.map(({ value }) => value));
  return (raw) => {
    const text = textOf(raw);
    const value = exact.has(text) ? text : known.get(folded(text));
    if (value !== undefined) return { value };
    return fault(
      'unknownValue',
      `"${shown(raw)}" không có trong danh mục ${property.title.vi}.`,
      `"${shown(raw)}" is none of the values of ${property.title.en}.`,
      { vi: `Chọn một trong: ${list('vi')}.`, en: `Choose one of ${list('en')}.` },
    );
  };
}

function numberReader(property: Property, whole: boolean): ValueReader {
  const { min, max, title } = property;
  return (raw) => {
    const read = normaliseNumber(whole && typeof raw === 'string' ? joined(raw) : typeof raw === 'boolean' ? '' : raw);
    const value = read?.value ?? null;
    if (value === null)
      return fault('notANumber', `"${shown(raw)}" không phải là số.`, `"${shown(raw)}" is no number.`, {
        vi: `${title.vi}: viết một con số${property.unit === null ? '' : ` theo ${property.unit}`}.`,
        en: `${title.en}: write a number${property.unit === null ? '' : ` in ${property.unit}`}.`,
      });
    if (whole && (!Number.isInteger(value) || Math.abs(value) > integerBound))
      return fault(
        'notWhole',
        `"${shown(raw)}" không phải số nguyên.`,
        `"${shown(raw)}" is no whole number.`,
        enter(property),
      );
    // MapInfo and shapefiles have no empty numbers: a year 0 is none.
    if (value === 0 && min !== null && min > 0)
      return {
        value: null,
        note: {
          code: 'zeroIsNone',
          reason: { vi: `${title.vi}: 0 được hiểu là không có.`, en: `${title.en}: 0 was read as none.` },
          todo: { vi: 'Không cần làm gì nếu đúng.', en: 'Nothing to do if that is right.' },
        },
      };
    if ((min !== null && value < min) || (max !== null && value > max))
      return fault(
        'outOfBounds',
        `${value} nằm ngoài khoảng ${min ?? '−∞'} đến ${max ?? '∞'} của ${title.vi}.`,
        `${value} is outside ${min ?? '−∞'} to ${max ?? '∞'}, the bounds of ${title.en}.`,
        enter(property),
      );
    if (read?.changed !== true) return { value };
    return {
      value,
      note: {
        code: 'decimalComma',
        reason: { vi: `"${shown(raw)}" đã được hiểu là ${value}.`, en: `"${shown(raw)}" was read as ${value}.` },
        todo: { vi: 'Không cần làm gì nếu đúng.', en: 'Nothing to do if that is right.' },
      },
    };
  };
}

/** Of a whole number a full stop divides thousands: 1.234 is 1234. */
function joined(text: string): string {
  return /^\s*-?\d{1,3}(\.\d{3})+\s*$/.test(text) ? text.replaceAll('.', '') : text;
}

function fault(code: string, vi: string, en: string, todo: Text): ValueReading {
  return { value: null, fault: { code, reason: { vi, en }, todo } };
}

function enter({ title }: Property): Text {
  return { vi: `Sửa ${title.vi} ở dòng này.`, en: `Correct ${title.en} in this row.` };
}

function textOf(raw: unknown): string {
  return typeof raw === 'string' ? raw : typeof raw === 'object' ? JSON.stringify(raw) : String(raw);
}

/** A value of a file in a sentence of ours: short and without control characters. */
export function shown(raw: unknown): string {
  return beginning(textOf(raw).replace(/\p{C}/gu, '?'), 60);
}

/** The beginning of a text; a letter that takes two of its characters is not cut into halves, which no database takes. */
export function beginning(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}
