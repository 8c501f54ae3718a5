import { criteriaSet } from '../../criteria/qd-318-2022-xa-ntm.ts';
import { drawRandom, type Random } from './draw-random.ts';
import type { Assessment } from './invent-assessments.ts';
import { reviews } from './invent-careers.ts';
import { invented } from './invented.ts';

export interface IndicatorValue {
  readonly code: string;
  readonly setId: string;
  readonly indicatorNo: string;
  readonly status: 'met' | 'notMet' | 'notApplicable';
  readonly value: number | '';
  readonly value2: number | '';
  readonly validOn: string;
  readonly recordedOn: string;
  readonly note: string;
}

type Indicator = NonNullable<(typeof criteriaSet)['criteria'][number]['indicators']>[number];
interface Limit {
  readonly value: number;
  readonly value2: number | null;
}

const validOn = reviews.at(-1) ?? '';
/** Part of the declared statuses that the figures contradict, and of the figures that have not come in. */
const [contradicted, missing] = [0.006, 0.001] as const;

/** The settings' rows: threshold by indicator for the year of the review. */
function limitOf(indicator: Indicator, settings: readonly Record<string, string>[]): Limit {
  const own = (indicator.thresholds ?? []).find(({ region }) => !region || region === 'southCentralCoast');
  if (own) return { value: own.value, value2: own.value2 ?? null };
  const row = settings.find(
    (setting) =>
      setting['set_id'] === criteriaSet.id &&
      setting['indicator_no'] === indicator.no &&
      (setting['year'] === '' || setting['year'] === validOn.slice(0, 4)),
  );
  if (!row) throw new Error(`data/demo/settings gives no threshold for ${indicator.no}`);
  return { value: Number(row['value']), value2: row['value2'] ? Number(row['value2']) : null };
}

const oneDecimal = (value: number): number => Math.round(value * 10) / 10;

/** A figure on the wanted side of a threshold. */
function figureFor({ unit, comparator }: Indicator, limit: number, isMet: boolean, random: Random): number {
  const part = random();
  if (unit === 'yesNo') return isMet ? 1 : 0;
  if (comparator === '=') return isMet ? limit : limit + 1 + Math.floor(part * 3);
  const upwards = (comparator === '>=') === isMet;
  if (unit === 'count') {
    if (isMet) return upwards ? limit + Math.floor(part * 3) : Math.floor(part * (limit + 1));
    return upwards ? limit + 1 + Math.floor(part * 3) : Math.max(0, limit - 1);
  }
  // Those that fail miss by up to a seventh, so that "how far" tells them apart.
  const room = unit === 'percent' ? (upwards ? 100 - limit : limit) : limit;
  const step = isMet ? part * Math.min(room, limit * 0.4) : Math.max(0.2, part * Math.min(room, limit / 7));
  return oneDecimal(upwards ? limit + step : limit - step);
}

/** Which indicators of a criterion fail: one, now and then two. */
function failing(indicators: readonly Indicator[], random: Random): Set<string> {
  const count = random() < 0.25 ? 2 : 1;
  const shuffled = indicators.map(({ no }) => ({ no, at: random() })).sort((a, b) => a.at - b.at);
  return new Set(shuffled.slice(0, count).map(({ no }) => no));
}

/**
 * Figures of every indicator of the standard set for every xã at the last review, in keeping with what was declared; for
 * a few criteria they say otherwise, and a few figures are missing. Craft villages (13.4) are not everywhere.
 */
export function inventIndicators(
  assessments: readonly Assessment[],
  settings: readonly Record<string, string>[],
): IndicatorValue[] {
  const limits = new Map(
    criteriaSet.criteria.flatMap(({ indicators = [] }) => indicators.map((each) => [each.no, limitOf(each, settings)])),
  );
  return assessments
    .filter((row) => row.setId === criteriaSet.id && row.validOn === validOn)
    .flatMap(({ code, criterionNo, status, recordedOn }) => {
      const { indicators = [] } = criteriaSet.criteria[criterionNo - 1] ?? {};
      const random = drawRandom(`indicators ${code} ${criterionNo}`);
      const turned = random() < contradicted;
      const fails = (status === 'met') === turned ? failing(indicators, random) : new Set<string>();
      return indicators.flatMap((indicator): IndicatorValue[] => {
        const { no } = indicator;
        const shared = { code, setId: criteriaSet.id, indicatorNo: no, validOn, recordedOn };
        const own = drawRandom(`indicator ${code} ${no}`);
        const limit = limits.get(no);
        if (limit === undefined || own() < missing) return [];
        if (no === '13.4' && !fails.has(no) && own() < 0.4) {
          const note = `${invented}. Không có làng nghề.`;
          return [{ ...shared, status: 'notApplicable', value: '', value2: '', note }];
        }
        const isMet = !fails.has(no);
        // Of two numbers the second is the one that fails.
        const second = limit.value2;
        return [
          {
            ...shared,
            status: isMet ? 'met' : 'notMet',
            value: figureFor(indicator, limit.value, isMet || second !== null, own),
            value2: second === null ? '' : figureFor(indicator, second, isMet, own),
            note: invented,
          },
        ];
      });
    });
}
