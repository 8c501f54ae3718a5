import type { Expression, Instant, Place, Scalar, Time } from './expression.ts';
import { wktTypes } from './parse-wkt.ts';
import { writePattern, writeText } from './texts.ts';
import { wktOf } from './write-wkt.ts';

/** Words that mean something in a filter: a property of that name is written between double quotes. */
const reserved =
  /^(and|or|not|true|false|between|in|is|like|ilike|null|div|bbox|casei|accenti|date|timestamp|interval)$/i;
const plainName = /^[\p{L}_:][\p{L}\p{N}_:.]*$/u;

/**
 * An expression as CQL2 text, which `parseCql2Text` reads as the same expression. `decimals` rounds the positions of
 * geometries (five are about a metre).
 */
export function writeCql2Text(expression: Expression, decimals: number | null = null): string {
  const place = (side: Place) => writePlace(side, decimals);
  const scalar = (value: Scalar) => writeScalar(value, decimals);
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
      return `${scalar(expression.left)} ${expression.op} ${scalar(expression.right)}`;
    case 'like':
      return `${scalar(expression.value)} LIKE ${writeLike(expression.pattern)}`;
    case 'between':
      return `${scalar(expression.value)} BETWEEN ${scalar(expression.low)} AND ${scalar(expression.high)}`;
    case 'in':
      return `${scalar(expression.value)} IN (${expression.list.map(scalar).join(',')})`;
    case 'isNull':
      return `${operandOf(expression.value, decimals)} IS NULL`;
    case 'spatial':
      return `${expression.op.toUpperCase()}(${place(expression.left)}, ${place(expression.right)})`;
    case 'near':
      return `S_DWITHIN(${place(expression.left)}, ${place(expression.right)}, ${expression.metres}, m)`;
    case 'temporal':
      return `${expression.op.toUpperCase()}(${writeTime(expression.left)}, ${writeTime(expression.right)})`;
  }
}

/** Filters of which all must hold, whoever wrote them; an empty one says nothing. */
export function allFilters(...filters: readonly string[]): string {
  const said = filters.filter((filter) => filter.trim() !== '');
  return said.length < 2 ? (said[0] ?? '') : said.map((filter) => `(${filter})`).join(' AND ');
}

function writeNegated(part: Expression, decimals: number | null): string {
  return part.kind === 'isNull'
    ? `${operandOf(part.value, decimals)} IS NOT NULL`
    : `NOT (${writeCql2Text(part, decimals)})`;
}

function operandOf(value: Extract<Expression, { kind: 'isNull' }>['value'], decimals: number | null): string {
  return value.kind === 'geometry' || value.kind === 'box' ? writePlace(value, decimals) : writeScalar(value, decimals);
}

function writeScalar(scalar: Scalar, decimals: number | null): string {
  switch (scalar.kind) {
    case 'property':
      return folded(writeName(scalar.name), scalar);
    case 'text':
      return folded(`'${writeText(scalar.value)}'`, scalar);
    case 'number':
      return String(scalar.value);
    case 'boolean':
      return String(scalar.value).toUpperCase();
    case 'date':
      return `DATE('${scalar.value}')`;
    case 'arithmetic':
      return `(${writeScalar(scalar.left, decimals)} ${scalar.op} ${writeScalar(scalar.right, decimals)})`;
    case 'condition':
      return `(${writeCql2Text(scalar.condition, decimals)})`;
  }
}

function writeLike(pattern: Scalar): string {
  return pattern.kind === 'text' ? folded(`'${writePattern(pattern.value)}'`, pattern) : writeScalar(pattern, null);
}

function writeTime(time: Time): string {
  if (time.kind !== 'interval') return writeScalar(time, null);
  return `INTERVAL(${writeEnd(time.from)}, ${writeEnd(time.to)})`;
}

function writeEnd(end: Instant | null): string {
  if (end === null) return "'..'";
  return end.kind === 'date' ? `'${end.value}'` : writeName(end.name);
}

function writeName(name: string): string {
  return reserved.test(name) || wktTypes.has(name.toLowerCase()) || !plainName.test(name)
    ? `"${name.replaceAll('"', '""')}"`
    : name;
}

interface Folds {
  readonly folded: boolean;
  readonly unaccented: boolean;
}

function folded(text: string, { folded, unaccented }: Folds): string {
  const inCase = folded ? `CASEI(${text})` : text;
  return unaccented ? `ACCENTI(${inCase})` : inCase;
}

function writePlace(place: Place, decimals: number | null): string {
  switch (place.kind) {
    case 'property':
      return writeName(place.name);
    case 'geometry':
      return wktOf(place.geometry, decimals);
    case 'box':
      return `BBOX(${place.box.map((edge) => (decimals === null ? edge : Number(edge.toFixed(decimals)))).join(',')})`;
  }
}
