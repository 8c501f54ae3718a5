import type { Level } from '#contract/admin-units.ts';
import { boundaryCollections } from '#contract/imports.ts';
import type { Queryable } from '#db/db.ts';
import { succession } from '#facts/succession.ts';
import { polygonsHex } from '#geo/ewkb.ts';
import { hasDistricts } from '#rules/boundaries/tiers.ts';
import type { DecidedEdge } from '#rules/succession/edges.ts';
import { triage } from '#rules/succession/triage.ts';
import type { Findings } from '../../findings.ts';
import { geometryBytes, inBatches } from '../../in-batches.ts';
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
  const decided = await readTables(request, level, findings);
  const made = await setAgainst(db, rows, { day, level, decided, origin: 'import', replace: request.replace });
  const later = await laterUnits(db, rows, { day, level });
  tellTriage(made, rows, findings);
  if (later.length > 0) tellLater(later, day, findings);
  await checkEnds(db, made, findings);
  checkPeople(rows, made, findings);
  return made;
}

export interface Day {
  readonly day: string;
  readonly level: Level;
  readonly decided: readonly DecidedEdge[];
  /** Whose boundaries of before the ground is measured by. */
  readonly origin: 'demo' | 'import';
  readonly replace: boolean;
}

/** Sets units of a day against those in force on its eve: what each of them is, and what became of the others. */
export async function setAgainst(
  db: Queryable,
  rows: readonly Pick<GoodRow, 'code' | 'name' | 'geometry'>[],
  { day, level, decided, origin, replace }: Day,
): Promise<Succession> {
  const across = await db.many<KnownBefore>(succession.unitsAcross, { day, level, origin });
  const held = await db.many<{ id: number; code: string }>(succession.unitsSettled, { day, level });
  const settled = new Map(held.map(({ code, id }) => [code, id]));
  const settledIds = new Set(settled.values());
  const before = across.filter(({ id }) => !settledIds.has(id));
  const overlaps: MeasuredOverlap[] = [];
  for (const batch of inBatches(groundOf(before.length > 0 ? rows : []), geometryBytes))
    overlaps.push(
      ...(await db.many<MeasuredOverlap>(succession.overlaps, { rows: JSON.stringify(batch), day, level, origin })),
    );
  const judged = triage({
    before,
    since: rows.map(({ code, name }) => ({ code, level, name })),
    overlaps,
    decided,
    settled: new Set(settled.keys()),
    replace,
  });
  return { ...judged, day, level, before, settled, overlaps, decided };
}

async function laterUnits(
  db: Queryable,
  rows: readonly GoodRow[],
  on: Pick<Day, 'day' | 'level'>,
): Promise<LaterUnit[]> {
  const later: LaterUnit[] = [];
  for (const batch of inBatches(groundOf(rows), geometryBytes))
    later.push(...(await db.many<LaterUnit>(succession.unitsLater, { rows: JSON.stringify(batch), ...on })));
  return later;
}

function* groundOf(rows: readonly Pick<GoodRow, 'code' | 'geometry'>[]) {
  for (const { code, geometry } of rows) yield { code, geometry: polygonsHex(geometry) };
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
