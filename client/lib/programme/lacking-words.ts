import type { LackingIndicator } from '#contract/ranking.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatNumber, inLanguage } from '#client/text/format.ts';

/** What an indicator lacks: its figure beside the threshold, and how far that is in percent; a yes or no is no distance. */
export function lackingWords({ no, reason, part, yesNo, unchecked }: LackingIndicator): string {
  return [
    m.way_indicator({ no, reason: inLanguage(reason) }),
    ...(part === null || yesNo ? [] : [m.way_short({ share: formatNumber(100 * part, 1) })]),
    ...(unchecked === null ? [] : [`(${inLanguage(unchecked)})`]),
  ].join(' ');
}
