import { Fault } from '#contract/faults.ts';
import type { Programme } from '#contract/programme.ts';
import type { ProgrammeFrame } from '#contract/programme-frame.ts';
import { declaredProgrammeOn, declaredProgrammes } from '#catalog/declared.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';
import { nationalParts } from '#rules/programme/national-parts.ts';

const queries = loadQueries(new URL('./chosen.sql', import.meta.url), ['heldProvince', 'lastDay']);

/** Which programme is asked for. */
export interface ProgrammeQuery {
  readonly period: string | undefined;
  /** Where no period is asked for, the day that says which. */
  readonly at: string;
}

/** The programme of a period, by itself that of the day. Throws `notFound` for a period of which none is declared. */
export async function chooseProgramme({ period, at }: ProgrammeQuery): Promise<Programme> {
  if (period === undefined) return declaredProgrammeOn(at);
  const programmes = await declaredProgrammes();
  const found = programmes.find(({ frame }) => frame.period === period);
  if (found) return found;
  const known = programmes.map(({ frame }) => frame.period).join(', ');
  throw new Fault('programmeUnknown', { period, known }, 'query.period');
}

/** The province of a programme as a portal holds it. */
export interface HeldProvince {
  /** Its code; of a portal that never held it that of the one that it was made of, which it does hold. */
  readonly province: string;
  /** Whether the portal only ever held other provinces. One that held none is taken to be of this. */
  readonly elsewhere: boolean;
}

/** Which of the programme's provinces the portal's units are of. */
export async function readHeldProvince(
  db: Queryable,
  { province, formerly }: Pick<ProgrammeFrame, 'province' | 'formerly'>,
): Promise<HeldProvince> {
  const { code, anyHeld } = await db.one<{ code: string | null; anyHeld: boolean }>(queries.heldProvince, {
    codes: [province, ...formerly],
  });
  return { province: code ?? province, elsewhere: code === null && anyHeld };
}

/** A programme as far as it is the portal's: of a portal of other provinces, what is of the country. */
export async function readProgramme(
  db: Queryable,
  query: ProgrammeQuery,
): Promise<HeldProvince & { programme: Programme }> {
  const programme = await chooseProgramme(query);
  const held = await readHeldProvince(db, programme.frame);
  return { ...held, programme: held.elsewhere ? nationalParts(programme) : programme };
}

/**
 * The day on which what a programme reached is final, asked for on a later day than its last; null while it runs. Of a province
 * that ended before it is that province's last day: on later ones it has no units.
 */
export async function readFinalDay(
  db: Queryable,
  { until, province }: ProgrammeFrame,
  at: string,
): Promise<string | null> {
  if (at <= until) return null;
  return (await db.one<{ day: string }>(queries.lastDay, { until, province })).day;
}
