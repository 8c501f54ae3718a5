import type { TargetRow } from '#contract/programme.ts';
import type { TargetScope } from '#contract/target-scope.ts';
import { searchable } from '#rules/text/fold.ts';
import { targetStateOf, type TargetState } from './target-state.ts';

/** What a list of targets is narrowed to; null and empty mean: nothing is left out. */
export interface TargetFilter {
  readonly standing: TargetState | 'notMet' | null;
  readonly scope: TargetScope | null;
  readonly agency: string | null;
  readonly content: string | null;
  readonly text: string;
}

/**
 * Rows that a filter leaves; `words` gives what a search looks through. Rows with the phrase as typed come alone: "moi truong"
 * is no "nông thôn mới" beside a "trường học". Where none has it, each word is enough by itself.
 */
export function narrowTargets(
  rows: readonly TargetRow[],
  filter: TargetFilter,
  words: (row: TargetRow) => string,
): TargetRow[] {
  const left = rows.filter((row) => {
    const { target, leads } = row;
    if (filter.standing !== null && !standsSo(targetStateOf(row), filter.standing)) return false;
    if (filter.scope !== null && target.scope !== filter.scope) return false;
    if (filter.agency !== null && !leads.includes(filter.agency)) return false;
    return filter.content === null || target.content === filter.content;
  });
  const asked = searchable(filter.text).split(' ').filter(Boolean);
  if (asked.length === 0) return left;
  const texts = left.map((row) => ({ row, text: searchable(words(row)) }));
  const phrase = asked.join(' ');
  const exact = texts.filter(({ text }) => text.includes(phrase));
  const found = exact.length > 0 ? exact : texts.filter(({ text }) => asked.every((word) => text.includes(word)));
  return found.map(({ row }) => row);
}

function standsSo(standing: TargetState, asked: TargetState | 'notMet'): boolean {
  return asked === 'notMet' ? standing !== 'met' && standing !== 'noData' : standing === asked;
}

export interface TargetGroup {
  readonly content: string;
  readonly rows: readonly TargetRow[];
}

/** Rows by the section of the programme that they stand under, in the programme's order. */
export function groupTargets(rows: readonly TargetRow[]): TargetGroup[] {
  const groups = new Map<string, TargetRow[]>();
  for (const row of rows) groups.set(row.target.content, [...(groups.get(row.target.content) ?? []), row]);
  return [...groups].map(([content, found]) => ({ content, rows: found }));
}
