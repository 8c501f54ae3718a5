import { expect, test } from 'vitest';
import { levelNamed, regionNamed } from '#rules/criteria/words.ts';

test.each([
  ['standard', 'standard'],
  ['Đạt chuẩn', 'standard'],
  ['NTM nâng cao', 'advanced'],
  ['nông thôn mới kiểu mẫu', 'model'],
  ['hien dai', 'modern'],
  ['khá', null],
])('the level %j is %s', (text, level) => expect(levelNamed(text)).toBe(level));

test.each([
  ['southCentralCoast', 'southCentralCoast'],
  ['Duyên hải Nam Trung Bộ', 'southCentralCoast'],
  ['TAY NGUYEN', 'centralHighlands'],
  ['miền Tây', null],
])('the region %j is %s', (text, region) => expect(regionNamed(text)).toBe(region));
