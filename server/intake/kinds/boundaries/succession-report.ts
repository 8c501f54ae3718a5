import type { SuccessionReport, UnitChange } from '#contract/imports.ts';
import type { Edge, UnitBefore } from '#rules/succession/edges.ts';
import { isSameName } from '#rules/succession/names.ts';
import type { EmptiedUnit } from './levels-above.ts';
import type { MeasuredOverlap, Succession } from './succession.ts';
import type { UnitBoundary } from './write.ts';

/** Boundaries whose areas differ by less are of one unit whose line was drawn anew. */
const sameArea = 0.02;

/** What a report tells of a succession: each unit of the file, those that cease, and what is open. */
export function reportSuccession(
  made: Succession,
  units: readonly UnitBoundary[],
  emptied: readonly EmptiedUnit[],
): SuccessionReport {
  const own = units.filter(({ level }) => level === made.level);
  const names = new Map(own.map(({ code, name }) => [code, name]));
  return {
    day: made.day,
    units: own.map((unit) => {
      const before = made.goesOn.get(unit.code);
      const from = made.edges
        .filter((edge) => edge.code === unit.code && edge.before !== before)
        .sort((one, other) => (other.share ?? 0) - (one.share ?? 0));
      const pair = made.overlaps.find(({ beforeId, code }) => beforeId === before?.id && code === unit.code);
      return {
        code: unit.code,
        name: unit.name,
        changes: changesOf(unit, before, { from, pair, made }),
        from: from.map(({ before: { code, name }, share, basis }) => ({ code, name, share, basis })),
        deviationM: pair && !pair.same && pair.deviationM !== null ? Number(pair.deviationM.toFixed(1)) : null,
      };
    }),
    ended: [
      ...made.ended.map((unit) => ({
        code: unit.code,
        name: unit.name,
        level: unit.level,
        into: made.edges
          .filter((edge) => edge.before === unit)
          .map(({ code, share, basis }) => ({ code, name: names.get(code) ?? '', share, basis })),
      })),
      ...emptied.map(({ code, name, level }) => ({ code, name, level, into: [] })),
    ],
    questions: made.questions.map(({ before, since, ofBefore, ofSince }) => ({
      oldCode: before.code,
      oldName: before.name,
      newCode: since.code,
      newName: names.get(since.code) ?? since.name,
      percentOfOld: Number((ofBefore * 100).toFixed(1)),
      percentOfNew: Number((ofSince * 100).toFixed(1)),
    })),
  };
}

interface Seen {
  /** What others gave it. */
  readonly from: readonly Edge[];
  readonly pair: MeasuredOverlap | undefined;
  readonly made: Succession;
}

function changesOf(unit: UnitBoundary, before: UnitBefore | undefined, seen: Seen): UnitChange[] {
  const { from, made } = seen;
  if (before !== undefined) {
    const changes = [...calledOtherwise(unit, before), ...drawnOtherwise(before, seen)];
    return changes.length > 0 ? changes : ['unchanged'];
  }
  if (made.settled.has(unit.code)) return ['unchanged'];
  if (made.questions.some(({ since }) => since.code === unit.code)) return ['undecided'];
  if (from.length === 0) return ['startUnknown'];
  return from.length > 1 || from[0]?.share === 1 ? ['merged'] : ['split'];
}

function calledOtherwise(unit: UnitBoundary, before: UnitBefore): UnitChange[] {
  return [
    ...(isSameName(unit, before) ? [] : ['renamed' as const]),
    ...(unit.kind === before.kind ? [] : ['reclassified' as const]),
    ...(unit.code === before.code ? [] : ['recoded' as const]),
    ...(unit.parentCode === before.parentCode ? [] : ['moved' as const]),
  ];
}

function drawnOtherwise(before: UnitBefore, { from, pair, made }: Seen): UnitChange[] {
  const gave = made.edges.some((edge) => edge.before === before && edge.code !== pair?.code);
  const [grown, shrunk] = [from.length > 0, gave];
  if (grown || shrunk || pair === undefined)
    return [...(grown ? ['grown' as const] : []), ...(shrunk ? ['shrunk' as const] : [])];
  if (pair.same) return [];
  if (pair.ofSince < 1 - sameArea && pair.ofBefore >= 1 - sameArea) return ['grown'];
  if (pair.ofBefore < 1 - sameArea && pair.ofSince >= 1 - sameArea) return ['shrunk'];
  return ['redrawn'];
}
