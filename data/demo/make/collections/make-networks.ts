import { at, distance, lengthOf, type Point } from '../geometry.ts';
import { liesIn, lineLiesIn } from './ground.ts';
import { areaAround, beside, builtYear, chance, codes, pick, sinceYear, whole, type Made, type Maker } from './made.ts';
import type { Settled } from './settle.ts';

const surveyed = '2024-09-15';

/** A line beside another, as poles stand beside a road; null where it would leave the commune. */
function besideLine(commune: Settled, line: readonly Point[], metres: number): Point[] | null {
  const moved = line.map(([x, y]): Point => [x + metres, y - metres]);
  const inside =
    moved.every((p) => liesIn(commune, p)) && moved.slice(1).every((p, i) => lineLiesIn(commune, at(moved, i), p));
  return inside ? moved : null;
}

/** One working cluster a hamlet; where criterion 8 is not met, a hamlet has none or a broken one. */
export const makeLoudspeakers: Maker = (commune, draw) => {
  const next = codes('LT', commune);
  const one = (kind: string, index: number, working: boolean): Made => {
    const hamlet = at(commune.hamlets, index);
    const built = builtYear(draw, 2008);
    return {
      commune,
      shape: { kind: 'point', at: beside(commune, hamlet.at, 120, draw, 15) },
      validFrom: sinceYear(built, draw),
      properties: {
        code: next(),
        name: kind === 'station' ? `Đài truyền thanh ${commune.name}` : `Cụm loa ${hamlet.name}`,
        kind,
        technology: pick(draw, built > 2020 ? ['ip'] : ['wired', 'fm', 'fm']),
        frequency_mhz: kind === 'station' ? Math.round((87 + draw() * 20) * 10) / 10 : null,
        power_w: kind === 'station' ? 50 : 25,
        loudspeakers: kind === 'station' ? null : whole(draw, 2, 6),
        covers: kind === 'station' ? null : hamlet.name,
        on_provincial_system: built > 2020,
        hamlet: hamlet.name,
        condition: working ? 'working' : 'stopped',
        manager: `UBND ${commune.name}`,
        built_year: built,
        meets_standard: working,
        surveyed_on: surveyed,
      },
    };
  };
  const lacking = commune.weak.has(8) ? commune.hamlets.length - 1 : -1;
  return [
    one('station', 0, true),
    ...commune.hamlets.flatMap((_, index) =>
      index === lacking ? (chance(draw, 0.5) ? [one('cluster', index, false)] : []) : [one('cluster', index, true)],
    ),
  ];
};

export const makePostPoints: Maker = (commune, draw) => {
  const next = codes('BC', commune);
  const last = commune.hamlets.length - 1;
  const kinds: readonly (readonly [string, number])[] = [
    [commune.kind === 'Xã' ? 'postCulture' : 'postOffice', 0],
    ['baseStation', Math.min(1, last)],
    ...(chance(draw, 0.6) ? [['baseStation', last] as const] : []),
    ...commune.hamlets.flatMap((_, index) =>
      chance(draw, commune.advanced ? 0.9 : 0.25) ? [['wifi', index] as const] : [],
    ),
  ];
  const titles: Record<string, string> = {
    postCulture: 'Điểm bưu điện - văn hóa',
    postOffice: 'Bưu cục',
    baseStation: 'Trạm thu phát sóng',
    wifi: 'Wifi công cộng',
  };
  return kinds.map(([kind, index]) => {
    const hamlet = at(commune.hamlets, index);
    const built = builtYear(draw, kind === 'wifi' ? 2019 : 2002);
    const post = kind === 'postCulture' || kind === 'postOffice';
    return {
      commune,
      shape: { kind: 'point', at: beside(commune, hamlet.at, kind === 'baseStation' ? 240 : 120, draw) },
      validFrom: sinceYear(built, draw),
      properties: {
        code: next(),
        name: `${titles[kind] ?? kind} ${post ? commune.name : hamlet.name}`,
        kind,
        operator: post ? 'Doanh nghiệp bưu chính (minh hoạ)' : 'Doanh nghiệp viễn thông (minh hoạ)',
        opening_hours: post ? '07:30-11:30, 13:30-17:00' : null,
        internet: kind !== 'baseStation',
        public_services: post,
        land_m2: post ? 150 : null,
        hamlet: hamlet.name,
        condition: 'working',
        built_year: built,
        meets_standard: true,
        surveyed_on: surveyed,
      },
    };
  });
};

