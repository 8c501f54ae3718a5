import type { CriterionDetail, IndicatorJudgement, Judgement } from '#contract/criteria.ts';
import { listNumbers } from './describe-value.ts';
import { indicatorsAt } from './select-in-force.ts';

/**
 * A criterion's computed status on a day from its indicators' judgements: one that is not met makes it notMet; otherwise
 * one that is not assessed makes it notAssessed; met where all that apply are met. Where indicators of the decision are
 * missing here it can turn out notMet but never met. Without indicators it is assessed directly, so nothing is computed.
 */
export function judgeCriterion(
  criterion: CriterionDetail,
  judgements: readonly IndicatorJudgement[],
  at: string,
): Judgement {
  const indicators = indicatorsAt(criterion, at);
  if (indicators.length === 0) {
    return {
      status: 'notAssessed',
      reason: {
        vi: 'Đánh giá trực tiếp, không tính từ chỉ tiêu',
        en: 'Assessed directly, not computed from indicators',
      },
    };
  }
  const statusOf = (no: string) => judgements.find(({ indicatorNo }) => indicatorNo === no)?.status ?? 'notAssessed';
  const numbersWith = (status: Judgement['status']) =>
    indicators.map(({ no }) => no).filter((no) => statusOf(no) === status);

  const notMet = numbersWith('notMet');
  if (notMet.length > 0) {
    const list = listNumbers(notMet);
    return { status: 'notMet', reason: { vi: `Chưa đạt chỉ tiêu ${list}`, en: `Indicators not met: ${list}` } };
  }
  const notAssessed = numbersWith('notAssessed');
  if (notAssessed.length > 0) {
    const list = listNumbers(notAssessed);
    return {
      status: 'notAssessed',
      reason: { vi: `Chưa đánh giá được chỉ tiêu ${list}`, en: `Indicators not assessed: ${list}` },
    };
  }
  const official = criterion.officialIndicatorCount;
  if (official !== indicators.length) return { status: 'notAssessed', reason: incomplete(indicators.length, official) };
  const met = numbersWith('met').length;
  if (met === 0) {
    return {
      status: 'notApplicable',
      reason: { vi: 'Không chỉ tiêu nào áp dụng trên địa bàn', en: 'None of its indicators applies in this unit' },
    };
  }
  return {
    status: 'met',
    reason: { vi: `Đạt ${met}/${met} chỉ tiêu áp dụng`, en: `${met} of ${met} indicators that apply are met` },
  };
}

function incomplete(held: number, official: number | null): Judgement['reason'] {
  return official === null
    ? {
        vi: `Chưa rõ văn bản có bao nhiêu chỉ tiêu (ở đây có ${held})`,
        en: `How many indicators the decision prints is not known (${held} here)`,
      }
    : {
        vi: `Chỉ có ${held}/${official} chỉ tiêu của văn bản`,
        en: `Only ${held} of the decision's ${official} indicators are here`,
      };
}
