import { randomUUID } from 'node:crypto';
import type { Session } from '#db/db.ts';
import { invented } from '#facts/demo.ts';
import { Findings } from '#intake/findings.ts';
import { changesBy } from '#intake/kinds/boundaries/changes-by.ts';
import { readDecidedEdges } from '#intake/kinds/boundaries/decided-edges.ts';
import { findEmptied } from '#intake/kinds/boundaries/levels-above.ts';
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
  const made = await setAgainst(db, communes, { day, level: 'commune', decided, origin: 'demo', replace: false });
  const wrong = findings.hasIssues || made.questions.length + made.faults.length + made.idle.length > 0;
  if (wrong) throw new Error(`the demo's units of ${day} do not follow from ${crosswalkOf(day).name}`);
  const listed = await readListedUnits(day);
  const above = province === null ? [] : [...(await readProvincesMade(day)).values()];
  const units: UnitBoundary[] = [
    ...above.map((unit) => ({
      ...unitOn(day, unit),
      parentCode: null,
      unit: 'new' as const,
      geometry: province,
      lineage: provinceLineage,
    })),
    ...communes.map((commune) => ({
      ...unitOn(day, { ...commune, level: 'commune' }),
      parentCode: listed.get(commune.code)?.parentCode ?? null,
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
    changes: changesBy(made, units, emptied),
  });
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
    population: null,
    populationYear: null,
    validFrom: day,
    source: crosswalkOf(day).name,
  };
}
