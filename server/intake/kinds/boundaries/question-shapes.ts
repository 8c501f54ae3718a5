import type { SuccessionShapes } from '#contract/imports.ts';
import type { PackedPolygons } from '#contract/packed-polygons.ts';
import type { Queryable } from '#db/db.ts';
import { succession } from '#facts/succession.ts';
import { polygonsHex } from '#geo/ewkb.ts';
import type { Question } from '#rules/succession/edges.ts';
import { geometryBytes, inBatches } from '../../in-batches.ts';
import type { Succession } from './succession.ts';

/** Units whose outlines a report carries at most: some 400 kB. */
export const mostOutlines = 300;

interface Outlined {
  readonly code: string;
  readonly outline: string;
}

/** Which units of questions are drawn: all of the first questions, as far as that is not too many; and how many are not. */
export function unitsToDraw(questions: readonly Question[]) {
  const ids = new Set<number>();
  const codes = new Set<string>();
  const left = new Set<string>();
  for (const { before, since } of questions) {
    const there = ids.size + codes.size < mostOutlines;
    if (there) ids.add(before.id);
    else if (!ids.has(before.id)) left.add(`before ${before.id}`);
    if (there) codes.add(since.code);
    else if (!codes.has(since.code)) left.add(`since ${since.code}`);
  }
  return { ids: [...ids], codes: [...codes], leftOut: left.size };
}

/** Outlines of the units in questions, those of before and those of the file. */
export async function readQuestionShapes(
  db: Queryable,
  { day, questions }: Succession,
  geometryOf: (code: string) => PackedPolygons | null,
): Promise<SuccessionShapes> {
  const { ids, codes, leftOut } = unitsToDraw(questions);
  const before = await db.many<Outlined>(succession.outlinesBefore, { day, ids });
  const given = codes.flatMap((code) => {
    const geometry = geometryOf(code);
    return geometry === null ? [] : [{ code, geometry: polygonsHex(geometry) }];
  });
  const since: Outlined[] = [];
  for (const batch of inBatches(given, geometryBytes))
    since.push(...(await db.many<Outlined>(succession.outlinesGiven, { rows: JSON.stringify(batch) })));
  return { before: byCode(before), since: byCode(since), leftOut };
}

function byCode(rows: readonly Outlined[]): SuccessionShapes['before'] {
  const coordinatesIn = (outline: string) =>
    (JSON.parse(outline) as { readonly coordinates: SuccessionShapes['before'][string] }).coordinates;
  return Object.fromEntries(rows.map(({ code, outline }) => [code, coordinatesIn(outline)]));
}
