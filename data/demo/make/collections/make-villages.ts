import { at } from '../geometry.ts';
import { beside, builtYear, chance, codes, pick, sinceYear, whole, type Made, type Maker } from './made.ts';

const surveyed = '2024-09-30';

export const makeHamlets: Maker = (commune) => {
  const next = codes('T', commune);
  return commune.hamlets.map(({ name, kind, at: place, households }) => ({
    commune,
    shape: { kind: 'point', at: place },
    validFrom: '2021-01-01',
    properties: {
      code: next(),
      name,
      kind,
      households,
      population: Math.round(households * 3.6),
      meets_standard: commune.weak.size === 0,
      surveyed_on: surveyed,
    },
  }));
};

/** A preschool and a primary school at least, larger communes more; where criterion 5 is not met, one lacks the standard. */
export const makeSchools: Maker = (commune, draw) => {
  const next = codes('TH', commune);
  const levels = [
    ['preschool', 'Trường Mầm non', 3.2],
    ['primary', 'Trường Tiểu học', 11],
    ['lowerSecondary', 'Trường THCS', 14],
    ...(commune.kind === 'Thị trấn' || chance(draw, 0.08) ? ([['upperSecondary', 'Trường THPT', 11]] as const) : []),
  ] as const;
  const branches = Math.min(3, Math.floor(commune.hamlets.length / 4));
  const all: readonly (readonly [string, string, number, boolean])[] = [
    ...levels.map(([level, title, share]) => [level, title, share, false] as const),
    ...Array.from({ length: branches }, () => ['preschool', 'Điểm trường Mầm non', 0.6, true] as const),
  ];
  return all.map(([level, title, share, branch], index) => {
    const hamlet = at(commune.hamlets, branch ? Math.min(index, commune.hamlets.length - 1) : index % 2);
    const lacks = commune.weak.has(5) && (index === 1 || chance(draw, 0.4));
    const built = builtYear(draw, 1990);
    const pupils = Math.max(24, Math.round(((commune.population * share) / 170) * (0.8 + draw() * 0.4)));
    return {
      commune,
      shape: { kind: 'point', at: beside(commune, hamlet.at, 170, draw, 40) },
      validFrom: sinceYear(built, draw),
      properties: {
        code: next(),
        name: `${title} ${hamlet.name.replace(/^(Thôn|Buôn) /, '')}`,
        level,
        branch,
        pupils,
        classes: Math.max(1, Math.round(pupils / 32)),
        solid_rooms: Math.max(1, Math.round(pupils / (lacks ? 60 : 34))),
        land_m2: pupils * (level === 'preschool' ? 12 : 10),
        facility_level: lacks ? pick(draw, ['below', 'minimum']) : pick(draw, ['level1', 'level1', 'level2']),
        national_standard: !lacks && !branch,
        standard_year: lacks || branch ? null : Math.max(built, whole(draw, 2015, 2024)),
        hamlet: hamlet.name,
        condition: lacks && chance(draw, 0.3) ? 'damaged' : 'working',
        manager: level === 'upperSecondary' ? 'Sở Giáo dục và Đào tạo' : 'Phòng Giáo dục và Đào tạo',
        built_year: built,
        surveyed_on: surveyed,
      },
    };
  });
};

/** A house for the commune, a ground for sport, one house a hamlet; where criterion 6 is not met, hamlets lack theirs. */
export const makeCultureHouses: Maker = (commune, draw) => {
  const next = codes('VH', commune);
  const one = (kind: string, name: string, index: number, seats: number, land: number): Made => {
    const hamlet = at(commune.hamlets, index);
    const built = builtYear(draw, 2002);
    const ok = !commune.weak.has(6) || chance(draw, 0.5);
    return {
      commune,
      shape: { kind: 'point', at: beside(commune, hamlet.at, 150, draw) },
      validFrom: sinceYear(built, draw),
      properties: {
        code: next(),
        name,
        kind,
        seats: seats || null,
        land_m2: land,
        pitch_m2: kind === 'sportsGround' ? land : null,
        equipped: ok,
        for_children: ok && chance(draw, 0.7),
        for_elderly: ok && chance(draw, 0.6),
        outdoor_equipment: chance(draw, 0.4),
        heritage_rank: kind === 'heritage' ? pick(draw, ['provincial', 'provincial', 'national', 'none']) : null,
        hamlet: hamlet.name,
        condition: ok ? 'working' : pick(draw, ['working', 'damaged']),
        manager: `UBND ${commune.name}`,
        built_year: built,
        funding: pick(draw, ['province-budget', 'district-commune-budget', 'community', 'central-budget']),
        meets_standard: ok,
        surveyed_on: surveyed,
      },
    };
  };
  const last = commune.hamlets.length - 1;
  return [
    ...(commune.weak.has(6)
      ? []
      : [one('communeHouse', `Nhà văn hóa ${commune.name}`, 0, whole(draw, 150, 300), 1000)]),
    one('sportsGround', `Sân thể thao ${commune.name}`, Math.min(1, last), 0, commune.weak.has(6) ? 1800 : 5000),
    ...(chance(draw, 0.3) ? [one('playground', 'Điểm vui chơi trẻ em', 0, 0, 400)] : []),
    ...(chance(draw, 0.15) ? [one('library', `Thư viện ${commune.name}`, 0, 30, 200)] : []),
    ...(chance(draw, 0.25)
      ? [one('heritage', `Đình ${commune.hamlets[last]?.name.replace(/^\S+ /, '') ?? ''}`, last, 0, 1500)]
      : []),
    ...commune.hamlets.flatMap(({ name }, index) =>
      commune.weak.has(6) && chance(draw, 0.4)
        ? []
        : [one('hamletHouse', `Nhà văn hóa ${name}`, index, whole(draw, 60, 120), 500)],
    ),
  ];
};

