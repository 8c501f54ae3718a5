import { areaAndCentroid, at, distance, type Point } from '../geometry.ts';
import { drawRandom } from '../draw-random.ts';
import type { Ground } from './ground.ts';

export type RoadClass = 'national' | 'provincial' | 'district' | 'commune' | 'hamlet' | 'alley' | 'field';

/** A road that leads from one commune into the next. */
export interface Crossing {
  readonly from: string;
  readonly to: string;
  readonly roadClass: RoadClass;
  readonly name: string;
  /** Positions on the common border, the best for a road first. */
  readonly borders: readonly Point[];
}

const keyOf = (a: string, b: string) => (a < b ? `${a}|${b}` : `${b}|${a}`);

/** Which communes are joined by which roads: national and provincial ones through the province, then the districts'. */
export function planCrossings(grounds: readonly Ground[]): Crossing[] {
  const centres = new Map(grounds.map(({ code, ring }) => [code, areaAndCentroid(ring).centroid]));
  const centreOf = (code: string): Point => centres.get(code) ?? [0, 0];
  const shared = commonBorders(grounds);
  const joined = new Map<string, string[]>(grounds.map(({ code }) => [code, []]));
  for (const key of shared.keys()) {
    const [a = '', b = ''] = key.split('|');
    joined.get(a)?.push(b);
    joined.get(b)?.push(a);
  }
  const planned = new Map<string, { roadClass: RoadClass; name: string }>();
  const lay = (way: readonly string[], roadClass: RoadClass, name: string) => {
    way.slice(1).forEach((to, index) => {
      const key = keyOf(at(way, index), to);
      if (!planned.has(key)) planned.set(key, { roadClass, name });
    });
  };
  const wayBetween = (from: string, to: string, inside: (code: string) => boolean = () => true) =>
    shortest(from, to, (code) =>
      (joined.get(code) ?? []).filter(inside).map((next) => [next, distance(centreOf(code), centreOf(next))]),
    );
  const of = (districts: readonly string[]) => grounds.filter(({ districtCode }) => districts.includes(districtCode));
  const most = (some: readonly Ground[], score: (p: Point) => number) =>
    some.reduce((best, one) => (score(centreOf(one.code)) > score(centreOf(best.code)) ? one : best)).code;
  const capitals = [...new Set(grounds.map(({ districtCode }) => districtCode))].map((district) => {
    const members = of([district]);
    const middle = areaAndCentroid(members.map(({ code }) => centreOf(code))).centroid;
    const town = members.find(({ kind }) => kind === 'Thị trấn');
    return { district, code: town?.code ?? most(members, (p) => -distance(p, middle)) };
  });
  const capitalOf = (district: string) => capitals.find((capital) => capital.district === district)?.code ?? '';

  const [north, south] = [most(of(['557']), (p) => p[1]), most(of(['564']), (p) => -p[1])];
  const city = capitalOf('555');
  lay(wayBetween(north, city), 'national', 'Quốc lộ 1 (minh hoạ)');
  lay(wayBetween(city, south), 'national', 'Quốc lộ 1 (minh hoạ)');
  lay(
    wayBetween(
      city,
      most(of(['560']), (p) => -p[0]),
    ),
    'national',
    'Quốc lộ 25 (minh hoạ)',
  );
  lay(
    wayBetween(
      capitalOf('564'),
      most(of(['562', '561']), (p) => -p[0]),
    ),
    'national',
    'Quốc lộ 29 (minh hoạ)',
  );
  let number = 0;
  for (const [index, one] of capitals.entries()) {
    for (const other of capitals.slice(index + 1)) {
      if (distance(centreOf(one.code), centreOf(other.code)) > 36_000) continue;
      number++;
      lay(wayBetween(one.code, other.code), 'provincial', `Đường tỉnh MH${String(number).padStart(2, '0')}`);
    }
  }
  for (const { district, code } of capitals) {
    const inside = new Set(of([district]).map((one) => one.code));
    let serial = 0;
    for (const member of inside) {
      const way = wayBetween(code, member, (next) => inside.has(next));
      if (way.length > 1) lay(way, 'district', `Đường huyện ĐH${district}-${String(++serial).padStart(2, '0')}`);
    }
  }
  for (const key of shared.keys()) {
    if (planned.has(key) || drawRandom(`crossing|${key}`)() > 0.35) continue;
    planned.set(key, { roadClass: 'commune', name: 'Đường liên xã' });
  }
  return [...planned].map(([key, plan]) => {
    const [from = '', to = ''] = key.split('|');
    const toll = (p: Point) => distance(p, centreOf(from)) + distance(p, centreOf(to));
    return { from, to, ...plan, borders: (shared.get(key) ?? []).toSorted((a, b) => toll(a) - toll(b)) };
  });
}

function commonBorders(grounds: readonly Ground[]): Map<string, Point[]> {
  const owners = new Map<string, [Point, string[]]>();
  for (const { code, ring } of grounds) {
    for (const p of ring) {
      const key = p.join();
      const known = owners.get(key);
      if (known) known[1].push(code);
      else owners.set(key, [p, [code]]);
    }
  }
  const shared = new Map<string, Point[]>();
  for (const [p, codes] of owners.values()) {
    // Where three meet, no road crosses.
    if (codes.length !== 2) continue;
    const key = keyOf(at(codes, 0), at(codes, 1));
    shared.set(key, [...(shared.get(key) ?? []), p]);
  }
  return new Map([...shared].filter(([, points]) => points.length > 4));
}

function shortest(from: string, to: string, next: (code: string) => (readonly [string, number])[]): string[] {
  const cost = new Map([[from, 0]]);
  const before = new Map<string, string>();
  const open = new Set([from]);
  while (open.size > 0) {
    const code = [...open].reduce((best, one) => ((cost.get(one) ?? 0) < (cost.get(best) ?? 0) ? one : best));
    open.delete(code);
    if (code === to) {
      const way = [code];
      for (let step = before.get(code); step !== undefined; step = before.get(step)) way.push(step);
      return way.reverse();
    }
    for (const [other, length] of next(code)) {
      const whole = (cost.get(code) ?? 0) + length;
      if (whole >= (cost.get(other) ?? Infinity)) continue;
      cost.set(other, whole);
      before.set(other, code);
      open.add(other);
    }
  }
  return [from];
}
