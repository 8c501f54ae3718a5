import { spreadsheetFile } from '#rules/text/csv.ts';
import type { SuccessionQuestion } from './imports.ts';

/** How much of an old unit went to a new one, and whether it goes on as that; null where it is not said yet. */
export interface Answer {
  readonly share: 'full' | 'partial' | 'none' | null;
  readonly continues: boolean | null;
}

const columns = [
  ...['old_code', 'old_name', 'new_code', 'new_name', 'share', 'continues', 'decision'],
  ...['percent_of_old_in_new', 'percent_of_new_from_old'],
];

/**
 * Questions about old and new units as a table to fill in, with what is answered already: in the form in which an import takes it
 * back. `share` is full, partial, none or a number, `continues` yes or no.
 */
export function questionsTable(
  questions: readonly SuccessionQuestion[],
  answerOf: (question: SuccessionQuestion) => Answer | null,
): string {
  const rows = questions.map((asked) => {
    const answer = answerOf(asked);
    const continues = answer?.continues ?? null;
    return [
      ...[asked.oldCode, asked.oldName, asked.newCode, asked.newName, answer?.share],
      ...[continues === null ? null : continues ? 'yes' : 'no', null],
      ...[asked.percentOfOld, asked.percentOfNew],
    ];
  });
  return spreadsheetFile([columns, ...rows]);
}
