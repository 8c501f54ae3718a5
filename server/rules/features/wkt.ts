import type { Geometry, Position } from 'geojson';

const form = /^\s*(?:SRID=\d+;)?\s*(MULTI)?(POINT|LINESTRING|POLYGON)\s*(?:ZM|Z|M)?\s*(\([-+\d.eE\s,()]*\))\s*$/i;
const pair = /([-+]?[\d.]+(?:[eE][-+]?\d+)?)\s+([-+]?[\d.]+(?:[eE][-+]?\d+)?)(?:\s+[-+]?[\d.eE+-]+)*/g;

/** A geometry of well-known text, its heights left out; null where the text is none. */
export function parseWktText(text: string): Geometry | null {
  const [, multi, word = '', body = ''] = form.exec(text) ?? [];
  if (body === '') return null;
  const json = body.replace(pair, '[$1,$2]').replaceAll('(', '[').replaceAll(')', ']');
  let parts: unknown;
  try {
    parts = JSON.parse(json);
  } catch {
    return null;
  }
  const of = (depth: number) => (hasDepth(parts, depth) ? parts : null);
  switch (`${multi === undefined ? '' : 'Multi'}${word.toLowerCase()}`) {
    case 'point': {
      const [position, more] = (of(2) ?? []) as Position[];
      return position === undefined || more !== undefined ? null : { type: 'Point', coordinates: position };
    }
    case 'linestring':
      return made('LineString', of(2));
    case 'polygon':
      return made('Polygon', of(3));
    case 'Multipoint':
      return made('MultiPoint', of(2) ?? (of(3) as Position[][] | null)?.map(([position]) => position));
    case 'Multilinestring':
      return made('MultiLineString', of(3));
    case 'Multipolygon':
      return made('MultiPolygon', of(4));
    default:
      return null;
  }
}

function made(type: Exclude<Geometry['type'], 'GeometryCollection'>, coordinates: unknown): Geometry | null {
  return coordinates === null || coordinates === undefined ? null : ({ type, coordinates } as Geometry);
}

/** Whether lists stand in lists so deep, with positions of two numbers at the bottom. */
function hasDepth(value: unknown, depth: number): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  if (depth === 1) return value.length === 2 && value.every((number) => typeof number === 'number');
  return value.every((part) => hasDepth(part, depth - 1));
}
