/** A length that reads easily, and how wide it is on the map. */
export interface ScaleBar {
  readonly metres: number;
  readonly pixels: number;
}

/** Length of the equator in web mercator, and of a tile's edge at zoom 0 in CSS pixels. */
const equatorM = 40_075_016.686;
const tilePixels = 512;

/** The longest of 1, 2, 5, 10, 20 ... metres that is at most so many pixels wide at a latitude and zoom. */
export function scaleBarAt(lat: number, zoom: number, mostPixels: number): ScaleBar {
  const metresPerPixel = (equatorM * Math.cos((lat * Math.PI) / 180)) / (tilePixels * 2 ** zoom);
  const most = mostPixels * metresPerPixel;
  const decade = 10 ** Math.floor(Math.log10(most));
  const metres = ([5, 2].find((step) => step * decade <= most) ?? 1) * decade;
  return { metres, pixels: metres / metresPerPixel };
}
