import { at, distance, type Point } from '../geometry.ts';
import { drawRandom, type Random } from '../draw-random.ts';
import { liesIn, toBorder } from './ground.ts';
import type { Hamlet, Settled } from './settle.ts';

/** The demo's story ends on this day: nothing begins or changes after it. */
export const lastDay = '2024-10-31';

export type Shape =
  | { readonly kind: 'point'; readonly at: Point }
  | { readonly kind: 'line'; readonly line: readonly Point[] }
  | { readonly kind: 'polygon'; readonly ring: readonly Point[] };

/** A feature before it is written: where, in which commune, with which properties. */
export interface Made {
  readonly commune: Settled;
  readonly shape: Shape;
  readonly validFrom: string;
  readonly properties: Readonly<Record<string, string | number | boolean | null>>;
}

/** Makes features of one commune, with random numbers of their own. */
export type Maker = (commune: Settled, draw: Random) => Made[];

/** A day so many days after the first of 2021, at the latest the last day of the story. */
export function dayAfter(days: number): string {
  const day = new Date(Date.UTC(2021, 0, 1) + Math.floor(days) * 86_400_000).toISOString().slice(0, 10);
  return day > lastDay ? lastDay : day;
}

/** Since when a thing built in a year holds: the demo begins in 2021. */
export function sinceYear(year: number, draw: Random): string {
  return year <= 2020 ? '2021-01-01' : dayAfter((year - 2021) * 365 + 20 + draw() * (year === 2024 ? 260 : 330));
}

export function pick<T>(draw: Random, items: readonly T[]): T {
  return at(items, Math.floor(draw() * items.length));
}

export function chance(draw: Random, share: number): boolean {
  return draw() < share;
}

/** A whole number from low to high. */
export function whole(draw: Random, low: number, high: number): number {
  return low + Math.floor(draw() * (high - low + 1));
}

/** A year in which a thing was built: few old, some new. */
export function builtYear(draw: Random, from = 1998): number {
  return Math.min(2024, from + Math.floor(draw() ** 0.7 * (2025 - from)));
}

/** A position beside a place in a commune, within a distance; the place itself where there is no room. */
export function beside(commune: Settled, place: Point, withinM: number, draw: Random, leastM = 25): Point {
  for (let tries = 0; tries < 20; tries++) {
    const angle = draw() * 2 * Math.PI;
    const far = leastM + draw() * (withinM - leastM);
    const p: Point = [place[0] + Math.cos(angle) * far, place[1] + Math.sin(angle) * far];
    if (liesIn(commune, p, 8)) return p;
  }
  return place;
}

/** A closed area around a place that stays in its commune and has about this radius, or less where there is no room. */
export function areaAround(commune: Settled, place: Point, radiusM: number, draw: Random): Point[] {
  const radius = Math.min(radiusM, toBorder(commune.ring, place) * 0.95);
  const corners = 9 + Math.floor(draw() * 5);
  return Array.from({ length: corners }, (_, index): Point => {
    const angle = (index / corners) * 2 * Math.PI;
    const reach = radius * (0.65 + draw() * 0.35);
    return [place[0] + Math.cos(angle) * reach, place[1] + Math.sin(angle) * reach];
  });
}

/** Free places in the order of a draw, at least so far from each other; fewer where there are not so many. */
export function freePlaces(commune: Settled, count: number, apartM: number, draw: Random): Point[] {
  const chosen: Point[] = [];
  const rest = [...commune.fields];
  while (rest.length > 0 && chosen.length < count) {
    const [p] = rest.splice(Math.floor(draw() * rest.length), 1);
    if (p && chosen.every((other) => distance(p, other) >= apartM)) chosen.push(p);
  }
  return chosen;
}

/** The hamlet nearest to a place. */
export function nearestHamlet({ hamlets }: Settled, p: Point): Hamlet {
  return hamlets.reduce((best, one) => (distance(one.at, p) < distance(best.at, p) ? one : best));
}

/** Features of all communes by one maker; `label` makes its random numbers its own. */
export function inEach(communes: readonly Settled[], label: string, make: Maker): Made[] {
  return communes.flatMap((commune) => make(commune, drawRandom(`${label}|${commune.code}`)));
}

/** Codes of the features of a commune: `TH22042-01`. */
export function codes(prefix: string, { code }: Settled): () => string {
  let serial = 0;
  return () => `${prefix}${code}-${String(++serial).padStart(2, '0')}`;
}
