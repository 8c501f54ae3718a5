import type { Position } from 'geojson';
import type { XmlHandler } from './xml.ts';

/** What GDAL calls the layers of a GPX. */
export const gpxLayers = { wpt: 'waypoints', rte: 'routes', trk: 'tracks' } as const;
type Element = keyof typeof gpxLayers;

/** A waypoint, route or track. */
export interface GpxObject {
  readonly layer: (typeof gpxLayers)[Element];
  readonly fields: Record<string, string>;
  /** Its place, its points, or those of each part; null where one is no place. */
  readonly parts: (Position | null)[][];
}

const ownElements: ReadonlySet<string> = new Set([
  ...['name', 'desc', 'cmt', 'ele', 'time', 'sym', 'type', 'src', 'number'],
]);

/** Collects waypoints, routes and tracks as the XML comes. */
export class GpxReader implements XmlHandler {
  readonly objects: GpxObject[] = [];
  #object: GpxObject | null = null;
  /** How deep the object lies, and its extensions. */
  #depth = 0;
  #extensions = 0;
  /** The field that is being read: an element of the object, or one of its extensions that holds text alone. */
  #field: string | null = null;
  #text = '';

  constructor(private readonly most: number) {}

  /** Whether there are more than may be taken: then they need not all be kept. */
  get tooMany(): boolean {
    return this.objects.length > this.most;
  }

  open(path: readonly string[], attributes: Readonly<Record<string, string>>): void {
    const name = path.at(-1) ?? '';
    this.#field = null;
    if (this.#object === null) {
      if (!isElement(name) || this.tooMany) return;
      this.#object = { layer: gpxLayers[name], fields: {}, parts: name === 'wpt' ? [[placeIn(attributes)]] : [[]] };
      this.objects.push(this.#object);
      this.#depth = path.length;
    } else if (this.#extensions > 0) this.#field = name;
    else if (path.length === this.#depth + 1 && name === 'extensions') this.#extensions = path.length;
    else if (path.length === this.#depth + 1 && ownElements.has(name)) this.#field = name;
    else if (name === 'trkseg') this.#object.parts.push([]);
    else if (name === 'rtept' || name === 'trkpt') this.#object.parts.at(-1)?.push(placeIn(attributes));
    this.#text = '';
  }

  text(text: string): void {
    if (this.#field !== null) this.#text += text;
  }

  close(path: readonly string[]): void {
    const text = this.#text.trim();
    // What the object itself says goes before what an extension calls the same.
    if (this.#object !== null && this.#field !== null && text !== '') this.#object.fields[this.#field] ??= text;
    this.#field = null;
    if (path.length === this.#extensions) this.#extensions = 0;
    if (path.length === this.#depth) {
      this.#object = null;
      this.#depth = 0;
    }
  }
}

function isElement(name: string): name is Element {
  return Object.hasOwn(gpxLayers, name);
}

function placeIn({ lon = '', lat = '' }: Readonly<Record<string, string>>): Position | null {
  const position = [lon, lat].map((degrees) => (degrees.trim() === '' ? Number.NaN : Number(degrees)));
  return position.every(Number.isFinite) ? position : null;
}
