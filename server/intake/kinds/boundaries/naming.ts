import type { Level, UnitKind } from '#contract/admin-units.ts';
import { withKindWord } from '#rules/unit-kinds.ts';
import { bareName } from '#rules/unit-names.ts';
import type { Findings } from '../../findings.ts';
import type { ListedUnit } from '../../unit-lists.ts';
import type { ImportRow } from './rows.ts';

/**
 * The name and kind of a unit of the file: what the file says, spelt as the list of the day or the unit that goes on spells the same
 * name; what it leaves out by them. Null where nothing says it: that is asked for, never invented.
 */
export function nameOfRow(
  row: ImportRow,
  level: Level,
  listed: Pick<ListedUnit, 'name' | 'kind'> | undefined,
  bearer: { readonly name: string; readonly kind: UnitKind } | undefined,
  findings: Findings,
): { readonly name: string; readonly kind: UnitKind } | null {
  const known = [listed, bearer].flatMap((unit) => {
    const { name = null, kind = null } = unit ?? {};
    return name === null || kind === null ? [] : [{ name, kind }];
  });
  const same = known.find(
    ({ name, kind }) =>
      (row.name === null || bareName(name, level) === bareName(row.name, level)) &&
      (row.kind === null || row.kind === kind),
  );
  if (same !== undefined) return same;
  if (row.name !== null && row.kind !== null) return { name: withKindWord(row.name, row.kind), kind: row.kind };
  const lacks = row.name === null ? { vi: 'tên', en: 'name' } : { vi: 'loại', en: 'kind' };
  findings.issue(
    'kindUnknown',
    row,
    {
      vi: `Không biết ${lacks.vi} của đơn vị này: tệp không ghi, danh mục của ngày này cũng không.`,
      en: `The ${lacks.en} of this unit is not known: neither the file nor a list of that day says it.`,
    },
    row.name === null
      ? {
          vi: 'Thêm cột tên (TEN_XA), hoặc chỉ rõ bằng --map TRƯỜNG=name.',
          en: 'Add a column of names, or name it with --map FIELD=name.',
        }
      : {
          vi: 'Thêm cột loại (LOAI: xã, phường, thị trấn, đặc khu) hoặc ghi loại trong tên, ví dụ "Phường Tuy Hòa".',
          en: 'Add a column of kinds (LOAI: xã, phường, thị trấn, đặc khu), or write the kind in the name, for instance "Phường Tuy Hòa".',
        },
  );
  return null;
}
