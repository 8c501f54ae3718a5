import { areaOf, at } from '../geometry.ts';
import { drawRandom } from '../draw-random.ts';
import { areaAround, beside, chance, lastDay, whole, type Made } from './made.ts';
import type { Settled } from './settle.ts';

/** How many are recognised by a day: a row of `target-figures.csv`. */
export interface Figure {
  readonly value: number;
  readonly validOn: string;
}

/** Days on which each of the recognised ones was recognised, so that the count grows as the figures say. */
function recognitionDays(figures: readonly Figure[], label: string): string[] {
  const draw = drawRandom(label);
  const days: string[] = [];
  let from = Date.UTC(2021, 0, 4);
  for (const { value, validOn } of figures.toSorted((a, b) => a.validOn.localeCompare(b.validOn))) {
    const until = Date.parse(validOn);
    while (days.length < value) {
      days.push(new Date(from + Math.floor(draw() * (until - from - 86_400_000))).toISOString().slice(0, 10));
    }
    from = until + 86_400_000;
  }
  return days.sort();
}

/** The best communes first: models of anything are where the most is done. */
function bestFirst(communes: readonly Settled[]): Settled[] {
  const rank = ({ advanced, weak }: Settled) => (advanced ? 0 : 20) + weak.size;
  return communes.filter(({ kind }) => kind === 'Xã').sort((a, b) => rank(a) - rank(b) || a.code.localeCompare(b.code));
}

/** Model residential areas: as many recognised as the figures say, and four that are registered. */
export function makeResidentialAreas(communes: readonly Settled[], figures: readonly Figure[]): Made[] {
  const days = recognitionDays(figures, 'residential');
  const best = bestFirst(communes);
  return Array.from({ length: days.length + 4 }, (_, index): Made => {
    const commune = at(best, index);
    const draw = drawRandom(`residential|${commune.code}`);
    const hamlet = at(commune.hamlets, Math.min(1, commune.hamlets.length - 1));
    const ring = areaAround(commune, hamlet.at, 150 + draw() * 120, draw);
    const day = days[index] ?? null;
    return {
      commune,
      shape: { kind: 'polygon', ring },
      validFrom: day === null ? '2024-03-01' : `${day.slice(0, 4)}-01-01`,
      properties: {
        code: `KDC${commune.code}-01`,
        name: `Khu dân cư kiểu mẫu ${hamlet.name}`,
        stage: day === null ? 'registered' : 'recognised',
        households: whole(draw, 40, 120),
        area_ha: Math.round(Math.abs(areaOf(ring)) / 100) / 100,
        registered_year: day === null ? 2024 : Number(day.slice(0, 4)) - 1,
        recognised_on: day,
        criteria_met: day === null ? whole(draw, 4, 8) : 10,
        hamlet: hamlet.name,
        decision_no: day === null ? null : `MH-KDC${String(index + 1).padStart(2, '0')}/${day.slice(0, 4)}`,
        meets_standard: day !== null,
        surveyed_on: lastDay,
      },
    };
  });
}

/** Model gardens: as many recognised as the figures say, and nine that are registered; consent of one in three. */
export function makeGardens(communes: readonly Settled[], figures: readonly Figure[]): Made[] {
  const days = recognitionDays(figures, 'gardens');
  const best = bestFirst(communes).slice(0, 22);
  return Array.from({ length: days.length + 9 }, (_, index): Made => {
    const commune = at(best, index % best.length);
    const draw = drawRandom(`garden|${index}`);
    const hamlet = at(commune.hamlets, whole(draw, 0, commune.hamlets.length - 1));
    const day = days[index] ?? null;
    const since = day ?? '2024-03-01';
    const consent = chance(draw, 0.33);
    const code = `VM${commune.code}-${String(Math.floor(index / best.length) + 1).padStart(2, '0')}`;
    return {
      commune,
      shape: { kind: 'point', at: beside(commune, hamlet.at, 260, draw, 80) },
      validFrom: since,
      properties: {
        code,
        name: `Vườn mẫu ${hamlet.name}`,
        stage: day === null ? 'registered' : 'recognised',
        owner: `Chủ vườn minh hoạ ${code}`,
        income_million: whole(draw, 60, 240),
        consent,
        consent_on: consent ? since : null,
        area_m2: whole(draw, 5, 30) * 100,
        crops: at(['Bưởi, dừa', 'Xoài', 'Rau hữu cơ', 'Sầu riêng', 'Mãng cầu'], whole(draw, 0, 4)),
        registered_year: day === null ? 2024 : Math.max(2020, Number(day.slice(0, 4)) - 1),
        recognised_on: day,
        criteria_met: day === null ? whole(draw, 2, 4) : 5,
        hamlet: hamlet.name,
        decision_no: day === null ? null : `MH-VM${String(index + 1).padStart(2, '0')}/${day.slice(0, 4)}`,
        surveyed_on: lastDay,
      },
    };
  });
}
