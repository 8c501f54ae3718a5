/** The first day without districts: since then communes stand below provinces (NQ 1660/NQ-UBTVQH15 for Đắk Lắk). */
export const firstDayWithoutDistricts = '2025-07-01';
/** The day before. */
export const lastDayOfDistricts = '2025-06-30';

/** Whether there are districts on a day. */
export function hasDistricts(day: string): boolean {
  return day < firstDayWithoutDistricts;
}
