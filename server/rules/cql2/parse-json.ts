import type { Geometry, Position } from 'geojson';
import { dayOf } from '#contract/datetime.ts';
import {
  arithmeticOperators,
  comparisonOperators,
  FilterFault,
  filterLimits,
  spatialOperators,
  temporalOperators,
  TermCounter,
  type Expression,
  type Instant,
  type Place,
  type Scalar,
  type Time,
  type WrittenPlace,
} from './expression.ts';
import { foldedOf, propertyOf } from './folds.ts';
import { boxOf, metresOf } from './geometry.ts';
import { closed, longEnough } from './parse-wkt.ts';
import { plainPattern } from './texts.ts';

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

function deeper({ depth, terms }: Progress): Progress {
  if (depth >= filterLimits.depth) throw new FilterFault(`The filter is nested more than ${filterLimits.depth} deep.`);
  return { depth: depth + 1, terms };
}

function readExpression(json: unknown, progress: Progress): Expression {
  if (typeof json === 'boolean') return { kind: 'truth', value: json };
  const call = callOf(json);
  if (call === null) throw new FilterFault('A condition is expected: {"op": ..., "args": [...]}.');
  const condition = readCondition(call, progress);
  if (condition !== null) return condition;
  throw new FilterFault(
    `There is no operator "${call.op.slice(0, 30)}" here: there are ${conditionNames.join(', ')}; of values ${valueNames.join(', ')}.`,
  );
}

const conditionNames = [
  ...['and', 'or', 'not', ...comparisonOperators, 'like', 'between', 'in', 'isNull'],
  ...[...spatialOperators, 's_dwithin', ...temporalOperators],
];
const valueNames = ['casei', 'accenti', ...arithmeticOperators];

/** The condition that an operator makes of its arguments; null where it makes none. */
function readCondition({ op, args }: Call, progress: Progress): Expression | null {
  const inside = deeper(progress);
  if (op === 'and' || op === 'or') {
    if (args.length < 2) throw new FilterFault(`"${op}" takes two conditions or more.`);
    return { kind: 'logic', op, parts: args.map((part) => readExpression(part, inside)) };
  }
  if (op === 'not') return { kind: 'not', part: readExpression(taken(op, args, 1)[0], inside) };
  const scalar = (json: unknown) => readScalar(json, inside);
  const comparison = comparisonOperators.find((known) => known === op);
  const spatial = spatialOperators.find((known) => known === op);
  const temporal = temporalOperators.find((known) => known === op);
  if (conditionNames.some((known) => known.toLowerCase() === op)) progress.terms.count(null);
  if (comparison !== undefined) {
    const [left, right] = taken(op, args, 2).map(scalar);
    return { kind: 'compare', op: comparison, left: left as Scalar, right: right as Scalar };
  }
  if (spatial !== undefined) {
    const [left, right] = taken(op, args, 2).map(readPlace);
    return { kind: 'spatial', op: spatial, left: left as Place, right: right as Place };
  }
  if (temporal !== undefined) {
    const [left, right] = taken(op, args, 2).map(readTime);
    return { kind: 'temporal', op: temporal, left: left as Time, right: right as Time };
  }
  switch (op) {
    case 'like': {
      const [value, pattern] = taken(op, args, 2);
      return { kind: 'like', value: scalar(value), pattern: readPattern(pattern, inside) };
    }
    case 'between': {
      const [value, low, high] = taken(op, args, 3).map(scalar);
      return { kind: 'between', value: value as Scalar, low: low as Scalar, high: high as Scalar };
    }
    case 'in': {
      const [value, list] = taken(op, args, 2);
      if (!Array.isArray(list) || list.length === 0) throw new FilterFault('"in" takes a value and a list of values.');
      if (list.length > filterLimits.listed) {
        throw new FilterFault(`A list has more than ${filterLimits.listed} values: ask in several requests.`);
      }
      return { kind: 'in', value: scalar(value), list: list.map(scalar) };
    }
    case 'isnull': {
      const [value] = taken(op, args, 1);
      return { kind: 'isNull', value: readWritten(value) ?? scalar(value) };
    }
    case 's_dwithin': {
      const [left, right, distance, unit = 'm'] = args.length === 3 ? args : taken(op, args, 4);
      if (typeof distance !== 'number' || typeof unit !== 'string') {
        throw new FilterFault('"s_dwithin" takes two geometries, a distance and a unit (m, km).');
      }
      return { kind: 'near', left: readPlace(left), right: readPlace(right), metres: metresOf(distance, unit, null) };
    }
    default:
      return null;
  }
}

function taken(op: string, args: readonly unknown[], count: number): readonly unknown[] {
  if (args.length !== count) throw new FilterFault(`"${op}" takes ${count} arguments, not ${args.length}.`);
  return args;
}

