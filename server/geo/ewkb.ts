import type { Geometry, Position } from 'geojson';

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
