import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isNewer, newestOf, parseRevisions, writeRevisions, type Revisions } from '#contract/revisions.ts';

/** Few names, so that two of them often follow the same; among them one that every object has. */
const resource = fc.constantFrom('admin-units', 'criteria', 'collection.roads', 'collection.2-b', 'constructor');
const anyResource = fc.stringMatching(/^[a-z*][a-z0-9_.*-]{0,30}$/);
const counter = fc.nat({ max: 999_999_999_999_999 });
const revisions = fc.dictionary(resource, fc.nat({ max: 5 }));
const header = (one: Revisions) => parseRevisions(writeRevisions(one));

describe('the header', () => {
  test('is a dictionary of integers', () => {
    expect(writeRevisions({ 'admin-units': 12, 'collection.roads': 3 })).toBe('admin-units=12, collection.roads=3');
  });

  test('is read as it was written', () => {
    fc.assert(
      fc.property(fc.dictionary(anyResource, counter), (one) => {
        expect(header(one)).toEqual({ ...one });
      }),
    );
  });

  test('gives the same of several lines that were put together, with any room between its members', () => {
    expect(parseRevisions('a=1,b=2 ,\tc=3')).toEqual({ a: 1, b: 2, c: 3 });
    expect(parseRevisions('a=1, a=2')).toEqual({ a: 2 });
  });

  test.each([
    null,
    undefined,
    '',
    ' ',
    'a',
    'a=',
    'a=1,',
    'a=1, b',
    'a=1; b=2',
    'A=1',
    'a=-1',
    'a=1.5',
    '1=1',
    'a="1"',
  ])('%j gives none', (spoilt) => {
    expect(parseRevisions(spoilt)).toEqual({});
  });

  test('of any text gives none or what it says, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-c=,0-9 ]{0,12}$/)), (text) => {
        for (const [name, revision] of Object.entries(parseRevisions(text))) {
          expect(text).toContain(`${name}=`);
          expect(Number.isSafeInteger(revision) && revision >= 0).toBe(true);
        }
      }),
    );
  });
});

describe('newer', () => {
  test('is what has moved further in a resource that both follow', () => {
    expect(isNewer({ criteria: 2 }, { criteria: 1, 'admin-units': 9 })).toBe(true);
    expect(isNewer({ criteria: 1 }, { criteria: 1 })).toBe(false);
    expect(isNewer({ criteria: 1 }, { criteria: 2 })).toBe(false);
    expect(isNewer({ criteria: 9 }, { 'admin-units': 1 })).toBe(false);
    expect(isNewer({ constructor: 9 }, {})).toBe(false);
  });

  test('is nothing than itself, and two may each be newer than the other', () => {
    fc.assert(
      fc.property(revisions, (one) => {
        expect(isNewer(one, one)).toBe(false);
      }),
    );
    expect(isNewer({ a: 1, b: 2 }, { a: 2, b: 1 }) && isNewer({ a: 2, b: 1 }, { a: 1, b: 2 })).toBe(true);
  });
});

describe('the newest of two', () => {
  test('has all resources of both, and neither is newer', () => {
    fc.assert(
      fc.property(revisions, revisions, (one, other) => {
        const newest = newestOf(one, other);
        expect(new Set(Object.keys(newest))).toEqual(new Set([...Object.keys(one), ...Object.keys(other)]));
        expect([isNewer(one, newest), isNewer(other, newest)]).toEqual([false, false]);
        for (const [name, revision] of Object.entries(newest)) {
          const said = [one, other].flatMap((each) => (Object.hasOwn(each, name) ? [each[name]] : []));
          expect(said).toContain(revision);
        }
      }),
    );
  });

  test('is the same from either side, in any order and taken again', () => {
    fc.assert(
      fc.property(revisions, revisions, revisions, (one, other, third) => {
        expect(newestOf(one, other)).toEqual(newestOf(other, one));
        expect(newestOf(newestOf(one, other), third)).toEqual(newestOf(one, newestOf(other, third)));
        expect(newestOf(one, one)).toEqual({ ...one });
      }),
    );
  });
});
