import type { Db } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';
import { searchable } from '#rules/text/fold.ts';
import { assessments, disbursements, lineage, recognitions } from './twisted-records.ts';
import { units } from './twisted-units.ts';

const queries = loadQueries(new URL('./twisted.sql', import.meta.url), [
  'insertUnits',
  'setParents',
  'insertBoundaries',
  'insertNeighbours',
  'insertLineage',
  'insertAssessments',
  'insertRecognitions',
  'insertDisbursements',
  'moveRevisions',
]);

/** A small province in which everything that happens to units has happened. */
export async function fillTwisted(db: Db): Promise<void> {
  const rows = (list: readonly object[]) => ({ rows: JSON.stringify(list) });
  const boundaries = units.flatMap(({ code, from, until, cells, redrawn }) => {
    if (cells === undefined) return [];
    if (redrawn === undefined) return [{ code, unitFrom: from, from, until, cells }];
    const [on, later] = redrawn;
    return [
      { code, unitFrom: from, from, until: on, cells },
      { code, unitFrom: from, from: on, until, cells: later },
    ];
  });
  const parents = units.flatMap(({ code, from, under }) =>
    under === undefined ? [] : [{ code, from, parent: under[0], parentFrom: under[1] }],
  );
  await db.none(queries.insertUnits, rows(units.map((unit) => ({ ...unit, search: searchable(unit.name) }))));
  await db.none(queries.setParents, rows(parents));
  await db.none(queries.insertBoundaries, rows(boundaries));
  await db.none(queries.insertNeighbours);
  await db.none(queries.insertLineage, rows(lineage));
  await db.none(queries.insertAssessments, rows(assessments));
  await db.none(queries.insertRecognitions, rows(recognitions));
  await db.none(queries.insertDisbursements, rows(disbursements));
  await db.none(queries.moveRevisions);
}
