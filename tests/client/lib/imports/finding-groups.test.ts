import { expect, test } from 'vitest';
import type { Finding } from '#contract/imports.ts';
import { groupFindings, placeInFile } from '#client/lib/imports/finding-groups.ts';
import { inForm } from '#client/lib/imports/in-form.ts';

const text = (words: string) => ({ vi: words, en: words });
const finding = (code: string, row: number | null, todo = 'mend it'): Finding => ({
  severity: 'issue',
  code,
  sheet: null,
  row,
  column: null,
  feature: null,
  property: null,
  position: null,
  reason: text(`${code} ${row}`),
  todo: text(todo),
});

test('findings are grouped by kind in the order of the report; what to do is said once where it is the same', () => {
  const groups = groupFindings({
    issues: [finding('a', 2), finding('b', 3), finding('a', 4), finding('b', 5, 'take it out')],
    notes: [{ ...finding('a', null), severity: 'note' }],
  });
  expect(groups.map(({ severity, findings, todo }) => [severity, findings.length, todo?.vi ?? null])).toEqual([
    ['issue', 2, 'mend it'],
    ['issue', 2, null],
    ['note', 1, 'mend it'],
  ]);
});

test('a place is a cell of a sheet, or a row', () => {
  expect(placeInFile({ ...finding('a', 12), sheet: 'Sheet1', column: 'F' })).toBe('Sheet1 · F12');
  expect(placeInFile(finding('a', 12))).toBe('12');
  expect(placeInFile(finding('a', null))).toBe('');
});

test.each([
  ['Chỉ rõ bằng --map TRƯỜNG=code.', 'Chỉ rõ bằng “Ghép cột”: TRƯỜNG=code.'],
  ['Kiểm tra tọa độ và hệ tọa độ (--crs).', 'Kiểm tra tọa độ và hệ tọa độ (“Hệ tọa độ”).'],
  ['nhập lại với --crs EPSG:4756.', 'nhập lại với “Hệ tọa độ”: EPSG:4756.'],
  ['nhập lại với --encoding utf-8, hoặc', 'nhập lại với “Bảng mã chữ”: utf-8, hoặc'],
  ['nhập lại với --map "Toa do"=latlng', 'nhập lại với “Ghép cột”: "Toa do"=latlng'],
  ['Chọn lớp bằng --layer TÊN.', 'Chọn lớp bằng “Lớp hoặc trang tính”: TÊN.'],
  [
    'Cho bảng theo văn bản (--succession), hay bảng --decisions TỆP.csv.',
    'Cho bảng theo văn bản (“Bảng đơn vị cũ – mới theo văn bản”), hay bảng “Bảng câu hỏi đã điền”: TỆP.csv.',
  ],
  ['Một -- hai --nothing', 'Một -- hai --nothing'],
])('%j names the fields of the form', (said, shown) => {
  expect(inForm({ vi: said, en: said })).toBe(shown);
});
