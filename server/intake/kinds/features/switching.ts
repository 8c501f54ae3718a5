import type { BesideStatements } from '#catalog/beside-sql.ts';
import type { Queryable } from '#db/db.ts';
import type { Statement } from '#db/queries.ts';
import type { FeatureRequest } from './request.ts';

/** What an import does or would do to its collection. */
export interface Verdict {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Features that the file does not name. */
  readonly unnamed: number;
}

/** What an import is to put into place, and how. */
export interface Switching {
  readonly request: FeatureRequest;
  readonly day: string;
  /** Where features come from that name no source. */
  readonly source: string;
  /** For many rows on the embedded database. */
  readonly beside: BesideStatements;
  readonly signal: AbortSignal | undefined;
  /** How many rows are done. */
  readonly onProgress: (done: number, total: number) => void;
  /** Runs inside the switching transaction, after everything else. */
  beforeCommit(tx: Queryable, verdict: Verdict): Promise<void>;
}

/** What was judged. */
export interface Judged {
  readonly verdict: Verdict;
  /** Revision of the collection that it was judged against. */
  readonly seen: number;
  /** Whether features that the file does not name cease. */
  readonly removing: boolean;
}

/** Name of the revision that moves with a collection's features. */
export function resourceOf({ collection }: Pick<FeatureRequest, 'collection'>): string {
  return `collection:${collection.source.owner}`;
}

/** Runs statements that give no rows, one after the other. */
export async function runAll(db: Queryable, statements: readonly Statement[], parameters = {}): Promise<void> {
  for (const statement of statements) await db.none(statement, parameters);
}
