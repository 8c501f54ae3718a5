import { CriteriaSetDetail, Indicator, type CriteriaSetFile, type IndicatorReading } from '#contract/criteria.ts';

/** An indicator in percent with a threshold of 90 everywhere, unless said otherwise. */
export function anIndicator(changes: Partial<Indicator> = {}): Indicator {
  return {
    ...Indicator.parse({
      no: '1.1',
      name: { vi: 'Tỷ lệ', en: 'Share' },
      unit: 'percent',
      comparator: '>=',
      thresholdBy: 'decision',
      thresholds: [{ value: 90 }],
      confidence: { wording: 'high', threshold: 'high' },
    }),
    ...changes,
  };
}

/** A set of criteria with as many indicators each as `counts` says. */
export function aSet(counts: readonly number[], changes: Partial<CriteriaSetFile> = {}): CriteriaSetDetail {
  return CriteriaSetDetail.parse({
    id: 'xa',
    title: { vi: 'Bộ', en: 'Set' },
    level: 'commune',
    tier: 'standard',
    decision: 'QĐ 1',
    validFrom: '2021-01-01',
    validTo: '2026-01-01',
    appliesTo: ['commune'],
    criteria: counts.map((count, index) => ({
      no: index + 1,
      name: { vi: `T${index + 1}`, en: `C${index + 1}` },
      group: null,
      officialIndicatorCount: count,
      indicators: Array.from({ length: count }, (_, each) => anIndicator({ no: `${index + 1}.${each + 1}` })),
    })),
    ...changes,
  });
}

export function aReading(value: number | null, changes: Partial<IndicatorReading> = {}): IndicatorReading {
  return { value, value2: null, notApplicable: false, ...changes };
}
