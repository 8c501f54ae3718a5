import type { Region } from '#contract/criteria.ts';

/**
 * Regions by which the decisions of 2021-2025 set thresholds, by province. Phú Yên lies on the south central coast
 * (Duyên hải Nam Trung Bộ); a province that is not here has no regional thresholds, so nothing is computed as met from them.
 */
export const provinceRegions: Readonly<Record<string, Region>> = { '54': 'southCentralCoast' };
