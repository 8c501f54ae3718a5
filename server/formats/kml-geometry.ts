import type { Geometry, LineString, Point, Polygon, Position } from 'geojson';
import type { GeometryKind } from '#contract/collections.ts';
import { readPositions } from './kml-coordinates.ts';
import type { PlacemarkRemark } from './kml-remarks.ts';

/** Elements that are a placemark's geometry. */
export const geometryElements: ReadonlySet<string> = new Set([
  ...['Point', 'LineString', 'LinearRing', 'Polygon', 'MultiGeometry', 'Track', 'MultiTrack', 'Model'],
]);

/** An element of a geometry; text is kept of coordinates alone. */
export interface GeometryNode {
  readonly name: string;
  readonly children: GeometryNode[];
  text: string;
}

/** What a placemark's geometry is, why there is none, and what was made of it. */
export interface GeometryReading {
  readonly geometry: Geometry | null;
  readonly fault: PlacemarkRemark | null;
  readonly notes: readonly PlacemarkRemark[];
}

type Simple = Point | LineString | Polygon;

/** Thrown while a geometry is put together. */
class Unusable extends Error {
  constructor(readonly remark: PlacemarkRemark) {
    super(remark);
  }
}

/** The geometry of a placemark: one element of the file, or several. A closed ring is an area where lines are not wanted. */
export function geometryOf(nodes: readonly GeometryNode[], wants: GeometryKind): GeometryReading {
  const notes = new Set<PlacemarkRemark>();
  try {
    const parts = nodes.flatMap((node) => partsOf(node, wants, notes));
    return { geometry: together(parts), fault: null, notes: [...notes] };
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    return { geometry: null, fault: error.remark, notes: [] };
  }
}

function partsOf(node: GeometryNode, wants: GeometryKind, notes: Set<PlacemarkRemark>): Simple[] {
  switch (node.name) {
    case 'Point':
      return [{ type: 'Point', coordinates: positionsIn(node)[0] ?? [] }];
    case 'LineString':
      return [lineOf(positionsIn(node))];
    case 'LinearRing': {
      const positions = positionsIn(node);
      if (wants === 'line' || positions.length < 4 || !isClosed(positions)) return [lineOf(positions)];
      return [{ type: 'Polygon', coordinates: [positions] }];
    }
    case 'Polygon':
      return [{ type: 'Polygon', coordinates: ringsIn(node).map((ring) => ringOf(positionsIn(ring), notes)) }];
    case 'MultiGeometry':
      return node.children
        .filter(({ name }) => geometryElements.has(name))
        .flatMap((child) => partsOf(child, wants, notes));
    case 'Track':
      return [lineOf(trackPositions(node))];
    case 'MultiTrack':
      return tracksIn(node, notes);
    default:
      throw new Unusable('unsupportedGeometry');
  }
}

/** Tracks of a moving device, whose receiver is switched on for a moment now and then. */
function tracksIn(node: GeometryNode, notes: Set<PlacemarkRemark>): LineString[] {
  const tracks = node.children.filter(({ name }) => name === 'Track').map(trackPositions);
  const lines = tracks.filter(({ length }) => length > 1);
  if (lines.length === 0) throw new Unusable('noCoordinates');
  if (lines.length < tracks.length) notes.add('shortTrack');
  return lines.map(lineOf);
}

function trackPositions({ children }: GeometryNode): Position[] {
  return children.flatMap(({ name, text }) => {
    // One that is empty is a moment without a place.
    if (name !== 'coord' || text.trim() === '') return [];
    const positions = readPositions(text.trim().replace(/[\s,]+/g, ','));
    if (positions === null) throw new Unusable('badCoordinates');
    return positions;
  });
}

function positionsIn({ children }: GeometryNode): Position[] {
  const text = children.map((child) => (child.name === 'coordinates' ? child.text : '')).join(' ');
  if (text.trim() === '') throw new Unusable('noCoordinates');
  const positions = readPositions(text);
  if (positions === null) throw new Unusable('badCoordinates');
  return positions;
}

function lineOf(coordinates: Position[]): LineString {
  if (coordinates.length === 0) throw new Unusable('noCoordinates');
  if (coordinates.length < 2) throw new Unusable('shortLine');
  return { type: 'LineString', coordinates };
}

/** The outer ring first, whatever the order; some write several inner ones into one boundary, or none round the outer. */
function ringsIn({ children }: GeometryNode): GeometryNode[] {
  const rings = (boundary: string) =>
    children.flatMap((child) =>
      child.name === boundary ? child.children.filter(({ name }) => name === 'LinearRing') : [],
    );
  const outer = [...rings('outerBoundaryIs'), ...children.filter(({ name }) => name === 'LinearRing')];
  if (outer.length === 0) throw new Unusable('noCoordinates');
  return [...outer, ...rings('innerBoundaryIs')];
}

function ringOf(positions: Position[], notes: Set<PlacemarkRemark>): Position[] {
  if (positions.length < 3) throw new Unusable('shortRing');
  const [first = []] = positions;
  const ring = isClosed(positions) ? positions : [...positions, first];
  if (ring !== positions) notes.add('ringClosed');
  if (ring.length < 4) throw new Unusable('shortRing');
  return ring;
}

function isClosed(positions: readonly Position[]): boolean {
  const [first, last] = [positions[0], positions.at(-1)];
  return first?.[0] === last?.[0] && first?.[1] === last?.[1];
}

function together(parts: readonly Simple[]): Geometry | null {
  const [only, second] = parts;
  if (only === undefined) return null;
  if (second === undefined) return only;
  const points = parts.flatMap((part) => (part.type === 'Point' ? [part.coordinates] : []));
  if (points.length === parts.length) return { type: 'MultiPoint', coordinates: points };
  const lines = parts.flatMap((part) => (part.type === 'LineString' ? [part.coordinates] : []));
  if (lines.length === parts.length) return { type: 'MultiLineString', coordinates: lines };
  const areas = parts.flatMap((part) => (part.type === 'Polygon' ? [part.coordinates] : []));
  if (areas.length === parts.length) return { type: 'MultiPolygon', coordinates: areas };
  return { type: 'GeometryCollection', geometries: [...parts] };
}
