import type { Bbox } from '#contract/common.ts';
import { cameraFor, type MapCamera } from './camera.ts';
import { cornerOf } from './inset.ts';
import { clearOfCorner, paddingWithin, type Padding, type Size } from './padding.ts';

/** Where a map is to look: at a camera, or at all of an extent. */
export type Aim = MapCamera | ExtentAim;
export interface ExtentAim {
  readonly bbox: Bbox;
  /** Its surroundings are shown too. */
  readonly near: boolean;
  readonly maxZoom: number;
  /** So many archipelagos stand beside it. */
  readonly insets: number;
}

/** Of a map: what is covered of it, and its pixels. */
export interface MapWindow {
  readonly padding: Padding;
  readonly size: Size;
}

/** What a map shows that knows of no boundaries, WGS 84. */
export const countryExtent: Bbox = [102, 8, 118, 24];

/** Margin around what is shown where nothing asks for more. */
const plainMargin = 24;

/** What stays free around an extent that a map shows. */
export function roomAround({ bbox, near, insets }: ExtentAim, { padding, size }: MapWindow): Padding {
  const free = Math.min(size.width, size.height - padding.top - padding.bottom);
  const around = paddingWithin(padding, near ? Math.max(plainMargin, free * 0.27) : plainMargin, size);
  return insets === 0 ? around : clearOfCorner(around, size, shapeOf(bbox), cornerOf(insets, padding.bottom));
}

/**
 * How far a map may be moved: the country with its sea and archipelagos, and a margin. Where a sheet covers the map's lower part
 * (a phone) the margin is wide: else the country could not be moved up to where it is seen.
 */
export function limitsOf({ bottom }: Padding): {
  readonly minZoom: number;
  readonly maxZoom: number;
  readonly maxBounds: Bbox;
} {
  return bottom > 0
    ? { minZoom: 2.5, maxZoom: 17, maxBounds: [84, -25, 136, 40] }
    : { minZoom: 3.5, maxZoom: 17, maxBounds: [96, 3, 124, 27] };
}

/** The camera that a map of an aim has when it stands; null while its window is not known. */
export function cameraOf(aim: Aim, window: MapWindow): MapCamera | null {
  if (!('bbox' in aim)) return aim;
  if (window.size.width === 0 || window.size.height === 0) return null;
  const limits = limitsOf(window.padding);
  return cameraFor(aim.bbox, window.size, {
    ...limits,
    padding: roomAround(aim, window),
    maxZoom: Math.min(aim.maxZoom, limits.maxZoom),
  });
}

/** How wide and high an extent is beside itself, as web mercator draws it near its middle. */
function shapeOf([west, south, east, north]: Bbox): Size {
  const shortened = Math.cos((((south + north) / 2) * Math.PI) / 180);
  return { width: Math.max((east - west) * shortened, 1e-6), height: Math.max(north - south, 1e-6) };
}
