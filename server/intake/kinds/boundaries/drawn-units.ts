import type { Position } from 'geojson';
import type { Level } from '#contract/admin-units.ts';
import { asMultiPolygon, packPolygons, type PackedPolygons } from '#contract/packed-polygons.ts';
import type { SourceFeature } from '#formats/driver.ts';
import type { Findings } from '../../findings.ts';

const codeDigits: Record<Level, number> = { province: 2, district: 3, commune: 5 };

/**
 * Gives the areas of a drawing a code and a name: the code from the layer's name, else from a text inside; the name from
 * another text inside. Areas of one code become one unit; one inside another is a hole. Areas without a code are issues.
 */
export function nameDrawnUnits(areas: readonly SourceFeature[], level: Level, findings: Findings): SourceFeature[] {
  const units = new Map<string, SourceFeature>();
  const others: SourceFeature[] = [];
  for (const area of areas) {
    if (area.fault || area.packed?.type !== 'Polygon') {
      others.push(area);
      continue;
    }
    const label = labelOf(area, codeDigits[level]);
    if (label === null) {
      const layer = String(area.fields.LAYER ?? '');
      findings.issue(
        'noCodeInDrawing',
        { row: area.row },
        {
          vi: `Vùng trên lớp "${layer}" không có mã ${codeDigits[level]} chữ số trong tên lớp hay trong chữ bên trong.`,
          en: `The area on layer "${layer}" has no code of ${codeDigits[level]} digits in the layer's name or a text inside.`,
        },
        {
          vi: 'Đặt tên lớp bằng mã đơn vị, hoặc ghi mã bằng TEXT bên trong vùng.',
          en: 'Name the layer by the unit’s code, or write the code as a TEXT inside the area.',
        },
      );
      continue;
    }
    const already = units.get(label.code);
    const packed = already?.packed ? withPolygons(already.packed, area.packed) : area.packed;
    const fields = { ...label, ...(already && !label.name ? { name: already.fields.name } : {}) };
    units.set(label.code, {
      ...area,
      row: already?.row ?? area.row,
      fields,
      packed: { ...packed, type: 'MultiPolygon' },
    });
  }
  return [...units.values(), ...others].sort((one, other) => one.row - other.row);
}

function labelOf({ fields }: SourceFeature, digits: number): { code: string; name: string | null } | null {
  const layer = String(fields.LAYER ?? '');
  const texts = Object.entries(fields)
    .filter(([name]) => name.startsWith('TEXT_'))
    .map(([, text]) => String(text));
  const code = new RegExp(`(?<!\\d)\\d{${digits}}(?!\\d)`);
  const found = [layer, ...texts].map((text) => code.exec(text)?.[0]).find((match) => match !== undefined);
  if (found === undefined) return null;
  const words = texts.map((text) => text.replace(found, '').trim()).filter((text) => /\p{L}{2}/u.test(text));
  return { code: found, name: words[0] ?? null };
}

/** Adds a polygon of the same unit: an island beside what there is, or a hole where it lies inside. */
function withPolygons(unit: PackedPolygons, added: PackedPolygons): PackedPolygons {
  const polygons = asMultiPolygon(unit).coordinates;
  const rings = asMultiPolygon(added).coordinates.flat();
  const [point] = rings[0] ?? [];
  const holder = point ? polygons.findIndex(([outer]) => outer && holds(outer, point)) : -1;
  if (holder < 0) return packPolygons([...polygons, rings]);
  return packPolygons(polygons.map((polygon, index) => (index === holder ? [...polygon, ...rings] : polygon)));
}

function holds(ring: readonly Position[], [x = 0, y = 0]: Position): boolean {
  let inside = false;
  ring.forEach(([xi = 0, yi = 0], index) => {
    const [xj = 0, yj = 0] = ring.at(index - 1) ?? [];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  });
  return inside;
}
