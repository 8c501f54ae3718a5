import type { documentStatuses } from '#contract/programme-frame.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatDate } from '#client/text/format.ts';

export const documentStatusWord: Record<(typeof documentStatuses)[number], () => string> = {
  inForce: m.document_in_force,
  issued: m.document_issued,
  notYet: m.document_not_yet,
  unknown: m.document_unknown,
};

/** The day of issue; where only the month or the year is known, that: `12/2025`, `2026`. */
export function issuedWords(issuedOn: string): string {
  return issuedOn.length === 10 ? formatDate(issuedOn) : issuedOn.split('-').reverse().join('/');
}
