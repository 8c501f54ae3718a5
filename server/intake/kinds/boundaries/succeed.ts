import type { Level } from '#contract/admin-units.ts';
import { boundaryCollections } from '#contract/imports.ts';
import type { Queryable } from '#db/db.ts';
import { succession } from '#facts/succession.ts';
import { triage } from '#rules/succession/triage.ts';
import type { Findings } from '../../findings.ts';
import { inBatches } from '../../in-batches.ts';
import type { ImportRequest } from '../../request.ts';
import { readDecidedEdges } from './decided-edges.ts';
import { checkPeople } from './people-checks.ts';
import type { GoodRow } from './prepare.ts';
import type { KnownBefore, MeasuredOverlap, Succession } from './succession.ts';
import { tellTriage } from './tell-triage.ts';

/**
 * Sets rows against the units in force on the day before `validFrom`; null where no day is given: then each code is whoever bears it.
 * What cannot be followed or has to be decided refuses the file; what parts from a decision is noted. Writes nothing.
 */
export async function succeed(
  db: Queryable,
  rows: readonly GoodRow[],
  request: ImportRequest,
  findings: Findings,
): Promise<Succession | null> {
  const { validFrom: day } = request;
  if (day === null) return null;
  const level = boundaryCollections[request.collection];
  const [before, begunRows] = [
    await db.many<KnownBefore>(succession.unitsAcross, { day, level }),
    await db.many<{ id: number; code: string }>(succession.unitsBegun, { day, level }),
  ];
  const begun = new Map(begunRows.map(({ code, id }) => [code, id]));
  const others = rows.filter(({ code }) => !begun.has(code));
  const overlaps = before.length === 0 ? [] : await readOverlaps(db, others, day, level);
  const { succession: said, decisions, decision } = request;
  const tables = [
    ...(said === null ? [] : [{ file: said, decision, mayBeOpen: false }]),
    ...decisions.map((file) => ({ file, decision, mayBeOpen: true })),
  ];
  const decided = [];
  for (const table of tables) decided.push(...(await readDecidedEdges(table, level, findings)));
  const judged = triage({
    before,
    since: others.map(({ code, name }) => ({ code, level, name })),
    overlaps,
    decided,
    replace: request.replace,
  });
  const made = { ...judged, day, level, before, begun, overlaps, decided };
  tellTriage(made, rows, findings);
  checkPeople(rows, made, findings);
  return made;
}

async function readOverlaps(
  db: Queryable,
  rows: readonly GoodRow[],
  day: string,
  level: Level,
): Promise<MeasuredOverlap[]> {
  const overlaps: MeasuredOverlap[] = [];
  const given = rows.map(({ code, geometry }) => ({ code, geometry: JSON.stringify(geometry) }));
  for (const batch of inBatches(given))
    overlaps.push(
      ...(await db.many<MeasuredOverlap>(succession.overlaps, { rows: JSON.stringify(batch), day, level })),
    );
  return overlaps;
}
