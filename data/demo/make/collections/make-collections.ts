import type { Topology } from 'topojson-specification';
import { at, type Point } from '../geometry.ts';
import { toLngLat, toMetric } from '../project.ts';
import { readGrounds } from './ground.ts';
import { makeAddresses } from './make-addresses.ts';
import { makeCooperatives, makeCraftVillages, makeOcop, makeTourism, makeZones } from './make-economy.ts';
import { makeCemeteries, makePesticideBins, makeWastewater, makeWasteFacilities } from './make-environment.ts';
import { makeIrrigation } from './make-irrigation.ts';
import { makeGardens, makeResidentialAreas } from './make-models.ts';
import { makeLoudspeakers, makePostPoints, makePowerLines, makeWaterSupply } from './make-networks.ts';
import { makeRoads } from './make-roads.ts';
import { makeCultureHouses, makeHamlets, makeHealthStations, makeMarkets, makeSchools } from './make-villages.ts';
import { inEach, type Made, type Maker, type Shape } from './made.ts';
import { settle } from './settle.ts';

type Row = Readonly<Record<string, string>>;

/** What the features are made from: the demo's own boundaries, units and standing of each commune. */
export interface Sources {
  readonly topology: Topology;
  /** Rows of `admin-units.csv`, `assessments.csv`, `recognitions.csv` and `target-figures.csv`. */
  readonly units: readonly Row[];
  readonly assessments: readonly Row[];
  readonly recognitions: readonly Row[];
  readonly figures: readonly Row[];
}

const byCommune: Readonly<Record<string, Maker>> = {
  hamlets: makeHamlets,
  roads: makeRoads,
  'irrigation-works': makeIrrigation,
  'power-lines': makePowerLines,
  schools: makeSchools,
  'culture-houses': makeCultureHouses,
  markets: makeMarkets,
  'health-stations': makeHealthStations,
  loudspeakers: makeLoudspeakers,
  'post-points': makePostPoints,
  'water-supply-works': makeWaterSupply,
  'waste-facilities': makeWasteFacilities,
  'wastewater-works': makeWastewater,
  cemeteries: makeCemeteries,
  'pesticide-bins': makePesticideBins,
  'material-zones': makeZones,
  'craft-villages': makeCraftVillages,
  'ocop-products': makeOcop,
  cooperatives: makeCooperatives,
  'rural-tourism-sites': makeTourism,
};

/** Invented features of all collections, by collection id, as GeoJSON text with a line a feature. */
export function makeCollections(sources: Sources): Record<string, string> {
  const communes = settle(readGrounds(sources.topology, readPlaces(sources)));
  const made = new Map(Object.entries(byCommune).map(([id, maker]) => [id, inEach(communes, id, maker)]));
  made.set('model-residential-areas', makeResidentialAreas(communes, figuresOf(sources, 'T011')));
  made.set('model-gardens', makeGardens(communes, figuresOf(sources, 'T012')));
  const works = ['schools', 'culture-houses', 'health-stations', 'cooperatives'].flatMap((id) => made.get(id) ?? []);
  made.set('digital-addresses', makeAddresses(communes, works));
  return Object.fromEntries([...made].map(([id, features]) => [id, writeFeatures(features)]));
}

function readPlaces({ units, assessments, recognitions }: Sources) {
  const last = assessments.reduce((day, row) => ((row['valid_on'] ?? '') > day ? (row['valid_on'] ?? '') : day), '');
  const lacking = assessments.filter(
    (row) => row['set_id'] === 'xa-ntm' && row['valid_on'] === last && row['status'] === 'notMet',
  );
  const advanced = new Set(recognitions.filter(({ level }) => level === 'advanced').map(({ code }) => code));
  return units.map((row) => {
    const code = row['code'] ?? '';
    return {
      code,
      name: (row['name'] ?? '').normalize('NFC').replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()),
      kind: (row['kind'] ?? '').normalize('NFC'),
      districtCode: row['district_code'] ?? '',
      population: Number(row['population_2019']),
      listedAt: toMetric([Number(row['lng']), Number(row['lat'])]),
      weak: new Set(lacking.filter((one) => one['code'] === code).map((one) => Number(one['criterion_no']))),
      advanced: advanced.has(code),
    };
  });
}

function figuresOf({ figures }: Sources, target: string) {
  return figures
    .filter((row) => row['target_id'] === target)
    .map((row) => ({ value: Number(row['value']), validOn: row['valid_on'] ?? '' }));
}

function writeFeatures(features: readonly Made[]): string {
  const lines = features.map(({ commune, shape, validFrom, properties }) =>
    JSON.stringify({
      type: 'Feature',
      properties: { ...withoutNulls(properties), commune_code: commune.code, valid_from: validFrom },
      geometry: geometryOf(shape),
    }),
  );
  return `{"type":"FeatureCollection","features":[\n${lines.join(',\n')}\n]}\n`;
}

function withoutNulls(properties: Made['properties']) {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}

function geometryOf(shape: Shape) {
  switch (shape.kind) {
    case 'point':
      return { type: 'Point', coordinates: positionOf(shape.at) };
    case 'line':
      return { type: 'LineString', coordinates: shape.line.map(positionOf) };
    case 'polygon':
      return { type: 'Polygon', coordinates: [[...shape.ring, at(shape.ring, 0)].map(positionOf)] };
  }
}

/** Six decimals are 11 cm. */
function positionOf(p: Point): number[] {
  return toLngLat(p).map((degrees) => Number(degrees.toFixed(6)));
}
