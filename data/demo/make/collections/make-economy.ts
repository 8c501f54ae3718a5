import { areaOf, at } from '../geometry.ts';
import {
  areaAround,
  beside,
  builtYear,
  chance,
  codes,
  dayAfter,
  freePlaces,
  lastDay,
  nearestHamlet,
  pick,
  sinceYear,
  whole,
  type Maker,
} from './made.ts';

const coastal = new Set(['555', '557', '559', '564']);
const surveyed = '2024-07-31';
const buyer = 'Doanh nghiệp thu mua (minh hoạ)';

export const makeZones: Maker = (commune, draw) => {
  if (commune.kind !== 'Xã') return [];
  const next = codes('VN', commune);
  const sea = coastal.has(commune.districtCode);
  const crops = sea
    ? ['rice', 'vegetables', 'aquaculture', 'rice', 'fruit']
    : ['sugarcane', 'cassava', 'rice', 'forest', 'pepper', 'rubber', 'fruit'];
  return freePlaces(commune, whole(draw, 1, 3), 1200, draw).map((place) => {
    const crop = pick(draw, crops);
    const ring = areaAround(commune, place, 260 + draw() * 420, draw);
    const area = Math.round(Math.abs(areaOf(ring)) / 100) / 100;
    const ok = !commune.weak.has(13);
    const hamlet = nearestHamlet(commune, place);
    return {
      commune,
      shape: { kind: 'polygon', ring },
      validFrom: sinceYear(whole(draw, 2019, 2024), draw),
      properties: {
        code: next(),
        name: `Vùng nguyên liệu ${hamlet.name}`,
        crop,
        growing_area_code: ok && chance(draw, 0.4) ? `MH-${commune.code}-${whole(draw, 100, 999)}` : null,
        area_ha: area,
        yield_tonnes: Math.round(area * (crop === 'sugarcane' ? 60 : crop === 'cassava' ? 22 : 7)),
        certificate: pick(draw, ['vietgap', 'organic', 'none', 'none', 'globalgap']),
        value_chain: ok,
        buyer: ok ? buyer : null,
        traceable: ok && chance(draw, 0.5),
        hamlet: hamlet.name,
        condition: 'working',
        manager: `UBND ${commune.name}`,
        meets_standard: ok,
        surveyed_on: surveyed,
      },
    };
  });
};

export const makeCooperatives: Maker = (commune, draw) => {
  const next = codes('HTX', commune);
  const ok = !commune.weak.has(13);
  const fields = [
    ...(ok && commune.kind === 'Xã' ? ['agriculture'] : []),
    ...(coastal.has(commune.districtCode) && chance(draw, 0.3) ? ['fishery'] : []),
    ...(chance(draw, 0.35) ? [pick(draw, ['water', 'trade', 'crafts', 'forestry'])] : []),
  ];
  const titles: Record<string, string> = {
    agriculture: 'nông nghiệp',
    fishery: 'thủy sản',
    water: 'môi trường',
    trade: 'dịch vụ',
    crafts: 'tiểu thủ công nghiệp',
    forestry: 'lâm nghiệp',
  };
  return fields.map((field, index) => {
    const hamlet = at(commune.hamlets, index % commune.hamlets.length);
    const founded = builtYear(draw, 1998);
    return {
      commune,
      shape: { kind: 'point', at: beside(commune, hamlet.at, 150, draw) },
      validFrom: sinceYear(founded, draw),
      properties: {
        code: next(),
        name: `Hợp tác xã ${titles[field] ?? field} ${commune.name.replace(/^(Xã|Phường|Thị trấn) /, '')}`,
        field,
        founded_year: founded,
        members: whole(draw, 12, 600),
        revenue_million: whole(draw, 4, 120) * 100,
        rating: ok ? pick(draw, ['good', 'fair', 'fair', 'average']) : 'weak',
        law_2012: true,
        high_tech: chance(draw, 0.15),
        linked: ok,
        hamlet: hamlet.name,
        condition: 'working',
        meets_standard: ok,
        surveyed_on: surveyed,
      },
    };
  });
};

