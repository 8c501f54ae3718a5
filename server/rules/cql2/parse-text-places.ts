import type { Place, WrittenPlace } from './expression.ts';
import { boxOf } from './geometry.ts';
import { parseWkt, wktTypes } from './parse-wkt.ts';
import type { Reader } from './reader.ts';

/** The feature's own geometry or a written one where the reader stands. */
export function readPlace(reader: Reader): Place {
  const token = reader.peek();
  const { at } = token;
  if (token.kind === 'quoted') return { kind: 'property', name: reader.next().value, at };
  if (token.kind !== 'word') throw reader.unexpected('A geometry');
  const word = token.value.toLowerCase();
  if (word === 'bbox' || beginsGeometry(reader, word)) return readWritten(reader, word, at);
  if (reader.isAt('(', 1)) throw reader.unexpected('A geometry (POINT, POLYGON, ... or BBOX)');
  reader.next();
  return { kind: 'property', name: token.value, at };
}

/** A BBOX or a geometry in well-known text, which begins with `word`. */
export function readWritten(reader: Reader, word: string, at: number): WrittenPlace {
  if (word !== 'bbox') return { kind: 'geometry', geometry: parseWkt(reader), at };
  reader.next();
  reader.expect('(');
  const numbers = [reader.number('A number')];
  while (reader.take(',')) numbers.push(reader.number('A number'));
  reader.expect(')');
  return { kind: 'box', box: boxOf(numbers, at), at };
}

/** A property may be called as a geometry begins: what follows tells them apart. */
export function beginsGeometry(reader: Reader, word: string): boolean {
  if (!wktTypes.has(word.replace(/(?<=point|string|polygon|collection)(zm|z|m)$/, ''))) return false;
  const ahead = ['zm', 'z', 'm'].some((dimensions) => reader.isAt(dimensions, 1)) ? 2 : 1;
  return reader.isAt('(', ahead);
}
