import { at, between, distance, lengthOf, type Point } from '../geometry.ts';
import { drawRandom, type Random } from '../draw-random.ts';
import { liesIn, lineLiesIn, toBorder, type Ground } from './ground.ts';
import { nameHamlets } from './names.ts';
import { planCrossings, type Crossing, type RoadClass } from './routes.ts';
import { addGate, nodesByDistance, spinWeb, wayTo, type Web } from './web.ts';

export interface Road {
  readonly roadClass: RoadClass;
  readonly name: string;
  /** Number of the hamlet that it serves; null for roads of the commune and above. */
  readonly hamlet: number | null;
  readonly line: readonly Point[];
}

export interface Hamlet {
  readonly name: string;
  readonly kind: 'hamlet' | 'village' | 'quarter';
  readonly at: Point;
  readonly households: number;
}

/** A commune with its hamlets, its roads and free places away from them. */
export interface Settled extends Ground {
  readonly hamlets: readonly Hamlet[];
  readonly roads: readonly Road[];
  /** Positions in fields and hills, at least 250 m from any hamlet, in no order. */
  readonly fields: readonly Point[];
}

const highland = new Set(['558', '560', '561']);
const order: readonly RoadClass[] = ['national', 'provincial', 'district', 'commune'];

/** Hamlets and connected roads of all communes: roads that cross a border go on at the same position beyond it. */
export function settle(grounds: readonly Ground[]): Settled[] {
  const webs = new Map(grounds.map((ground) => [ground.code, spinWeb(ground)]));
  const byCode = new Map(grounds.map((ground) => [ground.code, ground]));
  const gates = new Map<string, { node: number; crossing: Crossing }[]>(grounds.map(({ code }) => [code, []]));
  for (const crossing of planCrossings(grounds)) {
    const sides = [crossing.from, crossing.to].map((code) => {
      const [ground, web] = [byCode.get(code), webs.get(code)];
      if (!ground || !web) throw new Error(`no commune ${code}`);
      return { ground, web };
    });
    const [one, other] = [at(sides, 0), at(sides, 1)];
    for (const border of crossing.borders.slice(0, 40)) {
      const here = addGate(one.ground, one.web, border);
      if (here === null) continue;
      const there = addGate(other.ground, other.web, border);
      if (there === null) continue;
      gates.get(crossing.from)?.push({ node: here, crossing });
      gates.get(crossing.to)?.push({ node: there, crossing });
      break;
    }
  }
  return grounds.map((ground) => {
    const web = webs.get(ground.code);
    if (!web) throw new Error(`no web of ${ground.code}`);
    return settleOne(ground, web, gates.get(ground.code) ?? []);
  });
}

function settleOne(ground: Ground, web: Web, gates: { node: number; crossing: Crossing }[]): Settled {
  const draw = drawRandom(`settle|${ground.code}`);
  const sites = chooseSites(ground, web);
  const hamlets = describeHamlets(
    ground,
    sites.map((node) => at(web.nodes, node)),
    draw,
  );
  const roads: Road[] = [];
  const laid = new Set([at(sites, 0)]);
  const lay = (from: number, roadClass: RoadClass, name: string, hamlet: number | null) => {
    const way = wayTo(web, from, laid);
    for (const node of way) laid.add(node);
    if (way.length > 1) roads.push({ roadClass, name, hamlet, line: way.map((node) => at(web.nodes, node)) });
  };
  const sorted = gates.toSorted((a, b) => order.indexOf(a.crossing.roadClass) - order.indexOf(b.crossing.roadClass));
  for (const { node, crossing } of sorted) lay(node, crossing.roadClass, crossing.name, null);
  for (const [index, node] of sites.entries()) {
    const own = index <= Math.ceil(sites.length / 3);
    const name = at(hamlets, index).name;
    lay(node, own ? 'commune' : 'hamlet', own ? `Đường xã đi ${name}` : `Đường trục ${name}`, own ? null : index);
  }
  const free = web.nodes.filter(
    (p) => sites.every((site) => distance(p, at(web.nodes, site)) > 250) && liesIn(ground, p, 30),
  );
  for (const [index, { name }] of hamlets.entries()) {
    if (draw() < 0.4) continue;
    const [target] = free.toSorted((a, b) => distance(a, at(hamlets, index).at) - distance(b, at(hamlets, index).at));
    const node = target ? web.nodes.indexOf(target) : -1;
    if (node >= 0 && !laid.has(node)) lay(node, 'field', `Đường nội đồng ${name}`, index);
  }
  const alleys = hamlets.flatMap((hamlet, index) => alleysOf(ground, roads, hamlet, index, draw));
  return { ...ground, hamlets, roads: [...roads, ...alleys], fields: free };
}

