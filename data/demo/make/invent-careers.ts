import { drawRandom } from './draw-random.ts';
import type { Unit } from './read-units.ts';

/** Dates of the six reviews; the first is the baseline. */
export const reviews = ['2021-06-30', '2021-12-31', '2022-12-31', '2023-12-31', '2024-06-30', '2024-10-15'] as const;
/** The day that the demo stands still at: nothing in it is known later. */
export const referenceDate = '2024-10-31';
export const criteriaCount = 19;

/** How one commune fares: criteria met at each review, by set, and what it is recognised for. */
export interface Career {
  readonly unit: Unit;
  /** 0 is the most advanced commune of the demo, 82 the least. */
  readonly rank: number;
  /** Criteria of the standard set met at each review. */
  readonly standard: readonly number[];
  /** Index of the review that first found all 19 met; null if none did. */
  readonly completeAt: number | null;
  /** The same for the advanced set; null if not by the reference date. */
  readonly advancedAt: number | null;
  readonly isModel: boolean;
}

/** How far districts have come (invented; the order follows what is generally said: lowland first, highland last). */
const districtStanding: Readonly<Record<string, number>> = {
  '563': 0.95,
  '562': 0.9,
  '555': 0.9,
  '564': 0.86,
  '559': 0.66,
  '557': 0.6,
  '558': 0.38,
  '560': 0.36,
  '561': 0.24,
};
/** Inner Tuy An is hilly; its coast is not. */
const coastLng = 109.22;

function standingOf(unit: Unit): number {
  const coast = unit.districtCode === '559' && unit.listedAt[0] > coastLng ? 0.16 : 0;
  return (districtStanding[unit.districtCode] ?? 0) + coast + 0.34 * (drawRandom(`standing ${unit.code}`)() - 0.5);
}

/** Communes that have reached 19 of 19 by each review, as numbers of ranks; three of them fall back later. */
const completeBy = [16, 22, 30, 40, 50, 57] as const;
/** The same for the advanced set. */
const advancedBy = [0, 2, 5, 9, 15, 16] as const;
/** Ranks that lose criteria after recognition: at which review, how many, and for how many reviews. */
const fallBacks: readonly { rank: number; at: number; lost: number; reviews: number }[] = [
  { rank: 12, at: 2, lost: 1, reviews: 1 },
  { rank: 20, at: 4, lost: 1, reviews: 9 },
  { rank: 27, at: 5, lost: 2, reviews: 9 },
  { rank: 36, at: 5, lost: 2, reviews: 9 },
];
const modelRanks: readonly number[] = [0, 1, 3];
/** Last counts of the eight communes that are furthest behind. */
const lastCounts = [14, 13, 13, 12, 12, 11, 11, 10] as const;
/** Share of the way from the first to the last count that a commune has gone by each review. */
const pace = [0, 0.12, 0.4, 0.72, 0.88, 1] as const;

const indexBy = (limits: readonly number[], rank: number): number | null => {
  const index = limits.findIndex((limit) => rank < limit);
  return index < 0 ? null : index;
};

function firstCount(rank: number, code: string): number {
  const behind = Math.max(0, rank - completeBy[0]) / (82 - completeBy[0]);
  const noise = 2.4 * (drawRandom(`first ${code}`)() - 0.5);
  return Math.max(5, Math.min(17, Math.round(17.4 - 12 * behind ** 0.9 + noise)));
}

function lastCount(rank: number): number {
  const behind = rank - completeBy[5];
  return behind < 18 ? 18 - Math.floor((behind * 4) / 18) : (lastCounts[behind - 18] ?? 10);
}

function standardCounts(rank: number, code: string, completeAt: number | null): number[] {
  const first = firstCount(rank, code);
  const last = completeAt === null ? lastCount(rank) : criteriaCount;
  return reviews.map((_, review) => {
    if (completeAt !== null && review >= completeAt) {
      const loss = fallBacks.find((fall) => fall.rank === rank && review >= fall.at && review < fall.at + fall.reviews);
      return criteriaCount - (loss?.lost ?? 0);
    }
    const gone = (pace[review] ?? 1) / (completeAt === null ? 1 : (pace[completeAt] ?? 1));
    const count = Math.round(first + (last - first) * gone);
    return completeAt === null ? count : Math.min(count, criteriaCount - 1);
  });
}

/** The careers of all communes of kind xa; wards and townships have none, as the sets do not apply to them. */
export function inventCareers(units: readonly Unit[]): Career[] {
  return units
    .filter((unit) => unit.kind === 'Xã')
    .map((unit) => ({ unit, standing: standingOf(unit) }))
    .sort((a, b) => b.standing - a.standing || a.unit.code.localeCompare(b.unit.code))
    .map(({ unit }, rank) => {
      const completeAt = indexBy(completeBy, rank);
      // Who fell back at a review of the standard set is not put forward for the next tier.
      const fell = fallBacks.some((fall) => fall.rank === rank);
      return {
        unit,
        rank,
        standard: standardCounts(rank, unit.code, completeAt),
        completeAt,
        advancedAt: fell ? null : indexBy(advancedBy, rank),
        isModel: modelRanks.includes(rank),
      };
    });
}
