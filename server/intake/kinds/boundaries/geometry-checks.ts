import type { Text } from '#contract/common.ts';
import type { Queryable } from '#db/db.ts';
import { describeNumber } from '#rules/criteria/describe-value.ts';
import { polygonsHex } from '#geo/ewkb.ts';
import type { Findings } from '../../findings.ts';
import { geometryFault } from '../../geometry-fault.ts';
import { geometryBytes, inBatches } from '../../in-batches.ts';
import type { ListedUnit } from '../../unit-lists.ts';
import { queries } from '../../queries.ts';
import type { ImportRow } from './rows.ts';

interface Inspected {
  readonly row: number;
  readonly valid: boolean;
  readonly reason: string | null;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly areaM2: number | null;
}

/**
 * Has the database judge the rows' geometry: what is invalid becomes an issue with the place of the fault. Returns
 * geodesic areas (m²) of the valid ones, by row. Writes nothing.
 */
export async function checkGeometries(
  db: Queryable,
  rows: readonly ImportRow[],
  findings: Findings,
  onBatch: (done: number) => void,
): Promise<Map<number, number>> {
  const areas = new Map<number, number>();
  const byRow = new Map(rows.map((row) => [row.row, row]));
  let done = 0;
  for (const batch of inBatches(drawn(rows), geometryBytes)) {
    for (const found of await db.many<Inspected>(queries.inspectGeometries, { rows: JSON.stringify(batch) })) {
      if (found.areaM2 !== null && found.areaM2 > 0) areas.set(found.row, found.areaM2);
      else refuse(found, byRow.get(found.row)?.feature ?? '', findings);
    }
    done += batch.length;
    onBatch(done);
  }
  return areas;
}

function* drawn(rows: readonly ImportRow[]) {
  for (const { row, geometry } of rows) if (geometry) yield { row, geometry: polygonsHex(geometry) };
}

function refuse({ row, valid, reason, lng, lat }: Inspected, feature: string, findings: Findings) {
  const where = { row, feature, ...(lng !== null && lat !== null ? { position: [lng, lat] as [number, number] } : {}) };
  if (valid) {
    findings.issue(
      'emptyGeometry',
      where,
      { vi: 'Hình không có diện tích.', en: 'The shape has no area.' },
      { vi: 'Vẽ lại ranh giới của đơn vị này.', en: 'Draw the boundary of this unit anew.' },
    );
    return;
  }
  const { reason: said, todo } = geometryFault(reason ?? '?');
  findings.issue('invalidGeometry', where, said, todo);
}

const squareMetres = { km2: 1_000_000, ha: 10_000, m2: 1 } as const;
/** Boundaries of different sources differ by some per cent; beyond this something is likely wrong. */
const farOff = 0.15;

/** Notes areas far from the listed ones: our list's, else the file's own column. Also says in what unit that column is. */
export function checkAreas(
  rows: readonly ImportRow[],
  areas: ReadonlyMap<number, number>,
  listed: ReadonlyMap<string, ListedUnit>,
  findings: Findings,
): Map<number, number> {
  const unit = guessAreaUnit(rows, areas, findings);
  const stated = new Map<number, number>();
  for (const row of rows) {
    if (row.area) stated.set(row.row, (row.area.value * squareMetres[row.area.unit ?? unit]) / 1_000_000);
    const drawnKm2 = (areas.get(row.row) ?? 0) / 1_000_000;
    const listedKm2 = listed.get(row.code ?? '')?.areaKm2 ?? null;
    const wantedKm2 = listedKm2 ?? stated.get(row.row) ?? null;
    const by = listedKm2 === null ? { vi: 'theo tệp', en: 'by the file' } : { vi: 'theo danh mục', en: 'as listed' };
    if (drawnKm2 === 0 || wantedKm2 === null || Math.abs(drawnKm2 / wantedKm2 - 1) <= farOff) continue;
    const [drawn, wanted] = [squareKm(drawnKm2), squareKm(wantedKm2)];
    findings.note(
      'areaDiffers',
      row,
      {
        vi: `Diện tích theo hình là ${drawn.vi} km², ${by.vi} là ${wanted.vi} km² (lệch ${percent(drawnKm2 / wantedKm2 - 1)}).`,
        en: `The area as drawn is ${drawn.en} km², ${by.en} ${wanted.en} km² (${percent(drawnKm2 / wantedKm2 - 1)} off).`,
      },
      { vi: 'Kiểm tra ranh giới và mã của đơn vị.', en: 'Check the boundary and the code of the unit.' },
    );
  }
  return stated;
}

function squareKm(areaKm2: number): Text {
  return describeNumber(Number(areaKm2.toFixed(2)));
}

function percent(share: number): string {
  return `${share > 0 ? '+' : ''}${(share * 100).toFixed(0)} %`;
}

/** A column that is only called "area": its unit is the one in which the figures are nearest to what is drawn. */
function guessAreaUnit(rows: readonly ImportRow[], areas: ReadonlyMap<number, number>, findings: Findings) {
  const ratios = rows.flatMap(({ row, area }) => {
    const drawn = areas.get(row);
    return area && area.unit === null && drawn !== undefined ? [drawn / area.value] : [];
  });
  if (ratios.length === 0) return 'km2' as const;
  const middle = ratios.sort((one, other) => one - other)[Math.floor(ratios.length / 2)] ?? 1;
  const distance = (unit: keyof typeof squareMetres) => Math.abs(Math.log(middle / squareMetres[unit]));
  const unit = (['km2', 'ha', 'm2'] as const).reduce((best, next) => (distance(next) < distance(best) ? next : best));
  findings.note(
    'areaUnitGuessed',
    {},
    {
      vi: `Cột diện tích không ghi đơn vị; đã hiểu là ${unit}.`,
      en: `The column of areas names no unit; it was read as ${unit}.`,
    },
    {
      vi: 'Nếu sai, chỉ rõ bằng --map FIELD=areaHa (hoặc areaKm2, areaM2).',
      en: 'If that is wrong, say it with --map FIELD=areaHa (or areaKm2, areaM2).',
    },
  );
  return unit;
}
