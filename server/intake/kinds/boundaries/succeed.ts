import type { Level } from '#contract/admin-units.ts';
import { boundaryCollections } from '#contract/imports.ts';
import type { Queryable } from '#db/db.ts';
import { succession } from '#facts/succession.ts';
import { hasDistricts } from '#rules/boundaries/tiers.ts';
import type { DecidedEdge } from '#rules/succession/edges.ts';
import { triage } from '#rules/succession/triage.ts';
import type { Findings } from '../../findings.ts';
import { inBatches } from '../../in-batches.ts';
import type { ImportRequest } from '../../request.ts';
import { readDecidedEdges } from './decided-edges.ts';
import { checkPeople } from './people-checks.ts';
import { tellBelow, tellEndedLater, tellLater, tellNoDistricts, type LaterUnit } from './tell-order.ts';
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
  if (level === 'district' && !hasDistricts(day)) tellNoDistricts(findings);
  const across = await db.many<KnownBefore>(succession.unitsAcross, { day, level });
  const held = await db.many<{ id: number; code: string }>(succession.unitsSettled, { day, level });
  const settled = new Map(held.map(({ code, id }) => [code, id]));
  const settledIds = new Set(settled.values());
  const before = across.filter(({ id }) => !settledIds.has(id));
  const given = rows.map(({ code, geometry }) => ({ code, geometry: JSON.stringify(geometry) }));
  const overlaps: MeasuredOverlap[] = [];
  const later: LaterUnit[] = [];
  for (const batch of inBatches(given)) {
    const asked = { rows: JSON.stringify(batch), day, level };
    if (before.length > 0) overlaps.push(...(await db.many<MeasuredOverlap>(succession.overlaps, asked)));
    later.push(...(await db.many<LaterUnit>(succession.unitsLater, asked)));
  }
  const decided = await readTables(request, level, findings);
  const judged = triage({
    before,
    since: rows.map(({ code, name }) => ({ code, level, name })),
    overlaps,
    decided,
    settled: new Set(settled.keys()),
    replace: request.replace,
  });
  const made = { ...judged, day, level, before, settled, overlaps, decided };
  tellTriage(made, rows, findings);
  if (later.length > 0) tellLater(later, day, findings);
  await checkEnds(db, made, findings);
  checkPeople(rows, made, findings);
  return made;
}

/** What all tables say, once each: a person may give the same answer in two of them. */
async function readTables(
  { succession: said, decisions, decision }: ImportRequest,
  level: Level,
  findings: Findings,
): Promise<DecidedEdge[]> {
  const tables = [
    ...(said === null ? [] : [{ file: said, decision, mayBeOpen: false }]),
    ...decisions.map((file) => ({ file, decision, mayBeOpen: true })),
  ];
  const decided: DecidedEdge[][] = [];
  for (const table of tables) decided.push(await readDecidedEdges(table, level, findings));
  const keyOf = ({ oldCode, newCode, share, continues }: DecidedEdge) => [oldCode, newCode, share, continues].join();
  return decided.flatMap((edges, at) => {
    const known = new Set(decided.slice(0, at).flat().map(keyOf));
    return edges.filter((edge) => !known.has(keyOf(edge)));
  });
}

/** Units that cease must have nothing left below them that nobody speaks of, and no life after the day. */
async function checkEnds(db: Queryable, { ended, level, day }: Succession, findings: Findings): Promise<void> {
  if (ended.length === 0) return;
  const { below, later } = await db.one<{ below: number; later: string[] | null }>(succession.leftBehind, {
    ended: ended.map(({ id }) => id),
    day,
  });
  if (below > 0 && level !== 'commune') tellBelow(below, day, findings);
  if (later !== null) tellEndedLater(later, day, findings);
}
