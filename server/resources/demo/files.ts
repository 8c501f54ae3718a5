import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { MultiPolygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { UnitKind } from '#contract/admin-units.ts';
import type { UnitBoundary } from '#intake/kinds/boundaries/write.ts';

/** The demo's story ends on the last day before four of its units ceased. */
export const demoReferenceDate = '2024-10-31';
/** First day of the list of units from which the demo's codes and names come. */
const listedFrom = '2020-11-01';
const source = 'Danh mục hành chính của Tổng cục Thống kê, 2020-2024; dân số 2019';
const province = { code: '54', name: 'Tỉnh Phú Yên', nameEn: 'Phu Yen province' };

const data = new URL('../../../data/', import.meta.url);
const kinds: readonly (readonly [string, UnitKind])[] = [
  ['thị trấn', 'township'],
  ['thị xã', 'town'],
  ['thành phố', 'city'],
  ['phường', 'ward'],
  ['huyện', 'district'],
  ['xã', 'commune'],
];

interface ListedUnit {
  readonly code: string;
  readonly name: string;
  readonly district_code: string;
  readonly district_name: string;
  readonly area_km2: string;
  readonly population_2019: string;
}

/** The invented province as units with boundaries: 1 province, 9 districts, 110 communes, parents first. WGS 84. */
export async function readDemoUnits(): Promise<UnitBoundary[]> {
  const listed = await readCsv<ListedUnit>('admin-units/admin-units.csv');
  const topology = JSON.parse(await readFile(new URL('demo/boundaries.topojson', data), 'utf8')) as Topology;
  const districts = new Set(listed.map((unit) => unit.district_code));
  return [
    {
      ...unitOf(province.code, province.name, 'province', listed),
      level: 'province',
      nameEn: province.nameEn,
      parentCode: null,
      geometry: geometryOf(topology, 'provinces', province.code),
    },
    ...[...districts].map((code) => {
      const members = listed.filter((unit) => unit.district_code === code);
      const name = members[0]?.district_name ?? code;
      return {
        ...unitOf(code, name, kindOf(name), members),
        level: 'district' as const,
        parentCode: province.code,
        geometry: geometryOf(topology, 'districts', code),
      };
    }),
    ...listed.map((unit) => ({
      ...unitOf(unit.code, unit.name, kindOf(unit.name), [unit]),
      level: 'commune' as const,
      parentCode: unit.district_code,
      geometry: geometryOf(topology, 'communes', unit.code),
    })),
  ];
}

/** The demo's files of each kind of row. */
const rowFiles = {
  assessments: ['assessments', 'district-assessments', 'model-assessments'],
  recognitions: ['recognitions', 'district-recognitions'],
  indicatorValues: ['indicator-values'],
  targetFigures: ['target-figures'],
  disbursements: ['disbursements'],
} as const;

/** Rows of the demo's CSV files of a kind, as text. */
export async function readDemoRows(kind: keyof typeof rowFiles): Promise<Record<string, string>[]> {
  return (await Promise.all(rowFiles[kind].map((name) => readCsv<Record<string, string>>(`demo/${name}.csv`)))).flat();
}

async function readCsv<Row>(name: string): Promise<Row[]> {
  return parse(await readFile(new URL(name, data)), { columns: true, bom: true }) as Row[];
}

function unitOf(code: string, name: string, kind: UnitKind, members: readonly ListedUnit[]) {
  return {
    code,
    name: name.normalize('NFC'),
    kind,
    nameEn: null,
    listedAreaKm2: Number(members.reduce((sum, unit) => sum + Number(unit.area_km2), 0).toFixed(3)),
    population: members.reduce((sum, unit) => sum + Number(unit.population_2019), 0),
    populationYear: 2019,
    validFrom: listedFrom,
    source,
  };
}

function kindOf(name: string): UnitKind {
  const found = kinds.find(([word]) => name.normalize('NFC').toLowerCase().startsWith(word));
  if (!found) throw new Error(`data/admin-units: no kind of unit begins the name "${name}"`);
  return found[1];
}

function geometryOf(topology: Topology, object: string, code: string): MultiPolygon {
  const collection = topology.objects[object] as GeometryCollection<{ code?: string }>;
  const found = feature(topology, collection).features.find(({ properties }) => properties.code === code);
  if (found?.geometry.type === 'MultiPolygon') return found.geometry;
  if (found?.geometry.type === 'Polygon') return { type: 'MultiPolygon', coordinates: [found.geometry.coordinates] };
  throw new Error(`data/demo/boundaries.topojson: no polygon in ${object} with code ${code}`);
}
