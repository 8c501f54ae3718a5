import type { Mended } from '#resources/admin-units/mend.ts';
import type { MixedUnit } from '#resources/admin-units/mixed-units.ts';

export type Lang = 'vi' | 'en';

/** A unit that may be two, with the evidence: two lines. */
export function describeMixed(unit: MixedUnit, lang: Lang): string {
  const { code, name, day, since, share, areaRatio, listed, parentName } = unit;
  const number = (value: number, digits: number) =>
    value.toLocaleString(lang === 'vi' ? 'vi-VN' : 'en-US', { maximumFractionDigits: digits });
  if (lang === 'vi') {
    const ground =
      share === null || areaRatio === null
        ? 'không có ranh giới trước ngày đó'
        : `${number(share * 100, 1)} % diện tích cũ nằm trong ranh giới mới, rộng bằng ${number(areaRatio, 2)} lần`;
    const list = listed === null ? 'danh mục 2020 không có mã này' : `danh mục 2020 ghi "${listed.name}"`;
    return `${code} ${name}: có ranh giới vẽ từ ${day}; đơn vị có từ ${since}, thuộc ${parentName ?? '-'}\n  ${list}; ${ground}`;
  }
  const ground =
    share === null || areaRatio === null
      ? 'no boundary before that day'
      : `${number(share * 100, 1)} % of the earlier area lies in the later one, which is ${number(areaRatio, 2)} times as large`;
  const list = listed === null ? 'the list of 2020 does not have the code' : `in the list of 2020 "${listed.name}"`;
  return `${code} ${name}: a boundary begins on ${day}; the unit is there since ${since}, in ${parentName ?? '-'}\n  ${list}; ${ground}`;
}

/** What was done, or would be, in numbers; then what was left with the units of before, one a line. */
export function describeMended({ same, split, versions, moved, left }: Mended, lang: Lang): string[] {
  const { boundaries, features, assessments, recognitions, disbursements, groups } = moved;
  const [numbers, leftBehind] =
    lang === 'vi'
      ? [
          `${same} đơn vị là một; ${split} mã có hai đơn vị, nay được tách; ${versions} phiên bản được ghi. Chuyển sang đơn vị mới: ${boundaries} ranh giới, ${features} đối tượng, ${assessments} đánh giá, ${recognitions} công nhận, ${disbursements} khoản giải ngân, ${groups} lần xếp nhóm.`,
          'Không rõ của đơn vị nào nên để lại đơn vị cũ:',
        ]
      : [
          `${same} unit(s) are the same; ${split} code(s) had two units and are parted; ${versions} versions are written. Over to the new units: ${boundaries} boundaries, ${features} features, ${assessments} assessments, ${recognitions} recognitions, ${disbursements} payments, ${groups} groups.`,
          'Nothing says whose these are, so they stay with the units of before:',
        ];
  return left.length === 0
    ? [numbers]
    : [numbers, leftBehind, ...left.map(({ code, kind, day, what }) => `  ${code} ${kind} ${day}: ${what}`)];
}
