import type { Geometry } from 'geojson';
import { sharedPositions } from '#contract/packed-polygons.ts';
import type { PackedGeometry } from './driver.ts';

/** FlatGeobuf's kinds of geometry, by number. */
const types: readonly (Geometry['type'] | null)[] = [
  null,
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
  'GeometryCollection',
];
const magicBytes = 8;
const [geometryOfFeature, endsOfGeometry, xyOfGeometry, typeOfGeometry, partsOfGeometry] = [0, 0, 1, 6, 7];

/** Where the positions of one part of a geometry stand, and where its rings end; of what is no polygon there are none. */
interface Part {
  readonly xy: number;
  readonly count: number;
  readonly ends: readonly number[];
}

/**
 * The polygons of each feature of a FlatGeobuf without an index that says a geometry's type with each, null where there is none.
 * It is how GDAL hands over positions as they are: through text they would cost ten times as much.
 */
export function polygonsIn(file: Uint8Array): (PackedGeometry | null)[] {
  const buffer = new FlatBuffer(file);
  const found: ({ readonly type: Geometry['type']; readonly parts: readonly Part[] } | null)[] = [];
  for (let at = magicBytes + 4 + buffer.word(magicBytes); at < file.length; at += 4 + buffer.word(at)) {
    const feature = buffer.table(at + 4);
    const field = buffer.field(feature, geometryOfFeature);
    const geometry = field === null ? null : buffer.table(field);
    const type = geometry === null ? null : buffer.typeOf(geometry);
    found.push(geometry === null || type === null ? null : { type, parts: buffer.partsOf(geometry) });
  }
  const count = found.reduce((sum, one) => (one?.parts ?? []).reduce((more, { count }) => more + count, sum), 0);
  const positions = sharedPositions(count);
  let begun = 0;
  return found.map((one) => {
    if (one === null) return null;
    const from = begun;
    const polygons = one.parts.map(({ xy, count, ends }) => {
      const offset = begun - from;
      buffer.copy(xy, count, positions, begun);
      begun += count;
      return ends.map((end) => offset + end);
    });
    return { type: one.type, coordinates: positions.subarray(2 * from, 2 * begun), polygons: polygons.filter(isArea) };
  });
}

function isArea(ends: readonly number[]): boolean {
  return ends.length > 0;
}

/** As much of FlatBuffers as features need: tables of fields, and vectors. */
class FlatBuffer {
  readonly #view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  word(at: number): number {
    return this.#view.getUint32(at, true);
  }

  /** The table that an offset leads to. */
  table(at: number): number {
    return at + this.word(at);
  }

  /** Where a field of a table stands; null where it has none. */
  field(table: number, number: number): number | null {
    const fields = table - this.#view.getInt32(table, true);
    const entry = 4 + 2 * number;
    if (entry >= this.#view.getUint16(fields, true)) return null;
    const offset = this.#view.getUint16(fields + entry, true);
    return offset === 0 ? null : table + offset;
  }

  typeOf(geometry: number): Geometry['type'] | null {
    const at = this.field(geometry, typeOfGeometry);
    return at === null ? null : (types[this.#view.getUint8(at)] ?? null);
  }

  /** The parts of a geometry; of a collection its polygons. */
  partsOf(geometry: number): Part[] {
    const parts = this.#vector(geometry, partsOfGeometry);
    if (parts.count === 0) return this.#partOf(geometry);
    const found = Array.from({ length: parts.count }, (_, part) => this.table(parts.at + 4 * part)).flatMap((part) =>
      this.partsOf(part),
    );
    return this.typeOf(geometry) === 'GeometryCollection' ? found.filter(({ ends }) => isArea(ends)) : found;
  }

  /** Copies positions behind those that stand in front already. */
  copy(xy: number, count: number, to: Float64Array, after: number): void {
    new Uint8Array(to.buffer).set(this.bytes.subarray(xy, xy + 16 * count), 16 * after);
  }

  #partOf(geometry: number): Part[] {
    const xy = this.#vector(geometry, xyOfGeometry);
    const count = xy.count / 2;
    if (count === 0) return [];
    if (this.typeOf(geometry) !== 'Polygon') return [{ xy: xy.at, count, ends: [] }];
    const ends = this.#vector(geometry, endsOfGeometry);
    // Of one ring no end is said.
    const said = Array.from({ length: ends.count }, (_, ring) => this.word(ends.at + 4 * ring));
    return [{ xy: xy.at, count, ends: said.length > 0 ? said : [count] }];
  }

  #vector(table: number, number: number): { readonly at: number; readonly count: number } {
    const field = this.field(table, number);
    if (field === null) return { at: 0, count: 0 };
    const vector = this.table(field);
    return { at: vector + 4, count: this.word(vector) };
  }
}
