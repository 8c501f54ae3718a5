import { expect, test } from 'vitest';
import { reachedSentences } from '#client/lib/measures/reached-words.ts';

const nobody = { notApplicable: [], parts: [], notAssessed: [] };

test('counts the predecessors that count, and names the others apart', () => {
  expect(reachedSentences({ met: 3, of: 4, ...nobody })).toEqual([
    'Đơn vị này chưa được đánh giá theo chỉ số này từ khi thành lập. Trong các đơn vị cũ, 3 trong 4 xã đã đạt.',
  ]);
  expect(
    reachedSentences({ met: 0, of: 1, notApplicable: ['Thị trấn A'], parts: ['Xã B'], notAssessed: ['Xã C'] })[1],
  ).toBe('Không tính: Thị trấn A (ngoài chương trình), Xã B (chỉ một phần), Xã C (chưa đánh giá).');
});
