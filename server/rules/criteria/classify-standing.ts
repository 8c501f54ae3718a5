import type { Text } from '#contract/common.ts';
import type { Judgement } from '#contract/criteria.ts';
import type { Standing } from '#contract/standings.ts';

/**
 * What a unit's recognition and its criteria of a day come to. Recognised and currently meeting are two things: in 2017, 14
 * of the province's 31 recognised communes no longer met the set that had changed. `recognisedOn` is null where no
 * recognition is in force.
 */
export function classifyStanding(
  recognisedOn: string | null,
  allCriteria: Judgement,
): { standing: Standing; reason: Text } {
  const standing = standingOf(recognisedOn !== null, allCriteria.status);
  if (recognisedOn === null) return { standing, reason: allCriteria.reason };
  return {
    standing,
    reason: {
      vi: `Công nhận ngày ${recognisedOn.split('-').reverse().join('/')}; ${allCriteria.reason.vi}`,
      en: `Recognised on ${recognisedOn}; ${allCriteria.reason.en}`,
    },
  };
}

function standingOf(recognised: boolean, status: Judgement['status']): Standing {
  if (recognised) {
    if (status === 'met') return 'recognisedMeeting';
    return status === 'notMet' ? 'recognisedNotMeeting' : 'recognisedNotAssessed';
  }
  return status === 'met' ? 'meetingNotRecognised' : status === 'notMet' ? 'notMeeting' : status;
}
