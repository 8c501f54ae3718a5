import type { CriteriaSet } from '#contract/criteria.ts';
import type { Session } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';

const queries = loadQueries(new URL('./sync.sql', import.meta.url), ['upsertSet', 'upsertCriteria', 'bumpRevision']);

/** Brings the database's criteria sets to what the files declare; returns how many rows that changed. */
export async function syncCriteriaSets(
  db: Pick<Session, 'transaction'>,
  sets: readonly CriteriaSet[],
): Promise<number> {
  return db.transaction(async (tx) => {
    let changed = 0;
    for (const set of sets) {
      changed += await tx.none(queries.upsertSet, {
        ...set,
        titleVi: set.title.vi,
        titleEn: set.title.en,
      });
      changed += await tx.none(queries.upsertCriteria, {
        id: set.id,
        criteria: JSON.stringify(
          set.criteria.map(({ no, name, group }) => ({ no, name_vi: name.vi, name_en: name.en, group_vi: group })),
        ),
      });
    }
    if (changed > 0) await tx.none(queries.bumpRevision);
    return changed;
  });
}
