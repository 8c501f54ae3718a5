import type { Text } from '#contract/common.ts';
import type { Status } from '#contract/criteria.ts';
import type { Statuses } from './count-criteria.ts';

/** A criterion whose declared status is not the computed one. */
export interface Difference {
  readonly no: number;
  readonly declared: Status;
  readonly computed: Status;
  /** `contradicts`: both are known and differ; otherwise only one of the two is known. */
  readonly kind: 'contradicts' | 'declaredOnly' | 'computedOnly';
  readonly reason: Text;
}

const words: Record<Status, Text> = {
  met: { vi: 'đạt', en: 'met' },
  notMet: { vi: 'chưa đạt', en: 'not met' },
  notAssessed: { vi: 'chưa đánh giá', en: 'not assessed' },
  notApplicable: { vi: 'không áp dụng', en: 'not applicable' },
};

/** Where the officer's word and the figures part, by number of criterion. */
export function compareStatuses(declared: Statuses, computed: Statuses): Difference[] {
  const numbers = [...new Set([...declared.keys(), ...computed.keys()])].sort((one, other) => one - other);
  return numbers.flatMap((no) => {
    const [said, found] = [declared.get(no) ?? 'notAssessed', computed.get(no) ?? 'notAssessed'];
    if (said === found) return [];
    const kind = found === 'notAssessed' ? 'declaredOnly' : said === 'notAssessed' ? 'computedOnly' : 'contradicts';
    const reason = {
      vi: `Công bố: ${words[said].vi}; tính toán: ${words[found].vi}`,
      en: `Declared: ${words[said].en}; computed: ${words[found].en}`,
    };
    return [{ no, declared: said, computed: found, kind, reason }];
  });
}
