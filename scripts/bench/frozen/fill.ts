import { readCriteriaSets } from '#catalog/criteria-sets.ts';
import { asMultiPolygon } from '#contract/packed-polygons.ts';
import type { Db } from '#db/db.ts';
import { loadQueries } from '#db/queries.ts';
import { readDemoRows, readDemoUnits } from '#resources/demo/files.ts';
import { searchable } from '#rules/text/fold.ts';

const queries = loadQueries(new URL('./fill.sql', import.meta.url), [
  'insertSets',
  'insertCriteria',
  'insertUnits',
  'insertNeighbours',
  'insertAssessments',
  'insertRecognitions',
  'insertDisbursements',
]);

/** Codes of a copy of the demo lie so far from those of the copy before. */
const steps = { province: 1, district: 20, commune: 400 };
const above = { province: 'province', district: 'province', commune: 'district' } as const;

/** Fills a database of the schema of 0.1.0 with the demo province, `copies` times over. */
export async function fillFrozen(db: Db, copies: number): Promise<void> {
  const rows = (list: readonly object[]) => ({ rows: JSON.stringify(list), copies });
  const sets = await readCriteriaSets();
  await db.none(
    queries.insertSets,
    rows(
      sets.map(({ title, validFrom, validTo, appliesTo, ...set }) => ({
        ...set,
        title_vi: title.vi,
        title_en: title.en,
        valid_from: validFrom,
        valid_to: validTo,
        applies_to: appliesTo,
      })),
    ),
  );
  const criteria = sets.flatMap((set) =>
    set.criteria.map(({ no, name, group }) => ({
      set_id: set.id,
      no,
      name_vi: name.vi,
      name_en: name.en,
      group_vi: group,
    })),
  );
  await db.none(queries.insertCriteria, rows(criteria));
  const units = await readDemoUnits();
  for (const level of ['province', 'district', 'commune'] as const) {
    const ofLevel = units.filter((unit) => unit.level === level);
    await db.none(queries.insertUnits, {
      ...rows(
        ofLevel.map(({ code, kind, name, parentCode, validFrom, listedAreaKm2, population, geometry }) => ({
          code,
          level,
          kind,
          name,
          search: searchable(name),
          parent: parentCode,
          valid_from: validFrom,
          area: listedAreaKm2,
          population,
          geometry: geometry && asMultiPolygon(geometry),
        })),
      ),
      step: steps[level],
      parentStep: steps[above[level]],
    });
  }
  await db.none(queries.insertNeighbours);
  const numbers = (text: string | undefined) => (text === undefined || text === '' ? null : text);
  const [statuses, values, recognitions, paid] = await Promise.all([
    readDemoRows('assessments'),
    readDemoRows('indicatorValues'),
    readDemoRows('recognitions'),
    readDemoRows('disbursements'),
  ]);
  const figures = values.map((row) => ({
    ...row,
    criterion_no: (row.indicator_no ?? '').split('.')[0],
    value: numbers(row.value),
    value2: numbers(row.value2),
  }));
  await db.none(queries.insertAssessments, rows([...statuses, ...figures]));
  await db.none(
    queries.insertRecognitions,
    rows(recognitions.map((row) => ({ ...row, revoked_on: numbers(row.revoked_on) }))),
  );
  await db.none(queries.insertDisbursements, rows(paid));
}
