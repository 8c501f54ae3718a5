import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filterChoices, type ChoiceGroup } from '#client/ui/filter-options.ts';

const groups: ChoiceGroup[] = [
  {
    id: 'criteria',
    label: 'Xã nông thôn mới: từng tiêu chí',
    choices: [
      { id: 'c1', label: 'Tiêu chí 1: Quy hoạch' },
      { id: 'c17', label: 'Tiêu chí 17: Môi trường và an toàn thực phẩm' },
    ],
  },
  { id: 'empty', label: 'Không có gì', choices: [] },
  { id: 'figures', label: 'Số liệu chỉ tiêu', choices: [{ id: 'i', label: 'Chỉ tiêu 17.1: Điện, nước sạch (95%)' }] },
];
const found = (text: string) => filterChoices(groups, text).flatMap(({ choices }) => choices.map(({ id }) => id));

test.each([
  ['', ['c1', 'c17', 'i']],
  ['môi trường', ['c17']],
  ['moi truong', ['c17']],
  ['MOI  TRUONG 17', ['c17']],
  ['truong moi', ['c17']],
  ['dien', ['i']],
  ['17', ['c17', 'i']],
  ['17.1', ['i']],
  ['95%', ['i']],
  ['nong thon quy', ['c1']],
  ['hoạch quy', ['c1']],
  ['oach', []],
  ['...', ['c1', 'c17', 'i']],
])('“%s” finds %j', (text, wanted) => {
  expect(found(text)).toEqual(wanted);
});

test('words of a heading count only where no choice has all of them itself', () => {
  const school = { id: 'c5', label: 'Tiêu chí 5: Trường học' };
  const both: ChoiceGroup[] = groups.map((group) =>
    group.id === 'criteria' ? { ...group, choices: [school, ...group.choices] } : group,
  );
  expect(filterChoices(both, 'moi truong').flatMap(({ choices }) => choices.map(({ id }) => id))).toEqual(['c17']);
  expect(filterChoices(both, 'nong truong').flatMap(({ choices }) => choices.map(({ id }) => id))).toEqual([
    'c5',
    'c17',
  ]);
});

test('headings without a choice are left out, and a choice that has more words has fewer of them', () => {
  expect(filterChoices(groups, '').map(({ id }) => id)).toEqual(['criteria', 'figures']);
  const words = fc.array(fc.constantFrom('tieu', 'chi', '17', 'quy', 'nuoc', 'truong'), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(words, (typed) => {
      // Only words that some choice has: headings then play no part.
      const some = found(typed.join(' '));
      for (const word of typed) expect(found(word)).toEqual(expect.arrayContaining(some));
    }),
  );
});
