import { FilterFault, type Scalar } from './expression.ts';

/** A text of which case (`casei`) or accents (`accenti`) are passed over; throws FilterFault for a value that is no text. */
export function foldedOf(value: Scalar, fold: 'casei' | 'accenti', at: number | null): Scalar {
  if (value.kind !== 'property' && value.kind !== 'text') {
    throw new FilterFault(`${fold.toUpperCase()} takes a text.`, value.at ?? at);
  }
  return fold === 'casei' ? { ...value, folded: true } : { ...value, unaccented: true };
}

/** A property as it stands. */
export function propertyOf(name: string, at: number | null): Extract<Scalar, { kind: 'property' }> {
  return { kind: 'property', name, folded: false, unaccented: false, at };
}
