import type { Geometry, Position } from 'geojson';
import type { Fault, SourceFeature } from './driver.ts';

interface Drawn {
  readonly layer: string;
  readonly rings: Position[][];
}

/** A line counts as closed where its ends are as near as this part of its extent. */
const closedWithin = 1e-6;

/**
 * Makes features of a drawing: closed lines and areas become polygons with the texts that stand inside them (`TEXT_1`,
 * `TEXT_2` ...) and the layer's name (`LAYER`). Lines that do not close are faults; texts are no features themselves.
 */
export function polygonsFromDrawing(elements: readonly SourceFeature[]): SourceFeature[] {
  const texts: { text: string; at: Position }[] = [];
  const areas: Drawn[] = [];
  const open: string[] = [];
  for (const { fields, geometry } of elements) {
    const layer = String(fields.Layer ?? fields.Level ?? '').trim();
    const text = typeof fields.Text === 'string' ? plainText(fields.Text) : '';
    if (geometry?.type === 'Point') {
      if (text !== '') texts.push({ text, at: geometry.coordinates });
    } else if (geometry) {
      const rings = ringsOf(geometry);
      if (rings === null) open.push(layer);
      else areas.push(...rings.map((polygon) => ({ layer, rings: polygon })));
    }
  }
  const labelled = withTexts(areas, texts);
  return [
    ...labelled.map(({ area, texts: inside }, index): SourceFeature => ({
      row: index + 1,
      fields: { LAYER: area.layer, ...Object.fromEntries(inside.map((text, n) => [`TEXT_${n + 1}`, text])) },
      geometry: { type: 'Polygon', coordinates: area.rings },
      fault: null,
    })),
    ...open.map((layer, index): SourceFeature => ({
      row: areas.length + index + 1,
      fields: { LAYER: layer },
      geometry: null,
      fault: openLine(layer),
    })),
  ];
}

function openLine(layer: string): Fault {
  return {
    code: 'openLine',
    reason: {
      vi: `Đường trên lớp "${layer}" không khép kín nên không thành vùng.`,
      en: `A line on layer "${layer}" is not closed, so that it is no area.`,
    },
    todo: {
      vi: 'Khép kín đường ranh giới trong bản vẽ (PEDIT, Close), hoặc bỏ đường không phải ranh giới.',
      en: 'Close the boundary line in the drawing (PEDIT, Close), or take out lines that are no boundaries.',
    },
  };
}

/** The polygons of a geometry, or null for a line that does not close. */
function ringsOf(geometry: Geometry): Position[][][] | null {
  switch (geometry.type) {
    case 'Polygon':
      return [geometry.coordinates];
    case 'MultiPolygon':
      return geometry.coordinates;
    case 'LineString': {
      const ring = closed(geometry.coordinates);
      return ring ? [[ring]] : null;
    }
    case 'MultiLineString': {
      const rings = geometry.coordinates.map(closed);
      return rings.every((ring) => ring !== null) ? rings.map((ring) => [ring]) : null;
    }
    case 'GeometryCollection': {
      const parts = geometry.geometries.map(ringsOf);
      return parts.every((part) => part !== null) ? parts.flat() : null;
    }
    default:
      return null;
  }
}

function closed(line: Position[]): Position[] | null {
  const [first, last] = [line[0], line.at(-1)];
  if (!first || !last || line.length < 4) return null;
  const size = Math.max(...[0, 1].map((axis) => spread(line, axis)));
  const apart = Math.hypot((first[0] ?? 0) - (last[0] ?? 0), (first[1] ?? 0) - (last[1] ?? 0));
  return apart <= size * closedWithin ? [...line.slice(0, -1), first] : null;
}

function spread(line: readonly Position[], axis: number): number {
  let [low, high] = [Infinity, -Infinity];
  for (const point of line) {
    low = Math.min(low, point[axis] ?? 0);
    high = Math.max(high, point[axis] ?? 0);
  }
  return high - low;
}

/** A text belongs to the smallest area that holds it: an area inside another has its own. */
function withTexts(areas: readonly Drawn[], texts: readonly { text: string; at: Position }[]) {
  const labelled = areas.map((area) => ({
    area,
    size: Math.abs(signedArea(area.rings[0] ?? [])),
    texts: [] as string[],
  }));
  const smallestFirst = [...labelled].sort((one, other) => one.size - other.size);
  for (const { text, at } of texts) {
    smallestFirst.find(({ area }) => area.rings.filter((ring) => holds(ring, at)).length % 2 === 1)?.texts.push(text);
  }
  return labelled;
}

/** Twice the area of a ring, signed by its direction. */
function signedArea(ring: readonly Position[]): number {
  return ring.reduce((sum, [x = 0, y = 0], index) => {
    const [nextX = 0, nextY = 0] = ring[(index + 1) % ring.length] ?? [];
    return sum + x * nextY - nextX * y;
  }, 0);
}

function holds(ring: readonly Position[], [x = 0, y = 0]: Position): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi = 0, yi = 0] = ring[i] ?? [];
    const [xj = 0, yj = 0] = ring[j] ?? [];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** Text without MTEXT's formatting codes. */
function plainText(text: string): string {
  return text
    .replace(/\\U\+([\dA-Fa-f]{4})/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/\\[A-Za-z][^;\\]*;/g, '')
    .replace(/\\P/g, ' ')
    .replace(/[{}]/g, '')
    .trim();
}
