import { areaOf, at, distance, type Point } from '../geometry.ts';
import {
  areaAround,
  beside,
  builtYear,
  chance,
  codes,
  freePlaces,
  nearestHamlet,
  pick,
  sinceYear,
  whole,
  type Made,
  type Maker,
} from './made.ts';

const surveyed = '2024-08-31';

/** A point by each hamlet's road; where criterion 17 is not met, a third of the hamlets have none and others are open. */
export const makeWasteFacilities: Maker = (commune, draw) => {
  const next = codes('RT', commune);
  const weak = commune.weak.has(17);
  const one = (kind: string, name: string, place: Point, rest: Made['properties']): Made => {
    const built = builtYear(draw, 2012);
    const hamlet = nearestHamlet(commune, place);
    return {
      commune,
      shape: { kind: 'point', at: place },
      validFrom: sinceYear(built, draw),
      properties: {
        code: next(),
        name,
        kind,
        fixed: true,
        hamlet: hamlet.name,
        condition: 'working',
        manager: `UBND ${commune.name}`,
        collector: pick(draw, [
          'Hợp tác xã môi trường (minh hoạ)',
          'Công ty môi trường đô thị (minh hoạ)',
          'Tổ thu gom',
        ]),
        built_year: built,
        surveyed_on: surveyed,
        ...rest,
      },
    };
  };
  const points = commune.hamlets.flatMap((hamlet) => {
    if (weak && chance(draw, 0.35)) return [];
    const ok = !weak || chance(draw, 0.5);
    const road = commune.roads.filter(({ roadClass }) => roadClass !== 'alley' && roadClass !== 'field');
    const corners = road.flatMap(({ line }) => line).filter((p) => distance(p, hamlet.at) < 700);
    const corner = corners.length > 0 ? pick(draw, corners) : hamlet.at;
    return [
      one('collectionPoint', `Điểm tập kết rác ${hamlet.name}`, beside(commune, corner, 25, draw, 10), {
        capacity_m3: whole(draw, 2, 12),
        roofed: ok && chance(draw, 0.6),
        sealed_floor: ok,
        leachate_collected: ok && chance(draw, 0.5),
        sorted: commune.advanced || chance(draw, 0.2),
        collections_per_week: ok ? whole(draw, 2, 7) : 1,
        opening_hours: '17:00-20:00',
        households: hamlet.households,
        meets_standard: ok,
      }),
    ];
  });
  const large: Made[] = [];
  const [place] = freePlaces(commune, 1, 0, draw);
  if (place && commune.kind === 'Xã') {
    if (weak && chance(draw, 0.4)) {
      large.push(
        one('landfill', `Bãi rác ${commune.name}`, place, {
          technology: 'openDump',
          capacity_tday: whole(draw, 2, 8),
          sealed_floor: false,
          leachate_collected: false,
          permit: false,
          meets_standard: false,
        }),
      );
    } else if (chance(draw, 0.06)) {
      large.push(
        one('treatmentSite', `Khu xử lý chất thải rắn ${commune.name}`, place, {
          technology: pick(draw, ['composting', 'sanitaryLandfill']),
          capacity_tday: whole(draw, 40, 150),
          permit: true,
          meets_standard: true,
        }),
      );
    } else if (chance(draw, 0.08)) {
      large.push(
        one('transferStation', `Trạm trung chuyển ${commune.name}`, place, {
          capacity_m3: whole(draw, 30, 90),
          roofed: true,
          sealed_floor: true,
          permit: true,
          meets_standard: true,
        }),
      );
    } else if (chance(draw, 0.05)) {
      large.push(
        one('incinerator', `Lò đốt rác ${commune.name}`, place, {
          technology: 'burning',
          capacity_tday: whole(draw, 5, 20),
          permit: true,
          meets_standard: true,
        }),
      );
    }
  }
  return [...points, ...large];
};

