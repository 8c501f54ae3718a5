import { expect, test } from 'vitest';
import { RowsBeside } from '#intake/rows-beside.ts';

const headings = ['Mã trường', 'Tên trường', 'Số học sinh', 'Kinh độ'];
const cells = (...texts: (string | null)[]) =>
  texts.flatMap((text, index) => (text === null ? [] : [{ heading: headings[index] ?? '', text }]));
const judged = (beside: RowsBeside, row: (string | null)[]) => beside.judge(cells(...row), false)?.reason.en ?? null;

test.each([
  [['Tổng cộng', null, '700'], 'a total'],
  [[null, 'Cộng:', '700'], 'a total'],
  [[null, 'Tổng số: 2 trường'], 'a total'],
  [['Mã trường', 'Tên trường', 'Số học sinh'], 'the headings once more'],
  [['II', 'Xã Bình Kiến'], 'the name of a group of rows'],
  [['Xã Bình Kiến'], 'the name of a group of rows'],
  [[null, null, 'Phú Yên, ngày 31 tháng 10 năm 2024'], 'a remark or signature'],
])('%j is no entry: %s', (row, what) => {
  expect(judged(new RowsBeside(), row)).toContain(what);
});

test.each([
  [['T1', 'Tổng công ty Cà phê', '3']],
  [['T1', 'Trường Cộng Hòa', '350']],
  [[null, 'Trường Hòa Xuân', '350']],
  [['12', '350']],
])('%j lacks something, and is left to be refused', (row) => {
  expect(judged(new RowsBeside(), row)).toBeNull();
});

test('below a signature stand the names of those who sign, until an entry comes', () => {
  const beside = new RowsBeside();
  const names = ['Nguyễn Văn A', null, 'Trần Thị B'];
  expect(judged(beside, names)).toBeNull();
  expect(judged(beside, ['Người lập biểu', null, 'Thủ trưởng đơn vị'])).not.toBeNull();
  expect(judged(beside, names)).not.toBeNull();
  expect(beside.judge(cells('T1', 'Trường A', '350', '109.3'), true)).toBeNull();
  expect(judged(beside, names)).toBeNull();
});
