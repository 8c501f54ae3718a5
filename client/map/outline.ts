import type { Geometry } from 'geojson';
import type { Bbox, Position } from '#contract/common.ts';
import { positionsOf } from './positions.ts';

// Small drawings of units without a map library: positions become points of a picture, boundaries its paths.

/** A picture of an extent: its height, and where positions lie in it. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly place: (position: Position) => Position;
}

/** What all the geometries cover; null where there are none. */
export function extentOf(geometries: readonly Geometry[]): Bbox | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lng, lat] of geometries.flatMap(positionsOf)) {
    west = Math.min(west, lng);
    east = Math.max(east, lng);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return west > east ? null : [west, south, east, north];
}

/** Fits an extent into a width and the greatest height, with a margin; degrees of longitude are shortened as they are there. */
export function pictureOf(
  [west, south, east, north]: Bbox,
  width: number,
  mostHeight: number,
  margin: number,
): Picture {
  const shortened = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const [wide, high] = [Math.max((east - west) * shortened, 1e-6), Math.max(north - south, 1e-6)];
  const scale = Math.min((width - 2 * margin) / wide, (mostHeight - 2 * margin) / high);
  const height = Math.round(high * scale + 2 * margin);
  const left = (width - wide * scale) / 2;
  return {
    width,
    height,
    place: ([lng, lat]) => [left + (lng - west) * shortened * scale, margin + (north - lat) * scale],
  };
}

/** The path of a geometry's rings, to half a pixel: what lies closer together than that is one point. */
export function pathOf(geometry: Geometry, { place }: Picture): string {
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return '';
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
  const half = (value: number) => Math.round(value * 2) / 2;
  return rings
    .map((ring) => {
      const points = ring.map(([lng = 0, lat = 0]) => place([lng, lat]).map(half).join(' '));
      return `M${points.filter((point, index) => point !== points[index - 1]).join('L')}Z`;
    })
    .join('');
}

/** A name to be written at a point of a picture. */
export interface Label {
  readonly text: string;
  readonly at: Position;
}

/** The labels that fit, the first before the later ones: inside the picture and over no other. */
export function fittingLabels<Each extends Label>(labels: readonly Each[], picture: Picture, size: number): Each[] {
  const taken: Bbox[] = [];
  return labels.filter(({ text, at: [x, y] }) => {
    const half = (text.length * size * 0.56) / 2;
    const box: Bbox = [x - half, y - size * 0.7, x + half, y + size * 0.7];
    const inside = box[0] >= 0 && box[1] >= 0 && box[2] <= picture.width && box[3] <= picture.height;
    const free = taken.every(
      (other) => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3],
    );
    if (inside && free) taken.push(box);
    return inside && free;
  });
}

/** Which part of an extent a position lies in: the bearing from its middle; null near the middle itself. */
export function partOf([west, south, east, north]: Bbox, [lng, lat]: Position): number | null {
  const [across, up] = [(lng - (west + east) / 2) / (east - west), (lat - (south + north) / 2) / (north - south)];
  return Math.hypot(across, up) < 0.15 ? null : (Math.atan2(across, up) * 180) / Math.PI;
}
