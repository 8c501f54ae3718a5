import type { Position } from 'geojson';

/**
 * Positions of a text of coordinates, without heights; null where something in it is no number. Programs and people write
 * blanks after commas, leave out heights or commas, and break lines anywhere.
 */
export function readPositions(text: string): Position[] | null {
  const pieces = text.trim().split(/\s+/);
  if (pieces[0] === '') return [];
  // As the standard has it: no blank in a place, one between two.
  const plain = pieces.map((piece) => piece.split(','));
  if (plain.every(({ length }) => length === 2 || length === 3) && plain.every(isWhole)) return positionsOf(plain);
  const tuples = withBlanks(text);
  if (tuples.every(({ length }) => length === 2 || length === 3)) return positionsOf(tuples);
  // Blanks alone, or commas alone: no sign tells where a place ends.
  if (tuples.length === 1 || tuples.every(({ length }) => length === 1))
    return positionsOf(evenly(tuples.flat()) ?? []);
  return null;
}

function isWhole(parts: readonly string[]): boolean {
  return !parts.includes('');
}

/** Numbers belong together where a comma stands between them, whatever blanks stand round it. */
function withBlanks(text: string): string[][] {
  const tuples: string[][] = [];
  let joined = false;
  for (const [token] of text.matchAll(/[^\s,]+|,/g)) {
    if (token === ',') joined = true;
    else {
      const last = tuples.at(-1);
      // After two numbers with a comma, one that stands alone is their height.
      if (last && joined) last.push(token);
      else tuples.push([token]);
      joined = false;
    }
  }
  return withHeights(tuples);
}

/** `lng,lat height`: a number alone after a pair belongs to it, where that is so all through. */
function withHeights(tuples: readonly string[][]): string[][] {
  const alternate = tuples.length > 1 && tuples.every(({ length }, index) => length === (index % 2 === 0 ? 2 : 1));
  return alternate
    ? tuples.flatMap((tuple, index) => (index % 2 === 0 ? [[...tuple, ...(tuples[index + 1] ?? [])]] : []))
    : [...tuples];
}

/** Numbers in a row, two or three a place: which it is shows in where they would lie. */
function evenly(numbers: readonly string[]): string[][] | null {
  const readings = [2, 3]
    .filter((size) => numbers.length % size === 0)
    .map((size) =>
      Array.from({ length: numbers.length / size }, (_, index) => numbers.slice(index * size, index * size + size)),
    );
  return readings.find((tuples) => tuples.every(isOnEarth)) ?? readings[0] ?? null;
}

function isOnEarth([lng, lat]: readonly string[]): boolean {
  return Math.abs(Number(lng)) <= 180 && Math.abs(Number(lat)) <= 90;
}

function positionsOf(tuples: readonly (readonly string[])[]): Position[] | null {
  const positions: Position[] = [];
  for (const [x = '', y = ''] of tuples) {
    const position = [Number(x), Number(y)];
    if (x === '' || y === '' || !position.every(Number.isFinite)) return null;
    positions.push(position);
  }
  return positions.length > 0 ? positions : null;
}
