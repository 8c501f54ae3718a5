import type { Text } from '#contract/common.ts';
import type { Judgement, Precondition, Status } from '#contract/criteria.ts';
import { describeNumber } from './describe-value.ts';

/** Units below that meet a set, those of which it is not known, and all that the set is for. */
export interface Share {
  readonly meeting: number;
  readonly undecided: number;
  readonly of: number;
}

/** What is known of a unit beside its criteria. */
export interface PreconditionFacts {
  /** Meeting the whole set (`judgeAllCriteria`). */
  readonly allCriteria: Judgement;
  /** Shares of the units below, by the set that they meet. */
  readonly shares: ReadonlyMap<string, Share>;
  /** Residents' satisfaction in percent, and the lowest of its parts (communes and contents); null where not surveyed. */
  readonly satisfaction: { readonly percent: number; readonly lowestPercent: number | null } | null;
  /** An officer's word by id of the precondition. */
  readonly declared: ReadonlyMap<string, Status>;
}

/**
 * Whether a precondition holds: for a district QĐ 320/QĐ-TTg, Phụ lục I; for a commune QĐ 18/2022/QĐ-TTg. A rate that
 * the decision asks for but that is not known here leaves it notAssessed.
 */
export function judgePrecondition({ id, name, test }: Precondition, facts: PreconditionFacts): Judgement {
  switch (test.kind) {
    case 'allCriteria':
      return facts.allCriteria;
    case 'shareMeeting':
      return judgeShare(name, facts.shares.get(test.setId), test.atLeastPercent);
    case 'satisfaction':
      return judgeSatisfaction(name, test, facts.satisfaction);
    case 'declared': {
      const status = facts.declared.get(id) ?? 'notAssessed';
      const words = declaredWords[status];
      return { status, reason: words === null ? name : said(name, words) };
    }
  }
}

/** What stands behind the name of a condition on which only an officer has the word. */
const declaredWords: Record<Status, Text | null> = {
  met: null,
  notMet: { vi: 'chưa đạt', en: 'not met' },
  notAssessed: { vi: 'chưa có xác nhận', en: 'not confirmed yet' },
  notApplicable: { vi: 'không áp dụng', en: 'does not apply' },
};

function judgeShare(name: Text, share: Share | undefined, atLeastPercent: number): Judgement {
  if (!share) return { status: 'notAssessed', reason: said(name, { vi: 'chưa có số liệu', en: 'no figure yet' }) };
  const { meeting, undecided, of } = share;
  if (of === 0)
    return { status: 'notApplicable', reason: said(name, { vi: 'không có đơn vị nào', en: 'there is no such unit' }) };
  const wanted = Math.ceil((atLeastPercent * of) / 100);
  if (undecided === of) {
    const nobody = {
      vi: `chưa đánh giá đơn vị nào trong ${of}, cần ${wanted}`,
      en: `none of ${of} is assessed, ${wanted} wanted`,
    };
    return { status: 'notAssessed', reason: said(name, nobody) };
  }
  const open =
    undecided > 0 ? { vi: `; ${undecided} chưa đánh giá`, en: `; ${undecided} not assessed` } : { vi: '', en: '' };
  const status = meeting >= wanted ? 'met' : meeting + undecided < wanted ? 'notMet' : 'notAssessed';
  return {
    status,
    reason: said(name, {
      vi: `${meeting}/${of}, cần ${wanted} (đủ tiêu chí theo đánh giá${open.vi})`,
      en: `${meeting} of ${of}, ${wanted} wanted (meeting all criteria by assessment${open.en})`,
    }),
  };
}

function judgeSatisfaction(
  name: Text,
  { atLeastPercent, eachAtLeastPercent }: { atLeastPercent: number | null; eachAtLeastPercent: number | null },
  found: PreconditionFacts['satisfaction'],
): Judgement {
  if (found === null)
    return { status: 'notAssessed', reason: said(name, { vi: 'chưa có kết quả khảo sát', en: 'not surveyed yet' }) };
  const percent = describeNumber(found.percent);
  if (atLeastPercent === null) {
    return {
      status: 'notAssessed',
      reason: said(name, {
        vi: `${percent.vi} %; chưa có mức quy định`,
        en: `${percent.en}%; the required rate is not known`,
      }),
    };
  }
  const eachKnown = eachAtLeastPercent === null || found.lowestPercent !== null;
  const eachMet = eachAtLeastPercent === null || (found.lowestPercent ?? 0) >= eachAtLeastPercent;
  const status =
    found.percent < atLeastPercent || (eachKnown && !eachMet) ? 'notMet' : eachKnown ? 'met' : 'notAssessed';
  const lowest = found.lowestPercent === null ? null : describeNumber(found.lowestPercent);
  return {
    status,
    reason: said(name, {
      vi: `${percent.vi} %${lowest ? `, thấp nhất ${lowest.vi} %` : ''}`,
      en: `${percent.en}%${lowest ? `, lowest ${lowest.en}%` : ''}`,
    }),
  };
}

function said(name: Text, what: Text): Text {
  return { vi: `${name.vi}: ${what.vi}`, en: `${name.en}: ${what.en}` };
}