function readScalar(json: unknown, progress: Progress): Scalar {
  if (typeof json === 'string') return { kind: 'text', value: json, folded: false, unaccented: false, at: null };
  if (typeof json === 'number') return { kind: 'number', value: json, at: null };
  if (typeof json === 'boolean') return { kind: 'boolean', value: json, at: null };
  const instant = instantOf(json);
  if (instant !== null) return instant;
  const call = callOf(json);
  if (call === null) {
    throw new FilterFault('A value is expected: {"property": ...}, a text, a number, true, false or {"date": ...}.');
  }
  const { op, args } = call;
  if (op === 'casei' || op === 'accenti') {
    return foldedOf(readScalar(taken(op, args, 1)[0], deeper(progress)), op, null);
  }
  const arithmetic = arithmeticOperators.find((known) => known === op);
  if (arithmetic === undefined) return { kind: 'condition', condition: readExpression(json, progress), at: null };
  progress.terms.count(null);
  const [left, right] = taken(op, args, 2).map((operand) => readScalar(operand, deeper(progress)));
  return { kind: 'arithmetic', op: arithmetic, left: left as Scalar, right: right as Scalar, at: null };
}

function readPattern(json: unknown, progress: Progress): Scalar {
  const pattern = readScalar(json, progress);
  if (pattern.kind === 'text') return { ...pattern, value: plainPattern(pattern.value) };
  throw new FilterFault('LIKE takes a written text, with % and _ for what is left open.');
}

/** A property or a day; null for what is neither. */
function instantOf(json: unknown): Instant | null {
  if (typeof json !== 'object' || json === null) return null;
  if ('property' in json && typeof json.property === 'string') {
    return propertyOf(json.property, null);
  }
  const moment = 'date' in json ? json.date : 'timestamp' in json ? json.timestamp : undefined;
  return typeof moment === 'string' ? readDay(moment) : null;
}

function readDay(moment: string): Extract<Instant, { kind: 'date' }> {
  const day = dayOf(moment);
  if (day === null) throw new FilterFault(`"${moment.slice(0, 30)}" is no day or moment, as 2024-10-31 is.`);
  return { kind: 'date', value: day, at: null };
}

function readTime(json: unknown): Time {
  const instant = instantOf(json);
  if (instant !== null) return instant;
  const interval = typeof json === 'object' && json !== null && 'interval' in json ? json.interval : null;
  if (!Array.isArray(interval) || interval.length !== 2) {
    throw new FilterFault('A time is expected: {"property": ...}, {"date": ...} or {"interval": [..., ...]}.');
  }
  const [from, to] = interval.map(readEnd);
  return { kind: 'interval', from: from ?? null, to: to ?? null, at: null };
}

function readEnd(json: unknown): Instant | null {
  if (json === '..') return null;
  const instant = typeof json === 'string' ? readDay(json) : instantOf(json);
  if (instant !== null) return instant;
  throw new FilterFault('An end of an interval is a day, a moment, ".." or {"property": ...}.');
}

function readPlace(json: unknown): Place {
  if (typeof json === 'object' && json !== null && 'property' in json && typeof json.property === 'string') {
    return { kind: 'property', name: json.property, at: null };
  }
  const written = readWritten(json);
  if (written !== null) return written;
  throw new FilterFault('A geometry is expected: {"property": ...}, GeoJSON or {"bbox": [...]}.');
}

/** A written geometry; null for what is none. */
function readWritten(json: unknown): WrittenPlace | null {
  if (typeof json !== 'object' || json === null) return null;
  if ('bbox' in json && !('type' in json)) {
    if (!Array.isArray(json.bbox) || !json.bbox.every((number) => typeof number === 'number')) {
      throw new FilterFault('"bbox" is a list of four numbers, or of six with heights.');
    }
    return { kind: 'box', box: boxOf(json.bbox, null), at: null };
  }
  return 'type' in json ? { kind: 'geometry', geometry: readGeometry(json, new Positions()), at: null } : null;
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
    case 'GeometryCollection': {
      const { geometries } = json as { geometries?: unknown };
      if (!Array.isArray(geometries) || geometries.length === 0) {
        throw new FilterFault('"geometries" is a list that is not empty.');
      }
      return { type, geometries: geometries.map((part: unknown) => readPart(part, positions)) };
    }
    default:
      throw new FilterFault(
        'A geometry is a Point, LineString, Polygon, MultiPoint, MultiLineString, MultiPolygon or GeometryCollection.',
      );
  }
}

/** A geometry of a collection, which holds no collection itself. */
function readPart(json: unknown, positions: Positions): Geometry {
  if (typeof json === 'object' && json !== null && 'type' in json && json.type !== 'GeometryCollection') {
    return readGeometry(json, positions);
  }
  throw new FilterFault('A GeometryCollection holds geometries that are no collections.');
}
