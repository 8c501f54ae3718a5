import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Property } from '#contract/collections.ts';
import { valueReader } from '#intake/cells/property.ts';

const property = (changes: Partial<Property>) =>
  Property.parse({ name: 'p', title: { vi: 'Thuộc tính', en: 'Property' }, type: 'string', ...changes });
const surfaces = [
  { value: 'asphalt', label: { vi: 'Nhựa', en: 'Asphalt' }, aliases: ['bê tông nhựa', 'BTN'] },
  { value: 'earth', label: { vi: 'Đất', en: 'Earth' }, aliases: [] },
];

test.each([
  [{ type: 'number' }, '1.234,5', 1234.5],
  [{ type: 'number' }, '12,5', 12.5],
  [{ type: 'number' }, 12.5, 12.5],
  [{ type: 'integer' }, '1.234', 1234],
  [{ type: 'integer' }, '12', 12],
  [{ type: 'boolean' }, 'Có', true],
  [{ type: 'boolean' }, 'không', false],
  [{ type: 'boolean' }, 'x', true],
  [{ type: 'boolean' }, 1, true],
  [{ type: 'boolean' }, '0', false],
  [{ type: 'date' }, '31/10/2024', '2024-10-31'],
  [{ type: 'date' }, '2024-10-31', '2024-10-31'],
  [{ type: 'date' }, '2024/10/31', '2024-10-31'],
  [{ type: 'date' }, '2024-10-31T00:00:00Z', '2024-10-31'],
  [{ values: surfaces }, 'asphalt', 'asphalt'],
  [{ values: surfaces }, 'NHUA', 'asphalt'],
  [{ values: surfaces }, 'be tong nhua', 'asphalt'],
  [{ values: surfaces }, 'đất', 'earth'],
  [{ type: 'string' }, '  Xã   An  Phú ', 'Xã An Phú'],
  [{ type: 'string' }, '', null],
  [{ type: 'number' }, null, null],
] as const)('%j reads %j as %j', (changes, raw, value) => {
  const { fault, value: read } = valueReader(property(changes as Partial<Property>))(raw);
  expect([read, fault]).toEqual([value, undefined]);
});

test('a 0 where none can be is none, and said; elsewhere it is 0, and other numbers out of bounds are faults', () => {
  const year = valueReader(property({ type: 'integer', min: 1850, max: 2100 }));
  for (const zero of [0, '0']) expect(year(zero)).toMatchObject({ value: null, notes: [{ code: 'zeroIsNone' }] });
  expect(valueReader(property({ type: 'number', min: 0 }))(0)).toEqual({ value: 0 });
  expect(year(1).fault?.code).toBe('outOfBounds');
});

test('whatever stands in a file is a value of the type or a fault with what to do, never a crash', () => {
  const readers = (['string', 'integer', 'number', 'boolean', 'date'] as const).map((type) =>
    valueReader(property({ type })),
  );
  readers.push(valueReader(property({ values: surfaces })), valueReader(property({ pattern: '[A-Z]{2}' })));
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.anything()), (raw) => {
      for (const read of readers) {
        const { value, fault } = read(raw);
        if (fault) expect([value, fault.todo.vi.length > 0]).toEqual([null, true]);
        else expect(value === null || ['string', 'number', 'boolean'].includes(typeof value)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('a number written in either way is the number', () => {
  fc.assert(
    fc.property(fc.integer({ min: -9_999_999, max: 9_999_999 }), fc.integer({ min: 1, max: 99 }), (whole, cents) => {
      const [sign, digits] = [whole < 0 ? '-' : '', String(Math.abs(whole))];
      const grouped = digits.replace(/\B(?=(\d{3})+$)/g, '.');
      const decimals = String(cents).padStart(2, '0');
      const wanted = Number(`${sign}${digits}.${decimals}`);
      for (const text of [
        `${sign}${digits},${decimals}`,
        `${sign}${grouped},${decimals}`,
        `${sign}${digits}.${decimals}`,
      ])
        expect(valueReader(property({ type: 'number' }))(text).value).toBe(wanted);
    }),
  );
});
