import type { Queryable, Session } from '#db/db.ts';
import { StartFailure } from '#db/failure.ts';
import { boundaries } from '#facts/boundaries.ts';
import { mend, withActsMovable } from '#facts/mend.ts';
import { records } from '#facts/records.ts';
import { bareName } from '#rules/unit-names.ts';
import { searchable } from '#rules/text/fold.ts';
import type { Decision } from './decide.ts';
import { isSameGround } from './mixed-units.ts';

/** A record that reaches over the day and stays with the unit of before. */
export interface LeftRecord {
  readonly code: string;
  readonly kind: 'assessment' | 'recognition' | 'disbursement';
  readonly day: string;
  readonly what: string;
}

/** What was done, in numbers. */
export interface Mended {
  /** Units that are the same since. */
  readonly same: number;
  /** Units that were two. */
  readonly split: number;
  readonly versions: number;
  /** What went over to the units that took a code. */
  readonly moved: Readonly<
    Record<'boundaries' | 'features' | 'assessments' | 'recognitions' | 'disbursements' | 'groups', number>
  >;
  readonly left: readonly LeftRecord[];
}

export interface MendOptions {
  /** Who answered. */
  readonly by: string;
  /** Revision of the units that the questions were asked of. */
  readonly seen: number;
  /** Does all and takes it back. */
  readonly dryRun: boolean;
}

/** Takes a transaction back that did what it should. */
class TakenBack extends Error {
  constructor(readonly mended: Mended) {
    super('taken back');
  }
}

/**
 * Carries out what was decided of units, in order, in one transaction. The unit of before keeps its id and what is of days
 * before; one that took its code is a new one and gets what was given from the day on. Throws StartFailure where units
 * or boundaries were changed since the questions were asked.
 */
export async function mendUnits(
  alone: Session,
  decisions: readonly Decision[],
  { by, seen, dryRun }: MendOptions,
): Promise<Mended> {
  const work = alone.transaction(async (tx, client) => {
    if ((await tx.none(boundaries.moveRevision, { seen })) === 0)
      throw new StartFailure('Units or boundaries were changed meanwhile: nothing was written, run it again.');
    const carryOut = async () => {
      const steps: Mended[] = [];
      for (const decision of decisions) steps.push(await carryOutOne(tx, decision, by));
      return summed(steps);
    };
    const parts = decisions.some(({ decision }) => decision === 'other');
    const mended = parts ? await withActsMovable(client, carryOut) : await carryOut();
    await moveRevisions(tx, mended);
    if (dryRun) throw new TakenBack(mended);
    return mended;
  });
  return work.catch((error: Error) => {
    if (error instanceof TakenBack) return error.mended;
    throw error;
  });
}

async function carryOutOne(tx: Queryable, decision: Decision, by: string): Promise<Mended> {
  const { code, day } = decision.unit;
  // Of days before it one may have been parted already.
  const { id: unitId } = await tx.one<{ id: number }>(mend.unitOn, { code, day });
  const isOther = decision.decision === 'other';
  const laterId = isOther ? (await tx.one<{ id: number }>(mend.makeSuccessor, { unitId, day })).id : unitId;
  const versions = await tx.none(mend.rewriteVersions, { unitId, laterId, day, ...(await saidOf(tx, decision, by)) });
  const moved = { boundaries: 0, features: 0, assessments: 0, recognitions: 0, disbursements: 0, groups: 0 };
  if (!isOther) return { same: 1, split: 0, versions, moved, left: [] };
  const move = { unitId, laterId, day };
  await tx.none(mend.moveChildren, move);
  await tx.none(mend.moveLineage, move);
  moved.boundaries = await tx.none(mend.moveBoundaries, move);
  moved.features = (await tx.one<{ moved: number }>(mend.moveFeatures, { laterId })).moved;
  moved.assessments = await tx.none(mend.moveAssessments, move);
  moved.recognitions = await tx.none(mend.moveRecognitions, move);
  moved.disbursements = await tx.none(mend.moveDisbursements, move);
  moved.groups = await tx.none(mend.moveGroups, move);
  const left = await tx.many<Omit<LeftRecord, 'code'>>(mend.leftRecords, { unitId, day });
  return { same: 0, split: 1, versions, moved, left: left.map((record) => ({ code, ...record })) };
}

/** What the versions before and since the day are to say. */
async function saidOf(tx: Queryable, { unit, decision, before, after, parentAfter }: Decision, by: string) {
  const { code, day, level, listed } = unit;
  const parent = parentAfter === null ? null : await tx.one<{ id: number }>(mend.unitOn, { code: parentAfter, day });
  const answer = decision === 'same' ? 'cùng một đơn vị' : `đơn vị khác lấy mã ${code}`;
  return {
    nameBefore: before.name,
    searchBefore: searchable(before.name),
    kindBefore: before.kind,
    nameAfter: after.name,
    searchAfter: searchable(after.name),
    kindAfter: after.kind,
    parentId: parent?.id ?? null,
    by: `${by}: ${answer}`,
    // Figures came with the file that the name came with; of a code that the list has, the list's were taken instead.
    figuresAreEarlier: unit.share !== null && bareName(unit.name, level) === bareName(before.name, level),
    listedAreaKm2: listed?.areaKm2 ?? null,
    listedPopulation: listed?.population ?? null,
    keepFigures: decision === 'same' && isSameGround(unit),
  };
}

async function moveRevisions(tx: Queryable, { moved }: Mended): Promise<void> {
  const touched = {
    assessments: moved.assessments,
    recognitions: moved.recognitions,
    programme: moved.disbursements,
    criteria: moved.groups,
  };
  const resources = Object.entries(touched).flatMap(([resource, rows]) => (rows > 0 ? [resource] : []));
  await tx.none(records.moveRevisions, { resources });
}

function summed(steps: readonly Mended[]): Mended {
  const sum = (count: (step: Mended) => number) => steps.reduce((total, step) => total + count(step), 0);
  return {
    same: sum(({ same }) => same),
    split: sum(({ split }) => split),
    versions: sum(({ versions }) => versions),
    moved: {
      boundaries: sum(({ moved }) => moved.boundaries),
      features: sum(({ moved }) => moved.features),
      assessments: sum(({ moved }) => moved.assessments),
      recognitions: sum(({ moved }) => moved.recognitions),
      disbursements: sum(({ moved }) => moved.disbursements),
      groups: sum(({ moved }) => moved.groups),
    },
    left: steps.flatMap(({ left }) => left),
  };
}
