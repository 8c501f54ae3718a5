import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';

const queries = loadQueries(new URL('./reviews.sql', import.meta.url), ['firstReview', 'reviewDays']);

/** The first day of review between two days, or null. */
export async function readFirstReview(db: Queryable, since: string, at: string): Promise<string | null> {
  return (await db.one<{ day: string | null }>(queries.firstReview, { since, at })).day;
}

/** The two newest days of review of a set up to a date, newest first. */
export async function readReviewDays(db: Queryable, setId: string, at: string): Promise<string[]> {
  return (await db.many<{ day: string }>(queries.reviewDays, { setId, at })).map(({ day }) => day);
}
