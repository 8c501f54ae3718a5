import type { FeatureCollection, Geometry, Position } from 'geojson';
import type * as measuring from './measure.ts';
import { begun, mostPoints, usualRadius, type Center, type DrawnState, type Tool } from './drawn-state.ts';
import type * as zones from './zone.ts';
import type { Simple, Zone } from './zone.ts';

/** What measures shapes and writes zones; it comes with the first tool. */
type Measure = typeof measuring & typeof zones;

/** Points of a geometry that a zone around it is asked with at most. */
const mostOfFeature = 300;

const nowhere: readonly Position[] = [];

/**
 * A shape that somebody draws on the map, and what it measures or encloses. Its state stands in the address, so that who is
 * sent a link sees it too. Lives as long as the component that makes it.
 */
export class Drawing {
  #measure = $state.raw<Measure>();
  readonly #state: () => DrawnState | null;
  readonly #onchange: (state: DrawnState | null) => void;
  readonly #feature: () => Geometry | null;

  /** `feature` gives the geometry of the feature that is looked at. */
  constructor(
    state: () => DrawnState | null,
    onchange: (state: DrawnState | null) => void,
    feature: () => Geometry | null,
  ) {
    this.#state = state;
    this.#onchange = onchange;
    this.#feature = feature;
    $effect(() => {
      if (this.#tool !== null && this.#measure === undefined)
        void Promise.all([import('./measure.ts'), import('./zone.ts')]).then(
          ([measure, zone]) => (this.#measure = { ...measure, ...zone }),
        );
    });
  }

  readonly #tool = $derived.by((): Tool | null => this.#state()?.tool ?? null);
  readonly #center = $derived.by((): Center => this.#state()?.center ?? 'point');
  readonly #points = $derived.by(() => this.#state()?.points ?? nowhere);
  readonly #finished = $derived.by(() => this.#state()?.finished ?? false);

  get tool(): Tool | null {
    return this.#tool;
  }
  get center(): Center {
    return this.#center;
  }
  get points(): readonly Position[] {
    return this.#points;
  }
  get finished(): boolean {
    return this.#finished;
  }
  get radius(): number {
    return this.#state()?.radius ?? usualRadius;
  }
  set radius(radius: number) {
    this.#change({ radius });
  }
  /** Whether a press on the map sets a point. */
  readonly active = $derived.by(() => {
    if (this.#tool === null || this.#finished) return false;
    return this.#tool !== 'buffer' || this.#center !== 'feature';
  });
  readonly full = $derived.by(() => this.#points.length >= mostPoints);
  readonly #closed = $derived.by(() => this.#tool === 'area' || this.#tool === 'inside');
  /** Fewest points that say something. */
  readonly #least = $derived.by(() => {
    if (this.#closed) return 3;
    return this.#tool === 'buffer' && this.#center === 'point' ? 1 : 2;
  });
  readonly enough = $derived.by(() => this.#points.length >= this.#least);

  readonly crossed = $derived.by(() => this.#closed && (this.#measure?.crossesItself(this.#points) ?? false));
  readonly lengthM = $derived.by(() => this.#measure?.lengthM(this.#points) ?? 0);
  readonly areaM2 = $derived.by(() => (this.#closed ? (this.#measure?.areaM2(this.#points) ?? 0) : 0));
  readonly perimeterM = $derived.by(() => {
    const [first] = this.#points;
    return first === undefined ? 0 : (this.#measure?.lengthM([...this.#points, first]) ?? 0);
  });

  /** What a buffer lies around, light enough to be asked with. */
  readonly #core = $derived.by((): Simple | null => {
    if (this.#measure === undefined || this.#tool !== 'buffer') return null;
    if (this.#center === 'feature') {
      const geometry = this.#feature();
      if (geometry === null || geometry.type === 'GeometryCollection') return null;
      return this.#measure.lighter(geometry, mostOfFeature);
    }
    const [first] = this.#points;
    if (this.#center === 'point') return first === undefined ? null : { type: 'Point', coordinates: first };
    return this.#finished && this.enough ? { type: 'LineString', coordinates: [...this.#points] } : null;
  });
  /** Where things are looked for; null while it is not drawn. */
  readonly zone = $derived.by((): Zone | null => {
    const measure = this.#measure;
    if (measure === undefined) return null;
    if (this.#tool === 'inside' && this.#finished && this.enough && !this.crossed) {
      const geometry = measure.polygonOf(this.#points);
      return { filter: measure.insideFilter(geometry), geometry };
    }
    const geometry = this.#core === null ? null : measure.around(this.#core, this.radius);
    if (this.#core === null || geometry === null) return null;
    return { filter: measure.nearFilter(this.#core, this.radius), geometry };
  });

  /** What is drawn on the map. */
  readonly shape = $derived.by((): FeatureCollection => {
    const points = this.#points;
    const geometries: Geometry[] = points.map((coordinates) => ({ type: 'Point', coordinates }));
    if (this.zone !== null) geometries.push(this.zone.geometry);
    if (points.length > 1) {
      const [first = []] = points;
      const ring = [...points, first];
      geometries.push({ type: 'LineString', coordinates: this.#closed ? ring : [...points] });
      if (this.#closed && points.length > 2 && this.zone === null)
        geometries.push({ type: 'Polygon', coordinates: [ring] });
    }
    return {
      type: 'FeatureCollection',
      features: geometries.map((geometry) => ({ type: 'Feature', properties: {}, geometry })),
    };
  });

  choose(tool: Tool | null): void {
    this.#onchange(tool === null ? null : begun(tool, this.#state() ?? {}));
  }
  turn(center: Center): void {
    this.#change({ center, points: [], finished: false });
  }
  /** A point of the shape; a press twice on one place is one point. */
  add = (point: Position): void => {
    if (!this.active) return;
    const rounded = point.map((value) => Number(value.toFixed(6)));
    if (this.#tool === 'buffer' && this.#center === 'point') {
      this.#change({ points: [rounded] });
      return;
    }
    const last = this.#points.at(-1);
    const same = last !== undefined && last.every((value, axis) => Math.abs(value - (rounded[axis] ?? 0)) < 1e-6);
    if (!same && !this.full) this.#change({ points: [...this.#points, rounded] });
  };
  undo = (): void => {
    this.#change({ points: this.#points.slice(0, -1), finished: false });
  };
  finish = (): void => {
    if (this.active && this.enough) this.#change({ finished: true });
  };
  clear = (): void => {
    this.#change({ points: [], finished: false });
  };
  close = (): void => this.choose(null);

  #change(change: Partial<DrawnState>): void {
    const state = this.#state();
    if (state !== null) this.#onchange({ ...state, ...change });
  }
}
