import type { AdminUnit, Level, UnitKind } from '#contract/admin-units.ts';
import type { Bbox } from '#contract/common.ts';

interface PlaceRow {
  readonly lng: number | null;
  readonly lat: number | null;
  readonly west: number | null;
  readonly south: number | null;
  readonly east: number | null;
  readonly north: number | null;
  readonly mainlandWest: number | null;
  readonly mainlandSouth: number | null;
  readonly mainlandEast: number | null;
  readonly mainlandNorth: number | null;
  readonly areaM2: number | null;
}

/** A unit of a day as a statement reads it. */
export interface UnitRow extends PlaceRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly nameSearch: string;
  readonly level: Level;
  readonly kind: UnitKind;
  readonly parentCode: string | null;
  readonly parentName: string | null;
  readonly aboveCode: string | null;
  readonly population: number | null;
}

/** The unit of a row. Positions and extents in WGS 84, areas in km². */
export function toUnit({
  code,
  name,
  level,
  kind,
  parentCode,
  parentName,
  population,
  ...place
}: Omit<UnitRow, 'id' | 'nameSearch' | 'aboveCode'>): AdminUnit {
  const { lng, lat, west, south, east, north, areaM2 } = place;
  const mainland = boxOf(place.mainlandWest, place.mainlandSouth, place.mainlandEast, place.mainlandNorth);
  return {
    code,
    name,
    level,
    kind,
    parentCode,
    parentName,
    point: lng === null || lat === null ? null : [degrees(lng), degrees(lat)],
    bbox: boxOf(west, south, east, north),
    ...(mainland === null ? {} : { mainland }),
    areaKm2: areaM2 === null ? null : Math.round(areaM2 / 100) / 10_000,
    population,
  };
}

function boxOf(west: number | null, south: number | null, east: number | null, north: number | null): Bbox | null {
  return west === null || south === null || east === null || north === null
    ? null
    : [degrees(west), degrees(south), degrees(east), degrees(north)];
}

/** Seven decimals of a degree are about a centimetre. */
function degrees(value: number): number {
  return Math.round(value * 1e7) / 1e7;
}
