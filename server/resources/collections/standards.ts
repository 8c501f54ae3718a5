import type { Conformance } from '#contract/features.ts';
import type { FilterFunction } from '#contract/standards.ts';

export { webMercatorQuadSet } from '#rules/tile-matrix-set.ts';

/** Conformance classes that hold, and no other. */
export const conformance: Conformance = {
  conformsTo: [
    'http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core',
    'http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections',
    'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core',
    'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson',
    'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html',
    'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30',
    'http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs',
    'http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables',
    'http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters',
    'http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter',
    'http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter',
    'http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/schemas',
    // The name of its draft, which QGIS asks for.
    'http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas',
    'http://www.opengis.net/spec/cql2/1.0/conf/cql2-text',
    'http://www.opengis.net/spec/cql2/1.0/conf/cql2-json',
    'http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2',
    'http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators',
    'http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison',
    'http://www.opengis.net/spec/cql2/1.0/conf/accent-insensitive-comparison',
    'http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions',
    'http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus',
    'http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions',
    'http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions',
    'http://www.opengis.net/spec/cql2/1.0/conf/property-property',
    'http://www.opengis.net/spec/cql2/1.0/conf/functions',
    'http://www.opengis.net/spec/cql2/1.0/conf/arithmetic',
    'http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core',
    'http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset',
    'http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list',
    'http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets',
    'http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt',
    'http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/oas30',
  ],
};

/** Functions that filters of this portal have beside those of the standard. */
export const functions: readonly FilterFunction[] = [
  {
    name: 's_dwithin',
    description:
      'Whether a feature lies within a distance of a place, along the ground: S_DWITHIN(geometry, POINT(109.3 13.1), 500, m).',
    arguments: [
      {
        title: 'geometry',
        description: 'The geometry of the feature, geometry, or one in filter-crs.',
        type: ['geometry'],
      },
      { title: 'place', description: 'Another one.', type: ['geometry'] },
      { title: 'distance', description: 'A distance that is not negative.', type: ['number'] },
      { title: 'unit', description: 'm (taken where it is left out) or km.', type: ['string'] },
    ],
    returns: ['boolean'],
  },
];
