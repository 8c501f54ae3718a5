import type { Geometry, Position } from 'geojson';
import type { Expression, Place, Scalar } from './expression.ts';
import { boxGeometry } from './geometry.ts';
import { wktTypes } from './parse-wkt.ts';
import { wktOf } from './write-wkt.ts';

/** Words that mean something in a filter: a property of that name is written between double quotes. */
const reserved = /^(and|or|not|true|false|between|in|is|like|null|bbox|casei|date|timestamp|interval)$/i;
const plainName = /^[\p{L}_:][\p{L}\p{N}_:.]*$/u;

/**
 * An expression as CQL2 text, which `parseCql2Text` reads as the same expression. `decimals` rounds the positions of
 * geometries (five are about a metre).
 */
export function writeCql2Text(expression: Expression, decimals: number | null = null): string {
  const place = (side: Place) =>
    side.kind === 'property' ? writeName(side.name) : writeGeometry(side.geometry, decimals);
  switch (expression.kind) {
    case 'logic':
      return expression.parts
        .map((part) => (part.kind === 'logic' ? `(${writeCql2Text(part, decimals)})` : writeCql2Text(part, decimals)))
        .join(` ${expression.op.toUpperCase()} `);
    case 'not':
      return writeNegated(expression.part, decimals);
    case 'truth':
      return String(expression.value).toUpperCase();
    case 'compare':
      return `${writeScalar(expression.left)} ${expression.op} ${writeScalar(expression.right)}`;
    case 'like':
      return `${writeScalar(expression.value)} LIKE ${writeScalar(expression.pattern)}`;
    case 'between':
      return `${writeScalar(expression.value)} BETWEEN ${writeScalar(expression.low)} AND ${writeScalar(expression.high)}`;
    case 'in':
      return `${writeScalar(expression.value)} IN (${expression.list.map(writeScalar).join(',')})`;
    case 'isNull':
      return `${writeName(expression.name)} IS NULL`;
    case 'spatial':
      return `${expression.op.toUpperCase()}(${place(expression.left)}, ${place(expression.right)})`;
    case 'near':
      return `S_DWITHIN(${place(expression.left)}, ${place(expression.right)}, ${expression.metres}, m)`;
  }
}

/** Filters of which all must hold, whoever wrote them; an empty one says nothing. */
export function allFilters(...filters: readonly string[]): string {
  const said = filters.filter((filter) => filter.trim() !== '');
  return said.length < 2 ? (said[0] ?? '') : said.map((filter) => `(${filter})`).join(' AND ');
}

function writeNegated(part: Expression, decimals: number | null): string {
  return part.kind === 'isNull' ? `${writeName(part.name)} IS NOT NULL` : `NOT (${writeCql2Text(part, decimals)})`;
}

function writeScalar(scalar: Scalar): string {
  switch (scalar.kind) {
    case 'property':
      return folded(writeName(scalar.name), scalar.folded);
    case 'text':
      return folded(quoted(scalar.value), scalar.folded);
    case 'number':
      return String(scalar.value);
    case 'boolean':
      return String(scalar.value).toUpperCase();
    case 'date':
      return `DATE(${quoted(scalar.value)})`;
  }
}

function writeName(name: string): string {
  return reserved.test(name) || wktTypes.has(name.toLowerCase()) || !plainName.test(name)
    ? `"${name.replaceAll('"', '""')}"`
    : name;
}

function folded(text: string, isFolded: boolean): string {
  return isFolded ? `CASEI(${text})` : text;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A rectangle as BBOX, which is shorter. */
function writeGeometry(geometry: Geometry, decimals: number | null): string {
  const box = boxOf(geometry, decimals);
  return box === null ? wktOf(geometry, decimals) : `BBOX(${box.join(',')})`;
}

function boxOf(geometry: Geometry, decimals: number | null): readonly number[] | null {
  if (geometry.type !== 'Polygon' || geometry.coordinates.length !== 1) return null;
  const round = (value = Number.NaN) => (decimals === null ? value : Number(value.toFixed(decimals)));
  const ring = (geometry.coordinates[0] ?? []).map(([x, y]): Position => [round(x), round(y)]);
  const [[west = 0, south = 0] = [], , [east = 0, north = 0] = []] = ring;
  if (!(west < east && south < north)) return null;
  const same =
    JSON.stringify(boxGeometry([west, south, east, north], null)) ===
    JSON.stringify({ type: 'Polygon', coordinates: [ring] });
  return same ? [west, south, east, north] : null;
}
