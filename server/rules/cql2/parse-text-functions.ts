import { FilterFault, type Expression, type SpatialOperator, type TemporalOperator } from './expression.ts';
import { metresOf } from './geometry.ts';
import { readPlace } from './parse-text-places.ts';
import { readTime } from './parse-text-times.ts';
import type { Reader } from './reader.ts';

/** The two geometries of a spatial function, in brackets, where the reader stands. */
export function readSpatial(reader: Reader, op: SpatialOperator): Expression {
  const [left, right] = readPair(reader, readPlace);
  return { kind: 'spatial', op, left, right };
}

/** Two geometries, a distance and its unit, in brackets, where the reader stands. */
export function readNear(reader: Reader): Expression {
  reader.expect('(');
  const left = readPlace(reader);
  reader.expect(',');
  const right = readPlace(reader);
  reader.expect(',');
  const { at } = reader.peek();
  const distance = reader.number('A distance');
  let unit = 'm';
  if (reader.take(',')) {
    const token = reader.next();
    if (token.kind !== 'word' && token.kind !== 'text') throw new FilterFault('A unit is expected: m or km.', token.at);
    unit = token.value;
  }
  reader.expect(')');
  return { kind: 'near', left, right, metres: metresOf(distance, unit, at) };
}

/** The two times of a temporal function, in brackets, where the reader stands. */
export function readTemporal(reader: Reader, op: TemporalOperator): Expression {
  const [left, right] = readPair(reader, readTime);
  return { kind: 'temporal', op, left, right };
}

function readPair<One>(reader: Reader, readOne: (reader: Reader) => One): [One, One] {
  reader.expect('(');
  const left = readOne(reader);
  reader.expect(',');
  const right = readOne(reader);
  reader.expect(')');
  return [left, right];
}
