import type { Contradiction, DecidedEdge, DecisionFault, Edge, Overlap, UnitBefore, UnitSince } from './edges.ts';
import { nothingShare, partsOf, speakingShare, type StatedShare } from './shares.ts';

/** What follows from decisions alone. */
export interface Followed {
  readonly goesOn: ReadonlyMap<string, UnitBefore>;
  readonly ended: readonly UnitBefore[];
  readonly edges: readonly Edge[];
  /** Units of before and codes of since of which a decision speaks. */
  readonly named: ReadonlySet<number>;
  readonly codes: ReadonlySet<string>;
  readonly faults: readonly DecisionFault[];
  readonly contradictions: readonly Contradiction[];
  /** Decisions about units that the portal or the file does not have: they say nothing here. */
  readonly idle: readonly DecidedEdge[];
}

interface Decisions {
  readonly before: readonly UnitBefore[];
  readonly since: readonly UnitSince[];
  readonly overlaps: readonly Overlap[];
  readonly decided: readonly DecidedEdge[];
  readonly settled: ReadonlySet<string>;
}

/** A decision that something went over. */
type StatedEdge = DecidedEdge & { readonly share: StatedShare };

interface Part {
  readonly edge: StatedEdge;
  readonly since: UnitSince;
  readonly ground: number;
}

/** Follows decisions about units; what they say of units that neither the portal nor the file has is nothing to it. */
export function followDecisions({ before, since, overlaps, decided, settled }: Decisions): Followed {
  const faults: DecisionFault[] = [];
  const olds = new Map(before.map((unit) => [unit.code, unit]));
  const news = new Map(since.map((unit) => [unit.code, unit]));
  const said = decided.filter((edge): edge is StatedEdge => edge.share !== 'none');
  const parts = new Map<UnitBefore, Part[]>();
  const ground = new Map(overlaps.map((overlap) => [`${overlap.beforeId} ${overlap.code}`, overlap.ofBefore]));
  for (const edge of said) {
    const [old, made] = [olds.get(edge.oldCode), news.get(edge.newCode)];
    if (old === undefined || made === undefined) continue;
    const own = parts.get(old) ?? [];
    if (edge.continues && settled.has(made.code)) faults.push({ edge, fault: 'settled' });
    else if (own.some((part) => part.since === made)) faults.push({ edge, fault: 'twice' });
    else parts.set(old, [...own, { edge, since: made, ground: ground.get(`${old.id} ${made.code}`) ?? 0 }]);
  }
  for (const edge of said) {
    // Of a unit that has nothing to do with the file nothing is asked.
    const old = olds.get(edge.oldCode);
    if (old !== undefined && parts.has(old) && !news.has(edge.newCode)) faults.push({ edge, fault: 'noUnitSince' });
  }
  const drawn = new Map<number, number>();
  for (const { beforeId, ofBefore } of overlaps) drawn.set(beforeId, (drawn.get(beforeId) ?? 0) + ofBefore);
  const followed = [...parts].map(([unit, own]) => follow(unit, own, drawn.get(unit.id) ?? 0, faults));
  return {
    goesOn: onesThatGoOn(followed, faults),
    ended: followed.flatMap(({ unit, heir }) => (heir === null ? [unit] : [])),
    edges: followed.flatMap((one) => one.edges),
    named: new Set([...parts.keys()].map((unit) => unit.id)),
    codes: new Set(said.map(({ newCode }) => newCode).filter((code) => news.has(code))),
    faults,
    idle: said.filter(({ oldCode, newCode }) => {
      const old = olds.get(oldCode);
      if (old === undefined) return !settled.has(newCode);
      return !news.has(newCode) && !parts.has(old);
    }),
    contradictions: [...parts].flatMap(([unit, own]) => contradictionsOf(unit, own, overlaps)),
  };
}

interface OneFollowed {
  readonly unit: UnitBefore;
  /** What it goes on as; null where it ceased. */
  readonly heir: Part | null;
  readonly edges: readonly Edge[];
}

/** `drawn` is the part of the unit's ground that lies in the file's units. */
function follow(unit: UnitBefore, own: readonly Part[], drawn: number, faults: DecisionFault[]): OneFollowed {
  const [heir, second] = own.filter(({ edge }) => edge.continues);
  if (second !== undefined) faults.push({ edge: second.edge, fault: 'goesOnTwice' });
  const shares = partsOf(own.map(({ edge, ground }) => ({ stated: edge.share, ground })));
  const [first] = own;
  if (shares === null && first !== undefined) faults.push({ edge: first.edge, fault: 'parts' });
  for (const { edge, ground } of own)
    if (drawn > 0.5 && ground < nothingShare) faults.push({ edge, fault: 'elsewhere' });
  // A unit that goes on whole is no edge: it is the same one.
  if (heir !== undefined && own.length === 1) return { unit, heir, edges: [] };
  const edges = own.map(({ edge, since }, index): Edge => {
    const part = shares?.[index] ?? { share: null, from: 'computed' as const };
    return {
      before: unit,
      code: since.code,
      share: part.share,
      shareFrom: part.from,
      basis: 'decision',
      event: own.length === 1 ? 'merge' : heir === undefined ? 'split' : 'transfer',
      decision: edge.decision,
    };
  });
  return { unit, heir: heir ?? null, edges };
}

function onesThatGoOn(followed: readonly OneFollowed[], faults: DecisionFault[]): Map<string, UnitBefore> {
  const goesOn = new Map<string, UnitBefore>();
  for (const { unit, heir } of followed) {
    if (heir === null) continue;
    if (goesOn.has(heir.since.code)) faults.push({ edge: heir.edge, fault: 'goesOnTwice' });
    else goesOn.set(heir.since.code, unit);
  }
  return goesOn;
}

function contradictionsOf(unit: UnitBefore, own: readonly Part[], overlaps: readonly Overlap[]): Contradiction[] {
  const said = new Set(own.map(({ since }) => since.code));
  return overlaps
    .filter((overlap) => overlap.beforeId === unit.id && !said.has(overlap.code) && overlap.ofBefore >= speakingShare)
    .map(({ code, ofBefore }) => ({ before: unit, code, ofBefore }));
}
