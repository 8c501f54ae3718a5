import type { Bbox, Position } from '#contract/common.ts';
import type { Feature } from '#contract/features.ts';

const metresPerDegree = 111_320;

/** A feature and how far it is from another, in metres. */
export interface Near {
  readonly feature: Feature;
  readonly metres: number;
}

/** Every position of a geometry. */
function positionsOf(geometry: NonNullable<Feature['geometry']>): Position[] {
  const found: Position[] = [];
  const visit = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    const [x, y] = part as unknown[];
    if (typeof x === 'number' && typeof y === 'number') found.push([x, y]);
    else part.forEach(visit);
  };
  visit(geometry.coordinates);
  return found;
}

/** The extent of a feature; null where it lies nowhere. */
export function extentOf({ geometry }: Pick<Feature, 'geometry'>): Bbox | null {
  const positions = geometry === null ? [] : positionsOf(geometry);
  if (positions.length === 0) return null;
  const [lngs, lats] = [positions.map(([lng]) => lng), positions.map(([, lat]) => lat)];
  const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b));
  const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b));
  return [least(lngs), least(lats), most(lngs), most(lats)];
}

/** An extent grown on all sides by about so many metres. */
export function grown([west, south, east, north]: Bbox, metres: number): Bbox {
  const lat = metres / metresPerDegree;
  const lng = lat / Math.cos((south * Math.PI) / 180);
  return [west - lng, south - lat, east + lng, north + lat];
}

/**
 * The nearest of some features to another, nearest first, itself not among them. Distances are between their nearest
 * corners, on a plane: right enough for a list of what lies around.
 */
export function nearest(to: Feature, others: readonly Feature[], most: number): Near[] {
  const from = to.geometry === null ? [] : positionsOf(to.geometry);
  return others
    .filter(({ id, geometry }) => id !== to.id && geometry !== null)
    .map((feature) => ({ feature, metres: gap(from, feature.geometry === null ? [] : positionsOf(feature.geometry)) }))
    .sort((a, b) => a.metres - b.metres)
    .slice(0, most);
}

function gap(some: readonly Position[], others: readonly Position[]): number {
  let least = Infinity;
  for (const [lng, lat] of some) {
    const across = Math.cos((lat * Math.PI) / 180);
    for (const [x, y] of others) least = Math.min(least, Math.hypot((x - lng) * across, y - lat));
  }
  return least * metresPerDegree;
}
