import type { FeatureCollection, Position } from 'geojson';

/** A shape on the map that somebody draws. */
export interface Drawn {
  readonly shape: FeatureCollection;
  /** Whether a press on the map sets a point of it. */
  readonly active: boolean;
  readonly add: (point: Position) => void;
  readonly onfinish: () => void;
}
