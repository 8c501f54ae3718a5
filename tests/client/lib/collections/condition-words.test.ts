import { expect, test } from 'vitest';
import { communesOf, filterInWords } from '#client/lib/collections/condition-words.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';
import { property } from '../../collections.ts';

let locale: 'vi' | 'en' = 'vi';
overwriteGetLocale(() => locale);

const level = {
  ...property({ name: 'level', type: 'string', title: { vi: 'Cấp học', en: 'Level' } }),
  values: [
    { value: 'preschool', label: { vi: 'Mầm non', en: 'Preschool' }, aliases: [] },
    { value: 'primary', label: { vi: 'Tiểu học', en: 'Primary' }, aliases: [] },
  ],
};
const properties = [
  property({ name: 'name', type: 'string', title: { vi: 'Tên', en: 'Name' } }),
  level,
  property({ name: 'pupils', type: 'integer', title: { vi: 'Số học sinh', en: 'Pupils' } }),
  property({ name: 'area', type: 'number', title: { vi: 'Diện tích', en: 'Area' }, unit: 'm²' }),
  property({ name: 'since', type: 'integer', title: { vi: 'Năm', en: 'Year' }, min: 1900, max: 2100 }),
  property({ name: 'opened', type: 'date', title: { vi: 'Ngày mở', en: 'Opened' } }),
  property({ name: 'branch', type: 'boolean', title: { vi: 'Điểm lẻ', en: 'Branch' } }),
  property({ name: 'commune_code', type: 'string', title: { vi: 'Mã xã', en: 'Code of the commune' } }),
];
const communes = new Map([['22075', 'Xã Xuân Lãnh']]);

test.each([
  ["level IN ('primary')", 'Cấp học là Tiểu học'],
  ["level IN ('preschool','primary')", 'Cấp học là một trong Mầm non, Tiểu học'],
  ["level IN ('gone')", 'Cấp học là gone'],
  ["CASEI(name) LIKE CASEI('%Trung%')", 'Tên chứa “Trung”'],
  ["CASEI(name) = CASEI('O''Hara')", "Tên là “O'Hara”"],
  ['pupils >= 1200', 'Số học sinh ≥ 1.200'],
  ['area BETWEEN 0.5 AND 1200.25', 'Diện tích từ 0,5 đến 1.200,25 m²'],
  ['area < 100', 'Diện tích < 100 m²'],
  ['since = 2019', 'Năm = 2019'],
  ["opened > DATE('2019-03-01')", 'Ngày mở sau ngày 01/03/2019'],
  ["opened BETWEEN DATE('2019-03-01') AND DATE('2020-01-31')", 'Ngày mở từ 01/03/2019 đến 31/01/2020'],
  ['branch = TRUE', 'Điểm lẻ: có'],
  ['area IS NULL', 'Diện tích để trống'],
  ["commune_code IN ('22075','99999')", 'Xã là một trong Xã Xuân Lãnh, 99999'],
  ["level IN ('primary') AND pupils > 5", 'Cấp học là Tiểu học; và Số học sinh > 5'],
  ['branch = FALSE OR pupils > 5', 'Điểm lẻ: không; hoặc Số học sinh > 5'],
  ['NOT (pupils > 5)', 'bộ lọc viết bằng CQL2: NOT (pupils > 5)'],
  ['secret = 1', 'bộ lọc viết bằng CQL2: secret = 1'],
])('%s', (filter, words) => {
  expect(filterInWords(filter, properties, communes)).toBe(words);
});

test('in English', () => {
  locale = 'en';
  expect(filterInWords("level IN ('primary') AND area BETWEEN 1 AND 2000", properties, communes)).toBe(
    'Level is Primary; and Area from 1 to 2,000 m²',
  );
  locale = 'vi';
});

test('communes of a filter are known by their codes', () => {
  expect(communesOf("commune_code IN ('22075','22076') AND pupils > 5", properties)).toEqual(['22075', '22076']);
  expect(communesOf('pupils > 5', properties)).toEqual([]);
  expect(communesOf('NOT (pupils > 5)', properties)).toEqual([]);
});
