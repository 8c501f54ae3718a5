import type { Geometry, Position as Coordinates } from 'geojson';
import type { GeometryKind } from '#contract/collections.ts';
import type { Position } from '#contract/common.ts';
import { isInVietnam } from '#rules/boundaries/country.ts';
import { mapPositions, positionsOf } from '#rules/geometries.ts';
import type { Findings, Where } from '../../findings.ts';
import { isGeometry, isZeroPlace, type GivenPlace } from './places.ts';

const kinds: Record<
  GeometryKind,
  { readonly types: readonly Geometry['type'][]; readonly vi: string; readonly en: string }
> = {
  point: { types: ['Point', 'MultiPoint'], vi: 'điểm (Point)', en: 'points' },
  line: { types: ['LineString', 'MultiLineString'], vi: 'đường (LineString)', en: 'lines' },
  polygon: { types: ['Polygon', 'MultiPolygon'], vi: 'vùng (Polygon)', en: 'areas (Polygon)' },
  any: {
    types: ['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'],
    vi: 'điểm, đường hoặc vùng',
    en: 'points, lines or areas',
  },
};

/**
 * The geometry of a row in WGS 84, of the kind that the collection holds; null where it is refused, with an issue that
 * says why and where. Whether it is valid is for the database to say.
 */
export function placedGeometry(
  given: GivenPlace,
  wanted: GeometryKind,
  transform: (position: Coordinates) => Position,
  where: Where,
  findings: Findings,
): Geometry | null {
  if (given === 'broken') {
    findings.issue(
      'badCoordinate',
      where,
      {
        vi: 'Tọa độ không phải là số, hoặc thiếu một trong hai số.',
        en: 'A coordinate is no number, or one of the two is missing.',
      },
      { vi: 'Viết hai số, ví dụ 109,3012 và 13,0881.', en: 'Write two numbers, such as 109.3012 and 13.0881.' },
    );
    return null;
  }
  if (given !== null && !isGeometry(given)) {
    const [lng, lat] = given.likely;
    findings.issue(
      'lostPoint',
      where,
      {
        vi: `Tọa độ "${given.said}" mất dấu thập phân; có lẽ là ${comma(lng)} và ${comma(lat)} (kinh độ, vĩ độ).`,
        en: `The coordinates "${given.said}" have lost their decimal point; probably they are ${lng} and ${lat} (longitude, latitude).`,
      },
      {
        vi: 'Sửa lại hai số; trong bảng tính, để cột dạng văn bản hoặc dùng đúng dấu thập phân.',
        en: 'Correct the two numbers; in a spreadsheet keep the columns as text, or use its decimal sign.',
      },
    );
    return null;
  }
  if (given !== null && isZeroPlace(given)) {
    findings.issue(
      'zeroPlace',
      where,
      { vi: 'Tọa độ là 0, 0: không có tọa độ.', en: 'The coordinates are 0, 0: there are none.' },
      {
        vi: 'Điền tọa độ cho đối tượng này, hoặc bỏ dòng này.',
        en: 'Give this feature coordinates, or take the row out.',
      },
    );
    return null;
  }
  const geometry = given === null || positionsOf(given).length === 0 ? null : ofKind(given, wanted);
  if (geometry === null) {
    findings.issue(
      'emptyGeometry',
      where,
      { vi: 'Đối tượng không có vị trí.', en: 'The feature has no place.' },
      {
        vi: 'Điền tọa độ hoặc vẽ hình cho đối tượng này, hoặc bỏ dòng này.',
        en: 'Give this feature coordinates or a shape, or take the row out.',
      },
    );
    return null;
  }
  if (!kinds[wanted].types.includes(geometry.type) || (wanted === 'point' && geometry.type !== 'Point')) {
    findings.issue(
      'otherGeometry',
      where,
      {
        vi: `Hình dạng là ${geometry.type}; lớp này gồm ${kinds[wanted].vi}.`,
        en: `The geometry is a ${geometry.type}; this collection holds ${kinds[wanted].en}.`,
      },
      {
        vi: 'Chọn đúng lớp (--layer, --collection), hoặc vẽ lại hình này.',
        en: 'Choose the right layer and collection, or draw this shape anew.',
      },
    );
    return null;
  }
  const placed = mapPositions(geometry, (position) => transform(position));
  return checkedStructure(placed, where, findings) ? placed : null;
}

