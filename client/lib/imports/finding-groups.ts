import type { Text } from '#contract/common.ts';
import type { Finding, ImportReport } from '#contract/imports.ts';

/** Findings of one kind, in the order of the file. */
export interface FindingGroup {
  readonly key: string;
  readonly severity: Finding['severity'];
  readonly findings: readonly Finding[];
  /** What to do, where it is the same for all. */
  readonly todo: Text | null;
}

/** Findings by kind: what refuses rows first, then notes, each in the order in which the report tells them. */
export function groupFindings({ issues, notes }: Pick<ImportReport, 'issues' | 'notes'>): FindingGroup[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of [...issues, ...notes]) {
    const key = `${finding.severity} ${finding.code}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups].map(([key, findings]) => {
    const [first] = findings;
    const todo = first !== undefined && findings.every(({ todo: { vi } }) => vi === first.todo.vi) ? first.todo : null;
    return { key, severity: first?.severity ?? 'note', findings, todo };
  });
}

/** Where in the file: `F12` and the sheet in a table, the number of the row elsewhere. */
export function placeInFile({ sheet, column, row }: Finding): string {
  const cell = `${column ?? ''}${row ?? ''}`;
  return sheet === null ? cell : [sheet, cell].filter((part) => part !== '').join(' · ');
}
