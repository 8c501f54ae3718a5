import type { Measure } from '#contract/measures.ts';

/** What of a board questions are asked about. */
export interface Subjects {
  /** Days that are asked for wherever a day can be, oldest first. */
  readonly days: readonly string[];
  /** Few of them, where every day would be too many. */
  readonly fewDays: readonly string[];
  /** Codes of units whose own addresses are asked for; one of them exists nowhere. */
  readonly codes: readonly string[];
  /** Codes that lists are narrowed to: a province, districts, one that exists nowhere. */
  readonly scopes: readonly string[];
  readonly words: readonly string[];
  readonly sets: readonly string[];
  readonly measures: readonly Measure[];
  readonly collections: readonly string[];
  /** Collections whose items and tiles are asked for in every way. */
  readonly closely: readonly string[];
  /** Items of each of these, by collection. */
  readonly items: Readonly<Record<string, readonly string[]>>;
  /** Tiles that hold something, as `z/row/col`. */
  readonly tiles: readonly string[];
  readonly periods: readonly string[];
}

type Values = Record<string, string | null | undefined>;

/** An address with those parameters that have a value. */
function ask(path: string, values: Values = {}): string {
  const given = Object.entries(values).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

/** Every way to take one of each list. */
function each<const Lists extends readonly (readonly unknown[])[]>(
  ...lists: Lists
): { [Place in keyof Lists]: Lists[Place][number] }[] {
  const ways = lists.reduce<unknown[][]>(
    (before, list) => before.flatMap((way) => list.map((value) => [...way, value])),
    [[]],
  );
  return ways as { [Place in keyof Lists]: Lists[Place][number] }[];
}

const levels = ['province', 'district', 'commune'] as const;
const nowhere = [null] as const;
/** Of the programmes. */
const years = ['2021-2025', '2026-2030'] as const;
const tileSet = (collection: string) => `/api/collections/${collection}/tiles/WebMercatorQuad`;

/** The first measure of each kind, for questions that would be too many of all. */
function sampled(measures: readonly Measure[]): Measure[] {
  return measures.filter(({ kind }, place) => measures.findIndex((other) => other.kind === kind) === place);
}

/** Every day with the one before it. */
const pairs = (days: readonly string[]) => days.slice(1).map((at, index) => [days[index] ?? at, at] as const);

/**
 * Questions by id of their endpoint, and beside them what no endpoint lists. Every GET of the contract stands here: one that
 * does not is missed by `questionsOf`.
 */
export const questions: Readonly<Record<string, (about: Subjects) => readonly string[]>> = {
  getLanding: () => [ask('/api'), ask('/api', { f: 'html' })],
  getConformance: () => [ask('/api/conformance'), ask('/api/conformance', { f: 'html' })],
  getOpenApi: () => ['/api/openapi.json'],
  getDocs: () => ['/api/docs'],
  getPortal: () => ['/api/portal'],
  getReadiness: () => ['/api/readiness'],
  listFunctions: () => ['/api/functions', ask('/api/functions', { f: 'html' })],
  getTileMatrixSetsList: () => ['/api/tileMatrixSets'],
  getTileMatrixSet: () => ['/api/tileMatrixSets/WebMercatorQuad'],
  listAddressReleases: () => ['/api/address-releases'],

  listCollections: () => [
    '/api/collections',
    ask('/api/collections', { f: 'html' }),
    ask('/api/collections', { fields: 'titles,features' }),
  ],
  getCollection: ({ collections }) => [...collections, 'nothing'].map((id) => `/api/collections/${id}`),
  getQueryables: ({ collections }) => collections.map((id) => `/api/collections/${id}/queryables`),
  getSortables: ({ collections }) => collections.map((id) => `/api/collections/${id}/sortables`),
  getSchema: ({ collections }) => collections.map((id) => `/api/collections/${id}/schema`),
  listItems: ({ collections, closely, days, fewDays, codes }) => [
    ...each(collections, fewDays).map(([id, datetime]) =>
      ask(`/api/collections/${id}/items`, { datetime, limit: '30' }),
    ),
    ...each(closely, days).flatMap(([id, datetime]) => [
      ask(`/api/collections/${id}/items`, {
        datetime,
        limit: '1000',
        crs: 'http://www.opengis.net/def/crs/EPSG/0/3857',
      }),
      ask(`/api/collections/${id}/items`, { datetime, limit: '5', offset: '3', sortby: '-name' }),
    ]),
    ...each(closely, pairs(days)).map(([id, [from, to]]) =>
      ask(`/api/collections/${id}/items`, { datetime: `${from}/${to}`, limit: '1000', f: 'csv' }),
    ),
    ...closely.flatMap((id) => [
      ask(`/api/collections/${id}/items`, { datetime: '../..', limit: '1000' }),
      ask(`/api/collections/${id}/items`, { bbox: '109.0,13.0,109.16,13.12', limit: '1000' }),
      ask(`/api/collections/${id}/items`, { filter: "name like '%a%'", limit: '20' }),
      ask(`/api/collections/${id}/items`, { f: 'html' }),
      ask(`/api/collections/${id}/items`, { nothing: '1' }),
    ]),
    ...codes.slice(0, 4).map((parent_code) => ask('/api/collections/communes/items', { parent_code, limit: '100' })),
  ],
  getItem: ({ items, fewDays, codes, closely }) => [
    ...Object.entries(items).flatMap(([id, ids]) =>
      each(ids, [...nowhere, ...fewDays]).map(([item, datetime]) =>
        ask(`/api/collections/${id}/items/${encodeURIComponent(item)}`, { datetime }),
      ),
    ),
    ...each(closely, codes, fewDays).map(([id, code, datetime]) =>
      ask(`/api/collections/${id}/items/${code}`, { datetime }),
    ),
    ...codes.map((code) => `/api/collections/communes/items/${code}`),
  ],
  exportCollection: ({ collections, closely, days, fewDays }) => [
    ...each(collections, ['csv'], fewDays.slice(-1)).map(([id, format, datetime]) =>
      ask(`/api/collections/${id}/export`, { format, datetime }),
    ),
    ...each(closely, days).map(([id, datetime]) => ask(`/api/collections/${id}/export`, { format: 'csv', datetime })),
    ...each(closely, ['geojson', 'xlsx', 'kml', 'gpkg', 'shp', 'fgb']).map(([id, format]) =>
      ask(`/api/collections/${id}/export`, { format, crs: format === 'kml' ? null : 'EPSG:9218' }),
    ),
  ],
  '.collection.vector.getTileSetsList': ({ collections }) => collections.map((id) => `/api/collections/${id}/tiles`),
  '.collection.vector.getTileSet': ({ collections, closely, days }) => [
    ...collections.flatMap((id) => [tileSet(id), ask(tileSet(id), { f: 'tilejson' })]),
    ...each(closely, days).map(([id, datetime]) => ask(tileSet(id), { f: 'tilejson', datetime })),
  ],
  '.collection.vector.getTile': ({ collections, closely, tiles, days, fewDays }) => [
    ...each(collections, tiles.slice(0, 2)).map(([id, tile]) => `${tileSet(id)}/${tile}`),
    ...each(closely, tiles, fewDays).map(([id, tile, datetime]) => ask(`${tileSet(id)}/${tile}`, { datetime })),
    ...each(closely, tiles.slice(0, 1), days).map(([id, tile, datetime]) =>
      ask(`${tileSet(id)}/${tile}`, { datetime }),
    ),
  ],

  searchAdminUnits: ({ days, scopes, words }) => [
    ...each(days, [...nowhere, ...scopes], [...nowhere, ...levels]).map(([at, within, level]) =>
      ask('/api/admin-units', { at, within, level }),
    ),
    ...each(days, words).map(([at, q]) => ask('/api/admin-units', { at, q })),
    ask('/api/admin-units', { level: 'commune', limit: '5', offset: '3' }),
  ],
  listBearers: ({ codes }) => codes.map((code) => ask(`/api/admin-units/${code}/bearers`, {})),
  getUnitProfile: ({ days, codes }) => each(codes, days).map(([code, at]) => ask(`/api/admin-units/${code}`, { at })),
  listNeighbours: ({ days }) => each(levels, days).map(([level, at]) => ask('/api/neighbours', { level, at })),
  getUnitCriteria: ({ days, fewDays, codes, sets }) => [
    ...each(codes, days).map(([code, at]) => ask(`/api/admin-units/${code}/criteria`, { at })),
    ...each(codes, sets, fewDays).map(([code, set, at]) => ask(`/api/admin-units/${code}/criteria`, { set, at })),
  ],
  getUnitHistory: ({ days, fewDays, codes, sets }) => [
    ...each(codes, days).map(([code, at]) => ask(`/api/admin-units/${code}/history`, { at })),
    ...each(codes, sets).map(([code, set]) => ask(`/api/admin-units/${code}/history`, { set })),
    ...each(codes, fewDays).map(([code, knownOn]) => ask(`/api/admin-units/${code}/history`, { knownOn })),
  ],

  listCriteriaSets: () => ['/api/criteria-sets'],
  getCriteriaSet: ({ sets }) => [...sets, 'nothing'].map((set) => `/api/criteria-sets/${set}`),
  listDifferences: (about) => listsOf(about, 'differences', ['contradicts', 'declaredOnly', 'computedOnly'], 'kind'),
  listUnitStandings: (about) => listsOf(about, 'standings', [], 'standing'),
  listEligibility: (about) => listsOf(about, 'eligibility', [], 'status'),
  getChanges: ({ days, sets, scopes }) => [
    ...each(sets, pairs(days)).map(([set, [from, at]]) => ask('/api/changes', { set, from, at })),
    ...each([...nowhere, ...scopes], days).map(([within, at]) => ask('/api/changes', { within, at })),
    ...each([...nowhere, ...scopes], days.slice(0, -1)).map(([within, from]) =>
      ask('/api/changes', { within, from, at: days.at(-1) ?? from }),
    ),
  ],

  getOutlines: ({ days }) => each(levels, days).map(([level, at]) => ask('/api/outlines', { level, at, zoom: '8' })),
  listMeasures: () => ['/api/measures'],
  getOpeningMeasure: () => [
    '/api/measures/opening',
    ...levels.map((level) => ask('/api/measures/opening', { level })),
    '/api/measures/opening?measure=nothing',
  ],
  getMeasureValues: ({ measures, days, fewDays, scopes }) => [
    ...each(measures, fewDays).flatMap(([{ id, levels: of }, at]) =>
      of.map((level) => ask(`/api/measures/${id}/values`, { level, at })),
    ),
    ...each(sampled(measures), days, [...nowhere, ...scopes]).map(([{ id }, at, within]) =>
      ask(`/api/measures/${id}/values`, { at, within }),
    ),
    ...each(
      sampled(measures).filter(({ change }) => change !== null),
      pairs(days),
    ).map(([{ id }, [from, at]]) => ask(`/api/measures/${id}/values`, { from, at })),
    '/api/measures/nothing/values',
  ],
  getProgramme: ({ days }) => [
    '/api/programme',
    ...each(years, days).map(([period, at]) => ask('/api/programme', { period, at })),
  ],
  getPaidResources: ({ days }) =>
    each([...nowhere, ...years], days).map(([period, at]) => ask('/api/programme/resources', { period, at })),
  listTargets: ({ days, fewDays }) => [
    ...each(days, ['9', '6']).map(([at, districtDenominator]) =>
      ask('/api/programme/targets', { at, districtDenominator }),
    ),
    ...each(years, fewDays).map(([period, at]) => ask('/api/programme/targets', { period, at })),
  ],
  getTransition: ({ days }) => days.map((at) => ask('/api/programme/transition', { at })),
  getRanking: ({ days, fewDays, sets }) => [
    ...each(sets, fewDays).map(([set, at]) => ask('/api/programme/ranking', { set, at })),
    ...days.map((at) => ask('/api/programme/ranking', { at })),
    ...pairs(days).map(([since, at]) => ask('/api/programme/ranking', { since, at })),
  ],

  getAssessmentTemplate: ({ sets, scopes, fewDays }) => [
    ...each(sets, fewDays).map(([set, at]) => ask('/api/assessments/template', { set, at })),
    ...each(scopes, fewDays).map(([within, at]) => ask('/api/assessments/template', { within, at })),
  ],
  getReport: ({ sets, periods }) =>
    each(sets, periods).map(([set, period]) => ask('/api/reports/communes', { set, period })),
  listImports: () => ['/api/imports'],
  listImportCollections: () => ['/api/imports/collections'],
  listLastImports: () => ['/api/imports/last'],
  getImportTemplate: () =>
    ['schools', 'roads', 'irrigation-works', 'recognitions', 'nothing'].map((id) => `/api/import-templates/${id}`),
  getSuccessionTable: () => ['2024-11-01', 'nothing'].map((id) => `/api/succession-tables/${id}`),
  getWholeImportTemplate: () => ['/api/import-templates/schools/whole'],
  getImportProgress: () => ['/api/imports/00000000-0000-4000-8000-000000000000'],
  getRefusedRows: () => ['/api/imports/00000000-0000-4000-8000-000000000000/refused'],

  notListed: () => ['/healthz', '/readyz', '/basemap/tiles.pmtiles', '/api/nothing'],
};

/** Lists over all units of a set: by set and day, by place, and by each word of their own narrowing. */
function listsOf(
  { sets, days, fewDays, scopes }: Subjects,
  list: string,
  words: readonly string[],
  name: string,
): string[] {
  const path = (set: string) => `/api/criteria-sets/${set}/${list}`;
  return [
    ...each(sets, fewDays).map(([set, at]) => ask(path(set), { at })),
    ...each(days, [...nowhere, ...scopes]).map(([at, within]) => ask(path('xa-ntm'), { at, within })),
    ...each(words, fewDays).map(([word, at]) => ask(path('xa-ntm'), { [name]: word, at })),
  ];
}
