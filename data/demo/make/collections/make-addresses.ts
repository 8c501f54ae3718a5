import { at, between, distance, type Point } from '../geometry.ts';
import { drawRandom, type Random } from '../draw-random.ts';
import { liesIn } from './ground.ts';
import { beside, chance, dayAfter, whole, type Made } from './made.ts';
import { stretchesNear, type Settled } from './settle.ts';

/** About how many addresses there are in the province. */
const wanted = 60_000;
/** Codes go through all ten-digit numbers without repeating: this has no factor in common with 10^10. */
const stride = 7_919_317_433n;
const first = 1_357_902_468n;

/** Digital addresses: households beside the roads of each hamlet, by its people, and what the public works have. */
export function makeAddresses(communes: readonly Settled[], publicWorks: readonly Made[]): Made[] {
  const people = communes.reduce((sum, { population }) => sum + population, 0);
  let serial = 0n;
  const code = () => String((first + serial++ * stride) % 10_000_000_000n).padStart(10, '0');
  const worksOf = new Map<string, Made[]>();
  for (const work of publicWorks) worksOf.set(work.commune.code, [...(worksOf.get(work.commune.code) ?? []), work]);
  return communes.flatMap((commune) => {
    const draw = drawRandom(`addresses|${commune.code}`);
    const own = Math.round((wanted * commune.population) / people);
    const taken = new Set<string>();
    const free = ([x, y]: Point) => {
      // Cells of 2 m: no two doors in one, nor in the next.
      const [cx, cy] = [Math.floor(x / 2), Math.floor(y / 2)];
      for (let dx = -1; dx <= 1; dx++)
        for (let dy = -1; dy <= 1; dy++) if (taken.has(`${cx + dx},${cy + dy}`)) return false;
      taken.add(`${cx},${cy}`);
      return true;
    };
    const organisations = organisationsOf(commune, worksOf.get(commune.code) ?? [], draw)
      .filter(({ place }) => free(place))
      .map(({ kind, name, hamlet, place }) => oneOf(commune, { kind, name, hamlet, place, code: code() }, draw));
    const households = commune.hamlets.reduce((sum, one) => sum + one.households, 0);
    const homes = commune.hamlets.flatMap((hamlet) => {
      const share = Math.round(((own - organisations.length) * hamlet.households) / households);
      return doors(commune, hamlet.at, share, draw, free).map((place) =>
        oneOf(
          commune,
          {
            kind: chance(draw, 0.06) ? 'householdBusiness' : 'household',
            name: null,
            hamlet: hamlet.name,
            place,
            code: code(),
          },
          draw,
        ),
      );
    });
    return [...organisations, ...homes];
  });
}

interface Door {
  readonly kind: string;
  readonly name: string | null;
  readonly hamlet: string;
  readonly place: Point;
  readonly code: string;
}

function organisationsOf(commune: Settled, works: readonly Made[], draw: Random): Omit<Door, 'code'>[] {
  const centre = at(commune.hamlets, 0);
  const there = works.flatMap(({ shape, properties }) =>
    shape.kind === 'point'
      ? [
          {
            kind: properties['field'] === undefined ? 'publicWork' : 'business',
            name: String(properties['name']),
            hamlet: String(properties['hamlet']),
            place: shape.at,
          },
        ]
      : [],
  );
  return [
    {
      kind: 'office',
      name: `UBND ${commune.name}`,
      hamlet: centre.name,
      place: beside(commune, centre.at, 90, draw, 20),
    },
    {
      kind: 'office',
      name: `Công an ${commune.name}`,
      hamlet: centre.name,
      place: beside(commune, centre.at, 140, draw, 30),
    },
    {
      kind: 'organisation',
      name: `Hội Nông dân ${commune.name}`,
      hamlet: centre.name,
      place: beside(commune, centre.at, 140, draw, 30),
    },
    ...Array.from({ length: whole(draw, 0, 2) }, (_, index) => ({
      kind: 'business',
      name: `Công ty minh hoạ ${commune.code}-${index + 1}`,
      hamlet: centre.name,
      place: beside(commune, centre.at, 260, draw, 60),
    })),
    ...there,
  ];
}

/** Places of houses on both sides of the roads and alleys around a hamlet, thinner away from its middle. */
function doors(commune: Settled, middle: Point, count: number, draw: Random, free: (p: Point) => boolean): Point[] {
  const stretches = stretchesNear(commune.roads, middle, 480);
  const places: Point[] = [];
  for (let tries = 0; places.length < count && tries < count * 40; tries++) {
    const [a, b] =
      stretches.length === 0 ? ([middle, middle] as const) : at(stretches, Math.floor(draw() * stretches.length));
    const on = between(a, b, draw());
    // Where there is little room, houses stand in rows behind each other and farther out.
    const reach = 1 + tries / (count * 4);
    if (distance(on, middle) > 430 * reach) continue;
    const length = distance(a, b) || 1;
    const off = (7 + draw() * 20 * reach) * (draw() < 0.5 ? 1 : -1);
    const sway = stretches.length === 0 ? (draw() - 0.5) * 300 : 0;
    const place: Point = [on[0] - ((b[1] - a[1]) / length) * off + sway, on[1] + ((b[0] - a[0]) / length) * off + sway];
    if (liesIn(commune, place) && free(place)) places.push(place);
  }
  return places;
}

/** An address with its steps: communes that are well on began earlier and have more plates up. */
function oneOf(commune: Settled, { kind, name, hamlet, place, code }: Door, draw: Random): Made {
  const late = commune.weak.has(8) ? 260 : 0;
  const begun = 420 + late + Math.floor(draw() * 8) * 55 + draw() * 30;
  const days = [begun, begun + 20 + draw() * 40, begun + 70 + draw() * 60, begun + 140 + draw() * 120];
  const go = commune.advanced ? 0.97 : commune.weak.size === 0 ? 0.92 : 0.82;
  let reached = 1;
  while (reached < 4 && chance(draw, go) && (days[reached] ?? 0) < 1390) reached++;
  const day = (step: number) => (step < reached ? dayAfter(days[step] ?? 0) : null);
  return {
    commune,
    shape: { kind: 'point', at: place },
    validFrom: dayAfter(begun),
    properties: {
      scheme: 'ndas10',
      code,
      kind,
      step: at(['collected', 'coded', 'notified', 'plated'], reached - 1),
      collected_on: dayAfter(begun),
      coded_on: day(1),
      notified_on: day(2),
      plated_on: day(3),
      name,
      hamlet,
    },
  };
}