/** One point of a MultiPoint is that point; what else there is stays. */
function ofKind(geometry: Geometry, wanted: GeometryKind): Geometry {
  if ((wanted === 'point' || wanted === 'any') && geometry.type === 'MultiPoint' && geometry.coordinates.length === 1)
    return { type: 'Point', coordinates: geometry.coordinates[0] ?? [] };
  if (geometry.type === 'GeometryCollection' && geometry.geometries.length === 1)
    return ofKind(geometry.geometries[0] ?? geometry, wanted);
  return geometry;
}

function checkedStructure(geometry: Geometry, where: Where, findings: Findings): boolean {
  const positions = positionsOf(geometry);
  const off = positions.find(([lng = Number.NaN, lat = Number.NaN]) => !(Math.abs(lng) <= 180 && Math.abs(lat) <= 90));
  const [first] = positions;
  const [lng = 0, lat = 0] = off ?? first ?? [];
  const place: Where = Number.isFinite(lng) && Number.isFinite(lat) ? { ...where, position: [lng, lat] } : where;
  if (!isInVietnam([lng, lat]) && isInVietnam([lat, lng])) {
    findings.issue(
      'swappedAxes',
      place,
      {
        vi: `Vĩ độ đứng ở chỗ của kinh độ (${lng}, ${lat}).`,
        en: `Latitude stands in the place of longitude (${lng}, ${lat}).`,
      },
      { vi: 'Đổi chỗ hai số của dòng này.', en: 'Exchange the two numbers of this row.' },
    );
    return false;
  }
  if (off !== undefined) {
    findings.issue(
      'badCoordinate',
      where,
      { vi: 'Tọa độ nằm ngoài mặt đất (không phải kinh độ, vĩ độ).', en: 'A coordinate does not lie on the earth.' },
      {
        vi: 'Sửa tọa độ, hoặc cho biết hệ tọa độ bằng --crs EPSG:n.',
        en: 'Correct it, or say the coordinate system with --crs EPSG:n.',
      },
    );
    return false;
  }
  if (partsAreLongEnough(geometry)) return liesInVietnam(positions, where, findings);
  findings.issue(
    'brokenShape',
    place,
    {
      vi: 'Đường có dưới hai điểm, hoặc vòng ranh giới không khép kín hay có dưới bốn điểm.',
      en: 'A line has fewer than two points, or a ring is not closed or has fewer than four.',
    },
    { vi: 'Sửa hình này trong phần mềm bản đồ.', en: 'Mend this shape in a mapping program.' },
  );
  return false;
}

/** Every corner: one at 0, 0, or with a digit too few, draws a line across the world. */
function liesInVietnam(positions: readonly Coordinates[], where: Where, findings: Findings): boolean {
  const outside = positions.find(([lng = 0, lat = 0]) => !isInVietnam([lng, lat]));
  if (outside === undefined) return true;
  const [lng = 0, lat = 0] = outside;
  const at = `${Number(lng.toFixed(5))}, ${Number(lat.toFixed(5))}`;
  findings.issue(
    'outsideCountry',
    { ...where, position: [lng, lat] },
    {
      vi: `${positions.length === 1 ? 'Đối tượng' : 'Một đỉnh của đối tượng'} nằm ngoài Việt Nam (kinh độ, vĩ độ ${at}).`,
      en: `${positions.length === 1 ? 'The feature' : 'A corner of the feature'} lies outside Vietnam (longitude, latitude ${at}).`,
    },
    {
      vi: 'Kiểm tra tọa độ và hệ tọa độ (--crs).',
      en: 'Check the coordinates and their system (--crs).',
    },
  );
  return false;
}

/** A number as it is written in Vietnamese. */
function comma(value: number): string {
  return String(value).replace('.', ',');
}

function partsAreLongEnough(geometry: Geometry): boolean {
  switch (geometry.type) {
    case 'LineString':
      return geometry.coordinates.length >= 2;
    case 'MultiLineString':
      return geometry.coordinates.every((line) => line.length >= 2);
    case 'Polygon':
      return geometry.coordinates.every(isClosed);
    case 'MultiPolygon':
      return geometry.coordinates.flat().every(isClosed);
    default:
      return true;
  }
}

function isClosed(ring: Coordinates[]): boolean {
  return ring.length >= 4 && ring[0]?.[0] === ring.at(-1)?.[0] && ring[0]?.[1] === ring.at(-1)?.[1];
}
