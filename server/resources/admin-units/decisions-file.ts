import { mend } from '#facts/mend.ts';
import type { Queryable } from '#db/db.ts';
import { sheetLimits, workbookCommandLimits } from '#formats/limits.ts';
import { readTables } from '#formats/tables.ts';
import { Unreadable } from '#formats/unreadable.ts';
import { Findings } from '#intake/findings.ts';
import { knownHeadings } from '#intake/kinds/records/find-table.ts';
import { readList, type ListRow } from '#intake/kinds/records/read-list.ts';
import { spreadsheetFile } from '#rules/text/csv.ts';
import { unitsMeant } from '#rules/boundaries/values.ts';
import { searchable } from '#rules/text/fold.ts';
import { decide, type Answer, type AnswerFault, type Decision, type UnitAbove } from './decide.ts';
import { offeredNames, type MixedUnit } from './mixed-units.ts';

const headings = {
  code: ['code', 'ma', 'ma don vi'],
  day: ['day', 'ngay'],
  decision: ['decision', 'quyet dinh', 'tra loi'],
  nameBefore: ['name before', 'ten truoc'],
  kindBefore: ['kind before', 'loai truoc'],
  nameAfter: ['name after', 'ten sau'],
  kindAfter: ['kind after', 'loai sau'],
  parentAfter: ['parent after', 'ma cap tren sau'],
} as const;
type Column = keyof typeof headings;

const decisions: ReadonlyMap<string, Answer['decision'] | 'later'> = new Map([
  ['same', 'same'],
  ['cung don vi', 'same'],
  ['cung mot don vi', 'same'],
  ['other', 'other'],
  ['don vi khac', 'other'],
  ['later', 'later'],
  ['de sau', 'later'],
] as const);

/** A file for an office to fill in: a row a unit, names that are known, the evidence, and no decision. */
export function questionsFile(units: readonly MixedUnit[]): string {
  const header = [
    ...['code', 'day', 'decision', 'name_before', 'kind_before', 'name_after', 'kind_after', 'parent_after'],
    ...['level', 'name_now', 'since', 'name_2020', 'percent_of_earlier_in_later', 'area_ratio', 'above_now'],
  ];
  const rounded = (value: number | null, digits: number) => (value === null ? null : Number(value.toFixed(digits)));
  const rows = units.map((unit) => {
    const { before, after } = offeredNames(unit);
    const percent = unit.share === null ? null : unit.share * 100;
    return [
      ...[unit.code, unit.day, null, before, null, after, null, null],
      ...[unit.level, unit.name, unit.since, unit.listed?.name, rounded(percent, 1), rounded(unit.areaRatio, 2)],
      unit.parentCode === null ? null : `${unit.parentCode} ${unit.parentName ?? ''}`.trim(),
    ];
  });
  return spreadsheetFile([header, ...rows]);
}

/** Provinces and districts of the days on which something is asked. */
export function readUnitsAbove(db: Queryable, units: readonly MixedUnit[]): Promise<UnitAbove[]> {
  return db.many<UnitAbove>(mend.unitsAbove, { days: [...new Set(units.map(({ day }) => day))] });
}

/**
 * Reads a file of decisions (CSV or XLSX) about `units`. Rows without one, or with `later`, are left. What is wrong is in
 * the findings, by row and column; then nothing of the file may be carried out.
 */
export async function readDecisions(
  file: { readonly name: string; readonly path: string },
  units: readonly MixedUnit[],
  above: readonly UnitAbove[],
): Promise<{ decisions: Decision[]; findings: Findings }> {
  const findings = new Findings();
  try {
    const { sheets } = await readTables({
      file,
      encoding: null,
      headings: [...knownHeadings(headings)],
      limits: workbookCommandLimits,
      sheetLimits,
    });
    const given = new Set<MixedUnit>();
    const found = readList(sheets, headings, ['code', 'day', 'decision'], findings).map((line) =>
      decisionIn(line, { units, above, given, findings }),
    );
    // In the order of the questions, which is that of carrying them out.
    const byUnit = new Map(
      found.flatMap((decision) => (decision === null ? [] : [[decision.unit, decision] as const])),
    );
    return { findings, decisions: units.flatMap((unit) => byUnit.get(unit) ?? []) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    findings.issue(error.code, {}, error.reason, error.todo);
    return { findings, decisions: [] };
  }
}

interface Asked {
  readonly units: readonly MixedUnit[];
  readonly above: readonly UnitAbove[];
  /** Units of the rows before. */
  readonly given: Set<MixedUnit>;
  readonly findings: Findings;
}

function decisionIn(line: ListRow<Column>, { units, above, given, findings }: Asked): Decision | null {
  const said = line.text('decision');
  const decision = decisions.get(searchable(said ?? 'later'));
  const code = line.required('code', line.text('code'), { vi: 'mã đơn vị', en: 'code of the unit' });
  const day = line.required('day', line.day('day'), { vi: 'ngày', en: 'day' });
  const fault = (column: Column, { reason, todo }: Pick<AnswerFault, 'reason' | 'todo'>) => {
    findings.issue('impossibleDecision', { ...line.where(column), feature: code ?? '' }, reason, todo);
    return null;
  };
  if (decision === undefined) {
    return fault('decision', {
      reason: { vi: `Không có quyết định "${said ?? ''}".`, en: `There is no decision "${said ?? ''}".` },
      todo: {
        vi: 'Ghi: same (cùng đơn vị), other (đơn vị khác) hoặc later (để sau).',
        en: 'Write same, other or later.',
      },
    });
  }
  if (code === null || day === null || decision === 'later') return null;
  const meant = unitsMeant(code, units);
  const [unit, another] = meant.filter((asked) => asked.day === day);
  if (unit === undefined || another !== undefined) {
    return fault(unit === undefined && meant.length > 0 ? 'day' : 'code', {
      reason: {
        vi: `Không có gì cần quyết định về ${code} vào ngày ${day}.`,
        en: `There is nothing to decide about ${code} on ${day}.`,
      },
      todo: {
        vi: 'Sửa mã hoặc ngày; bỏ dòng này nếu đã trả lời rồi.',
        en: 'Correct the code or the day; leave the row out if it is answered already.',
      },
    });
  }
  if (given.has(unit)) {
    return fault('code', {
      reason: { vi: `${code} ngày ${day} đã có ở dòng trên.`, en: `${code} on ${day} stands in a row above already.` },
      todo: { vi: 'Giữ một dòng, xoá dòng kia.', en: 'Keep one row and delete the other.' },
    });
  }
  given.add(unit);
  const judged = decide(
    unit,
    {
      decision,
      nameBefore: line.text('nameBefore'),
      kindBefore: line.text('kindBefore'),
      nameAfter: line.text('nameAfter'),
      kindAfter: line.text('kindAfter'),
      parentAfter: line.text('parentAfter'),
    },
    above,
  );
  return 'part' in judged ? fault(judged.part, judged) : judged;
}
