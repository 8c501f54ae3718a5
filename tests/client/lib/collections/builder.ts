import fc from 'fast-check';
import type { Property } from '#contract/collections.ts';
import {
  kindOf,
  operatorsFor,
  valuesNeeded,
  type Condition,
  type Conditions,
} from '#client/lib/collections/conditions.ts';

const awkward = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const tricky = fc.constantFrom("O'Hara", '50%_\\', "' OR TRUE", 'Xã “Đắk” AND x', '%', "''", '\\', 'đường số 1');
// A text may not hold the character that no database keeps.
const texts = fc.oneof(awkward, tricky).filter((text) => !text.includes('\0'));
const days = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
// As they are read again: without zeros at the end.
const numbers = fc.oneof(
  fc.integer({ min: -1e9, max: 1e9 }).map(String),
  fc
    .tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: 0, max: 9999 }))
    .map(([a, b]) => String(Number(`${a}.${b}`))),
);

function valuesOf(property: Property): fc.Arbitrary<string> {
  switch (kindOf(property)) {
    case 'number':
      return numbers;
    case 'date':
      return days;
    case 'list':
      return fc.oneof(fc.constantFrom(...(property.values ?? []).map(({ value }) => value)), texts);
    default:
      return texts;
  }
}

/** Any complete row of the builder for these properties. */
function anyRow(properties: readonly Property[]): fc.Arbitrary<Condition> {
  return fc.constantFrom(...properties.filter(({ filterable }) => filterable)).chain((property) =>
    fc.constantFrom(...operatorsFor(property)).chain((operator) => {
      const needed = valuesNeeded(operator);
      const size = needed === null ? { minLength: 1, maxLength: 5 } : { minLength: needed, maxLength: needed };
      return fc.array(valuesOf(property), size).map((values) => ({ property: property.name, operator, values }));
    }),
  );
}

/** Any state of the builder in which every row is complete. */
export function anyConditions(properties: readonly Property[]): fc.Arbitrary<Conditions> {
  return (
    fc
      .record({
        match: fc.constantFrom('all' as const, 'any' as const),
        rows: fc.array(anyRow(properties), { maxLength: 5 }),
      })
      // One row alone is neither all nor any: the builder then says all.
      .map(({ match, rows }) => ({ match: rows.length < 2 ? ('all' as const) : match, rows }))
  );
}
