import type { EmptiedUnit } from './levels-above.ts';
import type { Succession } from './succession.ts';
import type { ChangedInto, Changes, UnitBoundary } from './write.ts';

/** What a succession changes beside the units of the file: what ceases, and what it became. */
export function changesBy(made: Succession, units: readonly UnitBoundary[], emptied: readonly EmptiedUnit[]): Changes {
  const parentOf = new Map(units.map(({ code, parentCode }) => [code, parentCode]));
  const communes = made.edges.map(({ before, ...edge }): ChangedInto => ({
    ...edge,
    beforeId: before.id,
    level: made.level,
  }));
  const provinces = emptied.flatMap((unit) => (unit.level === 'province' ? provinceEdges(unit, made, parentOf) : []));
  return {
    day: made.day,
    ended: [...made.ended, ...emptied].map(({ id }) => id),
    edges: [...communes, ...provinces],
  };
}

/** What a province that lost its last unit became: what stands above those that its units went into. */
function provinceEdges(
  { id, code: province }: EmptiedUnit,
  { edges, before }: Succession,
  parentOf: ReadonlyMap<string, string | null>,
): ChangedInto[] {
  const own = new Set(before.filter(({ provinceCode }) => provinceCode === province).map((unit) => unit.id));
  const given = edges.filter((edge) => own.has(edge.before.id));
  const into = [...new Set(given.flatMap(({ code }) => parentOf.get(code) ?? []))];
  const [first] = given;
  return into.map((code) => ({
    beforeId: id,
    code,
    level: 'province',
    event: into.length === 1 ? 'merge' : 'split',
    share: into.length === 1 ? 1 : null,
    shareFrom: 'decision',
    basis: first?.basis ?? 'geometry',
    decision: first?.decision ?? null,
  }));
}
