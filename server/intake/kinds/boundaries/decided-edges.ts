import type { Level } from '#contract/admin-units.ts';
import { sheetLimits, workbookCommandLimits } from '#formats/limits.ts';
import type { GivenFile } from '#formats/source.ts';
import { readTables } from '#formats/tables.ts';
import { Unreadable } from '#formats/unreadable.ts';
import { normaliseCode } from '#rules/boundaries/values.ts';
import type { DecidedEdge } from '#rules/succession/edges.ts';
import { searchable } from '#rules/text/fold.ts';
import { readYesNo } from '#rules/text/yes-no.ts';
import { Findings } from '../../findings.ts';
import { knownHeadings } from '../records/find-table.ts';
import { readList, type ListRow } from '../records/read-list.ts';

const headings = {
  oldCode: ['old code', 'ma cu', 'ma don vi cu', 'ma truoc'],
  newCode: ['new code', 'ma moi', 'ma don vi moi', 'ma sau'],
  share: ['share', 'phan', 'ty le', 'muc do'],
  oldName: ['old name', 'ten cu', 'ten don vi cu', 'ten truoc'],
  continues: ['continues', 'tiep tuc', 'la mot don vi'],
  decision: ['decision', 'quyet dinh', 'nghi quyet', 'van ban'],
} as const;
type Column = keyof typeof headings;

const shares: ReadonlyMap<string, DecidedEdge['share']> = new Map([
  ...['full', 'toan bo', 'ca', 'nguyen'].map((word) => [word, 'full'] as const),
  ...['partial', 'mot phan', 'phan'].map((word) => [word, 'partial'] as const),
  ...['none', 'khong', 'khong co'].map((word) => [word, 'none'] as const),
]);

/** A file that says what became of units, and whether a row may be left without an answer. */
export interface DecisionsOrder {
  readonly file: GivenFile;
  /** What decided it, where a row does not say. */
  readonly decision: string | null;
  /** Rows without a share are questions that nobody has answered. */
  readonly mayBeOpen: boolean;
}

/**
 * Reads what became of units from a table: old_code, new_code, share (full, partial, none or a number), continues, decision. Whatever
 * is wrong refuses the whole import and names the file, the row and the column: half of a decision is another decision.
 */
export async function readDecidedEdges(
  { file, decision, mayBeOpen }: DecisionsOrder,
  level: Level,
  findings: Findings,
): Promise<DecidedEdge[]> {
  const own = new Findings();
  try {
    const { sheets } = await readTables({
      file,
      encoding: null,
      headings: [...knownHeadings(headings)],
      limits: workbookCommandLimits,
      sheetLimits,
    });
    const rows = readList(sheets, headings, ['oldCode', 'newCode', 'share'], own);
    return rows.flatMap((line) => edgeIn(line, { decision, mayBeOpen, level, findings: own }) ?? []);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    own.issue(error.code, {}, error.reason, error.todo);
    return [];
  } finally {
    for (const { code, row, property, reason, todo } of own.issues) {
      const [vi, en] = row === null ? ['', ''] : [`, dòng ${row}`, `, row ${row}`];
      findings.issue(
        code,
        property === null ? {} : { property },
        { vi: `Tệp ${file.name}${vi}: ${reason.vi}`, en: `File ${file.name}${en}: ${reason.en}` },
        todo,
      );
    }
  }
}

interface Reading {
  readonly decision: string | null;
  readonly mayBeOpen: boolean;
  readonly level: Level;
  readonly findings: Findings;
}

function edgeIn(line: ListRow<Column>, { decision, mayBeOpen, level, findings }: Reading): DecidedEdge | null {
  const said = line.text('share');
  if (said === null && mayBeOpen) return null;
  const share = line.required('share', said, { vi: 'phần chuyển sang', en: 'how much went over' });
  const [oldCode, newCode] = (['oldCode', 'newCode'] as const).map((column) => {
    const text = line.required(column, line.text(column), { vi: 'mã đơn vị', en: 'code of the unit' });
    const code = text === null ? null : normaliseCode(text, level);
    if (code !== null && code.value === null)
      findings.issue(
        'badCode',
        line.where(column),
        { vi: `"${text ?? ''}" không phải mã đơn vị hành chính.`, en: `"${text ?? ''}" is no code of a unit.` },
        { vi: 'Sửa mã ở ô này.', en: 'Correct the code in this cell.' },
      );
    return code?.value ?? null;
  });
  const parsed = share === null ? null : shareOf(share);
  if (share !== null && parsed === null)
    findings.issue(
      'badShare',
      line.where('share'),
      { vi: `Không hiểu "${share}".`, en: `"${share}" says no part of a unit.` },
      {
        vi: 'Ghi full (toàn bộ), partial (một phần), none (không), một số từ 0 đến 1 hoặc một tỷ lệ %.',
        en: 'Write full, partial, none, a number from 0 to 1 or a percentage.',
      },
    );
  const goesOn = line.text('continues');
  const continues = goesOn === null ? false : readYesNo(goesOn);
  if (continues === null)
    findings.issue(
      'badYesNo',
      line.where('continues'),
      { vi: `Không hiểu "${goesOn ?? ''}".`, en: `"${goesOn ?? ''}" is neither yes nor no.` },
      {
        vi: 'Ghi yes (đơn vị cũ tiếp tục là đơn vị này) hoặc no (đơn vị mới).',
        en: 'Write yes (the unit goes on as this one) or no (another unit).',
      },
    );
  if (!oldCode || !newCode || parsed === null || continues === null) return null;
  return {
    oldCode,
    newCode,
    share: parsed,
    continues,
    decision: line.text('decision') ?? decision,
    oldName: line.text('oldName'),
  };
}

/** A part as it is written: a word, a number from 0 to 1, or a percentage; null where it is none. */
function shareOf(text: string): DecidedEdge['share'] | null {
  const word = shares.get(searchable(text));
  if (word !== undefined) return word;
  const match = /^(\d+(?:[.,]\d+)?)\s*(%?)$/.exec(text.trim());
  if (match === null) return null;
  const value = Number(match[1]?.replace(',', '.')) / (match[2] === '%' ? 100 : 1);
  if (value === 1) return 'full';
  return value > 0 && value < 1 ? value : null;
}
