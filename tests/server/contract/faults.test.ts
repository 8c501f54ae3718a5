import { describe, expect, expectTypeOf, test } from 'vitest';
import { Fault, faultsForPeople, faultsForPrograms, type FaultParameters } from '#contract/faults.ts';
import { problemCodes } from '#contract/problem.ts';

const table = Object.entries({ ...faultsForPeople, ...faultsForPrograms });

describe('the table', () => {
  test('has each code once', () => {
    expect(table.length).toBe(Object.keys(faultsForPeople).length + Object.keys(faultsForPrograms).length);
  });

  test.each(table)('%s: a problem that there is, and a sentence whose parameters are of a known kind', (_, entry) => {
    const [problem, sentence] = entry;
    expect(problemCodes).toContain(problem);
    const kinds = [...sentence.matchAll(/\{([^}]*)\}/g)].map(([, inside = '']) => inside.split(':'));
    for (const [name, kind = 'text', ...more] of kinds) {
      expect(name).toMatch(/^[a-z][A-Za-z]*$/);
      expect(['text', 'number', 'given', 'level', 'both', 'periods']).toContain(kind);
      expect(more).toEqual([]);
    }
  });
});

describe('a fault', () => {
  test('has the sentence with its parameters, and says where it is', () => {
    const fault = new Fault('exportTooMany', { format: 'kml', most: 200_000, matched: 1_234_567 }, 'query.format');
    expect(fault.message).toBe(
      'Parameter "format": kml takes at most 200000 features here and these are 1234567: narrow them by filter or bbox, or take csv or geojson.',
    );
    expect(fault).toMatchObject({
      code: 'exportTooMany',
      problem: 'badRequest',
      parameters: { format: 'kml', most: 200_000, matched: 1_234_567 },
      at: 'query.format',
    });
  });

  test('shows a client’s word cut and cleaned, in its sentence and among its parameters', () => {
    const { message, parameters } = new Fault('measureUnknown', { measure: `a\u202E${'x'.repeat(100)}` });
    const word = `a?${'x'.repeat(58)}`;
    expect(message).toBe(`There is no measure "${word}": see /api/measures for those there are.`);
    expect(parameters).toEqual({ measure: word });
  });

  test('takes a word for what it is, not for a place in the sentence', () => {
    const { message } = new Fault('setUnknown', { set: '{known}', known: '$&' });
    expect(message).toBe('There is no criteria set "{known}": there are $&.');
  });

  test('writes periods and phrases of both languages in English', () => {
    const known = 'Phú Lâm 2008-01-01/2025-07-01; Tuy Hòa 2025-07-01/..';
    expect(new Fault('unitNotThen', { code: '22015', at: '2000-01-01', known }).message).toBe(
      'No administrative unit has the code 22015 on 2000-01-01. It was borne by: Phú Lâm from 2008-01-01 until before 2025-07-01; Tuy Hòa from 2025-07-01.',
    );
    const period = { vi: 'Quý III năm 2030', en: 'Quarter 3 of 2030' };
    const { message, parameters } = new Fault('periodNotBegun', { period, at: '2024-10-31' });
    expect(message).toMatch(/^Quarter 3 of 2030 has not begun on 2024-10-31/);
    expect(parameters).toEqual({ period, at: '2024-10-31' });
  });

  test('carries nothing that its sentence does not name', () => {
    const given = { measure: 'x', token: 'hunter2' };
    expect(new Fault('measureUnknown', given).parameters).toEqual({ measure: 'x' });
  });

  test('is refused by types where its code or a parameter is unknown, missing or of another type', () => {
    expectTypeOf<FaultParameters<'exportTooMany'>>().toEqualTypeOf<{
      readonly format: string;
      readonly most: number;
      readonly matched: number;
    }>();
    const wrong = () => [
      // @ts-expect-error there is no such code
      new Fault('nothing', {}),
      // @ts-expect-error a parameter is missing
      new Fault('setUnknown', { set: 'x' }),
      // @ts-expect-error it has no such parameter
      new Fault('measureUnknown', { measure: 'x', set: 'y' }),
      // @ts-expect-error it has none
      new Fault('setNone', { set: 'x' }),
      // @ts-expect-error a number is a number
      new Fault('fileNameLong', { most: '200' }),
      // @ts-expect-error there is no such level
      new Fault('setNoneForLevel', { level: 'hamlet', at: '2024-10-31' }),
    ];
    // Without types an unknown code is an error too, not a fault without a sentence.
    expect(wrong).toThrow(TypeError);
  });
});
