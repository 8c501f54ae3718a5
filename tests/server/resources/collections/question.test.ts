import { describe, expect, test } from 'vitest';
import { readCatalog } from '#catalog/collections.ts';
import { Fault, type FaultCode } from '#contract/faults.ts';
import { readQuestion, type QuestionQuery } from '#resources/collections/question.ts';

const { collections } = await readCatalog();
const [communes] = collections.filter(({ id }) => id === 'communes');

/** The fault of a question that is refused. */
function faultOf(query: QuestionQuery): Fault {
  if (communes === undefined) throw new Error('there are no communes');
  try {
    readQuestion(communes, query, '2024-10-31');
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error(`${JSON.stringify(query)} is taken`);
}

test.each<[Record<string, unknown>, FaultCode, Record<string, string | number>]>([
  [{ sortby: 'nope' }, 'propertyUnknown', { parameter: 'sortby', name: 'nope' }],
  [{ crs: 'EPSG:27700' }, 'crsUnknown', { parameter: 'crs', crs: 'EPSG:27700' }],
  [{ 'filter-lang': 'cql2-json' }, 'filterMissing', { name: 'filter-lang' }],
  [{ bbox: [1000, 14, 110, 13] }, 'bboxOffEarth', {}],
  [{ bbox: [109, 14, 110, 13] }, 'bboxUpsideDown', {}],
  [
    { bbox: [900_000, 1_400_000, 800_000, 1_500_000], 'bbox-crs': 'http://www.opengis.net/def/crs/EPSG/0/9218' },
    'bboxBackwards',
    {},
  ],
  [{ nope: '1' }, 'parameterUnknown', { name: 'nope' }],
  [{ population: 'many' }, 'propertyNotNumber', { name: 'population' }],
  [{ population: '1e999' }, 'propertyNotNumber', { name: 'population' }],
  [{ population: '0.5' }, 'propertyNotWhole', { name: 'population' }],
  [{ population: '1e-7' }, 'propertyNotWhole', { name: 'population' }],
  [{ population: '2147483648' }, 'propertyAbove', { name: 'population', most: 2_147_483_647 }],
  [{ population: '-2147483649' }, 'propertyBelow', { name: 'population', least: -2_147_483_648 }],
])('%j is the fault %s', (query, code, parameters) => {
  expect(faultOf(query)).toMatchObject({ code, parameters });
});

// What keeps the database busy is refused before it is asked.
describe('a filter may weigh', () => {
  const times = (count: number, term: string) => Array.from({ length: count }, () => term).join(' OR ');
  const ring = Array.from({ length: 40 }, (_, step) => `${109 + step / 100} 13`).join(', ');
  const heavy: readonly (readonly [string, number])[] = [
    ['S_INTERSECTS(geometry, geometry)', 200],
    ["name = 'a'", 200],
    ["CASEI(name) LIKE CASEI('a')", 66],
    ['population + 1 = 2', 100],
    ["name IN ('a', 'b')", 181],
    ['S_INTERSECTS(geometry, POINT(109 13))', 49],
    ['S_TOUCHES(geometry, POINT(109 13))', 19],
    [`S_CROSSES(geometry, LINESTRING(${ring}))`, 10],
    ['S_DWITHIN(geometry, POINT(109 13), 9)', 9],
    [`S_DWITHIN(geometry, LINESTRING(${ring}), 9)`, 5],
  ];

  test.each(heavy)('%s: %d times', (term, most) => {
    const [communes] = collections.filter(({ id }) => id === 'communes');
    if (communes === undefined) throw new Error('there are no communes');
    expect(() => readQuestion(communes, { filter: times(most, term) }, '2024-10-31')).not.toThrow();
    // Over the number of conditions it is refused for that.
    const code = most < 200 && !term.includes('+') ? 'filterTooHeavy' : 'filterUnreadableAt';
    expect(faultOf({ filter: times(most + 1, term) })).toMatchObject({ code });
  });

  test.each([
    ["commune_code = '22081'", 20],
    ["commune_code IN ('22081', '22087')", 19],
    ["commune_code LIKE '22%'", 20],
  ])('of the commune of a feature, %s: %d times', (term, most) => {
    const schools = collections.find(({ id }) => id === 'schools') ?? expect.fail('there are no schools');
    const ask = (count: number) => readQuestion(schools, { filter: times(count, term) }, '2024-10-31');
    expect(() => ask(most)).not.toThrow();
    expect(() => ask(most + 1)).toThrow(expect.objectContaining({ code: 'filterTooHeavy' }));
  });

  test('what it weighs and may weigh is told', () => {
    const fault = faultOf({ filter: times(20, 'S_TOUCHES(geometry, POINT(109 13))') });
    expect([fault.parameters, fault.at]).toEqual([{ weight: 205, most: 200 }, 'query.filter']);
  });
});

// A page says where in its own language, and quotes the rest.
describe('what is wrong with a filter is told apart from where', () => {
  test('in text', () => {
    const { code, parameters, message } = faultOf({ filter: "population = 'many'" });
    expect([code, parameters.character]).toEqual(['filterUnreadableAt', 14]);
    expect(parameters.reason).not.toContain('14');
    expect(message).toBe(`Parameter "filter": ${String(parameters.reason)} (character 14)`);
  });

  test('in JSON, which has no characters to count', () => {
    const { code, parameters, message } = faultOf({ filter: '{"op":"not","args":[]}', 'filter-lang': 'cql2-json' });
    expect([code, Object.keys(parameters)]).toEqual(['filterUnreadable', ['reason']]);
    expect(message).toBe(`Parameter "filter": ${String(parameters.reason)}`);
  });
});
