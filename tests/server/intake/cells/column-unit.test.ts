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
  ['Giải ngân (lũy kế)', ['Đơn vị: UBND xã An Phú'], 1],
])('%j below %j is multiplied by %d to be in million đồng', (title, above, factor) => {
  const unit = columnUnit(title, above, 'triệu đồng');
  expect([unit.factor, unit.note === null]).toEqual([factor, factor === 1]);
});
