import type { Text } from '#contract/common.ts';
import type { CriteriaSetDetail, RevocationRule } from '#contract/criteria.ts';
import type { Statuses } from './count-criteria.ts';
import { listNumbers } from './describe-value.ts';

/** What the rule of revocation says of a recognised unit. It proposes; only a decision revokes. */
export interface Revocation {
  readonly verdict: 'revocable' | 'keeps' | 'cannotTell';
  /** Criteria no longer met, by number. */
  readonly lost: readonly number[];
  /** Those of them that the rule names. */
  readonly lostKey: readonly number[];
  readonly reason: Text;
}

/**
 * The rule of QĐ 18/2022/QĐ-TTg as workflow.md reads it: a recognition is lost where 50 % or more of the criteria are no
 * longer met, or 30 % to under 50 % with one of the key criteria among them. Of 19: 10 or more, or 6 to 9 with a key one.
 * Criteria that are not assessed are not held to be lost, but where they could decide it the rule cannot tell.
 */
export function judgeRevocation(
  set: Pick<CriteriaSetDetail, 'criteria' | 'revocation'>,
  statuses: Statuses,
): Revocation {
  const numbersWith = (status: string) =>
    set.criteria.map(({ no }) => no).filter((no) => (statuses.get(no) ?? 'notAssessed') === status);
  const lost = numbersWith('notMet');
  const open = numbersWith('notAssessed');
  const [rule, total] = [set.revocation, set.criteria.length];
  if (rule === null || total === 0) {
    return {
      verdict: 'cannotTell',
      lost,
      lostKey: [],
      reason: { vi: 'Chưa có quy định thu hồi cho bộ này', en: 'No rule of revocation is known for this set' },
    };
  }
  const lostKey = lost.filter((no) => rule.keyCriteria.includes(no));
  const found = { lost, lostKey };
  if (isRevocable(lost, total, rule)) {
    const key =
      lostKey.length > 0
        ? { vi: `, trong đó có tiêu chí ${listNumbers(lostKey)}`, en: `, among them ${listNumbers(lostKey)}` }
        : { vi: '', en: '' };
    return {
      ...found,
      verdict: 'revocable',
      reason: {
        vi: `Không còn đạt ${lost.length}/${total} tiêu chí${key.vi}`,
        en: `${lost.length} of ${total} criteria no longer met${key.en}`,
      },
    };
  }
  if (isRevocable([...lost, ...open], total, rule)) {
    return {
      ...found,
      verdict: 'cannotTell',
      reason: {
        vi: `Không còn đạt ${lost.length}/${total} tiêu chí; ${open.length} chưa đánh giá`,
        en: `${lost.length} of ${total} criteria no longer met; ${open.length} not assessed`,
      },
    };
  }
  return {
    ...found,
    verdict: 'keeps',
    reason: {
      vi: `Không còn đạt ${lost.length}/${total} tiêu chí: chưa đến mức thu hồi`,
      en: `${lost.length} of ${total} criteria no longer met: not enough to revoke`,
    },
  };
}

function isRevocable(
  lost: readonly number[],
  total: number,
  { percent, percentWithKey, keyCriteria }: RevocationRule,
): boolean {
  const share = lost.length * 100;
  return share >= percent * total || (share >= percentWithKey * total && lost.some((no) => keyCriteria.includes(no)));
}
