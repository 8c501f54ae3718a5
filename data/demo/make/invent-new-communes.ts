import { addDays } from './count-days.ts';
import { drawRandom } from './draw-random.ts';
import { highlandDistricts, type Assessment } from './invent-assessments.ts';
import type { Career } from './invent-careers.ts';
import { numbered, type Recognition } from './invent-recognitions.ts';
import type { Decided } from './later-units.ts';
import { invented } from './invented.ts';

/** Reviews by the set of 2026-2030. */
export const newReviews = ['2026-06-30', '2026-10-15'] as const;
const setId = 'xa-ntm-2026';
/** How late each of the ten criteria is usually reached, 0 to 1 (invented). */
const hardness = [0.15, 0.7, 0.6, 0.4, 0.5, 0.65, 0.3, 0.9, 0.35, 0.2] as const;

/** A commune (xã) that was made on 1 July 2025, with those of before that went into it, wholly or in part. */
export interface NewCommune {
  readonly code: string;
  readonly predecessors: readonly Career[];
  /** 0 is the most advanced of them. */
  readonly rank: number;
  readonly isHighland: boolean;
}

/** The new communes, the most advanced first: each is as far as the mean of those that it came from. */
export function newCommunes(careers: readonly Career[], crosswalk: readonly Decided[]): NewCommune[] {
  const made = [...new Set(crosswalk.filter(({ newKind }) => newKind === 'xã').map(({ newCode }) => newCode))];
  return made
    .map((code) => {
      const old = new Set(crosswalk.filter(({ newCode }) => newCode === code).map(({ oldCode }) => oldCode));
      const predecessors = careers.filter(({ unit }) => old.has(unit.code));
      const mean = predecessors.reduce((sum, { rank }) => sum + rank, 0) / predecessors.length;
      const isHighland = predecessors.some(({ unit }) => highlandDistricts.includes(unit.districtCode));
      return { code, predecessors, mean, isHighland };
    })
    .sort((a, b) => a.mean - b.mean || a.code.localeCompare(b.code))
    .map(({ code, predecessors, isHighland }, rank) => ({ code, predecessors, isHighland, rank }));
}

/** Of ten criteria, how many are met at a review; the first three meet all at the first one. */
function countOf({ code, rank }: NewCommune, review: number): number {
  const first = rank < 3 ? 10 : Math.max(2, Math.round(9 - rank / 4.5 + 1.4 * (drawRandom(`new ${code}`)() - 0.5)));
  if (review === 0) return Math.min(first, rank < 3 ? 10 : 9);
  const gained = drawRandom(`new gained ${code}`)() < 0.7 ? 1 : 0;
  return rank < 6 ? 10 : Math.min(9, first + gained);
}

/** Whether a commune was reviewed: five of them had not been by the first day. */
function isReviewed({ rank }: NewCommune, review: number): boolean {
  return review > 0 || rank < 3 || rank % 5 !== 4;
}

/** The first two reviews of the new communes, by the ten criteria of their set. */
export function inventNewReviews(communes: readonly NewCommune[]): Assessment[] {
  return communes
    .toSorted((a, b) => a.code.localeCompare(b.code))
    .flatMap((commune) => {
      const { code } = commune;
      const order = hardness
        .map((late, i) => ({
          criterionNo: i + 1,
          late: late + 0.5 * (drawRandom(`order ${setId} ${code} ${i}`)() - 0.5),
        }))
        .sort((a, b) => a.late - b.late)
        .map(({ criterionNo }) => criterionNo);
      return newReviews.flatMap((validOn, review) => {
        if (!isReviewed(commune, review)) return [];
        const met = new Set(order.slice(0, countOf(commune, review)));
        const recordedOn = addDays(validOn, 4 + Math.floor(drawRandom(`recorded ${code} ${validOn}`)() * 10));
        return hardness.map((_, i): Assessment => {
          const status = met.has(i + 1) ? 'met' : 'notMet';
          return { code, setId, criterionNo: i + 1, status, validOn, recordedOn, note: invented };
        });
      });
    });
}

/** Those that met all criteria at the first review are recognised in October 2026. */
export function inventNewRecognitions(communes: readonly NewCommune[]): Recognition[] {
  const decided = communes
    .filter((commune) => countOf(commune, 0) === 10)
    .map(({ code }) => ({ code, setId, level: 'standard' as const, decidedOn: '2026-10-09', note: invented }));
  return numbered(decided, []);
}

export interface Grouped {
  readonly code: string;
  readonly scheme: string;
  readonly group: string;
  readonly validFrom: string;
  readonly decision: string;
  readonly recordedOn: string;
}

/** Areas of the highland and, by them, the groups of 2026-2030: group 3 are areas II and III, group 1 the most advanced six. */
export function inventGroups(communes: readonly NewCommune[]): Grouped[] {
  const listed = (code: string, scheme: string, group: string, validFrom: string): Grouped => ({
    code,
    scheme,
    group,
    validFrom,
    decision: `${invented}: danh sách giả định (invented list)`,
    recordedOn: addDays(validFrom, 20),
  });
  return communes
    .toSorted((a, b) => a.code.localeCompare(b.code))
    .flatMap(({ code, rank, isHighland }) => {
      const area = isHighland
        ? (['I', 'II', 'III'] as const)[Math.min(2, Math.floor(drawRandom(`area ${code}`)() * 3.6))]
        : null;
      const group = area === 'II' || area === 'III' ? '3' : rank < 6 ? '1' : '2';
      const areas = area === null || area === undefined ? [] : [listed(code, 'khu-vuc', area, '2026-01-29')];
      return [...areas, listed(code, 'nhom-2026', group, '2026-02-15')];
    });
}
