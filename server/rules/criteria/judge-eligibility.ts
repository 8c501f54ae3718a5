import type { Judgement } from '#contract/criteria.ts';
import { joinTexts } from './describe-value.ts';
import type { Tally } from './count-criteria.ts';

/**
 * Whether a unit meets a whole set: "19 of 19". Criteria that do not apply to it are left out of the count; where none is
 * left the set does not apply. Of a set of which nothing is held nothing can be said.
 */
export function judgeAllCriteria({ met, notMet, notAssessed, notApplicable, total }: Tally): Judgement {
  if (total === 0) {
    return {
      status: 'notAssessed',
      reason: { vi: 'Chưa có nội dung của bộ tiêu chí', en: 'What the set asks for is not known here' },
    };
  }
  const applying = total - notApplicable;
  if (applying === 0) {
    return { status: 'notApplicable', reason: { vi: 'Bộ tiêu chí không áp dụng', en: 'The set does not apply' } };
  }
  if (met + notMet === 0) {
    const reason = {
      vi: `Chưa đánh giá tiêu chí nào trong ${applying} tiêu chí`,
      en: `None of ${applying} criteria is assessed`,
    };
    return { status: 'notAssessed', reason };
  }
  const parts = [
    { vi: `Đạt ${met}/${applying} tiêu chí`, en: `${met} of ${applying} criteria met` },
    ...(notMet > 0 ? [{ vi: `${notMet} chưa đạt`, en: `${notMet} not met` }] : []),
    ...(notAssessed > 0 ? [{ vi: `${notAssessed} chưa đánh giá`, en: `${notAssessed} not assessed` }] : []),
  ];
  const status = notMet > 0 ? 'notMet' : notAssessed > 0 ? 'notAssessed' : 'met';
  return { status, reason: joinTexts(parts) };
}

/** Whether a unit meets at least so many criteria ("no commune under 15"); what is not assessed may decide either way. */
export function judgeFloor({ met, notAssessed, total }: Tally, floor: number): Judgement {
  const status = met >= floor ? 'met' : total > 0 && met + notAssessed < floor ? 'notMet' : 'notAssessed';
  const open = status === 'notAssessed';
  return {
    status,
    reason: {
      vi: `Đạt ${met}/${total} tiêu chí, cần ít nhất ${floor}${open ? ` (${notAssessed} chưa đánh giá)` : ''}`,
      en: `${met} of ${total} criteria met, at least ${floor} wanted${open ? ` (${notAssessed} not assessed)` : ''}`,
    },
  };
}

/**
 * Whether a unit can be proposed for recognition: every precondition of the set is met (meeting all criteria is one of
 * them). Preconditions that do not apply are left out.
 */
export function judgeEligibility(preconditions: readonly Judgement[]): Judgement {
  const failing = preconditions.filter(({ status }) => status === 'notMet');
  const open = preconditions.filter(({ status }) => status === 'notAssessed');
  const met = preconditions.filter(({ status }) => status === 'met').length;
  if (failing.length > 0) return { status: 'notMet', reason: joinTexts(failing.map(({ reason }) => reason)) };
  if (open.length > 0 || met === 0) {
    const none = { vi: 'Chưa có điều kiện nào được đánh giá', en: 'No precondition is assessed' };
    return { status: 'notAssessed', reason: open.length > 0 ? joinTexts(open.map(({ reason }) => reason)) : none };
  }
  return { status: 'met', reason: { vi: `Đủ ${met}/${met} điều kiện`, en: `All ${met} preconditions are met` } };
}
