import { describe, expect, test } from 'vitest';
import { faultsForPeople, faultsForPrograms, type FaultValue } from '#contract/faults.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';
import { faultWords } from '#client/text/fault-words.ts';

const said = (fault: string | null, parameters: Readonly<Record<string, FaultValue>> = {}) => ({
  detail: 'in English',
  fault,
  parameters,
});

/** A value for each parameter of a sentence, and what of it must stand in the words. */
function samples(sentence: string): { value: [string, FaultValue]; mark: string }[] {
  return [...sentence.matchAll(/\{(\w+)(?::(\w+))?\}/g)].map(([, name = '', kind], index) => {
    const mark = `<${name}>`;
    if (kind === 'number') return { value: [name, index + 17], mark: String(index + 17) };
    if (kind === 'both') return { value: [name, { vi: mark, en: mark }], mark };
    return { value: [name, mark], mark };
  });
}

describe.each(['vi', 'en'] as const)('in %s', (language) => {
  test.each(Object.entries(faultsForPeople))('%s has words that use every parameter', (code, [, sentence]) => {
    overwriteGetLocale(() => language);
    const given = samples(sentence);
    const words = faultWords(said(code, Object.fromEntries(given.map(({ value }) => value))));
    expect(words?.sentence.trim()).toMatch(/\S/);
    expect(words?.sentence).not.toContain('undefined');
    for (const { value, mark } of given) {
      if (value[0] === 'reason') expect(words?.reason).toBe(mark);
      else expect(words?.sentence).toContain(mark);
    }
  });
});

test('no two languages say the same, but where the portal itself has both', () => {
  const inBoth = Object.entries(faultsForPeople).map(([code, [, sentence]]) => {
    const parameters = Object.fromEntries(samples(sentence).map(({ value }) => value));
    const [vi, en] = (['vi', 'en'] as const).map((language) => {
      overwriteGetLocale(() => language);
      return faultWords(said(code, parameters))?.sentence;
    });
    return vi === en ? code : null;
  });
  expect(inBoth.filter((code) => code !== null)).toEqual(['fileUnsupported', 'fileRefused', 'fileTooLarge']);
});

test.each<['vi' | 'en', string, Readonly<Record<string, FaultValue>>, string]>([
  [
    'vi',
    'unitNotThen',
    { code: '22015', at: '2000-01-01', known: 'Phú Lâm 2008-01-01/2025-07-01; Tuy Hòa 2025-07-01/..' },
    'Ngày 01/01/2000 không có đơn vị hành chính nào mang mã 22015. Mã này đã dùng cho: Phú Lâm từ 01/01/2008 đến trước 01/07/2025; Tuy Hòa từ 01/07/2025. Chọn ngày khác, hoặc tìm bằng tên.',
  ],
  [
    'vi',
    'exportTooMany',
    { format: 'kml', most: 200_000, matched: 1_234_567 },
    'Tệp kml chứa nhiều nhất 200.000 đối tượng, ở đây có 1.234.567. Lọc bớt, hoặc lấy csv hay geojson.',
  ],
  [
    'vi',
    'measureNotOfLevel',
    { measure: 'T001', level: 'province', levels: 'district, commune' },
    'Chỉ số T001 không có số liệu cấp tỉnh; chỉ có cấp huyện, xã.',
  ],
  [
    'en',
    'setNoneThen',
    { level: 'commune', at: '2000-01-01', known: 'xa-ntm 2022-03-08/..' },
    'No criteria set for the level commune had begun on 01 Jan 2000. There are xa-ntm from 08 Mar 2022. Choose a later date.',
  ],
  ['vi', 'fileRefused', { why: { vi: 'Tệp hỏng.', en: 'The file is broken.' } }, 'Tệp hỏng.'],
  ['en', 'fileRefused', { why: { vi: 'Tệp hỏng.', en: 'The file is broken.' } }, 'The file is broken.'],
] as const)(
  'in %s %s is written with numbers, dates, levels and phrases of the language',
  (language, code, ...rest) => {
    const [parameters, sentence] = rest;
    overwriteGetLocale(() => language);
    expect(faultWords(said(code, parameters))).toEqual({ sentence, reason: null });
  },
);

test('what is wrong with a filter stays English, behind a sentence that says where', () => {
  overwriteGetLocale(() => 'vi');
  const reason = '"=" is expected where the filter ends.';
  expect(faultWords(said('filterUnreadableAt', { reason, character: 12 }))).toEqual({
    sentence: 'Bộ lọc sai ở ký tự thứ 12: sửa lại hoặc bỏ lọc. Lý do:',
    reason,
  });
});

test.each([null, 'aFaultOfANewerPortal', 'toString', ...Object.keys(faultsForPrograms)])(
  '%s has no words: the portal’s own sentence is shown',
  (fault) => {
    expect(faultWords(said(fault))).toBeNull();
  },
);

test.each(['vi', 'en'] as const)(
  'what lacks something that its sentence names has no words either, in %s',
  (language) => {
    overwriteGetLocale(() => language);
    expect(faultWords(said('unitNotThen', { code: '22081' }))).toBeNull();
    expect(faultWords(said('unitUnknown', { code: '22081' }))?.sentence).toContain('22081');
  },
);
