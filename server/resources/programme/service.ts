import type { ProgrammeReply } from '#contract/programme.ts';
import type { Queryable } from '#db/db.ts';
import { declaredProgrammes } from '#catalog/declared.ts';
import { judgeDocument } from '#rules/programme/judge-document.ts';
import { readProgramme, type ProgrammeQuery } from './chosen.ts';
import { describeProgramme } from './describe.ts';

/** A programme as published, with its figures linked to targets, criteria and agencies, and its documents as they stand on the day. */
export async function readProgrammeReply(db: Queryable, query: ProgrammeQuery): Promise<ProgrammeReply> {
  const [{ programme, elsewhere }, programmes] = await Promise.all([readProgramme(db, query), declaredProgrammes()]);
  return {
    ...describeProgramme(programme, programmes),
    at: query.at,
    documents: programme.documents.map((document) => ({ ...document, status: judgeDocument(document, query.at) })),
    periods: programmes.map(({ frame: { period, from, until, payable } }) => ({ period, from, until, payable })),
    nationalOnly: elsewhere,
  };
}
