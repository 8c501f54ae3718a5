import type { Position as Coordinates } from 'geojson';
import type { Position } from '#contract/common.ts';
import { eachRing, type PackedPolygons } from '#contract/packed-polygons.ts';
import { nothingToDo, type PackedGeometry } from '#formats/driver.ts';
import type { Findings, Where } from '../../findings.ts';

/**
 * The boundary of a row in WGS 84; null where it is no area, or one that is broken, which is said. Positions are transformed where
 * they stand: nobody wants those of the file any more.
 */
export function readBoundary(
  geometry: PackedGeometry | null,
  transform: (position: Coordinates) => Position,
  where: Where,
  findings: Findings,
): PackedPolygons | null {
  if (geometry === null || geometry.polygons.length === 0) {
    tellNoArea(geometry, where, findings);
    return null;
  }
  if (geometry.type === 'GeometryCollection') {
    findings.note(
      'onlyPolygons',
      where,
      {
        vi: 'Hình gồm cả vùng lẫn điểm hay đường; chỉ lấy các vùng.',
        en: 'The shape mixes areas with points or lines; only the areas were taken.',
      },
      nothingToDo,
    );
  }
  const { coordinates, polygons } = geometry;
  for (let at = 0; at < coordinates.length; at += 2) {
    const [x, y] = transform([coordinates[at] ?? Number.NaN, coordinates[at + 1] ?? Number.NaN]);
    coordinates[at] = x;
    coordinates[at + 1] = y;
  }
  const broken = brokenRing(geometry);
  if (broken === null) return { coordinates, polygons };
  findings.issue(
    'brokenRing',
    broken.position ? { ...where, position: broken.position } : where,
    {
      vi: 'Vòng ranh giới không khép kín, có dưới bốn điểm, hoặc có tọa độ không phải là số.',
      en: 'A ring is not closed, has fewer than four points, or a coordinate that is no number.',
    },
    { vi: 'Sửa hình này trong phần mềm bản đồ.', en: 'Mend this shape in a mapping program.' },
  );
  return null;
}

function tellNoArea(geometry: PackedGeometry | null, where: Where, findings: Findings) {
  const other = geometry !== null && !['Polygon', 'MultiPolygon'].includes(geometry.type);
  findings.issue(
    other ? 'notPolygon' : 'emptyGeometry',
    where,
    other
      ? {
          vi: `Hình dạng là ${geometry.type}, không phải vùng (Polygon).`,
          en: `The geometry is a ${geometry.type}, not a polygon.`,
        }
      : { vi: 'Đơn vị không có hình dạng.', en: 'The unit has no geometry.' },
    {
      vi: 'Vẽ ranh giới thành vùng khép kín, hoặc bỏ dòng này.',
      en: 'Draw the boundary as an area, or take this row out.',
    },
  );
}

/** The first ring that is none, with a position on it where one is to be had; null where all are sound. */
function brokenRing(polygons: PackedPolygons): { readonly position: Position | null } | null {
  const { coordinates } = polygons;
  let broken: { readonly position: Position | null } | null = null;
  eachRing(polygons, (from, to) => {
    if (broken !== null) return;
    const [first, last] = [2 * from, 2 * (to - 1)];
    const isClosed = coordinates[first] === coordinates[last] && coordinates[first + 1] === coordinates[last + 1];
    const ring = coordinates.subarray(2 * from, 2 * to);
    if (to - from < 4 || !isClosed || !ring.every(Number.isFinite)) broken = { position: firstPosition(ring) };
  });
  return broken;
}

function firstPosition(ring: Float64Array): Position | null {
  for (let at = 0; at < ring.length; at += 2) {
    const [x = Number.NaN, y = Number.NaN] = ring.subarray(at, at + 2);
    if (Number.isFinite(x) && Number.isFinite(y)) return [x, y];
  }
  return null;
}
