import { beforeEach, describe, expect, test } from 'vitest';
import { mapSentences, type MapTopic } from '#client/lib/measures/map-sentence.ts';
import { classify } from '#client/map/classify.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';
import { countMeasure, criterionMeasure, shareMeasure, valuesOf } from '#tests/client/samples.ts';

let locale: 'vi' | 'en' = 'vi';
beforeEach(() => {
  locale = 'vi';
  overwriteGetLocale(() => locale);
});

const units = new Map(
  ['An Phú', 'Bình Hoà', 'Cát Tiên', 'Đại Lộc', 'Ea Lâm'].map((name, index) => [
    String(index + 1),
    { name: `Xã ${name}`, parentName: index < 3 ? 'Huyện Tuy An' : 'Huyện Sơn Hoà' },
  ]),
);
// 1 - 2 - 3 - 4 - 5 in a row.
const neighbours = { '1': ['2'], '2': ['1', '3'], '3': ['2', '4'], '4': ['3', '5'], '5': ['4'] };

function topic(rest: Partial<MapTopic> & Pick<MapTopic, 'measure' | 'answer'>): MapTopic {
  return { classes: classify(rest.measure, rest.answer), units, neighbours, scope: null, ...rest };
}
const counts = (values: Record<string, number>, rest = {}) =>
  topic({ measure: countMeasure, answer: valuesOf(values, rest) });

describe('what a map shows, in words', () => {
  const cases: [string, MapTopic, string[]][] = [
    [
      'highest and lowest by name, a cluster by its district, nothing missing',
      counts({ '1': 19, '2': 19, '3': 19, '4': 12, '5': 7 }),
      [
        'Cao nhất: 19 tiêu chí (xã An Phú, xã Bình Hoà, xã Cát Tiên).',
        'Thấp nhất: 7 tiêu chí (xã Ea Lâm).',
        'Cụm liền nhau lớn nhất ở mức “19”: 3 xã, thuộc huyện Tuy An.',
        'Không đơn vị nào thiếu số liệu.',
      ],
    ],
    [
      'many units by their number, a cluster over two districts, the missing by name',
      counts({ '1': 19, '2': 19, '3': 19, '4': 19 }, { notAssessed: ['5'] }),
      [
        'Mọi đơn vị có số liệu đều bằng nhau: 19 tiêu chí.',
        'Cụm liền nhau lớn nhất ở mức “19”: 4 xã, thuộc huyện Sơn Hoà, huyện Tuy An.',
        'Chưa đánh giá: xã Ea Lâm.',
      ],
    ],
    [
      'units that are assessed in part apart from those that nobody assessed',
      counts({ '1': 19 }, { notAssessed: ['4', '5'], partly: { '5': { met: 13, notAssessed: 1 } } }),
      ['Cao nhất: 19 tiêu chí (xã An Phú).', 'Chưa đánh giá: xã Đại Lộc.', 'Mới đánh giá một phần: xã Ea Lâm.'],
    ],
    [
      'groups are not counted again, which the answer has done',
      topic({
        measure: { ...countMeasure, kind: 'group', unit: null },
        answer: valuesOf({ '1': 19, '2': 3 }, { notAssessed: ['5'] }),
      }),
      ['Chưa có số liệu: xã Ea Lâm.'],
    ],
    [
      'units apart are no cluster',
      counts({ '1': 19, '3': 19, '5': 19, '2': 3, '4': 3 }),
      [
        'Cao nhất: 19 tiêu chí (xã An Phú, xã Cát Tiên, xã Ea Lâm).',
        'Thấp nhất: 3 tiêu chí (xã Bình Hoà, xã Đại Lộc).',
        'Không đơn vị nào thiếu số liệu.',
      ],
    ],
    [
      'only units inside the one drilled into',
      { ...counts({ '1': 19, '2': 15, '3': 3 }), scope: new Set(['1', '2']) },
      [
        'Cao nhất: 19 tiêu chí (xã An Phú).',
        'Thấp nhất: 15 tiêu chí (xã Bình Hoà).',
        'Không đơn vị nào thiếu số liệu.',
      ],
    ],
    [
      'classes instead of figures where a measure has no unit',
      topic({
        measure: criterionMeasure,
        answer: valuesOf({ '1': 1, '2': 1, '3': 1, '4': 0 }, { notAssessed: ['5'] }),
      }),
      [
        'Theo mức: met 3, notmet 1.',
        'Cụm liền nhau lớn nhất ở mức “met”: 3 xã, thuộc huyện Tuy An.',
        'Chưa đánh giá: xã Ea Lâm.',
      ],
    ],
    [
      'a percentage is written close to its figure',
      topic({ measure: shareMeasure, answer: valuesOf({ '1': 66.7 }, { level: 'district' }) }),
      ['Cao nhất: 66,7% (xã An Phú).', 'Không đơn vị nào thiếu số liệu.'],
    ],
    ['nothing where no unit has a value', counts({}, { notAssessed: ['1', '2', '3', '4', '5'] }), []],
  ];
  test.each(cases)('%s', (_, given, expected) => {
    expect(mapSentences(given)).toEqual(expected);
  });

  test('in English too', () => {
    locale = 'en';
    expect(mapSentences(counts({ '1': 19, '2': 19, '3': 19, '4': 12 }, { notAssessed: ['5'] })).join(' ')).toBe(
      'Highest: 19 criteria (xã An Phú, xã Bình Hoà, xã Cát Tiên). Lowest: 12 criteria (xã Đại Lộc). ' +
        'Largest group of neighbours in “19”: 3 communes, in huyện Tuy An. Not assessed: xã Ea Lâm.',
    );
  });
});
