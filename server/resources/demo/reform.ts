import { randomUUID } from 'node:crypto';
import type { Session } from '#db/db.ts';
import { invented } from '#facts/demo.ts';
import { readRevision } from '#facts/stand.ts';
import { Findings } from '#intake/findings.ts';
import { changesBy } from '#intake/kinds/boundaries/changes-by.ts';
import { readDecidedEdges } from '#intake/kinds/boundaries/decided-edges.ts';
import { findEmptied } from '#intake/kinds/boundaries/levels-above.ts';
import type { Succession } from '#intake/kinds/boundaries/succession.ts';
import { setAgainst } from '#intake/kinds/boundaries/succeed.ts';
import { writeBoundaries, type UnitBoundary } from '#intake/kinds/boundaries/write.ts';
import { readListedUnits, readProvincesMade, type ListedUnit } from '#intake/unit-lists.ts';
import { crosswalkOf, readReformed, type ReformDay } from './files.ts';

const fileName = 'data/demo/boundaries.topojson';
const lineage = 'Dữ liệu minh hoạ: ranh giới được tạo ra, không phải địa giới thật (invented boundaries)';
/** What else the province was made of is not in the demo. */
const provinceLineage = `${lineage}; chỉ gồm phần đất của tỉnh Phú Yên trước đây, phần còn lại của tỉnh không có trong dữ liệu minh hoạ (only what was Phú Yên)`;

/**
 * Lets the invented province live through a day on which its units become others: as an import of the day's boundaries with the
 * decision's crosswalk would. Recorded so that it can be taken back.
 */
export async function reformUnits(db: Session, day: ReformDay, recordedBy: string): Promise<void> {
  const findings = new Findings();
  const decided = await readDecidedEdges(
    { file: crosswalkOf(day), decision: null, mayBeOpen: false },
    'commune',
    findings,
  );
  const { communes, province } = await readReformed(day);
  const seen = await readRevision(db, 'admin-units');
  const made = await setAgainst(db, communes, { day, level: 'commune', decided, origin: 'demo', replace: false });
  const wrong = findings.hasIssues || made.questions.length + made.faults.length + made.idle.length > 0;
  if (wrong) throw new Error(`the demo's units of ${day} do not follow from ${crosswalkOf(day).name}`);
  const listed = await readListedUnits(day);
  const above = province === null ? [] : [...(await readProvincesMade(day)).values()];
  const people = peopleAfter(made);
  const units: UnitBoundary[] = [
    ...above.map((unit) => ({
      ...unitOn(day, unit),
      parentCode: null,
      population: Math.round([...people.values()].reduce((sum, each) => sum + each, 0)),
      unit: 'new' as const,
      geometry: province,
      lineage: provinceLineage,
    })),
    ...communes.map((commune) => ({
      ...unitOn(day, { ...commune, level: 'commune' }),
      parentCode: listed.get(commune.code)?.parentCode ?? null,
      population: Math.round(people.get(commune.code) ?? 0),
      geometry: commune.geometry,
      revises: true,
      unit: made.goesOn.get(commune.code)?.id ?? ('new' as const),
    })),
  ];
  const emptied = await findEmptied(db, {
    day,
    leaving: made.ended.map(({ id }) => id),
    kept: new Set(),
    made: above.map(({ code }) => code),
  });
  const importId = randomUUID();
  await db.none(invented.openChange, { id: importId, fileName, recordedBy });
  await writeBoundaries(db, units, {
    origin: 'demo',
    lineage,
    importId,
    validFrom: day,
    seen,
    changes: changesBy(made, units, emptied),
  });
}

/** People of 2019 of all that went into each commune, by the parts of the ground. */
function peopleAfter({ before, edges, goesOn }: Succession): Map<string, number> {
  const people = new Map(before.map(({ id, population }) => [id, population ?? 0]));
  const after = new Map<string, number>();
  const add = (code: string, id: number, share: number) =>
    after.set(code, (after.get(code) ?? 0) + (people.get(id) ?? 0) * share);
  for (const edge of edges) add(edge.code, edge.before.id, edge.share ?? 0);
  // One that goes on whole is in no edge.
  const parted = new Set(edges.map((edge) => edge.before.id));
  for (const [code, { id }] of goesOn) if (!parted.has(id)) add(code, id, 1);
  return after;
}

function unitOn(day: ReformDay, { code, level, name, kind }: Pick<ListedUnit, 'code' | 'level' | 'name' | 'kind'>) {
  if (name === null || kind === null) throw new Error(`data/admin-units: what is ${code} called from ${day} on?`);
  return {
    code,
    level,
    name,
    kind,
    nameEn: null,
    listedAreaKm2: null,
    populationYear: 2019,
    validFrom: day,
    source: crosswalkOf(day).name,
  };
}
