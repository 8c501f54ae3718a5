import type { Geometry, Position } from 'geojson';
import { dayOf } from '#contract/datetime.ts';
import {
  comparisonOperators,
  FilterFault,
  filterLimits,
  spatialOperators,
  TermCounter,
  type Expression,
  type Place,
  type Scalar,
} from './expression.ts';
import { boxGeometry, metresOf } from './geometry.ts';
import { closed, longEnough } from './parse-wkt.ts';

/**
 * Reads CQL2 JSON (OGC 21-065r2, clause 9): the same conditions as `parseCql2Text`. Throws FilterFault, whose sentence
 * names the operator.
 */
export function parseCql2Json(filter: string): Expression {
  if (filter.length > filterLimits.characters) {
    throw new FilterFault(`The filter is longer than ${filterLimits.characters} characters: shorten it.`);
  }
  let json: unknown;
  try {
    json = JSON.parse(filter);
  } catch (error) {
    throw new FilterFault(`The filter is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  return readExpression(json, { depth: 0, terms: new TermCounter() });
}

interface Progress {
  readonly depth: number;
  readonly terms: TermCounter;
}

interface Call {
  readonly op: string;
  readonly args: readonly unknown[];
}

function callOf(json: unknown): Call | null {
  if (typeof json !== 'object' || json === null || !('op' in json) || typeof json.op !== 'string') return null;
  if (!('args' in json) || !Array.isArray(json.args)) {
    throw new FilterFault(`The operator "${json.op.slice(0, 30)}" needs "args", a list.`);
  }
  return { op: json.op.toLowerCase(), args: json.args as unknown[] };
}

function readExpression(json: unknown, { depth, terms }: Progress): Expression {
  if (depth > filterLimits.depth) throw new FilterFault(`The filter is nested more than ${filterLimits.depth} deep.`);
  if (typeof json === 'boolean') return { kind: 'truth', value: json };
  const call = callOf(json);
  if (call === null) throw new FilterFault('A condition is expected: {"op": ..., "args": [...]}.');
  const { op, args } = call;
  const inside = { depth: depth + 1, terms };
  if (op === 'and' || op === 'or') {
    if (args.length < 2) throw new FilterFault(`"${op}" takes two conditions or more.`);
    return { kind: 'logic', op, parts: args.map((part) => readExpression(part, inside)) };
  }
  if (op === 'not') return { kind: 'not', part: readExpression(taken(op, args, 1)[0], inside) };
  terms.count(null);
  return readPredicate(op, args);
}

function readPredicate(op: string, args: readonly unknown[]): Expression {
  const comparison = comparisonOperators.find((known) => known === op);
  if (comparison !== undefined) {
    const [left, right] = taken(op, args, 2).map(readScalar);
    return { kind: 'compare', op: comparison, left: left as Scalar, right: right as Scalar };
  }
  const spatial = spatialOperators.find((known) => known === op);
  if (spatial !== undefined) {
    const [left, right] = taken(op, args, 2).map(readPlace);
    return { kind: 'spatial', op: spatial, left: left as Place, right: right as Place };
  }
  switch (op) {
    case 'like': {
      const [value, pattern] = taken(op, args, 2).map(readScalar);
      return { kind: 'like', value: value as Scalar, pattern: pattern as Scalar };
    }
    case 'between': {
      const [value, low, high] = taken(op, args, 3).map(readScalar);
      return { kind: 'between', value: value as Scalar, low: low as Scalar, high: high as Scalar };
    }
    case 'in': {
      const [value, list] = taken(op, args, 2);
      if (!Array.isArray(list) || list.length === 0) throw new FilterFault('"in" takes a value and a list of values.');
      if (list.length > filterLimits.listed) {
        throw new FilterFault(`A list has more than ${filterLimits.listed} values: ask in several requests.`);
      }
      return { kind: 'in', value: readScalar(value), list: list.map(readScalar) };
    }
    case 'isnull': {
      const value = readScalar(taken(op, args, 1)[0]);
      if (value.kind !== 'property') throw new FilterFault('Only a property can be null.');
      return { kind: 'isNull', name: value.name, at: null };
    }
    case 's_dwithin': {
      const [left, right, distance, unit = 'm'] = args.length === 3 ? args : taken(op, args, 4);
      if (typeof distance !== 'number' || typeof unit !== 'string') {
        throw new FilterFault('"s_dwithin" takes two geometries, a distance and a unit (m, km).');
      }
      return { kind: 'near', left: readPlace(left), right: readPlace(right), metres: metresOf(distance, unit, null) };
    }
    default:
      throw new FilterFault(
        `There is no operator "${op.slice(0, 30)}" here: there are and, or, not, ${comparisonOperators.join(', ')}, like, between, in, isNull, ${spatialOperators.join(', ')}, s_dwithin.`,
      );
  }
}

function taken(op: string, args: readonly unknown[], count: number): readonly unknown[] {
  if (args.length !== count) throw new FilterFault(`"${op}" takes ${count} arguments, not ${args.length}.`);
  return args;
}

function readScalar(json: unknown): Scalar {
  if (typeof json === 'string') return { kind: 'text', value: json, folded: false, at: null };
  if (typeof json === 'number') return { kind: 'number', value: json, at: null };
  if (typeof json === 'boolean') return { kind: 'boolean', value: json, at: null };
  if (typeof json === 'object' && json !== null) {
    if ('property' in json && typeof json.property === 'string') {
      return { kind: 'property', name: json.property, folded: false, at: null };
    }
    const moment = 'date' in json ? json.date : 'timestamp' in json ? json.timestamp : undefined;
    if (typeof moment === 'string') {
      const day = dayOf(moment);
      if (day === null) throw new FilterFault(`"${moment.slice(0, 30)}" is no day or moment, as 2024-10-31 is.`);
      return { kind: 'date', value: day, at: null };
    }
    const call = callOf(json);
    if (call?.op === 'casei') {
      const inside = readScalar(taken(call.op, call.args, 1)[0]);
      if (inside.kind === 'property' || inside.kind === 'text') return { ...inside, folded: true };
      throw new FilterFault('"casei" takes a text.');
    }
  }
  throw new FilterFault('A value is expected: {"property": ...}, a text, a number, true, false or {"date": ...}.');
}

function readPlace(json: unknown): Place {
  if (typeof json === 'object' && json !== null) {
    if ('property' in json && typeof json.property === 'string') {
      return { kind: 'property', name: json.property, at: null };
    }
    if ('bbox' in json) {
      if (!Array.isArray(json.bbox) || !json.bbox.every((number) => typeof number === 'number')) {
        throw new FilterFault('"bbox" is a list of four numbers.');
      }
      return { kind: 'geometry', geometry: boxGeometry(json.bbox, null), at: null };
    }
    if ('type' in json) return { kind: 'geometry', geometry: readGeometry(json, new Positions()), at: null };
  }
  throw new FilterFault('A geometry is expected: {"property": ...}, GeoJSON or {"bbox": [...]}.');
}

/** Reads positions and counts them. */
class Positions {
  #read = 0;

  position = (json: unknown): Position => {
    this.#read++;
    if (this.#read > filterLimits.positions) {
      throw new FilterFault(`A geometry has more than ${filterLimits.positions} positions: simplify it.`);
    }
    const [x, y] = Array.isArray(json) ? (json as unknown[]) : [];
    if (typeof x !== 'number' || typeof y !== 'number') throw new FilterFault('A position is [x, y], two numbers.');
    return [x, y];
  };
  line = (json: unknown): Position[] => longEnough(list(json, this.position), 2, 'line', null);
  ring = (json: unknown): Position[] => closed(list(json, this.position), null);
}

function list<T>(json: unknown, read: (item: unknown) => T): T[] {
  if (!Array.isArray(json) || json.length === 0) throw new FilterFault('"coordinates" is a list that is not empty.');
  return json.map(read);
}

function readGeometry(json: object, positions: Positions): Geometry {
  const { type, coordinates } = json as { type?: unknown; coordinates?: unknown };
  const rings = (polygon: unknown) => list(polygon, positions.ring);
  switch (type) {
    case 'Point':
      return { type, coordinates: positions.position(coordinates) };
    case 'LineString':
      return { type, coordinates: positions.line(coordinates) };
    case 'Polygon':
      return { type, coordinates: rings(coordinates) };
    case 'MultiPoint':
      return { type, coordinates: list(coordinates, positions.position) };
    case 'MultiLineString':
      return { type, coordinates: list(coordinates, positions.line) };
    case 'MultiPolygon':
      return { type, coordinates: list(coordinates, rings) };
    default:
      throw new FilterFault('A geometry is a Point, LineString, Polygon, MultiPoint, MultiLineString or MultiPolygon.');
  }
}
