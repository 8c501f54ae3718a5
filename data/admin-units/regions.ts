import type { Region } from '#contract/criteria.ts';

/** That the thresholds of a region hold in a province, from a day until before another; nulls are open ends. */
export interface ProvinceRegion {
  readonly province: string;
  readonly region: Region;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/**
 * Regions by which the decisions of 2021-2025 set thresholds, by province. Phú Yên lay on the south central coast (Duyên hải
 * Nam Trung Bộ) until it went into Đắk Lắk, of the central highlands (Tây Nguyên); a province that is not here has no
 * regional thresholds, so nothing is computed as met from them.
 */
export const provinceRegions: readonly ProvinceRegion[] = [
  { province: '54', region: 'southCentralCoast', validFrom: null, validTo: '2025-07-01' },
  { province: '66', region: 'centralHighlands', validFrom: null, validTo: null },
];