export const makeWastewater: Maker = (commune, draw) => {
  const next = codes('NT', commune);
  const scales = [
    ...commune.hamlets.flatMap((_, index) =>
      chance(draw, commune.advanced ? 0.5 : 0.08) ? [['hamlet', index] as const] : [],
    ),
    ...(commune.kind === 'Xã'
      ? []
      : ([
          ['central', 0],
          ['pumping', commune.hamlets.length - 1],
        ] as const)),
    ...(chance(draw, commune.advanced ? 0.8 : 0.2) ? ([['cluster', commune.hamlets.length - 1]] as const) : []),
  ];
  const titles: Record<string, string> = {
    hamlet: 'Công trình xử lý nước thải',
    central: 'Nhà máy xử lý nước thải',
    pumping: 'Trạm bơm nước thải',
    cluster: 'Cụm xử lý nước thải',
  };
  return scales.map(([scale, index]) => {
    const hamlet = at(commune.hamlets, index);
    const built = builtYear(draw, 2015);
    return {
      commune,
      shape: { kind: 'point', at: beside(commune, hamlet.at, 420, draw, 160) },
      validFrom: sinceYear(built, draw),
      properties: {
        code: next(),
        name: `${titles[scale] ?? scale} ${hamlet.name}`,
        scale,
        capacity_m3day:
          scale === 'central'
            ? whole(draw, 10, 40) * 100
            : scale === 'hamlet'
              ? whole(draw, 3, 12) * 10
              : whole(draw, 1, 4) * 10,
        technology: scale === 'pumping' ? 'mechanical' : pick(draw, ['biological', 'pond', 'filter', 'septic']),
        enclosed: chance(draw, 0.5),
        connected_households: Math.round(hamlet.households * (0.3 + draw() * 0.4)),
        discharges_to: pick(draw, ['Kênh tiêu', 'Suối', 'Sông', 'Hồ sinh học']),
        permit: scale !== 'cluster',
        hamlet: hamlet.name,
        condition: 'working',
        manager: `UBND ${commune.name}`,
        built_year: built,
        meets_standard: true,
        surveyed_on: surveyed,
      },
    };
  });
};

/** A cemetery or two off the villages; where criterion 17 is not met, without plan and rules. */
export const makeCemeteries: Maker = (commune, draw) => {
  const next = codes('NG', commune);
  const kinds = ['public', ...(chance(draw, 0.4) ? ['public'] : []), ...(chance(draw, 0.3) ? ['martyrs'] : [])];
  const away = commune.fields.filter((p) => commune.hamlets.every((one) => distance(one.at, p) > 420));
  return freePlaces({ ...commune, fields: away.length > 0 ? away : commune.fields }, kinds.length, 500, draw).map(
    (place, index) => {
      const kind = at(kinds, index);
      const ring = areaAround(commune, place, kind === 'martyrs' ? 45 : 70 + draw() * 70, draw);
      const area = Math.round(Math.abs(areaOf(ring)) / 100) / 100;
      const ok = !commune.weak.has(17);
      const hamlet = nearestHamlet(commune, place);
      return {
        commune,
        shape: { kind: 'polygon', ring },
        validFrom: '2021-01-01',
        properties: {
          code: next(),
          name: `${kind === 'martyrs' ? 'Nghĩa trang liệt sỹ' : 'Nghĩa trang nhân dân'} ${commune.name}${index === 1 && kind === 'public' ? ' (2)' : ''}`,
          kind,
          burial: kind === 'martyrs' ? 'secondary' : pick(draw, ['oneTime', 'oneTime', 'primary', 'mixed']),
          area_ha: area,
          graves: Math.round(area * (250 + draw() * 300)),
          filled_percent: whole(draw, 25, 95),
          planned: ok,
          rules: ok,
          closed: false,
          hamlet: hamlet.name,
          condition: 'working',
          manager: `UBND ${commune.name}`,
          built_year: builtYear(draw, 1975),
          meets_standard: ok,
          surveyed_on: surveyed,
        },
      };
    },
  );
};

/** Bins in the fields; where criterion 17 is not met, few. */
export const makePesticideBins: Maker = (commune, draw) => {
  if (commune.kind !== 'Xã') return [];
  const next = codes('BV', commune);
  const wanted = commune.weak.has(17) ? whole(draw, 1, 3) : whole(draw, 8, 16);
  return freePlaces(commune, wanted, 120, draw).map((place) => {
    const built = builtYear(draw, 2016);
    const hamlet = nearestHamlet(commune, place);
    const crop = chance(draw, 0.75) ? 'annual' : 'perennial';
    return {
      commune,
      shape: { kind: 'point', at: place },
      validFrom: sinceYear(built, draw),
      properties: {
        code: next(),
        volume_m3: pick(draw, [0.5, 0.8, 1]),
        lid: true,
        sealed: chance(draw, 0.9),
        warning_sign: chance(draw, 0.8),
        field: `Xứ đồng ${hamlet.name}`,
        serves_ha: crop === 'annual' ? 3 : 10,
        crop,
        emptied_on: `2024-${pick(draw, ['02', '05', '06', '08'])}-${whole(draw, 10, 28)}`,
        collected_kg: whole(draw, 3, 40),
        treated_by: 'Đơn vị xử lý chất thải nguy hại (minh hoạ)',
        hamlet: hamlet.name,
        condition: 'working',
        manager: `UBND ${commune.name}`,
        built_year: built,
        meets_standard: true,
        surveyed_on: surveyed,
      },
    };
  });
};
