import { describe, expect, test } from 'vitest';
import {
  communeWords,
  featureTitle,
  plainTitle,
  propertyRows,
  valueWords,
} from '#client/lib/collections/feature-words.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';
import { collectionInfo, pointFeature, property } from '../../collections.ts';

const level = property({
  name: 'level',
  type: 'string',
  values: [{ value: 'primary', label: { vi: 'Tiểu học', en: 'Primary' }, aliases: [] }],
});

describe('a value in words', () => {
  test.each([
    [level, 'primary', 'Tiểu học', 'Primary'],
    [level, 'kindergarten', 'kindergarten', 'kindergarten'],
    [property({ name: 'lit', type: 'boolean' }), true, 'Có', 'Yes'],
    [property({ name: 'lit', type: 'boolean' }), false, 'Không', 'No'],
    [property({ name: 'length', type: 'number', unit: 'm' }), 3200.5, '3.200,5 m', '3,200.5 m'],
    [property({ name: 'share', type: 'number', unit: '%' }), 97.5, '97,5%', '97.5%'],
    [property({ name: 'pupils', type: 'integer', min: 0 }), 1038, '1.038', '1,038'],
    [property({ name: 'built_year', type: 'integer', min: 1850, max: 2100 }), 1997, '1997', '1997'],
    [property({ name: 'surveyed_on', type: 'date' }), '2024-03-05', '05/03/2024', '05 Mar 2024'],
    [property({ name: 'surveyed_on', type: 'date' }), 'tháng ba', 'tháng ba', 'tháng ba'],
    [
      property({ name: 'note', type: 'string' }),
      '<img src=x onerror=alert(1)>',
      '<img src=x onerror=alert(1)>',
      '<img src=x onerror=alert(1)>',
    ],
    [property({ name: 'note', type: 'string' }), '', null, null],
    [property({ name: 'note', type: 'string' }), null, null, null],
    [property({ name: 'note', type: 'string' }), undefined, null, null],
    [property({ name: 'pupils', type: 'integer' }), 0, '0', '0'],
  ])('%#: %o', (of, value, vi, en) => {
    overwriteGetLocale(() => 'vi');
    expect(valueWords(of, value)).toBe(vi);
    overwriteGetLocale(() => 'en');
    expect(valueWords(of, value)).toBe(en);
  });
});

test('rows are in the collection’s order; what is empty or said elsewhere is no row', () => {
  overwriteGetLocale(() => 'vi');
  const names = ['name', 'level', 'note', 'commune_code', 'source', 'valid_from', 'demo'];
  const info = collectionInfo({ properties: names.map((name) => property({ name, type: 'string' })) });
  const properties = {
    name: 'A',
    note: 'x',
    level: 'y',
    commune_code: '22075',
    source: 's',
    valid_from: 'd',
    demo: true,
  };
  expect(propertyRows(info, { properties }).map(({ name }) => name)).toEqual(['level', 'note']);
});

test('a feature without a title is called by its id', () => {
  expect(featureTitle(collectionInfo(), pointFeature('PY-001', [109, 13], { name: 'Giếng làng' }))).toBe('Giếng làng');
  expect(featureTitle(collectionInfo(), pointFeature('PY-001', [109, 13], { name: null }))).toBe('PY-001');
});

test('a title without labels is what the data has, or the id', () => {
  const title = (name: string | number | null) =>
    plainTitle({ titleProperty: 'name' }, pointFeature('PY-001', [109, 13], { name }));
  expect([title('Giếng làng'), title(7), title(''), title(null)]).toEqual(['Giếng làng', '7', 'PY-001', 'PY-001']);
  expect(plainTitle({ titleProperty: 'name' }, pointFeature('PY-001', [109, 13]))).toBe('PY-001');
});

describe('the commune of a feature', () => {
  const of = (communeUntil?: string | null) => ({
    ...pointFeature('a', [109, 13]),
    properties: { commune_code: '22081' },
    ...(communeUntil === undefined ? {} : { communeUntil }),
  });
  const names = new Map([['22081', 'Xã Đồng Xuân']]);

  test('is called as it is on the day', () => {
    expect(communeWords(of(), names)).toBe('Xã Đồng Xuân');
    expect(communeWords(of(), undefined)).toBe('22081');
  });

  test('of another day never has the name of who bears its code since', () => {
    overwriteGetLocale(() => 'vi');
    expect(communeWords(of('2025-06-30'), names)).toBe('22081 (đến 30/06/2025)');
    overwriteGetLocale(() => 'en');
    expect(communeWords(of('2025-06-30'), names)).toBe('22081 (until 30 Jun 2025)');
    expect(communeWords(of(null), names)).toBe('22081');
  });
});
