import type { Property } from '#contract/collections.ts';
import { BadMapping } from '#rules/bad-mapping.ts';
import { folded, headingKeys } from '#rules/text/heading.ts';

/** Where a table says a place: a pair of columns, one with well-known text, or one with both numbers. */
export const placeNames = ['lng', 'lat', 'x', 'y', 'wkt', 'latlng'] as const;
export type PlaceName = (typeof placeNames)[number];

/** What columns of a place are called, without diacritics and signs. */
const placeAliases: Record<PlaceName, readonly string[]> = {
  lng: [
    'lng',
    'lon',
    'long',
    'longitude',
    'kinhdo',
    'kinhdodd',
    'kinhdowgs84',
    'lngwgs84',
    'lonwgs84',
    'xwgs84',
    'toadokinhdo',
  ],
  lat: ['lat', 'latitude', 'vido', 'vidodd', 'vidowgs84', 'latwgs84', 'ywgs84', 'toadovido'],
  x: ['x', 'xvn2000', 'toadox', 'toadoxvn2000', 'xm', 'xtoado', 'easting', 'xcoord', 'pointx'],
  y: ['y', 'yvn2000', 'toadoy', 'toadoyvn2000', 'ym', 'ytoado', 'northing', 'ycoord', 'pointy'],
  wkt: ['wkt', 'geom', 'geometry', 'thegeom', 'hinhdang'],
  latlng: [
    'latlng',
    'latlong',
    'latlon',
    'lnglat',
    'longlat',
    'lonlat',
    'latitudelongitude',
    'vidokinhdo',
    'kinhdovido',
    'toado',
    'toadogps',
    'gpstoado',
    'toadolatlng',
    'toadolatlong',
    'toadovidokinhdo',
    'toadokinhdovido',
    'toadowgs84',
    'toadovn2000',
    'toadoxy',
    'toadodiem',
    'toadovitri',
    'vitrilatlng',
    'vitrilatlong',
    'vitritoado',
    'vitrigps',
    'toadogooglemap',
    'toadogooglemaps',
    'googlemap',
    'googlemaps',
    'linkgooglemap',
    'linkgooglemaps',
    'xy',
    'gps',
    'gpscoordinates',
    'gpslocation',
    'coordinates',
    'coordinate',
    'coords',
    'location',
    'geolocation',
    'geopoint',
  ],
};

/** The file's field for each property of a collection, and for the place in a table. */
export interface FeatureMapping {
  readonly fieldOf: ReadonlyMap<string, string>;
  readonly places: ReadonlyMap<PlaceName, string>;
}

/** Whether a heading says a share of what a property counts: `Số học sinh (%)`. */
function isShare(heading: string, { type, unit }: Property): boolean {
  return (type === 'integer' || type === 'number') && unit !== '%' && /[([]\s*%[^)\]]*[)\]]/.test(heading);
}

/** Whether a heading is the name of something (`Tên trường`), but not of where it lies or whose it is. */
function isAName(key: string): boolean {
  return /^ten(?!xa|phuong|huyen|quan|tinh|thon|buon|ban|khu|to|chu|nguoi|don|file|tep|viettat|khac|cu|tienganh)[a-z]/.test(
    key,
  );
}

/** What the columns of a place and of properties may be called, folded: they tell a table's row of headings. */
export function knownHeadings(properties: readonly Property[]): string[] {
  const called = properties.flatMap(({ name, title, aliases }) => [name, title.vi, title.en, ...aliases]);
  return [...new Set([...called.map(folded), ...Object.values(placeAliases).flat()])];
}

/** Names of fields in the attribute table of a shapefile are cut off here. */
const shapefileName = 10;

/**
 * Which field of a file is which property: what `chosen` says, else the property's name, its titles, its aliases, and
 * the beginning of one of these where a shapefile has cut it off; of `cutNames`, which a format may have cut, what is the
 * beginning of one property alone. Throws BadMapping.
 */
export function mapFeatureFields(
  names: readonly string[],
  properties: readonly Property[],
  chosen: readonly { readonly field: string; readonly property: string }[],
  tabular: boolean,
  cutNames: readonly string[] = [],
): FeatureMapping {
  const fieldOf = new Map<string, string>();
  const places = new Map<PlaceName, string>();
  const taken = new Set<string>();
  const take = (target: string, field: string) => {
    taken.add(field);
    const place = tabular ? placeNames.find((name) => name === target) : undefined;
    if (place === undefined) fieldOf.set(target, field);
    else places.set(place, field);
  };
  for (const { field, property } of chosen) {
    const exists = names.find((name) => name === field) ?? names.find((name) => folded(name) === folded(field));
    const known =
      properties.some(({ name }) => name === property) || (tabular && placeNames.some((name) => name === property));
    if (!known) throw new BadMapping(field, property, 'noProperty');
    if (exists === undefined) throw new BadMapping(field, property, 'noField');
    take(property, exists);
  }
  const find = (fits: (name: string) => boolean, keysOf: (name: string) => readonly string[]) =>
    names.find((name) => !taken.has(name) && keysOf(name).some(fits));
  const callings = [
    ({ name }: Property) => [name],
    ({ title }: Property) => [title.vi, title.en],
    ({ aliases }: Property) => aliases,
  ];
  // A heading as it stands is surer than what is left of it without its unit or its number.
  for (const keysOf of [(name: string) => [folded(name)], headingKeys]) {
    for (const calling of callings) {
      for (const property of properties) {
        if (fieldOf.has(property.name)) continue;
        const called = calling(property).map(folded);
        const field = names.find(
          (name) => !taken.has(name) && !isShare(name, property) && keysOf(name).some((key) => called.includes(key)),
        );
        if (field !== undefined) take(property.name, field);
      }
    }
    // A property may be called so too: what is wanted of a table is a place before all.
    for (const place of tabular ? placeNames : []) {
      const field = places.has(place) ? undefined : find((name) => placeAliases[place].includes(name), keysOf);
      if (field !== undefined) take(place, field);
    }
  }
  if (!fieldOf.has('name') && properties.some(({ name }) => name === 'name')) {
    const [only, other] = names.filter((name) => !taken.has(name) && headingKeys(name).some(isAName));
    if (only !== undefined && other === undefined) take('name', only);
  }
  for (const property of properties) {
    if (fieldOf.has(property.name)) continue;
    const cut = callings.flatMap((calling) => calling(property)).map((name) => folded(name.slice(0, shapefileName)));
    const field = names.find((name) => !taken.has(name) && name.length === shapefileName && cut.includes(folded(name)));
    if (field !== undefined) take(property.name, field);
  }
  const begun = names.flatMap((field) => {
    const key = taken.has(field) || !cutNames.includes(field) ? '' : folded(field);
    const begins = (call: string) => folded(call).startsWith(key);
    const [only, other] = key === '' ? [] : properties.filter((one) => callings.some((of) => of(one).some(begins)));
    return only === undefined || other !== undefined ? [] : [{ field, property: only.name }];
  });
  for (const { field, property } of begun) {
    const isAlone = begun.filter((one) => one.property === property).length === 1;
    if (isAlone && !fieldOf.has(property)) take(property, field);
  }
  return { fieldOf, places };
}
