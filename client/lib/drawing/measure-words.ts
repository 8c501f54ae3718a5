import { formatNumber } from '#client/text/format.ts';

/** A length in the unit that people would say it in. */
export function lengthWords(metres: number): string {
  if (metres < 1000) return `${formatNumber(metres, metres < 100 ? 1 : 0)} m`;
  return `${formatNumber(metres / 1000, metres < 100_000 ? 2 : 0)} km`;
}

/** An area in the unit that people would say it in. */
export function areaWords(squareMetres: number): string {
  if (squareMetres < 10_000) return `${formatNumber(squareMetres)} m²`;
  if (squareMetres < 1_000_000) return `${formatNumber(squareMetres / 10_000, 2)} ha`;
  return `${formatNumber(squareMetres / 1_000_000, 2)} km²`;
}
