// Apart from what simplifies: that is loaded by the thread that does it.

/** From `minZoom` on (until the next band) boundaries are drawn with details of about `toleranceM` left out. */
export interface ZoomBand {
  readonly minZoom: number;
  /** Metres of web mercator. */
  readonly toleranceM: number;
}

/** Half a pixel of the highest zoom of each band, on tiles of 512 pixels. */
export const zoomBands: readonly ZoomBand[] = [
  { minZoom: 0, toleranceM: 2400 },
  { minZoom: 5, toleranceM: 600 },
  { minZoom: 7, toleranceM: 150 },
  { minZoom: 9, toleranceM: 38 },
  { minZoom: 11, toleranceM: 9 },
];
/** From here on boundaries are drawn as they are. */
export const fullMinZoom = 13;
