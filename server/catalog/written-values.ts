import { dayOf } from '#contract/datetime.ts';
import type { Scalar } from '#rules/cql2/expression.ts';

/** A written value as a type that it can be compared as. */
export type WrittenValue =
  | { readonly type: 'text' | 'date'; readonly value: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'boolean'; readonly value: boolean };

/**
 * A written value as the type that is wanted, where it can be one: a day may be a text, also a moment and as GDAL
 * writes days (`2022-01-01T`, `2022/01/01 10:00:00`), and 1 and 0 are true and false. Texts are in NFC, as those of features are.
 */
export function writtenAs(scalar: Scalar, wanted: WrittenValue['type']): WrittenValue {
  switch (scalar.kind) {
    case 'text': {
      const day = wanted === 'date' ? dayIn(scalar.value) : null;
      return day === null ? { type: 'text', value: scalar.value.normalize('NFC') } : { type: 'date', value: day };
    }
    case 'number':
      return wanted === 'boolean' && (scalar.value === 0 || scalar.value === 1)
        ? { type: 'boolean', value: scalar.value === 1 }
        : { type: 'number', value: scalar.value };
    case 'boolean':
      return { type: 'boolean', value: scalar.value };
    case 'date':
      return { type: 'date', value: scalar.value };
    default:
      throw new Error(`a ${scalar.kind} is not written`);
  }
}

/** A time without its zone is one in Vietnam. */
const dayFirst = /^(\d{4})[-/](\d{2})[-/](\d{2})(?:[T ](?:\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?)?$/;

function dayIn(text: string): string | null {
  const [, ...parts] = dayFirst.exec(text) ?? [];
  return dayOf(parts.length === 0 ? text : parts.join('-'));
}