export const makeMarkets: Maker = (commune, draw) => {
  const next = codes('CH', commune);
  const town = commune.kind !== 'Xã';
  const ranks = [
    ...(commune.weak.has(7) || (!town && chance(draw, 0.2)) ? [] : [town && chance(draw, 0.3) ? 'two' : 'three']),
    ...(chance(draw, town ? 0.6 : 0.3) ? ['store'] : []),
    ...(!town && chance(draw, 0.08) ? ['buying'] : []),
  ];
  return ranks.map((rank, index) => {
    const hamlet = at(commune.hamlets, Math.min(index, commune.hamlets.length - 1));
    const built = builtYear(draw, 1995);
    const market = rank === 'two' || rank === 'three';
    return {
      commune,
      shape: { kind: 'point', at: beside(commune, hamlet.at, 140, draw) },
      validFrom: sinceYear(built, draw),
      properties: {
        code: next(),
        name: market
          ? `Chợ ${commune.name.replace(/^(Xã|Phường|Thị trấn) /, '')}`
          : rank === 'store'
            ? 'Cửa hàng tiện lợi'
            : 'Điểm thu mua nông sản',
        rank,
        stalls: market ? (rank === 'two' ? whole(draw, 200, 320) : whole(draw, 30, 160)) : null,
        land_m2: market ? whole(draw, 1500, 5000) : 300,
        held: 'daily',
        food_safe: market && chance(draw, 0.4),
        toilets: true,
        drained: chance(draw, 0.8),
        waste_collected: !commune.weak.has(17) || chance(draw, 0.5),
        fire_safe: chance(draw, 0.85),
        hamlet: hamlet.name,
        condition: 'working',
        manager: market ? 'Ban quản lý chợ' : 'Doanh nghiệp',
        built_year: built,
        meets_standard: market,
        surveyed_on: surveyed,
      },
    };
  });
};

export const makeHealthStations: Maker = (commune, draw) => {
  const next = codes('YT', commune);
  const hamlet = at(commune.hamlets, 0);
  const kinds = ['station', ...(commune.kind === 'Thị trấn' ? ['centre'] : chance(draw, 0.06) ? ['clinic'] : [])];
  return kinds.map((kind) => {
    const built = builtYear(draw, 1995);
    const ok = !commune.weak.has(15);
    return {
      commune,
      shape: { kind: 'point', at: beside(commune, hamlet.at, 160, draw) },
      validFrom: sinceYear(built, draw),
      properties: {
        code: next(),
        name:
          kind === 'station'
            ? `Trạm Y tế ${commune.name}`
            : kind === 'centre'
              ? `Trung tâm Y tế ${commune.name}`
              : `Phòng khám đa khoa ${commune.name}`,
        kind,
        zone: pick(draw, ['one', 'two', 'two', 'three']),
        beds: kind === 'station' ? whole(draw, 4, 8) : whole(draw, 30, 120),
        doctors: kind === 'station' ? (ok ? whole(draw, 1, 2) : 0) : whole(draw, 6, 25),
        standard_year: ok ? Math.max(built, whole(draw, 2016, 2023)) : null,
        land_m2: whole(draw, 500, 2500),
        herb_garden: chance(draw, 0.7),
        telehealth: ok && chance(draw, 0.5),
        waste_treated: ok || chance(draw, 0.5),
        hamlet: hamlet.name,
        condition: 'working',
        manager: 'Trung tâm Y tế huyện',
        built_year: built,
        meets_standard: ok,
        surveyed_on: surveyed,
      },
    };
  });
};
