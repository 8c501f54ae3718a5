import type { Text } from '#contract/common.ts';
import type { ImportReport } from '#contract/imports.ts';
import { describeNumber } from '#rules/criteria/describe-value.ts';
import type { CoverageFaults } from '#geo/coverage-faults.ts';
import type { Findings } from '../../findings.ts';
import type { GoodRow } from './prepare.ts';

/** Notes gaps and overlaps between the rows, with their size and place. */
export function noteCoverageFaults(
  rows: readonly GoodRow[],
  { overlaps, gaps }: CoverageFaults,
  clean: boolean,
  findings: Findings,
) {
  const todo = clean
    ? {
        vi: 'Quá lớn để là sai sót khi vẽ: kiểm tra xem có thiếu đơn vị nào.',
        en: 'Too large to be careless drawing: see whether a unit is missing.',
      }
    : {
        vi: 'Nhập lại với --clean để tạo ranh giới khớp nhau.',
        en: 'Import again with --clean to make neighbours meet.',
      };
  for (const { a, b, areaM2, position } of overlaps) {
    const [one, other] = [rows[a], rows[b]];
    if (!one || !other) continue;
    findings.note(
      'overlap',
      { row: one.row, feature: one.feature, position },
      {
        vi: `Chồng lên ${other.feature}: ${hectares(areaM2).vi} ha.`,
        en: `Overlaps ${other.feature}: ${hectares(areaM2).en} ha.`,
      },
      todo,
    );
  }
  for (const { areaM2, position, near } of gaps) {
    const beside =
      near
        .flatMap((index) => rows[index]?.feature ?? [])
        .slice(0, 4)
        .join(', ') || '?';
    findings.note(
      'gap',
      { position },
      {
        vi: `Khe hở ${hectares(areaM2).vi} ha giữa ${beside}.`,
        en: `A gap of ${hectares(areaM2).en} ha between ${beside}.`,
      },
      todo,
    );
  }
}

/** Areas of units before and after cleaning, where they differ by more than rounding; the largest change first. */
export function areaChanges(
  rows: readonly GoodRow[],
  before: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>,
): ImportReport['cleaned'] {
  return rows
    .map(({ row, code, name, feature }) => ({
      code,
      name: name ?? feature,
      areaBeforeM2: before.get(row) ?? 0,
      areaAfterM2: after.get(row) ?? 0,
    }))
    .filter(({ areaBeforeM2, areaAfterM2 }) => Math.abs(areaAfterM2 - areaBeforeM2) >= 1)
    .sort((x, y) => Math.abs(y.areaAfterM2 - y.areaBeforeM2) - Math.abs(x.areaAfterM2 - x.areaBeforeM2));
}

function hectares(areaM2: number): Text {
  const ha = areaM2 / 10_000;
  return describeNumber(Number(ha.toFixed(ha >= 0.1 ? 1 : 4)));
}
