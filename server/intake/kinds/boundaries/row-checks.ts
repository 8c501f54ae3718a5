import { isInForce } from '#rules/in-force.ts';
import type { Level } from '#contract/admin-units.ts';
import { nothingToDo } from '#formats/driver.ts';
import { bareName } from '#rules/unit-names.ts';
import type { Findings } from '../../findings.ts';
import type { StoredUnit } from '../../stored-units.ts';
import { listedFrom, type ListedUnit } from '../../unit-lists.ts';
import { checkPlaces } from './place-checks.ts';
import type { ImportRow } from './rows.ts';

/** What the rows of a file are compared with. */
export interface Known {
  readonly listed: ReadonlyMap<string, ListedUnit>;
  readonly stored: readonly StoredUnit[];
  /** First day of the boundaries; null means each unit's own start. */
  readonly validFrom: string | null;
}

/** Checks codes, names and places of rows against each other, the list and the database. */
export function checkRows(rows: readonly ImportRow[], level: Level, known: Known, findings: Findings): void {
  checkDoubleCodes(rows, findings);
  checkPlaces(rows, findings);
  const unknown: ImportRow[] = [];
  for (const row of rows) {
    if (row.code === null) continue;
    const listed = known.listed.get(row.code);
    const stored = known.stored.filter((unit) => unit.code === row.code);
    checkStored(row, row.code, level, stored, known.validFrom, findings);
    if (!listed && stored.length === 0) unknown.push(row);
    // What a code was called before says nothing of a file that holds from a day on: it is set against that day's eve.
    const name = listed?.name ?? (known.validFrom === null ? stored.at(-1)?.name : null) ?? null;
    if (name !== null && row.name !== null && bareName(row.name, level) !== bareName(name, level)) {
      findings.note(
        'nameDiffers',
        row,
        {
          vi: `Tên trong tệp là "${row.name}", trong danh mục là "${name}".`,
          en: `The file says "${row.name}", the list "${name}".`,
        },
        {
          vi: `Kiểm tra xem mã và tên có khớp nhau; ${stored.length > 0 && known.validFrom === null ? 'tên đã lưu được giữ' : 'tên trong tệp được lưu'}.`,
          en: `Check that code and name belong together; ${stored.length > 0 && known.validFrom === null ? 'the name that is stored is kept' : 'the file’s name is stored'}.`,
        },
      );
    }
  }
  noteUnlisted(unknown, known, findings);
}

/** Codes outside the list, one by one; those of provinces of which the list has nothing are counted. */
function noteUnlisted(rows: readonly ImportRow[], { listed }: Known, findings: Findings) {
  const elsewhere = rows.filter(({ district, province }) => {
    const above = [district.code, province.code].filter((code) => code !== null);
    return above.length > 0 && !above.some((code) => listed.has(code));
  });
  const uncovered = new Set(elsewhere);
  for (const row of rows) {
    if (uncovered.has(row)) continue;
    findings.note(
      'unlistedCode',
      { row: row.row, feature: row.feature },
      {
        vi: `Mã ${row.code ?? ''} không có trong danh mục của hệ thống.`,
        en: `The code ${row.code ?? ''} is not in the portal's list.`,
      },
      { vi: 'Kiểm tra mã; nếu đúng, đơn vị được thêm mới.', en: 'Check the code; if it is right, the unit is added.' },
    );
  }
  if (elsewhere.length === 0) return;
  findings.note(
    'unlistedProvince',
    {},
    {
      vi: `${elsewhere.length} đơn vị thuộc các tỉnh không có trong danh mục của hệ thống: mã và tên không được đối chiếu.`,
      en: `${elsewhere.length} units belong to provinces that the portal's list does not cover: codes and names were not compared.`,
    },
    nothingToDo,
  );
}

function checkDoubleCodes(rows: readonly ImportRow[], findings: Findings) {
  const byCode = new Map<string, ImportRow[]>();
  for (const row of rows) {
    if (row.code !== null) byCode.set(row.code, [...(byCode.get(row.code) ?? []), row]);
  }
  for (const [code, same] of byCode) {
    if (same.length < 2) continue;
    const numbers = same.map((row) => row.row).join(', ');
    for (const row of same) {
      findings.issue(
        'doubleCode',
        row,
        {
          vi: `Mã ${code} có ở nhiều dòng: ${numbers}.`,
          en: `The code ${code} stands in several rows: ${numbers}.`,
        },
        {
          vi: 'Sửa mã, hoặc gộp các phần của một đơn vị thành một dòng (MultiPolygon).',
          en: 'Correct the codes, or join the parts of one unit in one row (MultiPolygon).',
        },
      );
    }
  }
}

function checkStored(
  row: ImportRow,
  code: string,
  level: Level,
  stored: readonly StoredUnit[],
  validFrom: string | null,
  findings: Findings,
) {
  const at = validFrom ?? listedFrom;
  const inForce = stored.filter((unit) => isInForce(unit, at));
  const other = inForce.find((unit) => unit.level !== level);
  if (other) {
    findings.issue(
      'codeOfOtherLevel',
      row,
      {
        vi: `Mã ${code} đã thuộc về ${other.name} (cấp khác).`,
        en: `The code ${code} belongs to ${other.name}, of another level.`,
      },
      { vi: 'Kiểm tra mã và lớp dữ liệu (--collection).', en: 'Check the code and the collection.' },
    );
  }
  const later = stored.find((unit) => unit.level === level && unit.validFrom > at);
  if (validFrom !== null && inForce.length === 0 && later) {
    findings.issue(
      'beforeUnit',
      row,
      {
        vi: `${later.name} chỉ có từ ngày ${later.validFrom}, sau ngày ${at}.`,
        en: `${later.name} exists only from ${later.validFrom}, later than ${at}.`,
      },
      { vi: 'Chọn --valid-from muộn hơn, hoặc bỏ dòng này.', en: 'Choose a later --valid-from, or take this row out.' },
    );
  }
}
