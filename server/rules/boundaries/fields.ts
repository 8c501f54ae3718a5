import type { Level } from '#contract/admin-units.ts';
import { BadMapping } from '#rules/bad-mapping.ts';
import { folded, headingKeys } from '#rules/text/heading.ts';

/** Properties that a field of a file can become. */
export const importProperties = [
  'code',
  'name',
  'nameEn',
  'kind',
  'districtCode',
  'districtName',
  'provinceCode',
  'provinceName',
  'areaKm2',
  'areaHa',
  'areaM2',
  'area',
  'population',
] as const;
export type ImportProperty = (typeof importProperties)[number];

/**
 * What fields are called, without diacritics and signs; the first that a file has wins. `commune`, `district` and
 * `province` name the unit itself where they are of its level, else a unit above it.
 */
const aliases: Record<ImportProperty | 'communeCode' | 'communeName', readonly string[]> = {
  communeCode: [
    'maxa',
    'maphuongxa',
    'maxaphuong',
    'maphuong',
    'maxaphuongthitran',
    'macapxa',
    'madvhcxa',
    'madvhccapxa',
    'xaid',
    'idxa',
    'communecode',
    'wardcode',
    'adm3code',
  ],
  communeName: [
    'tenxa',
    'tenphuongxa',
    'tenxaphuong',
    'tenphuong',
    'tenxaphuongthitran',
    'tencapxa',
    'communename',
    'wardname',
    'adm3vi',
    'name3',
    'xa',
    'phuongxa',
    'xaphuong',
  ],
  code: ['code', 'ma', 'madvhc', 'madonvihanhchinh', 'madonvi', 'maso', 'gsocode', 'magso', 'matctk'],
  name: ['name', 'ten', 'tendvhc', 'tendonvihanhchinh', 'tendonvi', 'tengoi'],
  nameEn: ['nameen', 'tentienganh', 'englishname', 'adm3en'],
  kind: ['kind', 'loai', 'loaidvhc', 'loaihinh', 'cap', 'capdvhc', 'type', 'type3'],
  districtCode: ['districtcode', 'mahuyen', 'macaphuyen', 'maquanhuyen', 'maqh', 'huyenid', 'adm2code'],
  districtName: [
    'districtname',
    'tenhuyen',
    'tencaphuyen',
    'tenquanhuyen',
    'tenqh',
    'huyen',
    'quanhuyen',
    'adm2vi',
    'name2',
  ],
  provinceCode: ['provincecode', 'matinh', 'macaptinh', 'matinhtp', 'matp', 'tinhid', 'adm1code'],
  provinceName: ['provincename', 'tentinh', 'tencaptinh', 'tentinhtp', 'tinh', 'tinhtp', 'adm1vi', 'name1'],
  areaKm2: ['areakm2', 'dtichkm2', 'dientichkm2', 'dtkm2'],
  areaHa: ['areaha', 'dtichha', 'dientichha', 'dtha'],
  areaM2: ['aream2', 'dtichm2', 'dientichm2', 'dtm2'],
  area: ['dientich', 'dtich', 'dientichtunhien', 'dttn', 'area'],
  population: ['population', 'danso', 'dso', 'pop'],
};

const ofLevel: Record<Level, { code: readonly (keyof typeof aliases)[]; name: readonly (keyof typeof aliases)[] }> = {
  commune: { code: ['communeCode', 'code'], name: ['communeName', 'name'] },
  district: { code: ['districtCode', 'code'], name: ['districtName', 'name'] },
  province: { code: ['provinceCode', 'code'], name: ['provinceName', 'name'] },
};
/** A level's own and lower names say nothing of the units above it. */
const above: Record<Level, readonly ImportProperty[]> = {
  commune: ['districtCode', 'districtName', 'provinceCode', 'provinceName'],
  district: ['provinceCode', 'provinceName'],
  province: [],
};

export interface FieldMapping {
  /** The file's field for each of our properties. */
  readonly fieldOf: ReadonlyMap<ImportProperty, string>;
  /** Year that a population field names, as in `population_2019`. */
  readonly populationYear: number | null;
}

/** Which field of a file is which of our properties: what `chosen` says, else by aliases. Throws BadMapping. */
export function mapFields(
  fieldNames: readonly string[],
  level: Level,
  chosen: readonly { readonly field: string; readonly property: string }[],
): FieldMapping {
  const fieldOf = new Map<ImportProperty, string>();
  for (const { field, property } of chosen) {
    const known = importProperties.find((name) => name === property);
    const exists =
      fieldNames.find((name) => name === field) ?? fieldNames.find((name) => folded(name) === folded(field));
    if (!known) throw new BadMapping(field, property, 'noProperty');
    if (exists === undefined) throw new BadMapping(field, property, 'noField');
    fieldOf.set(known, exists);
  }
  // A heading as it stands is surer than what is left of it without its unit or its number.
  const find = (groups: readonly (keyof typeof aliases)[], keysOf: (name: string) => readonly string[]) => {
    const taken = new Set(fieldOf.values());
    const free = fieldNames.filter((name) => !taken.has(name));
    return groups
      .flatMap((group) => aliases[group])
      .flatMap((alias) =>
        free.filter((name) => keysOf(name).some((key) => key === alias || withoutYear(key) === alias)),
      )[0];
  };
  const others: ImportProperty[] = [
    'nameEn',
    'kind',
    'areaKm2',
    'areaHa',
    'areaM2',
    'area',
    'population',
    ...above[level],
  ];
  const wanted: [ImportProperty, readonly (keyof typeof aliases)[]][] = [
    ['code', ofLevel[level].code],
    ['name', ofLevel[level].name],
    ...others.map((property): [ImportProperty, (keyof typeof aliases)[]] => [property, [property]]),
  ];
  for (const keysOf of [(name: string) => [folded(name)], headingKeys]) {
    for (const [property, groups] of wanted) {
      const field = fieldOf.has(property) ? undefined : find(groups, keysOf);
      if (field !== undefined) fieldOf.set(property, field);
    }
  }
  const year = /(?:19|20)\d\d$/.exec(fieldOf.get('population') ?? '')?.[0];
  return { fieldOf, populationYear: year === undefined ? null : Number(year) };
}

function withoutYear(key: string): string {
  return key.replace(/(19|20)\d\d$/, '');
}
