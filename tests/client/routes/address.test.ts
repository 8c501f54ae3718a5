import fc from 'fast-check';
import { centers, radiusLimits, tools, usualRadius } from '#client/lib/drawing/drawn-state.ts';
import { rowScopes } from '#client/routes/map/table-state.ts';
import { describe, expect, test } from 'vitest';
import { levels } from '#contract/admin-units.ts';
import {
  noPlanner,
  rankingLists,
  askedTargetStates,
  type PlannerState,
} from '#client/routes/programme/planner-state.ts';
import { TargetScope } from '#contract/target-scope.ts';
import { languages } from '#contract/opening.ts';
import { formatAddress, home, parseAddress, sortKeys, type Address } from '#client/routes/address.ts';

const parse = (path: string) => parseAddress(new URL(path, 'http://portal.test'));

const decimal = (min: number, max: number, places: number) =>
  fc.integer({ min: min * 10 ** places, max: max * 10 ** places }).map((value) => value / 10 ** places);
const word = fc.stringMatching(/^[\w.-]{1,40}$/);
const propertyName = fc.stringMatching(/^[a-z][a-z0-9_]{0,30}$/);
const collectionId = fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/);
const anyDay = fc
  .date({ min: new Date('1976-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
const anyPlanner: fc.Arbitrary<PlannerState> = fc.record({
  period: fc.option(fc.constantFrom('2021-2025', '2026-2030')),
  standing: fc.option(fc.constantFrom(...askedTargetStates)),
  scope: fc.option(fc.constantFrom(...TargetScope.options)),
  agency: fc.option(fc.stringMatching(/^[a-z-]{1,40}$/)),
  content: fc.option(fc.stringMatching(/^([IVX]{1,4}\/\d{1,2}(\.\d{1,2})?|HP[12]\.\d{1,2})$/)),
  text: fc.string({ maxLength: 100 }),
  target: fc.option(fc.stringMatching(/^(T\d{3}|I\d)$/)),
  districts: fc.constantFrom('9' as const, '6' as const),
  set: fc.option(fc.stringMatching(/^[a-z][a-z\d-]{0,39}$/)),
  list: fc.constantFrom(...rankingLists),
  within: fc.option(fc.stringMatching(/^\d{1,5}$/)),
  criterion: fc.option(fc.integer({ min: 1, max: 99 })),
});
const anyDrawn = fc
  .record({
    tool: fc.constantFrom(...tools),
    center: fc.constantFrom(...centers),
    radius: fc.integer({ min: radiusLimits.least, max: radiusLimits.most }),
    points: fc.array(fc.tuple(decimal(-180, 180, 6), decimal(-85, 85, 6)), { maxLength: 20 }),
    finished: fc.boolean(),
  })
  // Only a buffer has a middle and a radius.
  .map((drawn) => (drawn.tool === 'buffer' ? drawn : { ...drawn, center: 'point' as const, radius: usualRadius }));
const plannerPages = ['targets', 'ranking', 'programme'] as const;
const anyAddress: fc.Arbitrary<Address> = fc
  .record({
    page: fc.constantFrom(
      'map' as const,
      'profile' as const,
      'dataset' as const,
      'data' as const,
      'about' as const,
      ...plannerPages,
    ),
    dataset: collectionId,
    table: fc.option(collectionId),
    columns: fc.option(fc.uniqueArray(propertyName, { minLength: 1, maxLength: 6 })),
    order: fc.option(fc.record({ key: propertyName, descending: fc.boolean() })),
    unit: fc.option(fc.record({ level: fc.constantFrom(...levels), code: fc.stringMatching(/^\d{1,5}$/) })),
    measure: fc.option(word),
    level: fc.option(fc.constantFrom(...levels)),
    at: fc.option(anyDay),
    from: fc.option(anyDay),
    compare: fc.option(anyDay),
    on: fc.option(anyDay),
    former: fc.option(fc.stringMatching(/^\d{2,3}$/)),
    drawn: fc.option(anyDrawn),
    rows: fc.constantFrom(...rowScopes),
    view: fc.option(fc.record({ lng: decimal(-180, 180, 4), lat: decimal(-85, 85, 4), zoom: decimal(0, 22, 2) })),
    classes: fc.uniqueArray(word, { maxLength: 6 }),
    planner: anyPlanner,
    layers: fc.uniqueArray(fc.record({ id: collectionId, opacity: fc.integer({ min: 5, max: 100 }) }), {
      maxLength: 5,
      selector: ({ id }) => id,
    }),
    filters: fc.dictionary(
      collectionId,
      fc.string({ minLength: 1, maxLength: 200 }).filter((text) => text.trim() !== ''),
      { maxKeys: 3, noNullPrototype: true },
    ),
    feature: fc.option(
      fc.record({ collection: collectionId, id: fc.string({ minLength: 1, maxLength: 100, unit: 'grapheme' }) }),
    ),
    sort: fc.option(fc.record({ key: fc.constantFrom(...sortKeys), descending: fc.boolean() })),
    language: fc.constantFrom(...languages),
  })
  .map((every) => {
    const { page, unit } = every;
    const dataset = page === 'dataset' ? every.dataset : null;
    // Columns and order are those of the table in sight.
    const inSight = every.table === null && dataset === null ? { ...every, columns: null, order: null } : { ...every };
    const address = {
      ...inSight,
      rows: every.table === null ? ('all' as const) : every.rows,
      drawn: page === 'map' ? every.drawn : null,
    };
    const planner = plannerPages.some((known) => known === page) ? address.planner : noPlanner;
    // Only communes and districts have a page of their own.
    if (page === 'profile') {
      return {
        ...address,
        dataset,
        planner,
        page: unit === null || unit.level === 'province' ? ('map' as const) : page,
        drawn: null,
      };
    }
    return { ...address, dataset, planner, unit: page === 'map' ? unit : null };
  });

describe('the state of a page in its address', () => {
  test('comes back as it was written, whatever it is', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        expect(parse(formatAddress(address))).toEqual(address);
      }),
    );
  });

  test('is short: what the portal takes by itself is not written', () => {
    expect(formatAddress(home)).toBe('/');
    expect(formatAddress({ ...home, unit: { level: 'commune', code: '22075' } })).toBe('/communes/22075');
  });

  test('a unit has a page of its own, and two dates stand side by side', () => {
    expect(parse('/districts/558/profile')).toMatchObject({
      page: 'profile',
      unit: { level: 'district', code: '558' },
    });
    const address = { ...home, at: '2023-12-31', compare: '2021-06-30' };
    expect(formatAddress(address)).toBe('/?at=2023-12-31&compare=2021-06-30');
    expect(parse('/?compare=yesterday').compare).toBeNull();
  });

  test('keeps commas readable', () => {
    const address = { ...home, view: { lng: 109.25, lat: 13.1, zoom: 9.5 }, classes: ['19', '15-18'] };
    expect(formatAddress(address)).toBe('/?class=19,15-18&view=109.25,13.1,9.5');
  });

  test('says what a list of targets is narrowed to, in words and with readable slashes', () => {
    const planner = { ...noPlanner, standing: 'late' as const, content: 'III/2', districts: '6' as const };
    expect(formatAddress({ ...home, page: 'targets', planner })).toBe('/targets?status=late&content=III/2&districts=6');
    expect(formatAddress({ ...home, planner })).toBe('/');
    expect(parse('/targets?status=moon&target=67&within=abc&criterion=0&set=%3Cb%3E').planner).toEqual(noPlanner);
  });

  test('carries the layers of the map, the topmost first, with what is not taken by itself', () => {
    const layers = [
      { id: 'schools', opacity: 100 },
      { id: 'roads', opacity: 60 },
    ];
    const filters = { schools: "level = 'primary'" };
    const feature = { collection: 'schools', id: 'PY-001' };
    const text = '/?layers=schools,roads~60&filter.schools=level+%3D+%27primary%27&feature=schools/PY-001';
    expect(formatAddress({ ...home, layers, filters, feature })).toBe(text);
    expect(parse(text)).toEqual({ ...home, layers, filters, feature });
  });

  test('carries what is drawn: tool, points and whether it is finished; of a buffer its middle and radius', () => {
    const points = [
      [109.1, 13.25],
      [109.2, 13.3],
    ];
    const distance = {
      tool: 'distance' as const,
      center: 'point' as const,
      radius: usualRadius,
      points,
      finished: true,
    };
    expect(formatAddress({ ...home, drawn: distance })).toBe('/?draw=distance!~109.1,13.25~109.2,13.3');
    const buffer = { ...distance, tool: 'buffer' as const, center: 'line' as const, radius: 250, finished: false };
    expect(formatAddress({ ...home, drawn: buffer })).toBe('/?draw=buffer.line.250~109.1,13.25~109.2,13.3');
    expect(parse('/?draw=buffer.line.9~109.1,x')).toEqual({
      ...home,
      drawn: { ...buffer, radius: usualRadius, points: [] },
    });
    expect(parse('/?draw=compass~1,1')).toEqual(home);
    expect(formatAddress({ ...home, drawn: distance, page: 'about' })).toBe('/about');
  });

  test('carries columns and order of the table in sight, and of no other', () => {
    const table = { table: 'schools', columns: ['name', 'level'], order: { key: 'pupils', descending: true } };
    expect(formatAddress({ ...home, ...table })).toBe('/?table=schools&columns=name,level&order=-pupils');
    expect(formatAddress({ ...home, ...table, table: null })).toBe('/');
    const page = { ...home, ...table, page: 'dataset' as const, dataset: 'schools', table: null };
    expect(formatAddress(page)).toBe('/data/schools?columns=name,level&order=-pupils');
    expect(formatAddress({ ...home, ...table, rows: 'view' })).toBe(
      '/?table=schools&columns=name,level&order=-pupils&rows=view',
    );
    expect(parse('/?columns=name&order=name&rows=view')).toEqual(home);
    expect(parse('/?table=schools&columns=Name,,a%20b&order=-')).toEqual({ ...home, table: 'schools' });
  });

  test.each([
    ['layers=Schools,,roads~4,roads~50,wells~900,x%20y,tanks~a', ['roads', 'wells', 'tanks']],
    ['layers=__proto__,~50,schools~5', ['schools']],
  ])('%s: layers that make no sense are passed over, wrong opacities are full', (search, ids) => {
    const { layers } = parse(`/?${search}`);
    expect(layers.map(({ id }) => id)).toEqual(ids);
    expect(layers.every(({ id, opacity }) => opacity === (id === 'schools' ? 5 : 100))).toBe(true);
  });

  test.each([
    'feature=schools',
    'feature=/PY-001',
    'feature=schools/',
    'feature=S%3C/1',
    'filter.=a',
    'filter.roads=%20',
  ])('%s says nothing', (search) => {
    expect(parse(`/?${search}`)).toEqual(home);
  });

  test('a feature is called by everything after the first slash', () => {
    expect(parse('/?feature=organisation-addresses/ndas10%3A12/3').feature).toEqual({
      collection: 'organisation-addresses',
      id: 'ndas10:12/3',
    });
  });

  test('a collection has a page of its own, and a table under the map', () => {
    expect(parse('/data/waste-facilities')).toEqual({ ...home, page: 'dataset', dataset: 'waste-facilities' });
    const address = { ...home, table: 'schools' };
    expect(formatAddress(address)).toBe('/?table=schools');
    expect(parse('/?table=schools')).toEqual(address);
    expect(parse('/?table=%3Cb%3E')).toEqual(home);
  });

  test('passes over keys and values that it does not know', () => {
    expect(
      parse('/?colour=red&at=31/10/2024&view=abc&sort=moon&level=hamlet&lang=fr&measure=%3Cscript%3E&class=,,'),
    ).toEqual(home);
    expect(parse('/?view=109,13,99')).toEqual(home);
  });

  test.each([
    '/nowhere',
    '/communes',
    '/communes/abc',
    '/communes/22075/more',
    '/communes/22075/profile/more',
    '/provinces/54/profile',
    '/profile',
    '/districts/123456',
    '/data/Schools',
    '/data/schools/profile',
    '/data/schools/more',
  ])('%s is no page', (path) => {
    expect(parse(path).page).toBe('notFound');
  });
});
