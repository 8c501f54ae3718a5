import { lengthOf } from '../geometry.ts';
import type { RoadClass } from './routes.ts';
import { builtYear, chance, codes, pick, sinceYear, whole, type Maker } from './made.ts';

const widths: Record<RoadClass, readonly number[]> = {
  national: [11, 12],
  provincial: [6, 7],
  district: [5, 5.5, 6],
  commune: [3.5, 4, 5],
  hamlet: [3, 3.5],
  alley: [2, 2.5, 3],
  field: [2.5, 3, 3.5],
};
const shortest: Record<RoadClass, number> = {
  national: 0,
  provincial: 0,
  district: 0,
  commune: 3.5,
  hamlet: 3,
  alley: 2,
  field: 2.5,
};

/** Roads of a commune; where criterion 2 is not met, part of the small ones are earth or gravel. */
export const makeRoads: Maker = (commune, draw) => {
  const next = codes('GT', commune);
  const weak = commune.weak.has(2);
  return commune.roads.map(({ roadClass, name, hamlet, line }) => {
    const large = roadClass === 'national' || roadClass === 'provincial';
    const small = roadClass === 'alley' || roadClass === 'field';
    const poor = !large && chance(draw, (weak ? 0.45 : 0.08) + (roadClass === 'field' ? 0.2 : 0));
    const surface = large
      ? 'asphalt'
      : poor
        ? pick(draw, ['gravel', 'earth'])
        : roadClass === 'district'
          ? 'asphalt'
          : 'concrete';
    const built = poor ? builtYear(draw, 1995) : builtYear(draw, 2008);
    const width = pick(draw, widths[roadClass]);
    return {
      commune,
      shape: { kind: 'line', line },
      validFrom: sinceYear(built, draw),
      properties: {
        code: next(),
        name,
        road_class: roadClass,
        surface,
        length_m: Math.round(lengthOf(line)),
        width_m: width,
        roadbed_m: width + (small ? 0.5 : 1.5),
        technical_class: large || roadClass === 'district' ? null : width >= 3.5 ? 'b' : width >= 3 ? 'c' : 'd',
        passable_all_year: !poor || surface === 'gravel',
        lit: !poor && !small && chance(draw, 0.6),
        signed: !small,
        trees: chance(draw, 0.4),
        drained: !poor && chance(draw, 0.6),
        maintained_year: poor ? null : whole(draw, 2021, 2024),
        hamlet: hamlet === null ? null : (commune.hamlets[hamlet]?.name ?? null),
        condition: poor ? 'damaged' : 'working',
        manager: large ? 'Sở Giao thông vận tải' : roadClass === 'district' ? 'UBND huyện' : `UBND ${commune.name}`,
        built_year: built,
        meets_standard: !poor && width >= shortest[roadClass],
        surveyed_on: `2024-0${whole(draw, 3, 9)}-15`,
      },
    };
  });
};
