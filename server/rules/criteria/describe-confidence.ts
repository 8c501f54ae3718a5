import type { Text } from '#contract/common.ts';
import type { Confidence } from '#contract/criteria.ts';

const unchecked: Text = { vi: 'chưa đối chiếu văn bản', en: 'not checked against the decision' };

/**
 * What stands beside a wording or a threshold that was not checked against the published decision; null where it was.
 * An unchecked one is never shown as law.
 */
export function describeConfidence(confidence: Confidence | null): Text | null {
  return confidence === 'high' ? null : unchecked;
}
