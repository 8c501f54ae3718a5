import { areaOf, at, distance, lengthOf, type Point } from '../geometry.ts';
import { lineLiesIn, toBorder } from './ground.ts';
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
import type { Settled } from './settle.ts';

const surveyed = '2024-08-31';
const coastal = new Set(['555', '557', '559', '564']);

/** Canals through the fields with sluices and pumps, reservoirs in the hills, dykes by the sea, shelters in villages. */
export const makeIrrigation: Maker = (commune, draw) => {
  if (commune.kind === 'Phường') return [];
  const next = codes('TL', commune);
  const weak = commune.weak.has(3);
  const one = (kind: string, name: string, shape: Made['shape'], place: Point, rest: Made['properties']): Made => {
    const built = builtYear(draw, 1985);
    return {
      commune,
      shape,
      validFrom: sinceYear(built, draw),
      properties: {
        code: next(),
        name,
        kind,
        hamlet: nearestHamlet(commune, place).name,
        condition: weak && chance(draw, 0.3) ? 'damaged' : 'working',
        manager: pick(draw, ['Công ty thủy nông (minh hoạ)', `UBND ${commune.name}`]),
        built_year: built,
        maintained_year: whole(draw, 2019, 2024),
        surveyed_on: surveyed,
        ...rest,
      },
    };
  };
  const made: Made[] = [];
  for (const [index, start] of freePlaces(commune, 3, 600, draw).entries()) {
    const line = canalFrom(commune, start);
    if (line.length < 3) continue;
    const length = Math.round(lengthOf(line));
    made.push(
      one('canal', `Kênh N${index + 1} ${commune.name}`, { kind: 'line', line }, start, {
        canal_level: at(['one', 'two', 'three'], index),
        length_m: length,
        lined_m: Math.round(length * (weak ? 0.3 : 0.85)),
        flow_m3s: Math.round((0.3 + draw() * 2) * 10) / 10,
        irrigated_ha: whole(draw, 30, 180),
        meets_standard: !weak,
      }),
      one(
        index === 1 ? 'pump' : 'sluice',
        `${index === 1 ? 'Trạm bơm' : 'Cống'} N${index + 1}`,
        { kind: 'point', at: start },
        start,
        { irrigated_ha: whole(draw, 20, 90), meets_standard: true },
      ),
    );
  }
  const [hill] = freePlaces(commune, 1, 0, draw);
  if (hill && !coastal.has(commune.districtCode) && chance(draw, 0.35)) {
    const ring = areaAround(commune, hill, 160 + draw() * 260, draw);
    made.push(
      one('reservoir', `Hồ chứa ${commune.name}`, { kind: 'polygon', ring }, hill, {
        capacity_m3: Math.round(Math.abs(areaOf(ring)) * 4),
        irrigated_ha: whole(draw, 50, 400),
        meets_standard: true,
      }),
      one('dam', `Đập ${commune.name}`, { kind: 'point', at: at(ring, 0) }, hill, {
        crest_m: whole(draw, 20, 120),
        meets_standard: true,
      }),
    );
  }
  const shore = coastal.has(commune.districtCode) ? shoreLine(commune) : [];
  if (shore.length > 2 && chance(draw, 0.7)) {
    const kind = chance(draw, 0.5) ? 'dyke' : 'embankment';
    made.push(
      one(kind, `${kind === 'dyke' ? 'Đê' : 'Kè'} ${commune.name}`, { kind: 'line', line: shore }, at(shore, 0), {
        dyke_level: kind === 'dyke' ? 'five' : null,
        length_m: Math.round(lengthOf(shore)),
        crest_m: 3.5,
        weak_section: chance(draw, 0.3),
        meets_standard: !weak,
      }),
    );
  }
  const hamlet = at(commune.hamlets, commune.hamlets.length - 1);
  made.push(
    one(
      'shelter',
      `Điểm sơ tán ${hamlet.name}`,
      { kind: 'point', at: beside(commune, hamlet.at, 140, draw) },
      hamlet.at,
      { places: whole(draw, 8, 40) * 10, meets_standard: true },
    ),
  );
  return made;
};

/** From field to field, each the nearest that goes on in the same direction. */
function canalFrom(commune: Settled, start: Point): Point[] {
  const line = [start];
  const rest = new Set(commune.fields);
  rest.delete(start);
  while (line.length < 9) {
    const here = at(line, line.length - 1);
    const before = line[line.length - 2];
    const ahead = (p: Point) =>
      before === undefined || (p[0] - here[0]) * (here[0] - before[0]) + (p[1] - here[1]) * (here[1] - before[1]) > 0;
    const next = [...rest]
      .filter((p) => distance(p, here) < 700 && ahead(p) && lineLiesIn(commune, here, p))
      .sort((a, b) => distance(a, here) - distance(b, here))[0];
    if (!next) break;
    rest.delete(next);
    line.push(next);
  }
  return line;
}

/** A line of places near the eastern border, from north to south: the easternmost of each stretch. */
function shoreLine(commune: Settled): Point[] {
  const east = Math.max(...commune.ring.map(([x]) => x));
  const stretches = new Map<number, Point>();
  for (const p of commune.fields) {
    if (east - p[0] > 1800 || toBorder(commune.ring, p) > 420) continue;
    const stretch = Math.floor(p[1] / 330);
    const known = stretches.get(stretch);
    if (!known || p[0] > known[0]) stretches.set(stretch, p);
  }
  const line: Point[] = [];
  for (const p of [...stretches.values()].sort((a, b) => b[1] - a[1])) {
    const last = line[line.length - 1];
    if (last === undefined || (distance(last, p) < 800 && lineLiesIn(commune, last, p))) line.push(p);
  }
  return line;
}