/** Lines along roads and a substation a hamlet. */
export const makePowerLines: Maker = (commune, draw) => {
  const next = codes('DL', commune);
  const weak = commune.weak.has(4);
  const common = (built: number, ok: boolean) => ({
    condition: ok ? 'working' : 'damaged',
    manager: 'Điện lực (minh hoạ)',
    built_year: built,
    meets_standard: ok,
    surveyed_on: surveyed,
  });
  const lines = commune.roads.flatMap(({ line, roadClass }): Made[] => {
    if (roadClass === 'alley' || roadClass === 'field' || (roadClass === 'hamlet' && chance(draw, 0.3))) return [];
    const moved = besideLine(commune, line, 7);
    if (moved === null) return [];
    const built = builtYear(draw, 1998);
    const low = roadClass === 'hamlet';
    const ok = !(weak && chance(draw, 0.3));
    return [
      {
        commune,
        shape: { kind: 'line', line: moved },
        validFrom: sinceYear(built, draw),
        properties: {
          code: next(),
          name: `Đường dây ${low ? '0,4' : '22'} kV ${commune.name}`,
          kind: 'line',
          voltage_kv: low ? 0.4 : 22,
          conductor: ok ? 'insulated' : 'bare',
          length_m: Math.round(lengthOf(moved)),
          loss_percent: Math.round((3 + draw() * 4) * 10) / 10,
          corridor_clear: ok,
          ...common(built, ok),
        },
      },
    ];
  });
  const substations = commune.hamlets.map((hamlet): Made => {
    const built = builtYear(draw, 1998);
    return {
      commune,
      shape: { kind: 'point', at: beside(commune, hamlet.at, 90, draw, 20) },
      validFrom: sinceYear(built, draw),
      properties: {
        code: next(),
        name: `Trạm biến áp ${hamlet.name}`,
        kind: 'substation',
        voltage_kv: 22,
        power_kva: pick(draw, [100, 160, 250, 400]),
        households: hamlet.households,
        hamlet: hamlet.name,
        ...common(built, true),
      },
    };
  });
  return [...lines, ...substations];
};

/** A plant with tank, pipes and service area in about half of the communes, and in every one that is advanced. */
export const makeWaterSupply: Maker = (commune, draw) => {
  if (!commune.advanced && chance(draw, commune.weak.has(17) ? 0.75 : 0.45)) return [];
  const next = codes('CN', commune);
  const hamlet = at(commune.hamlets, 0);
  const built = builtYear(draw, 2004);
  const ok = !commune.weak.has(17);
  const served = commune.hamlets.filter((one) => distance(one.at, hamlet.at) < 2600);
  const households = served.reduce((sum, one) => sum + one.households, 0);
  const design = Math.max(200, Math.round((households * 0.5) / 50) * 50);
  const plant = beside(commune, hamlet.at, 420, draw, 150);
  const common = {
    hamlet: hamlet.name,
    condition: 'working',
    run_by: pick(draw, ['commune', 'cooperative', 'company', 'centre', 'centre']),
    built_year: built,
    surveyed_on: surveyed,
  };
  const one = (kind: string, name: string, shape: Made['shape'], rest: Made['properties']): Made => ({
    commune,
    shape,
    validFrom: sinceYear(built, draw),
    properties: { code: next(), name, kind, ...common, ...rest },
  });
  const pipes = commune.roads
    .filter(({ roadClass }) => roadClass === 'commune' || roadClass === 'hamlet')
    .flatMap(({ line }) => {
      const moved = besideLine(commune, line, -5);
      return moved === null
        ? []
        : [
            one(
              'pipe',
              `Ống cấp nước ${commune.name}`,
              { kind: 'line', line: moved },
              { length_m: Math.round(lengthOf(moved)) },
            ),
          ];
    })
    .slice(0, served.length);
  return [
    one(
      'plant',
      `Trạm cấp nước ${commune.name}`,
      { kind: 'point', at: plant },
      {
        design_m3day: design,
        actual_m3day: Math.round(design * (ok ? 0.8 : 0.45)),
        water_source: pick(draw, ['river', 'reservoir', 'ground', 'ground']),
        connected_households: Math.round(households * (ok ? 0.75 : 0.35)),
        served_households: households,
        meets_qcvn: ok,
        tested_on: `2024-0${whole(draw, 2, 9)}-20`,
        sustainability: ok ? pick(draw, ['sustainable', 'fairly']) : 'poorly',
        meets_standard: ok,
      },
    ),
    one(
      'tank',
      `Bể chứa ${commune.name}`,
      { kind: 'point', at: beside(commune, plant, 120, draw, 40) },
      { design_m3day: null },
    ),
    ...pipes,
    one(
      'serviceArea',
      `Vùng cấp nước ${commune.name}`,
      { kind: 'polygon', ring: areaAround(commune, hamlet.at, 2200, draw) },
      { served_households: households },
    ),
  ];
};
