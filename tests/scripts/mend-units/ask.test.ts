import { expect, test } from 'vitest';
import type { MixedUnit } from '#resources/admin-units/mixed-units.ts';
import { askDecisions } from '../../../scripts/mend-units/ask.ts';

const unitOf = (code: string, name: string, listed: string): MixedUnit => ({
  code,
  level: 'commune',
  kind: 'commune',
  name,
  parentCode: '558',
  parentName: 'Huyện Đồng Xuân',
  day: '2025-07-01',
  since: '2020-11-01',
  share: 1,
  areaRatio: 15,
  listed: {
    code,
    level: 'commune',
    kind: null,
    name: listed,
    parentCode: '558',
    areaKm2: 20.4,
    population: 8994,
    point: null,
  },
});
const units = [
  unitOf('22081', 'Xã Đồng Xuân', 'Thị trấn La Hai'),
  unitOf('22090', 'Xã Xuân Lãnh', 'Xã Xuân Lãnh'),
  unitOf('22096', 'Xã Phú Mỡ', 'Xã Xuân Quang 1'),
];
const above = [{ day: '2025-07-01', code: '66', level: 'province' as const }];

/** Answers line by line; when there are no more, the input has ended. */
async function asked(lines: readonly string[]) {
  const questions: string[] = [];
  const left = [...lines];
  const decisions = await askDecisions(
    units,
    above,
    (question) => {
      questions.push(question);
      return Promise.resolve(left.shift() ?? null);
    },
    'en',
  );
  return { decisions, questions, unread: left };
}

test('whoever presses Enter leaves all for later', async () => {
  const { decisions, questions } = await asked(['', '', '']);
  expect(decisions).toEqual([]);
  expect(questions).toHaveLength(3);
  expect(questions[0]).toContain(
    'in the list of 2020 "Thị trấn La Hai"; 100 % of the earlier area lies in the later one, which is 15 times',
  );
});

test('names that are known and the last unit above are offered, and taken by Enter', async () => {
  const { decisions, unread } = await asked(['2', '', '', '66', '', '2', '', 'Xã Phú Mỡ', '']);
  expect(unread).toEqual([]);
  expect(decisions).toMatchObject([
    {
      unit: { code: '22081' },
      decision: 'other',
      before: { name: 'Thị trấn La Hai' },
      after: { name: 'Xã Đồng Xuân' },
      parentAfter: '66',
    },
    { unit: { code: '22096' }, decision: 'other', before: { name: 'Xã Xuân Quang 1' }, parentAfter: '66' },
  ]);
});

test('the name of another unit that nothing is known of has to be typed', async () => {
  const { decisions, questions } = await asked(['', '2', '', '', '', '2', '', 'Xã Xuân Lãnh', '-', '']);
  expect(questions[5]).toContain('A name is missing.');
  expect(decisions).toMatchObject([{ unit: { code: '22090' }, after: { name: 'Xã Xuân Lãnh' }, parentAfter: null }]);
});

test('the same unit keeps the name that it bears where nothing else is typed', async () => {
  const { decisions } = await asked(['', '1', '', '', '', '']);
  expect(decisions).toMatchObject([{ unit: { code: '22090' }, decision: 'same', after: { name: 'Xã Xuân Lãnh' } }]);
});

test('an answer that cannot be carried out is told, and the unit asked about again', async () => {
  const { decisions, questions } = await asked(['x', '2', 'La Hai', '', '', '1', '', '', '', '', '']);
  expect(questions[1]).not.toContain('[1/3]');
  expect(questions[5]).toContain('The kind before 2025-07-01 is not said.');
  expect(decisions).toMatchObject([{ unit: { code: '22081' }, decision: 'same' }]);
});

test('what was answered before the input ended counts, the rest is left', async () => {
  const { decisions } = await asked(['2', '', '', '']);
  expect(decisions.map(({ unit }) => unit.code)).toEqual(['22081']);
  expect((await asked(['2', ''])).decisions).toEqual([]);
});
