import type { Text } from '#contract/common.ts';
import type { DistrictDenominator, Target, Wanted } from '#contract/programme.ts';
import type { ProgrammeFrame } from '#contract/programme-frame.ts';
import { describeNumber } from '#rules/criteria/describe-value.ts';

/**
 * How many units a target wants (facts/README.md): `=` and `~` are "at least", a range is reached at its lower value, a
 * printed count wins over the percentage beside it, other percentages of units round up. Communes are of 83, nâng cao and
 * kiểu mẫu of the 67, districts of 9 or 6 as the setting says. What the country wants is of no units of the portal: it is said
 * as its document says it.
 */
export function countWanted(
  target: Target,
  targets: readonly Target[],
  frame: ProgrammeFrame,
  districts: DistrictDenominator,
): Wanted {
  const sense = target.comparator === '<=' || target.comparator === '<' ? 'atMost' : 'atLeast';
  if (target.words !== null) return { value: target.value, sense, unit: target.unit, of: null, reason: target.words };
  const base = baseOf(target, frame, districts);
  const percent = describeNumber(target.value);
  if (target.unit === 'ratio') {
    const reason = { vi: `Gấp ${percent.vi} lần năm 2020`, en: `${percent.en} times 2020` };
    return { value: target.value, sense, unit: 'ratio', of: null, reason };
  }
  if (target.unit === 'count') {
    const of =
      base === null
        ? { vi: '', en: '' }
        : { vi: `/${base.of} ${base.units.vi}`, en: ` of ${base.of} ${base.units.en}` };
    const least = sense === 'atMost' ? { vi: 'Không quá', en: 'At most' } : { vi: 'Ít nhất', en: 'At least' };
    const reason = { vi: `${least.vi} ${target.value}${of.vi}`, en: `${least.en} ${target.value}${of.en}` };
    return { value: target.value, sense, unit: 'count', of: base?.of ?? null, reason };
  }
  if (base === null) {
    return {
      value: target.value,
      sense,
      unit: 'percent',
      of: null,
      reason: { vi: `${percent.vi} %`, en: `${percent.en}%` },
    };
  }
  const share = (target.value * base.of) / 100;
  const said = {
    vi: `${percent.vi} % của ${base.of} ${base.units.vi}`,
    en: `${percent.en}% of ${base.of} ${base.units.en}`,
  };
  const printed = targets.find(({ id }) => id === frame.printedCounts[target.id]);
  if (printed) {
    const reason = {
      vi: `${said.vi}: Chương trình ghi ${printed.value}`,
      en: `${said.en}: the programme prints ${printed.value}`,
    };
    return { value: printed.value, sense, unit: 'count', of: base.of, reason };
  }
  const value = Math.ceil(share);
  const exact = describeNumber(share);
  const reason =
    value === share
      ? { vi: `${said.vi} là ${value}`, en: `${said.en} is ${value}` }
      : {
          vi: `${said.vi} là ${exact.vi}, làm tròn lên ${value}`,
          en: `${said.en} is ${exact.en}, rounded up to ${value}`,
        };
  return { value, sense, unit: 'count', of: base.of, reason };
}

interface Base {
  readonly of: number;
  readonly units: Text;
}

/** What a target is of, with its name; null where the target counts no units of a fixed number. */
function baseOf(target: Target, { denominators }: ProgrammeFrame, districts: DistrictDenominator): Base | null {
  if (denominators === null) return null;
  if (target.scope === 'commune') {
    return target.setId === 'xa-ntm'
      ? { of: denominators.communes, units: { vi: 'xã', en: 'communes' } }
      : {
          of: denominators.standardCommunes,
          units: { vi: 'xã đạt chuẩn theo mục tiêu', en: 'communes that are to meet the standard' },
        };
  }
  if (target.scope !== 'district') return null;
  return districts === 'all'
    ? { of: denominators.districts.all, units: { vi: 'đơn vị cấp huyện', en: 'district-level units' } }
    : { of: denominators.districts.rural, units: { vi: 'huyện', en: 'huyện' } };
}
