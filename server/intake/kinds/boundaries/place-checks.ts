import type { Position } from '#contract/common.ts';
import { isInVietnam } from '#rules/boundaries/country.ts';
import type { Findings, Where } from '../../findings.ts';
import type { ImportRow } from './rows.ts';
import { middleOfPositions } from '../../source-crs.ts';

/** Tells units that lie outside Vietnam, and those of which a corner does: with most of them outside the system is wrong. */
export function checkPlaces(rows: readonly ImportRow[], findings: Findings) {
  const placed = rows.flatMap((row): PlacedRow[] => {
    const position = row.geometry && middleOfPositions(row.geometry.coordinates);
    if (row.geometry === null || position === null) return [];
    return [{ row, middle: pairOf(position), ...placeOf(row.geometry.coordinates) }];
  });
  const away = placed.filter(({ isAway }) => isAway);
  if (away.length > placed.length / 2) {
    findings.issue(
      'outsideCountry',
      away[0] ? { position: away[0].middle } : {},
      {
        vi: `${away.length} trong ${placed.length} đơn vị nằm ngoài Việt Nam: hệ tọa độ sai.`,
        en: `${away.length} of ${placed.length} units lie outside Vietnam: the coordinate system is wrong.`,
      },
      { vi: 'Cho biết hệ tọa độ đúng bằng --crs EPSG:n.', en: 'Say the right coordinate system with --crs EPSG:n.' },
    );
    return;
  }
  for (const { row, middle, isAway, stray } of placed) {
    const where = { row: row.row, feature: row.feature };
    if (isAway) {
      findings.note(
        'outsideCountry',
        { ...where, position: middle },
        {
          vi: 'Đơn vị nằm ngoài Việt Nam (kể cả Hoàng Sa, Trường Sa).',
          en: 'The unit lies outside Vietnam (Hoàng Sa and Trường Sa counted inside).',
        },
        { vi: 'Kiểm tra hình và hệ tọa độ.', en: 'Check the shape and the coordinate system.' },
      );
      continue;
    }
    if (stray) checkStray(stray, where, findings);
  }
}

interface PlacedRow {
  readonly row: ImportRow;
  readonly middle: Position;
  /** Whether all corners lie outside. */
  readonly isAway: boolean;
  /** The first corner that lies far outside. */
  readonly stray: Position | null;
}

function placeOf(corners: Float64Array): Pick<PlacedRow, 'isAway' | 'stray'> {
  let isAway = true;
  let stray: Position | null = null;
  for (let at = 0; at < corners.length; at += 2) {
    const corner = pairOf([corners[at] ?? Number.NaN, corners[at + 1] ?? Number.NaN]);
    // Whether a corner lies in the country is asked of few: of the first ones, and of those that are far off.
    if (isAway && isInVietnam(corner)) isAway = false;
    else if (stray === null && isAbroad(corner) && !isInVietnam(corner)) stray = corner;
  }
  return { isAway, stray };
}

/** A unit may reach out to sea farther than our outline of the country does, but not as far as a corner at 0, 0. */
function isAbroad([lng, lat]: Position): boolean {
  return lng < 100 || lng > 120 || lat < 4 || lat > 26;
}

function checkStray(position: Position, where: Where, findings: Findings) {
  const at = position.map((value) => Number(value.toFixed(5))).join(', ');
  findings.issue(
    'outsideCountry',
    { ...where, position },
    {
      vi: `Một đỉnh của ranh giới nằm ngoài Việt Nam (kinh độ, vĩ độ ${at}).`,
      en: `A corner of the boundary lies outside Vietnam (longitude, latitude ${at}).`,
    },
    { vi: 'Sửa đỉnh này trong phần mềm bản đồ.', en: 'Mend this corner in a mapping program.' },
  );
}

function pairOf([lng = Number.NaN, lat = Number.NaN]: readonly number[]): Position {
  return [lng, lat];
}
