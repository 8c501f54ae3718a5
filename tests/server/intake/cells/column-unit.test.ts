import { expect, test } from 'vitest';
import { columnUnit } from '#intake/cells/column-unit.ts';

test.each([
  ['Giải ngân (tỷ đồng)', [], 1000],
  ['Giải ngân\n(ĐVT: nghìn đồng)', [], 0.001],
  ['Giải_ngân__tỷ_đồng_', [], 1000],
  ['Giải_ngân__lũy_kế_', [], 1],
  ['Giải ngân (1.000 đồng)', [], 0.001],
  ['Giải ngân (ngàn đồng)', [], 0.001],
  ['Giải ngân (đồng)', ['ĐVT: tỷ đồng'], 0.000001],
  ['Giải ngân', ['BÁO CÁO', 'Đơn vị tính: Tỷ đồng'], 1000],
  ['Giải ngân', ['(Đơn vị: tỷ đồng)'], 1000],
  ['Giải ngân (triệu đồng)', [], 1],
  ['Giải ngân (nghìn VNĐ)', [], 0.001],
  ['Giải ngân (1.000 VNĐ)', [], 0.001],
  ['Giải ngân (ngàn đ)', [], 0.001],
  ['Giải ngân (trăm triệu đồng)', [], 100],
  ['Giải ngân (*) (nghìn đồng)', [], 0.001],
  ['Giải ngân', ['Đơn vị tính: nghìn đồng (số liệu quyết toán)'], 0.001],
  ['Giải ngân', ['(ĐVT: nghìn đồng; nguồn: KBNN)'], 0.001],
  ['Giải ngân', ['Đơn vị tính', 'nghìn đồng'], 0.001],
  ['Giải ngân (lũy kế)', ['Đơn vị: UBND xã An Phú'], 1],
])('%j below %j is multiplied by %d to be in million đồng', (title, above, factor) => {
  const unit = columnUnit(title, above, 'triệu đồng');
  expect([unit.factor, unit.note === null]).toEqual([factor, factor === 1]);
});

test.each([
  ['Số dân (nghìn người)', '', 1000],
  ['Số học sinh (em)', '', 1],
  ['Diện tích (nghìn m2)', 'm²', 1000],
  ['Diện tích (nghìn ha)', 'm²', 10_000_000],
])('%j is multiplied by %d to be in %j', (title, wanted, factor) => {
  expect(columnUnit(title, [], wanted).factor).toBe(factor);
});

test.each([
  ['Giải ngân (USD)', 'triệu đồng', true],
  ['Diện tích (sào)', 'm²', true],
  ['Diện tích (m2/học sinh)', 'm²', true],
  ['Diện tích (tính bằng ha)', 'm²', true],
  ['Số học sinh (%)', '', true],
  ['Diện tích (m²)', 'm²', false],
  ['Diện tích (*)', 'm²', false],
  ['Diện tích (nếu có)', 'm²', false],
  ['Diện tích (Google Maps)', 'm²', false],
  ['Tổng số (tính đến 31/12)', '', false],
])('%j of what is in %j speaks of another unit: %s', (title, wanted, isUnclear) => {
  expect(columnUnit(title, [], wanted).note?.code ?? null).toBe(isUnclear ? 'unitUnclear' : null);
});
