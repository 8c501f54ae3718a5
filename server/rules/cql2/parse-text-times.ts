import { dayOf } from '#contract/datetime.ts';
import { FilterFault, type Instant, type Scalar, type Time } from './expression.ts';
import { propertyOf } from './folds.ts';
import type { Reader } from './reader.ts';

/** A day, a moment, an INTERVAL or a property where the reader stands. */
export function readTime(reader: Reader): Time {
  const { at } = reader.peek();
  if (!reader.isAt('interval') || !reader.isAt('(', 1)) return readInstant(reader);
  reader.next();
  reader.expect('(');
  const from = readEnd(reader);
  reader.expect(',');
  const to = readEnd(reader);
  reader.expect(')');
  return { kind: 'interval', from, to, at };
}

/** An end of an interval; null where it is open. */
function readEnd(reader: Reader): Instant | null {
  const token = reader.peek();
  if (token.kind !== 'text') return readInstant(reader);
  const { value, at } = reader.next();
  if (value === '..') return null;
  const day = dayOf(value);
  if (day !== null) return { kind: 'date', value: day, at };
  throw new FilterFault("An end of an INTERVAL is a day, a moment, '..' or a property.", at);
}

function readInstant(reader: Reader): Instant {
  const token = reader.peek();
  const { at } = token;
  if (token.kind === 'quoted') return propertyOf(reader.next().value, at);
  if (token.kind !== 'word') throw reader.unexpected('A property, DATE, TIMESTAMP or INTERVAL');
  const word = token.value.toLowerCase();
  if (!reader.isAt('(', 1)) return propertyOf(reader.next().value, at);
  if (word === 'date' || word === 'timestamp') return readDay(reader, word, at);
  throw reader.unexpected('A property, DATE, TIMESTAMP or INTERVAL');
}

/** DATE('2024-10-31') or TIMESTAMP('...') where the reader stands. */
export function readDay(reader: Reader, word: string, at: number): Extract<Scalar, { kind: 'date' }> {
  reader.next();
  reader.expect('(');
  const inside = reader.next();
  reader.expect(')');
  const day = inside.kind === 'text' ? dayOf(inside.value) : null;
  if (day !== null) return { kind: 'date', value: day, at };
  throw new FilterFault(
    `${word.toUpperCase()} takes a day or a moment between quotes, as in DATE('2024-10-31').`,
    inside.at,
  );
}
