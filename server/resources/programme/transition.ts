import { recognitionLevels, type RecognitionLevel, type UnitKind } from '#contract/admin-units.ts';
import type { CriteriaSetDetail, Status } from '#contract/criteria.ts';
import type { Programme } from '#contract/programme.ts';
import type { PeriodSpan } from '#contract/programme-frame.ts';
import type { Heir, RecognisedCommune, Transition } from '#contract/transition.ts';
import { declaredProgrammes } from '#catalog/declared.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';
import { countCriteria, type Statuses } from '#rules/criteria/count-criteria.ts';
import { measureDistance } from '#rules/criteria/measure-distance.ts';
import { isSetFor } from '#rules/criteria/select-in-force.ts';
import { isInForce } from '#rules/in-force.ts';
import { chooseProgramme, type ProgrammeQuery } from './chosen.ts';

const queries = loadQueries(new URL('./transition.sql', import.meta.url), ['recognisedCommunes', 'declaredOf']);

/** A unit of the day that a recognised commune went into. */
interface HeirRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
}

interface RecognisedRow {
  readonly unitId: number;
  readonly code: string;
  readonly name: string;
  readonly parentName: string | null;
  readonly setId: string;
  readonly level: RecognitionLevel;
  readonly decisionNo: string;
  readonly decidedOn: string;
  readonly validFrom: string;
  readonly now: readonly HeirRow[];
}

/**
 * What goes over from one programme to the next, as of `at`: the communes that carry a recognition of the old one, each with
 * what it is part of by now, and what that lacks of the new criteria where it was assessed by them. `sets` are those of both. Two queries.
 */
export async function readTransition(
  db: Queryable,
  query: ProgrammeQuery,
  sets: readonly CriteriaSetDetail[],
): Promise<Omit<Transition, 'demo'>> {
  const { at } = query;
  const [from, to] = await choosePair(query);
  const isOf = ({ frame }: Programme, { validFrom }: CriteriaSetDetail) =>
    validFrom >= frame.from && validFrom <= frame.until;
  const held = sets.filter((set) => isOf(to, set) && isInForce(set, at));
  const set = held.find(({ level, tier }) => level === 'commune' && tier === 'standard') ?? null;
  const rows = await db.many<RecognisedRow>(queries.recognisedCommunes, {
    at,
    province: from.frame.province,
    setIds: sets.filter((each) => isOf(from, each)).map(({ id }) => id),
  });
  const heirs = new Map(rows.flatMap(({ now }) => now.map((heir) => [heir.id, heir] as const)));
  const declared = await db.many<{ id: number; statuses: Record<string, Status> }>(queries.declaredOf, {
    at,
    setId: set?.id ?? null,
    unitIds: [...heirs.keys()],
  });
  const statusesOf = new Map(
    declared.map(({ id, statuses }) => [
      id,
      new Map(Object.entries(statuses).map(([no, status]) => [Number(no), status])),
    ]),
  );
  const communes = groupByUnit(rows, (heir) => toHeir(heir, set, statusesOf.get(heir.id) ?? new Map()));
  return {
    at,
    from: spanOf(from),
    to: spanOf(to),
    sets: held.map(toNewSet),
    setId: set?.id ?? null,
    communes,
    counts: countLevels(communes),
  };
}

/** A programme and the one before it. Of the first there is none before: the pair is then that of the second. */
async function choosePair(query: ProgrammeQuery): Promise<readonly [Programme, Programme]> {
  const [chosen, programmes] = await Promise.all([chooseProgramme(query), declaredProgrammes()]);
  const place = Math.max(1, programmes.indexOf(chosen));
  const [from, to] = [programmes[place - 1], programmes[place]];
  if (from === undefined || to === undefined) throw new Error('data/programme declares no two programmes');
  return [from, to];
}

function spanOf({ frame: { period, from, until, payable } }: Programme): PeriodSpan {
  return { period, from, until, payable };
}

function toNewSet(set: CriteriaSetDetail): Transition['sets'][number] {
  const { id, title, level, tier, decision, validFrom, criteria, officialIndicatorCount } = set;
  return {
    ...{ id, title, level, tier, decision, validFrom },
    criteria: criteria.length,
    indicators: criteria.reduce((sum, { indicators }) => sum + indicators.length, 0),
    officialIndicators: officialIndicatorCount,
  };
}

/** Communes in the order of their codes of then; one that was recognised at several levels is one. */
function groupByUnit(rows: readonly RecognisedRow[], heirOf: (heir: HeirRow) => Heir): RecognisedCommune[] {
  const byUnit = new Map<number, RecognisedRow[]>();
  for (const row of rows) byUnit.set(row.unitId, [...(byUnit.get(row.unitId) ?? []), row]);
  return [...byUnit.values()].flatMap((own) => {
    const highestFirst = own.toSorted((one, other) => rankOf(other) - rankOf(one));
    const [highest] = highestFirst;
    if (highest === undefined) return [];
    const { code, name, parentName, now } = highest;
    const recognitions = highestFirst.map(({ setId, level, decisionNo, decidedOn, validFrom }) => {
      return { setId, level, decisionNo, decidedOn, validFrom };
    });
    return [{ code, name, parentName, recognitions, now: now.map(heirOf) }];
  });
}

function rankOf({ level }: Pick<RecognisedRow, 'level'>): number {
  return recognitionLevels.indexOf(level);
}

function toHeir({ code, name, kind }: HeirRow, set: CriteriaSetDetail | null, statuses: Statuses): Heir {
  const unknown = { code, name, kind, met: null, total: null, missing: [], notAssessed: [] };
  if (set !== null && !isSetFor(set, { level: 'commune', kind })) return { ...unknown, standing: 'notApplicable' };
  if (set === null || statuses.size === 0) return { ...unknown, standing: 'notAssessed' };
  const { met, total } = countCriteria(set, statuses);
  const { missing, notAssessed } = measureDistance(set, statuses);
  return {
    ...{ code, name, kind, met, total },
    standing: 'assessed',
    missing: [...missing],
    notAssessed: [...notAssessed],
  };
}

function countLevels(communes: readonly RecognisedCommune[]): Transition['counts'] {
  const count = (level: RecognitionLevel) =>
    communes.filter(({ recognitions }) => recognitions[0]?.level === level).length;
  return { standard: count('standard'), advanced: count('advanced'), model: count('model'), modern: count('modern') };
}
