import { writeFile } from 'node:fs/promises';
import type { SuccessionReport, UnitChange } from '#contract/imports.ts';
import { questionsTable } from '#contract/question-table.ts';

type Lang = 'vi' | 'en';

const changeWords: Record<UnitChange, Record<Lang, string>> = {
  unchanged: { vi: 'giữ nguyên', en: 'unchanged' },
  redrawn: { vi: 'vẽ lại ranh giới', en: 'drawn anew' },
  renamed: { vi: 'đổi tên', en: 'renamed' },
  reclassified: { vi: 'đổi loại', en: 'of another kind' },
  recoded: { vi: 'đổi mã', en: 'of another code' },
  moved: { vi: 'chuyển cấp trên', en: 'under another unit' },
  grown: { vi: 'nhận thêm đất', en: 'grown' },
  shrunk: { vi: 'giao bớt đất', en: 'shrunk' },
  merged: { vi: 'thành lập từ nhiều đơn vị', en: 'made of several' },
  split: { vi: 'thành lập từ một phần', en: 'made of a part' },
  startUnknown: { vi: 'không rõ có từ khi nào', en: 'start not known' },
  undecided: { vi: 'cần quyết định', en: 'to be decided' },
};

/** Units of which nothing more is to tell: they are counted. */
const untold: readonly UnitChange[] = ['unchanged', 'startUnknown', 'undecided'];

/** Units listed on the terminal; `--report` has them all. */
const mostShown = 40;

/** Prints what becomes of the units of the day before: what each unit of the file is, what ceases, what is to be decided. */
export function printSuccession(made: SuccessionReport, lang: Lang, print: (line: string) => void): void {
  const say = (vi: string, en: string) => print(lang === 'vi' ? vi : en);
  const edges = made.ended.flatMap(({ into }) => into);
  const full = made.ended.filter(({ into }) => into.length === 1).length;
  say(
    `\nĐƠN VỊ TỪ NGÀY ${made.day}: ${countChanges(made, lang)}; ${made.ended.length} kết thúc (${full} trọn vào một đơn vị, ${edges.length - full} phần của các đơn vị bị chia)`,
    `\nUNITS FROM ${made.day} ON: ${countChanges(made, lang)}; ${made.ended.length} cease (${full} wholly into one, ${edges.length - full} parts of units that are split)`,
  );
  const changed = made.units.filter(({ changes: [first] }) => first === undefined || !untold.includes(first));
  for (const unit of changed.slice(0, mostShown)) {
    const words = unit.changes.map((change) => changeWords[change][lang]).join(', ');
    const from = unit.from.map(({ code, name, share }) => `${name} (${code}${percentOf(share)})`).join(', ');
    const deviation = unit.deviationM === null ? '' : ` (${unit.deviationM} m)`;
    print(`  ${unit.code} ${unit.name}: ${words}${deviation}${from === '' ? '' : ` ← ${from}`}`);
  }
  if (changed.length > mostShown)
    say(`  ... và ${changed.length - mostShown} đơn vị nữa`, `  ... and ${changed.length - mostShown} more`);
  const above = made.ended.filter(({ level, into }) => level !== 'commune' && into.length === 0);
  if (above.length > 0) {
    const names = above.map(({ code, name }) => `${name} (${code})`).join(', ');
    say(`Cấp trên kết thúc: ${names}`, `Units above that cease: ${names}`);
  }
  if (made.questions.length === 0) return;
  say(
    `\nCẦN QUYẾT ĐỊNH: ${made.questions.length} (--dry-run --decisions TỆP.csv ghi ra bảng để điền)`,
    `\nTO BE DECIDED: ${made.questions.length} (--dry-run --decisions FILE.csv writes a table to fill in)`,
  );
  for (const asked of made.questions.slice(0, mostShown))
    print(
      `  ${asked.oldName} (${asked.oldCode}) → ${asked.newName ?? '?'} (${asked.newCode}): ${asked.percentOfOld} % / ${asked.percentOfNew} %`,
    );
}

function countChanges({ units }: SuccessionReport, lang: Lang): string {
  const counts = new Map<UnitChange, number>();
  for (const { changes } of units) for (const change of changes) counts.set(change, (counts.get(change) ?? 0) + 1);
  return [...counts].map(([change, count]) => `${count} ${changeWords[change][lang]}`).join(', ');
}

/** `, 43,7 %` of a part; nothing of a whole. */
function percentOf(share: number | null): string {
  if (share === 1) return '';
  return share === null ? ', ?' : `, ${(share * 100).toFixed(1)} %`;
}

/** Writes the questions as a table for an office to fill in, in the form that `--succession` and `--decisions` take. */
export async function writeQuestions({ questions }: SuccessionReport, file: string): Promise<void> {
  await writeFile(
    file,
    questionsTable(questions, () => null),
  );
}
