import type { Bbox, Position } from '#contract/common.ts';

// What MapLibre makes of an extent, without it: where a map of a size will open is known before it is loaded.

/** Pixels of the world at zoom 0. */
const tileSize = 512;

/** Where a map of north above and no tilt looks, in WGS 84. */
export interface MapCamera {
  readonly center: Position;
  readonly zoom: number;
}

/** Pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface FitOptions {
  /** Pixels at each edge that stay free. */
  readonly padding: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number };
  readonly minZoom: number;
  readonly maxZoom: number;
  /** Nothing outside is shown. */
  readonly maxBounds: Readonly<Bbox>;
}

/** Part of the world from its western edge and from its northern one (web mercator). */
export function inWorld([lng, lat]: Position): Position {
  const rise = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
  return [(180 + lng) / 360, (1 - rise / Math.PI) / 2];
}

function fromWorld([x, y]: Position): Position {
  return [x * 360 - 180, (360 / Math.PI) * Math.atan(Math.exp(Math.PI * (1 - 2 * y))) - 90];
}

/** Where a map opens that shows a whole extent, as MapLibre's `fitBounds` leaves it; null where the padding leaves no room. */
export function cameraFor(
  [west, south, east, north]: Readonly<Bbox>,
  size: Size,
  options: FitOptions,
): MapCamera | null {
  const { top, right, bottom, left } = options.padding;
  const [[minX, minY], [maxX, maxY]] = [inWorld([west, north]), inWorld([east, south])];
  const [wide, high] = [size.width - left - right, size.height - top - bottom];
  if (wide < 0 || high < 0) return null;
  const scale = Math.min(wide / (maxX - minX), high / (maxY - minY)) / tileSize;
  const zoom = Math.min(Math.log2(scale), options.maxZoom);
  const world = tileSize * 2 ** zoom;
  const center: Position = [
    (minX + maxX) / 2 - (left - right) / 2 / world,
    (minY + maxY) / 2 - (top - bottom) / 2 / world,
  ];
  return constrained(fromWorld(center), zoom, size, options);
}

/** The nearest camera that shows nothing outside the greatest extent, nor beyond the zooms. */
function constrained(center: Position, wanted: number, size: Size, options: FitOptions): MapCamera {
  const { minZoom, maxZoom, maxBounds } = options;
  const zoom = Math.min(Math.max(wanted, minZoom), maxZoom);
  const world = tileSize * 2 ** zoom;
  const [minX, minY] = inWorld([maxBounds[0], maxBounds[3]]).map((part) => part * world) as [number, number];
  const [maxX, maxY] = inWorld([maxBounds[2], maxBounds[1]]).map((part) => part * world) as [number, number];
  const [x, y] = inWorld(center).map((part) => part * world) as [number, number];
  const scale = Math.max(
    maxX - minX < size.width ? size.width / (maxX - minX) : 0,
    maxY - minY < size.height ? size.height / (maxY - minY) : 0,
  );
  if (scale > 0) {
    const middle: Position = [
      maxX - minX < size.width ? (minX + maxX) / 2 : x,
      maxY - minY < size.height ? (minY + maxY) / 2 : y,
    ];
    return { center: fromWorld([middle[0] / world, middle[1] / world]), zoom: zoom + Math.log2(scale) };
  }
  const within = (at: number, half: number, least: number, most: number) =>
    at + half > most ? most - half : at - half < least ? least + half : at;
  return {
    center: fromWorld([within(x, size.width / 2, minX, maxX) / world, within(y, size.height / 2, minY, maxY) / world]),
    zoom,
  };
}

/** Where positions of the world (as `inWorld` gives them) lie in a map of a size, in pixels. */
export function placeIn({ center, zoom }: MapCamera, { width, height }: Size): (part: Position) => Position {
  const world = tileSize * 2 ** zoom;
  const [x, y] = inWorld(center);
  return (part) => [(part[0] - x) * world + width / 2, (part[1] - y) * world + height / 2];
}
