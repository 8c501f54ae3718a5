import type { Geometry, Position } from 'geojson';
import { eachRing, sharedPositions, type PackedPolygons } from '#contract/packed-polygons.ts';

const wgs84 = 4326;
const hasSrid = 0x20000000;
const types = {
  Point: 1,
  LineString: 2,
  Polygon: 3,
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
  GeometryCollection: 7,
} as const;

const headBytes = 9;
const point = Buffer.alloc(headBytes + 16);
beginWith(point, types.Point);

/** A geometry in WGS 84, heights left out, as PostGIS reads it from text without a function: EWKB in hexadecimal. */
export function ewkbHex(geometry: Geometry): string {
  if (geometry.type !== 'Point') return writtenOut(geometry).toString('hex');
  // Of a million points none makes a buffer.
  writePosition(point, geometry.coordinates, headBytes);
  return point.toString('hex');
}

/** Packed polygons as a MultiPolygon, the same way: in WGS 84 where no other system is named. */
export function polygonsHex(packed: PackedPolygons, srid: number = wgs84): string {
  const { coordinates, polygons } = packed;
  const rings = polygons.reduce((sum, ends) => sum + ends.length, 0);
  const buffer = Buffer.alloc(headBytes + 4 + 9 * polygons.length + 4 * rings + coordinates.byteLength);
  const bytes = new Uint8Array(coordinates.buffer, coordinates.byteOffset, coordinates.byteLength);
  beginWith(buffer, types.MultiPolygon);
  buffer.writeUInt32LE(srid, 5);
  let at = buffer.writeUInt32LE(polygons.length, headBytes);
  eachRing(packed, (from, to, isHole, polygon) => {
    if (!isHole) {
      at = buffer.writeUInt8(1, at);
      at = buffer.writeUInt32LE(types.Polygon, at);
      at = buffer.writeUInt32LE(polygons[polygon]?.length ?? 0, at);
    }
    at = buffer.writeUInt32LE(to - from, at);
    buffer.set(bytes.subarray(16 * from, 16 * to), at);
    at += 16 * (to - from);
  });
  return buffer.toString('hex');
}

/** The polygons of a MultiPolygon that PostGIS gave as WKB, in the order of bytes of this machine. */
export function polygonsOfWkb(wkb: Buffer): PackedPolygons {
  const ends: { readonly from: number; readonly count: number }[][] = [];
  let at = 9;
  for (let polygons = wkb.readUInt32LE(5); polygons > 0; polygons--) {
    const rings = wkb.readUInt32LE(at + 5);
    at += 9;
    ends.push(
      Array.from({ length: rings }, () => {
        const ring = { from: at + 4, count: wkb.readUInt32LE(at) };
        at = ring.from + 16 * ring.count;
        return ring;
      }),
    );
  }
  const coordinates = sharedPositions(ends.flat().reduce((sum, { count }) => sum + count, 0));
  const bytes = new Uint8Array(coordinates.buffer);
  let done = 0;
  const polygons = ends.map((rings) =>
    rings.map(({ from, count }) => {
      bytes.set(wkb.subarray(from, from + 16 * count), 16 * done);
      done += count;
      return done;
    }),
  );
  return { coordinates, polygons };
}

function writtenOut(geometry: Geometry): Buffer {
  const buffer = Buffer.alloc(headBytes - 5 + sizeOf(geometry));
  beginWith(buffer, types[geometry.type]);
  writeBody(buffer, geometry, headBytes);
  return buffer;
}

function beginWith(buffer: Buffer, type: number): void {
  buffer.writeUInt8(1, 0);
  buffer.writeUInt32LE((type | hasSrid) >>> 0, 1);
  buffer.writeUInt32LE(wgs84, 5);
}

/** Bytes of a part: the order of bytes, the type and what follows. */
function sizeOf(geometry: Geometry): number {
  const line = (positions: readonly Position[]) => 4 + 16 * positions.length;
  const lines = (of: readonly (readonly Position[])[]) => of.reduce((sum, one) => sum + line(one), 4);
  switch (geometry.type) {
    case 'Point':
      return 5 + 16;
    case 'LineString':
      return 5 + line(geometry.coordinates);
    case 'Polygon':
      return 5 + lines(geometry.coordinates);
    default:
      return partsOf(geometry).reduce((sum, part) => sum + sizeOf(part), 5 + 4);
  }
}

function partsOf(geometry: Exclude<Geometry, { type: 'Point' | 'LineString' | 'Polygon' }>): Geometry[] {
  switch (geometry.type) {
    case 'MultiPoint':
      return geometry.coordinates.map((coordinates) => ({ type: 'Point', coordinates }));
    case 'MultiLineString':
      return geometry.coordinates.map((coordinates) => ({ type: 'LineString', coordinates }));
    case 'MultiPolygon':
      return geometry.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }));
    case 'GeometryCollection':
      return geometry.geometries;
  }
}

/** Writes what follows a geometry's head; gives where it ends. */
function writeBody(buffer: Buffer, geometry: Geometry, from: number): number {
  switch (geometry.type) {
    case 'Point':
      return writePosition(buffer, geometry.coordinates, from);
    case 'LineString':
      return writeLine(buffer, geometry.coordinates, from);
    case 'Polygon': {
      const begin = buffer.writeUInt32LE(geometry.coordinates.length, from);
      return geometry.coordinates.reduce((at, ring) => writeLine(buffer, ring, at), begin);
    }
    default: {
      const parts = partsOf(geometry);
      const begin = buffer.writeUInt32LE(parts.length, from);
      return parts.reduce((at, part) => {
        buffer.writeUInt8(1, at);
        return writeBody(buffer, part, buffer.writeUInt32LE(types[part.type], at + 1));
      }, begin);
    }
  }
}

function writeLine(buffer: Buffer, positions: readonly Position[], from: number): number {
  return positions.reduce(
    (at, position) => writePosition(buffer, position, at),
    buffer.writeUInt32LE(positions.length, from),
  );
}

function writePosition(buffer: Buffer, [x = Number.NaN, y = Number.NaN]: Position, at: number): number {
  return buffer.writeDoubleLE(y, buffer.writeDoubleLE(x, at));
}
