import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { UnitKind } from '#contract/admin-units.ts';
import { packPolygons, type PackedPolygons } from '#contract/packed-polygons.ts';
import type { UnitBoundary } from '#intake/kinds/boundaries/write.ts';
import { withKindWord } from '#rules/unit-kinds.ts';

/** The demo stands at the last day before four of its units ceased, ... */
export const demoReferenceDate = '2024-10-31';
/** ... and what it tells goes on until this one. */
export const demoLastDate = '2026-10-31';
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

/** Days on which units of the demo became others, with the crosswalks that say which. */
export const reformDays = ['2024-11-01', '2025-07-01'] as const;
export type ReformDay = (typeof reformDays)[number];

/** A commune of the demo whose ground is another from a day on, with its name and kind. */
export interface ReformedCommune {
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly geometry: PackedPolygons;
}

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
  const topology = await readTopology();
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

/** What became of the demo's communes on a day, as `--succession` takes it. */
export function crosswalkOf(day: ReformDay): { readonly name: string; readonly path: string } {
  const name = `succession-${day}.csv`;
  return { name, path: fileURLToPath(new URL(`admin-units/${name}`, data)) };
}

/** The communes whose ground is another from a day on, and the province that is made on it, if one is. WGS 84. */
export async function readReformed(
  day: ReformDay,
): Promise<{ readonly communes: ReformedCommune[]; readonly province: PackedPolygons | null }> {
  const topology = await readTopology();
  const named = new Map(
    (await readCsv<{ new_code: string; new_name: string; new_kind?: string }>(`admin-units/succession-${day}.csv`)).map(
      ({ new_code: code, new_name: bare, new_kind: word }) => {
        const name = word === undefined ? bare : `${word} ${bare}`;
        return [code, { kind: kindOf(name), name: withKindWord(bare.normalize('NFC'), kindOf(name)) }];
      },
    ),
  );
  const communes = codesIn(topology, `communes-${day}`).map((code) => {
    const unit = named.get(code);
    if (unit === undefined) throw new Error(`data/admin-units: nothing says what ${code} is called from ${day} on`);
    return { code, ...unit, geometry: geometryOf(topology, `communes-${day}`, code) };
  });
  const provinces = `provinces-${day}`;
  const [made] = provinces in topology.objects ? codesIn(topology, provinces) : [];
  return { communes, province: made === undefined ? null : geometryOf(topology, provinces, made) };
}

/** The demo's files of each kind of row. */
const rowFiles = {
  assessments: ['assessments', 'district-assessments', 'model-assessments', 'later-assessments'],
  recognitions: ['recognitions', 'district-recognitions', 'later-recognitions'],
  indicatorValues: ['indicator-values'],
  targetFigures: ['target-figures', 'later-target-figures'],
  disbursements: ['disbursements', 'later-disbursements'],
  groups: ['unit-groups'],
} as const;

/** Rows of the demo's CSV files of a kind, as text. */
export async function readDemoRows(kind: keyof typeof rowFiles): Promise<Record<string, string>[]> {
  return (await Promise.all(rowFiles[kind].map((name) => readCsv<Record<string, string>>(`demo/${name}.csv`)))).flat();
}

async function readTopology(): Promise<Topology> {
  return JSON.parse(await readFile(new URL('demo/boundaries.topojson', data), 'utf8')) as Topology;
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

function codesIn(topology: Topology, object: string): string[] {
  const collection = topology.objects[object] as GeometryCollection<{ code: string }>;
  return feature(topology, collection).features.map(({ properties }) => properties.code);
}

function geometryOf(topology: Topology, object: string, code: string): PackedPolygons {
  const collection = topology.objects[object] as GeometryCollection<{ code?: string }>;
  const found = feature(topology, collection).features.find(({ properties }) => properties.code === code);
  if (found?.geometry.type === 'MultiPolygon') return packPolygons(found.geometry.coordinates);
  if (found?.geometry.type === 'Polygon') return packPolygons([found.geometry.coordinates]);
  throw new Error(`data/demo/boundaries.topojson: no polygon in ${object} with code ${code}`);
}
