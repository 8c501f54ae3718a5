import { expect, test } from 'vitest';
import { levelNamed, regionNamed } from '#rules/criteria/words.ts';

test.each([
  ['standard', 'standard'],
  ['Đạt chuẩn', 'standard'],
  ['NTM nâng cao', 'advanced'],
  ['nông thôn mới kiểu mẫu', 'model'],
  ['hien dai', 'modern'],
  ['đạt chuẩn nông thôn mới', 'standard'],
  ['Xã đạt chuẩn NTM nâng cao', 'advanced'],
  ['Huyện nông thôn mới nâng cao', 'advanced'],
  ['đạt NTM kiểu mẫu', 'model'],
  ['đạt chuẩn nông thôn mới hiện đại', 'modern'],
  ['nông thôn mới', null],
  ['xã', null],
  ['khá', null],
])('the level %j is %s', (text, level) => expect(levelNamed(text)).toBe(level));

test.each([
  ['southCentralCoast', 'southCentralCoast'],
  ['Duyên hải Nam Trung Bộ', 'southCentralCoast'],
  ['TAY NGUYEN', 'centralHighlands'],
  ['miền Tây', null],
])('the region %j is %s', (text, region) => expect(regionNamed(text)).toBe(region));