export const makeCraftVillages: Maker = (commune, draw) => {
  if (commune.kind === 'Phường' || chance(draw, 0.78)) return [];
  const hamlet = at(commune.hamlets, commune.hamlets.length - 1);
  const sea = coastal.has(commune.districtCode);
  const craft = pick(
    draw,
    sea ? ['fishSauce', 'ricePaper', 'mats', 'salt'] : ['weaving', 'mats', 'ricePaper', 'pottery', 'other'],
  );
  const titles: Record<string, string> = {
    fishSauce: 'nước mắm',
    ricePaper: 'bánh tráng',
    mats: 'đan lát, dệt chiếu',
    salt: 'muối',
    weaving: 'dệt thổ cẩm',
    pottery: 'gốm',
    other: 'chổi đót',
  };
  const recognised = builtYear(draw, 2005);
  const households = whole(draw, 20, 160);
  return [
    {
      commune,
      shape: { kind: 'point', at: beside(commune, hamlet.at, 150, draw) },
      validFrom: sinceYear(recognised, draw),
      properties: {
        code: codes('LN', commune)(),
        name: `Làng nghề ${titles[craft] ?? craft} ${hamlet.name.replace(/^(Thôn|Buôn) /, '')}`,
        craft,
        traditional: chance(draw, 0.5),
        recognised_year: recognised,
        households,
        workers: households * 2,
        revenue_million: households * whole(draw, 60, 120),
        waste_treated: !commune.weak.has(17),
        hamlet: hamlet.name,
        condition: 'working',
        meets_standard: true,
        surveyed_on: surveyed,
      },
    },
  ];
};

/** Products of households say where only with consent, which one in four has given. */
export const makeOcop: Maker = (commune, draw) => {
  const next = codes('OC', commune);
  const products: readonly (readonly [string, string])[] = coastal.has(commune.districtCode)
    ? [
        ['Nước mắm', 'food'],
        ['Cá ngừ khô', 'food'],
        ['Bánh tráng', 'food'],
        ['Muối tôm', 'food'],
        ['Chiếu cói', 'crafts'],
      ]
    : [
        ['Mật ong', 'food'],
        ['Rượu cần', 'drink'],
        ['Hạt tiêu', 'food'],
        ['Trà dược liệu', 'herbs'],
        ['Khăn thổ cẩm', 'crafts'],
        ['Cây cảnh', 'ornamentals'],
      ];
  return Array.from({ length: chance(draw, 0.3) ? 0 : whole(draw, 1, 3) }, () => {
    const [product, category] = pick(draw, products);
    const hamlet = pick(draw, commune.hamlets);
    const kind = pick(draw, ['household', 'household', 'cooperative', 'company', 'group']);
    const score = whole(draw, 52, 88);
    const recognised = 20 + draw() * 1370;
    const day = dayAfter(recognised);
    // What holds for 36 months may end after the story does; that is known from the start and no change.
    const expires = `${Number(day.slice(0, 4)) + 3}${day.slice(4).replace('-02-29', '-02-28')}`;
    const consent = kind !== 'household' || chance(draw, 0.25);
    const code = next();
    return {
      commune,
      shape: { kind: 'point', at: beside(commune, hamlet.at, 200, draw, 60) },
      validFrom: day,
      properties: {
        code,
        name: `${product} ${hamlet.name.replace(/^(Thôn|Buôn) /, '')}`,
        category,
        stars: score >= 70 ? 'four' : 'three',
        score,
        producer_kind: kind,
        producer: kind === 'household' ? `Hộ sản xuất minh hoạ ${code}` : `Cơ sở minh hoạ ${code}`,
        phone: null,
        consent,
        consent_on: consent ? day : null,
        recognised_on: day,
        expires_on: expires,
        online: chance(draw, 0.5),
        hamlet: hamlet.name,
        decision_no: `MH-${whole(draw, 100, 999)}/${day.slice(0, 4)}`,
        surveyed_on: day > surveyed ? lastDay : surveyed,
      },
    };
  });
};

export const makeTourism: Maker = (commune, draw) => {
  if (chance(draw, commune.advanced ? 0.5 : 0.85)) return [];
  const sea = coastal.has(commune.districtCode);
  const kind = pick(draw, sea ? ['beach', 'beach', 'community', 'farm'] : ['nature', 'community', 'farm', 'craft']);
  const titles: Record<string, string> = {
    beach: 'Bãi biển',
    community: 'Điểm du lịch cộng đồng',
    farm: 'Nông trại trải nghiệm',
    nature: 'Điểm du lịch sinh thái',
    craft: 'Trải nghiệm làng nghề',
  };
  const hamlet = pick(draw, commune.hamlets);
  const year = whole(draw, 2015, 2024);
  return [
    {
      commune,
      shape: { kind: 'point', at: beside(commune, hamlet.at, 300, draw, 60) },
      validFrom: sinceYear(year, draw),
      properties: {
        code: codes('DL', commune)(),
        name: `${titles[kind] ?? kind} ${hamlet.name.replace(/^(Thôn|Buôn) /, '')}`,
        kind,
        visitors_year: whole(draw, 8, 400) * 100,
        rooms: chance(draw, 0.6) ? whole(draw, 3, 40) : 0,
        recognised_year: year,
        digital: chance(draw, 0.6),
        ocop: chance(draw, 0.2),
        hamlet: hamlet.name,
        condition: 'working',
        manager: `UBND ${commune.name}`,
        meets_standard: true,
        surveyed_on: surveyed,
      },
    },
  ];
};