/** Nodes for hamlets: the first near the listed position, each next far from all others. */
function chooseSites(ground: Ground, web: Web): number[] {
  const wanted = Math.min(12, Math.max(3, Math.round(ground.population / 1300)));
  const inner = web.nodes.map((p) => toBorder(ground.ring, p));
  const roomy = web.nodes.map((_, index) => index).filter((index) => (inner[index] ?? 0) > web.cellM * 0.4);
  const first = nodesByDistance(web, ground.listedAt).find((index) => roomy.includes(index)) ?? 0;
  const sites = [first];
  while (sites.length < wanted) {
    // Far from the others, but villages hang together: what is beyond 2.4 km counts no more.
    const score = (index: number) => {
      const nearest = Math.min(...sites.map((site) => distance(at(web.nodes, index), at(web.nodes, site))));
      return Math.min(nearest, 2400) - 0.15 * distance(at(web.nodes, index), at(web.nodes, first));
    };
    const left = roomy.filter((index) => !sites.includes(index));
    if (left.length === 0) break;
    const next = left.reduce((best, one) => (score(one) > score(best) ? one : best));
    sites.push(next);
  }
  return sites;
}

function describeHamlets(ground: Ground, places: readonly Point[], draw: Random): Hamlet[] {
  const quarter = ground.kind !== 'Xã';
  const weights = places.map((_, index) => (index === 0 ? 1.5 : 0.6 + draw() * 0.8));
  const whole = weights.reduce((a, b) => a + b, 0);
  const kinds = places.map((_, index) =>
    quarter ? 'quarter' : highland.has(ground.districtCode) && index > 0 && draw() < 0.5 ? 'village' : 'hamlet',
  );
  const names = nameHamlets(ground.code, kinds);
  return places.map((place, index) => ({
    name: at(names, index),
    kind: at(kinds, index),
    at: place,
    households: Math.round(((ground.population / 3.6) * at(weights, index)) / whole),
  }));
}

/** Short ways off the roads around a hamlet. */
function alleysOf(ground: Ground, roads: readonly Road[], hamlet: Hamlet, index: number, draw: Random): Road[] {
  const stretches = stretchesNear(roads, hamlet.at, 450);
  const alleys: Road[] = [];
  const wanted = 3 + Math.floor(draw() * 3);
  for (let tries = 0; tries < 24 && alleys.length < wanted && stretches.length > 0; tries++) {
    const [a, b] = at(stretches, Math.floor(draw() * stretches.length));
    const start = between(a, b, draw());
    if (distance(start, hamlet.at) > 450) continue;
    const heading =
      Math.atan2(b[1] - a[1], b[0] - a[0]) + (draw() < 0.5 ? 1 : -1) * (Math.PI / 2) + (draw() - 0.5) * 0.5;
    const length = 60 + draw() * 150;
    const reach = (from: Point, angle: number, m: number): Point => [
      from[0] + Math.cos(angle) * m,
      from[1] + Math.sin(angle) * m,
    ];
    const bend = reach(start, heading, length * 0.6);
    const end = reach(bend, heading + (draw() - 0.5) * 0.9, length * 0.4);
    if (!liesIn(ground, end, 30) || !lineLiesIn(ground, start, bend) || !lineLiesIn(ground, bend, end)) continue;
    alleys.push({
      roadClass: 'alley',
      name: `Ngõ ${alleys.length + 1}, ${hamlet.name}`,
      hamlet: index,
      line: [start, bend, end],
    });
  }
  return alleys;
}

/** Straight pieces of roads of which an end is near a position. */
export function stretchesNear(roads: readonly Road[], p: Point, withinM: number): (readonly [Point, Point])[] {
  return roads
    .filter(({ roadClass }) => roadClass !== 'field')
    .flatMap(({ line }) => line.slice(1).map((b, index) => [at(line, index), b] as const))
    .filter(([a, b]) => Math.min(distance(a, p), distance(b, p)) < withinM && lengthOf([a, b]) > 1);
}
