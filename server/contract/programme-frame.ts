import { z } from 'zod';
import { IsoDate, Text } from './common.ts';

/** Years of a programme, by which it is asked for: `2021-2025`. */
export const Period = z.string().regex(/^\d{4}-\d{4}$/);

/** Until when money of a programme may be paid out after its years, and what says so. */
const Payable = z.object({ until: IsoDate, document: z.string() });

/** Whose programme it is, of which years, and what the figures of its targets hang on. */
export const ProgrammeFrame = z.object({
  title: Text,
  /** Code of the province whose programme it is. */
  province: z.string(),
  from: IsoDate,
  until: IsoDate,
  /** What the province's targets in percent are of; null where the province has set no targets of its own. */
  denominators: z
    .object({
      communes: z.number().int(),
      standardCommunes: z.number().int(),
      districts: z.object({ all: z.number().int(), rural: z.number().int() }),
    })
    .nullable(),
  /** Id of a target in percent -> id of the target that prints the same as a count. */
  printedCounts: z.record(z.string(), z.string()),
  headline: z.array(z.string()),
  period: Period,
  /** Codes of provinces that the province is made of: a portal that holds one of them has the same programme. */
  formerly: z.array(z.string()),
  payable: Payable.nullable(),
  /** What its documents are known to say, or somebody has still to decide, and is not held. */
  notHeld: z.array(Text),
});
export type ProgrammeFrame = z.infer<typeof ProgrammeFrame>;

/** A programme by its years, as one chooses among them. */
export const PeriodSpan = ProgrammeFrame.pick({ period: true, from: true, until: true, payable: true });
export type PeriodSpan = z.infer<typeof PeriodSpan>;

/**
 * The programme that is meant on a day where nobody says which: that in whose years it lies, else the nearest. Programmes
 * stand oldest first. One whose money is still paid out after its years has ended all the same.
 */
export function programmeOn<Span extends Pick<PeriodSpan, 'from' | 'until'>>(
  programmes: readonly Span[],
  day: IsoDate,
): Span | undefined {
  return programmes.find(({ until }) => day <= until) ?? programmes.at(-1);
}

/** The programme before another, while its money may still be paid out: then a province reports two side by side. */
export function stillPaying(programmes: readonly PeriodSpan[], day: IsoDate): PeriodSpan | undefined {
  return programmes.find(({ until, payable }) => until < day && payable !== null && day <= payable.until);
}

/** How a document of law stands on a day: known to be in force, issued, not issued yet; or its date is not known so closely. */
export const documentStatuses = ['inForce', 'issued', 'notYet', 'unknown'] as const;

/** A document of law that a programme rests on. */
export const ProgrammeDocument = z.object({
  /** As it is quoted: `QĐ 417/QĐ-BNNMT`. */
  number: z.string(),
  /** The day on which it was issued; where only the month or the year is known, that. */
  issuedOn: z.string().regex(/^\d{4}(-\d\d(-\d\d)?)?$/),
  /** Null where it is not known from when it holds. */
  inForceFrom: IsoDate.nullable(),
  /** What it settles. */
  about: Text,
  /** Where that was read: the document itself, another one that quotes it, or the press. */
  readIn: Text,
});
export type ProgrammeDocument = z.infer<typeof ProgrammeDocument>;

/** Where something stands: in a line of the programme that the province published, else in a document (the other is null). */
export const sourced = { sourceLine: z.number().int().nullable() };
export const documented = { document: z.string().nullable() };
