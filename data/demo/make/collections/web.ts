import { at, distance, type Point } from '../geometry.ts';
import { drawRandom } from '../draw-random.ts';
import { liesIn, lineLiesIn, type Ground } from './ground.ts';

/** Positions all over a commune and the straight lines between neighbours that do not leave it: where roads may run. */
export interface Web {
  readonly nodes: Point[];
  readonly links: Map<number, number>[];
  readonly cellM: number;
}

/** A web over a commune, of some 150 to 500 nodes that stand in no straight rows. */
export function spinWeb(ground: Ground): Web {
  const draw = drawRandom(`web|${ground.code}`);
  const cellM = Math.min(330, Math.max(55, Math.sqrt(ground.areaM2 / 160)));
  const [west, south] = [0, 1].map((axis) => Math.min(...ground.ring.map((p) => at(p, axis))));
  const [east, north] = [0, 1].map((axis) => Math.max(...ground.ring.map((p) => at(p, axis))));
  const nodes: Point[] = [];
  const cells = new Map<string, number>();
  const columns = Math.ceil(((east ?? 0) - (west ?? 0)) / cellM);
  const rows = Math.ceil(((north ?? 0) - (south ?? 0)) / cellM);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const sway = () => (draw() - 0.5) * 0.5;
      const p: Point = [(west ?? 0) + (column + 0.5 + sway()) * cellM, (south ?? 0) + (row + 0.5 + sway()) * cellM];
      if (!liesIn(ground, p, Math.min(40, cellM / 5))) continue;
      cells.set(`${column},${row}`, nodes.length);
      nodes.push(p);
    }
  }
  const links = nodes.map(() => new Map<number, number>());
  for (const [cell, one] of cells) {
    const [column = 0, row = 0] = cell.split(',').map(Number);
    for (const [dx, dy] of [
      [1, 0],
      [0, 1],
      [1, 1],
      [1, -1],
    ] as const) {
      const other = cells.get(`${column + dx},${row + dy}`);
      if (other !== undefined) tie(ground, { nodes, links, cellM }, one, other, 0.7 + draw() * 0.8);
    }
  }
  return largestPart({ nodes, links, cellM });
}

function tie(ground: Ground, { nodes, links }: Web, one: number, other: number, weight: number): boolean {
  const [a, b] = [at(nodes, one), at(nodes, other)];
  if (!lineLiesIn(ground, a, b)) return false;
  at(links, one).set(other, distance(a, b) * weight);
  at(links, other).set(one, distance(a, b) * weight);
  return true;
}

/** A narrow neck can cut a web: what hangs together with most of it stays. */
function largestPart(web: Web): Web {
  const part = web.nodes.map(() => -1);
  const sizes: number[] = [];
  web.nodes.forEach((_, start) => {
    if (part[start] !== -1) return;
    const waiting = [start];
    part[start] = sizes.length;
    let size = 0;
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      size++;
      for (const next of at(web.links, node).keys()) {
        if (part[next] !== -1) continue;
        part[next] = sizes.length;
        waiting.push(next);
      }
    }
    sizes.push(size);
  });
  const most = sizes.indexOf(Math.max(...sizes));
  const kept = web.nodes.map((_, index) => index).filter((index) => part[index] === most);
  const numbers = new Map(kept.map((index, number) => [index, number]));
  return {
    cellM: web.cellM,
    nodes: kept.map((index) => at(web.nodes, index)),
    links: kept.map(
      (index) => new Map([...at(web.links, index)].map(([next, weight]) => [numbers.get(next) ?? -1, weight])),
    ),
  };
}

/** Adds a position on the border, tied to the nearest nodes that it sees; null where it sees none. */
export function addGate(ground: Ground, web: Web, p: Point): number | null {
  const near = nodesByDistance(web, p).slice(0, 6);
  const number = web.nodes.length;
  web.nodes.push(p);
  web.links.push(new Map());
  let tied = 0;
  for (const node of near) if (tied < 2 && tie(ground, web, number, node, 1)) tied++;
  if (tied > 0) return number;
  web.nodes.pop();
  web.links.pop();
  return null;
}

/** Numbers of nodes, nearest to a position first. */
export function nodesByDistance({ nodes }: Web, p: Point): number[] {
  return nodes
    .map((node, index) => [distance(node, p), index] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, index]) => index);
}

/** The cheapest way from a node to the first of the wanted ones, both ends included; a single node where it is one. */
export function wayTo(web: Web, from: number, wanted: ReadonlySet<number>): number[] {
  const cost = new Map([[from, 0]]);
  const before = new Map<number, number>();
  const open = new Set([from]);
  const done = new Set<number>();
  while (open.size > 0) {
    let node = -1;
    let least = Infinity;
    for (const candidate of open) {
      const c = cost.get(candidate) ?? Infinity;
      if (c < least) [node, least] = [candidate, c];
    }
    open.delete(node);
    done.add(node);
    if (wanted.has(node)) {
      const way = [node];
      for (let step = before.get(node); step !== undefined; step = before.get(step)) way.push(step);
      return way.reverse();
    }
    for (const [next, weight] of at(web.links, node)) {
      if (done.has(next) || least + weight >= (cost.get(next) ?? Infinity)) continue;
      cost.set(next, least + weight);
      before.set(next, node);
      open.add(next);
    }
  }
  throw new Error('a web hangs together, so there is a way');
}
