declare module 'mapshaper' {
  import type { MultiPolygon, Polygon } from 'geojson';

  /** Lines that several shapes may share, each once, in arrays of numbers. */
  interface Arcs {
    /** Of each vertex its place and, once it is known, the threshold from which on it is left out. */
    getVertexData(): { readonly xx: Float64Array; readonly yy: Float64Array; readonly zz: Float64Array | null };
    setRetainedInterval(interval: number): void;
    getShapeIter(ids: readonly number[]): PathIter;
  }
  interface PathIter {
    x: number;
    y: number;
    hasNext(): boolean;
  }
  /** Rings of ids of arcs, the complement where an arc is walked backwards; null where nothing is left. */
  type Shape = readonly (readonly number[])[] | null;
  interface Layer {
    readonly geometry_type: 'polygon';
    readonly shapes: readonly Shape[];
  }
  interface Dataset {
    readonly arcs: Arcs | null;
    readonly layers: readonly [Layer];
  }
  /** Arcs that meet at their ends alone. */
  interface Nodes {
    readonly arcs: Arcs;
    setArcFilter(isIn: (arc: number) => boolean): void;
  }
  /** Two vertices of a line. */
  type Segment = readonly [number, number];
  interface Crossing {
    readonly a: Segment;
    readonly b: Segment;
  }
  interface SimplifyOptions {
    readonly method: 'visvalingam';
    readonly planar: true;
    readonly keep_shapes: true;
    readonly no_repair: true;
  }
  /** What its commands are made of, and its page uses; the package's version is fixed. */
  interface Internal {
    readonly PathImporter: new (options: { type: 'polygon'; reserved_points: number }) => {
      startShape(): void;
      addPoint(x: number, y: number): void;
      endPath(): void;
      done(): Dataset;
    };
    cleanPathsAfterImport(dataset: Dataset, options: object): void;
    buildTopology(dataset: Dataset): void;
    getStandardSimplifyOpts(dataset: Dataset, options: SimplifyOptions): SimplifyOptions;
    /** Sets the threshold of each vertex, `zz`. */
    simplifyPaths(arcs: Arcs, options: SimplifyOptions): void;
    /** Keeps shapes that would vanish. */
    finalizeSimplification(dataset: Dataset, options: SimplifyOptions): void;
    findSegmentIntersections(arcs: Arcs): readonly Crossing[];
    /** Crossings among segments, given as pairs of vertices from west to east. */
    intersectSegments(segments: readonly number[], xx: Float64Array, yy: Float64Array): readonly Crossing[];
    /** The most important vertex between two that is left out; -1 where there is none. */
    findNextRemovableVertex(zz: Float64Array, interval: number, start: number, end: number): number;
    addIntersectionCuts(dataset: Dataset, options: object): Nodes;
    getArcPresenceTest(shapes: readonly Shape[], arcs: Arcs): (arc: number) => boolean;
    readonly MosaicIndex: new (
      layer: Layer,
      nodes: Nodes,
      options: { flat: boolean },
    ) => {
      readonly mosaic: readonly (readonly (readonly number[])[])[];
      getSourceIdsByTileId(tile: number): readonly number[];
      getUnusedTiles(): readonly (readonly (readonly number[])[])[];
    };
    dissolvePolygonGroups2(
      groups: readonly (readonly number[])[],
      layer: Layer,
      dataset: Dataset,
      options: { gap_fill_area?: string; quiet: true },
    ): Shape[];
    /** Shapes one by one as geometries, not as features. */
    getFeatureCursor(
      layer: Layer,
      dataset: { readonly arcs: Arcs },
      options: { rfc7946: true },
      asFeatures: false,
    ): { getFeature(index: number): Polygon | MultiPolygon | null };
  }
  interface Mapshaper {
    /** What commands do to layers of a dataset, with the options of the command line. */
    readonly cmd: {
      cleanLayers(
        layers: readonly Layer[],
        dataset: Dataset,
        options: { gap_fill_area: string; sliver_control: number; overlap_rule: 'max-area'; allow_empty: true },
      ): void;
    };
    readonly internal: Internal;
    /** An area is positive where a ring runs clockwise. */
    readonly geom: { getPlanarPathArea(ring: readonly number[], arcs: Arcs): number };
  }
  const mapshaper: Mapshaper;
  export default mapshaper;
  export type { Arcs, Crossing, Dataset, Layer, Nodes, Segment, Shape, SimplifyOptions };
}
